import { resolve } from 'node:path'
import process from 'node:process'
import type { Action } from '#cli/action'
import type { Arguments } from '#cli/arguments'
import type { Output } from '#cli/output'
import { readPassphrase } from '#cli/passphrase'
import { tell, withEngine } from '#cli/withEngine'
import { openOwnData } from '#core/commands/ownData/openOwnData'
import { sentence } from '#shared/i18n/say'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The file's own phrase, from a file or the terminal; asked for again where a slip would lock her out. */
const phraseOf = async (
  { exportPassphraseFile: file, language }: Arguments,
  { isNew }: { readonly isNew: boolean },
): Promise<Result<string>> => {
  if (file === undefined && !process.stdin.isTTY) return fail('OwnDataPhraseMissing')
  const phrase = await readPassphrase(file, sentence(language, 'cli.ownDataPhrase'))
  if (!phrase.ok) return fail('OwnDataPhraseMissing')
  if (file !== undefined || !isNew) return phrase
  const again = await readPassphrase(undefined, sentence(language, 'cli.ownDataAgain'))
  return again.ok && again.value === phrase.value ? phrase : fail('PassphrasesDiffer')
}

/** Tells every tenth of the way. */
const tenths = (output: Output, key: string) => {
  let told = -1
  return (done: number): void => {
    const share = 10 * Math.floor(10 * done)
    if (share > told) output.progress(key, { share: (told = share) })
  }
}

const open = async (given: Arguments, file: string, folder: string, output: Output, signal: AbortSignal) => {
  const phrase = await phraseOf(given, { isNew: false })
  if (!phrase.ok) return phrase
  const onShare = tenths(output, 'ownDataOpening')
  const opened = await openOwnData(file, phrase.value, folder, { onShare, signal })
  return tell(output, opened, ({ files }) => output.words('ownDataOpened', { count: files }))
}

/**
 * `tejido export own-data --out FILE [--export-passphrase-file FILE]`: all that she may read in a network, in one file under a
 * phrase of its own. With `--open FILE --out DIR` such a file is read again, which takes neither vault nor network.
 */
export const runOwnData: Action = (given, output, signal) => {
  const { out, words } = given
  if (out === undefined || words.length !== 2) return Promise.resolve(fail('WrongUsage'))
  const place = resolve(out)
  if (given.open !== undefined) return open(given, given.open, place, output, signal)
  return withEngine(given, async (engine): Promise<Result<unknown>> => {
    const phrase = await phraseOf(given, { isNew: true })
    if (!phrase.ok) return phrase
    const onShare = tenths(output, 'ownDataWriting')
    const written = await engine.exportOwnData(place, phrase.value, { onShare, signal })
    if (!written.ok) return written
    const { sha256, ...counts } = written.value
    return tell(output, ok({ files: [{ path: place, sha256 }], release: null, ...counts }), () => {
      output.words('ownDataWritten', counts)
      if (counts.elsewhere > 0) output.words('ownDataElsewhere', { count: counts.elsewhere })
      if (counts.damaged > 0) output.words('ownDataSpoiled', { count: counts.damaged })
      output.line(`${sha256}  ${place}`)
    })
  })
}
