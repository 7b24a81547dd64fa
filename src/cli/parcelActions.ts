import type { Action } from '#cli/action'
import type { Arguments } from '#cli/arguments'
import { tell, withEngine } from '#cli/withEngine'
import type { ParcelCarrier, ParcelOrder } from '#core/sync/parcel/parcel'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What `--part-size` counts in, in bytes. */
const megabyte = 1_000_000

/** What the words and options ask for; undefined when they do not go together. */
const orderOf = ({ words, since, answers, partSize }: Arguments): ParcelOrder | undefined => {
  if (words.length !== 2 || (since !== undefined && answers !== undefined)) return undefined
  if (words[1] === 'request')
    return since === undefined && answers === undefined && partSize === undefined ? { act: 'request' } : undefined
  if (words[1] !== 'parcel') return undefined
  return {
    act: 'write',
    ...(since === undefined ? {} : { since }),
    ...(answers === undefined ? {} : { answers }),
    ...(partSize === undefined ? {} : { partSize: partSize * megabyte }),
  }
}

/**
 * `tejido export parcel --out FILE [--since MEMBER | --for FILE] [--part-size MB]`: one file to carry in a pocket, or several.
 * `tejido export request --out FILE`: asks for what lacks here; the answer is `export parcel --for` that file.
 */
export const runParcelExport: Action = (given, output, signal) => {
  const order = orderOf(given)
  const { out } = given
  if (!order || out === undefined) return Promise.resolve(fail('WrongUsage'))
  return withEngine(given, async (engine): Promise<Result<unknown>> => {
    let told = -1
    const progress = (done: number, of: number): void => {
      const share = 10 * Math.floor((10 * done) / of)
      if (share > told) output.progress('parcelWriting', { share: (told = share) })
    }
    let files: Parameters<NonNullable<ParcelCarrier['onWritten']>>[0] = []
    const written = await engine.exchange({
      carriers: [{ kind: 'parcel', place: out, order, onWritten: (all) => (files = all) }],
      wait: 0,
      signal,
      onProgress: progress,
    })
    if (!written.ok) return written
    return tell(output, ok({ files, sent: written.value.sent }), ({ sent }) => {
      output.words(order.act === 'request' ? 'requestWritten' : 'parcelWritten', { sent, count: files.length })
      for (const { path, sha256 } of files) output.line(`${sha256}  ${path}`)
    })
  })
}
