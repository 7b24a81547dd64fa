import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Action } from '#cli/action'
import type { Arguments } from '#cli/arguments'
import type { Output } from '#cli/output'
import { runOwnData } from '#cli/ownDataActions'
import { runParcelExport } from '#cli/parcelActions'
import { answered, tell, withEngine } from '#cli/withEngine'
import type { Engine } from '#core/createEngine'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { QueryOutput } from '#shared/contract/queries'
import { fileLook } from '#shared/contract/releases'
import type { ReleaseCheck, ReleasePreview, ReleaseRow } from '#shared/contract/releases'
import { releaseSpec } from '#shared/rules/releaseSpec'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const call = <N extends CommandName>(
  engine: Engine,
  name: N,
  input: CommandInput<N>,
): Promise<Result<CommandOutput<N>>> => answered(engine.call(name, input))

/** What is asked for; undefined where it is nothing that can be. */
const specOf = ({ period, audience }: Arguments): ReleaseSpec | undefined => {
  const read = releaseSpec.safeParse({ period, ...(audience === undefined ? {} : { audience }) })
  return read.success ? read.data : undefined
}

/** How files are to look; undefined where an option is none of ours. */
const lookOf = ({ separator, paper, hxl, language }: Arguments) => {
  const read = z.strictObject(fileLook).safeParse({ separator, paper, hxl, language })
  return read.success ? read.data : undefined
}

/** Counts with progress, until it is over or Ctrl-C; what it gave is then at hand. */
const countFirst = async (
  engine: Engine,
  spec: ReleaseSpec,
  output: Output,
  signal: AbortSignal,
): Promise<Result<unknown>> => {
  const begun = await call(engine, 'release.check', { spec })
  if (!begun.ok) return begun
  let told = 0
  return new Promise((done) => {
    const onAbort = (): void => void call(engine, 'release.stopCheck', {})
    const stop = engine.subscribe('release.checking', undefined, (view) => {
      const state: ReleaseCheck = view.ok ? (view.value as ReleaseCheck) : { phase: 'idle' }
      if (state.phase === 'running') {
        const share = 10 * Math.floor(10 * state.share)
        if (share > told) output.progress('releaseCounting', { share: (told = share) })
        return
      }
      stop()
      signal.removeEventListener('abort', onAbort)
      // what failed says why when files are asked for
      done(state.phase === 'idle' ? fail('Cancelled') : ok(undefined))
    })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** The release of a period that stands, if there is one. */
const standing = async (
  engine: Engine,
  asked: Pick<ReleaseRow, 'product' | 'period' | 'audience'>,
): Promise<Result<string | undefined>> => {
  const list = await answered<QueryOutput<'release.list'>>(engine.query('release.list', undefined))
  if (!list.ok) return list
  const found = list.value.releases.find(
    ({ product, period, audience, status }) =>
      product === asked.product && period === asked.period && audience === asked.audience && status === 'published',
  )
  return ok(found?.releaseId)
}

type Written = CommandOutput<'release.files'> | CommandOutput<'release.summaryFiles'>

/** Files with their places, as other programs take them. */
const placed = (folder: string, { files }: Written) =>
  files.map(({ name, sha256 }) => ({ path: join(folder, name), sha256 }))

/** Of what was just counted: how many houses shared, of how many; null where houses are not in it. */
const housesOf = async (engine: Engine, spec: ReleaseSpec): Promise<ReleasePreview['houses']> => {
  const preview = await answered<ReleasePreview>(engine.query('release.preview', { spec }))
  return preview.ok ? preview.value.houses : null
}

/** What was written, in words. */
const say = (output: Output, folder: string, written: Written): void => {
  const { draft, files } = written
  output.words(draft === null ? 'releaseWritten' : 'draftWritten', { count: files.length })
  if (draft !== null) output.words(`draftWhy.${draft}`)
  for (const { path, sha256 } of placed(folder, written)) output.line(`${sha256}  ${path}`)
}

/**
 * `tejido export tables --period P --out DIR [--audience public|allies] [--separator ';'|','] [--hxl] [--paper a4|letter]`: the
 * files of the release that was published of it, or else a draft of what one would be, marked as such.
 */
const exportTables: Action = async (given, output, signal) => {
  const [spec, look, { out, words }] = [specOf(given), lookOf(given), given]
  if (!spec || !look || out === undefined || words.length !== 2) return fail('WrongUsage')
  const folder = resolve(out)
  return withEngine(given, async (engine) => {
    const release = await standing(engine, { product: 'tables', ...spec })
    if (!release.ok) return release
    const counted = release.value === undefined ? await countFirst(engine, spec, output, signal) : ok(undefined)
    if (!counted.ok) return counted
    const of = release.value === undefined ? { spec } : { releaseId: release.value }
    const written = await call(engine, 'release.files', { of, folder, ...look })
    if (!written.ok) return written
    const { hidden, ...more } = written.value
    const suppressed = hidden.primary + hidden.secondary
    const houses = release.value === undefined ? await housesOf(engine, spec) : null
    const value = { ...more, files: placed(folder, written.value), suppressed, hidden, houses }
    return tell(output, ok(value), () => {
      if (houses && houses.of > 0) output.words('housesShared', houses)
      output.words('suppressed', { count: suppressed, of: hidden.cells })
      say(output, folder, written.value)
    })
  })
}

/**
 * `tejido export summaries --period P --out DIR [--separator ';'|','] [--hxl] [--paper a4|letter]`: summaries of the cases she reads,
 * for allies: those that were published, or else a draft of what they would be.
 */
const exportSummaries: Action = async (given, output) => {
  const [spec, look, { out, words, audience = 'allies' }] = [specOf(given), lookOf(given), given]
  if (!spec || !look || out === undefined || words.length !== 2 || audience !== 'allies') return fail('WrongUsage')
  const { period } = spec
  const folder = resolve(out)
  return withEngine(given, async (engine) => {
    const release = await standing(engine, { product: 'summaries', period, audience })
    if (!release.ok) return release
    const of = release.value === undefined ? { period } : { releaseId: release.value }
    const written = await call(engine, 'release.summaryFiles', { of, folder, ...look })
    if (!written.ok) return written
    const { hiddenShare, ...more } = written.value
    const value = { ...more, files: placed(folder, written.value), suppressed: hiddenShare }
    return tell(output, ok(value), () => {
      output.words('suppressedShare', { percent: Math.round(100 * hiddenShare) })
      say(output, folder, written.value)
    })
  })
}

const exports: Readonly<Record<string, Action>> = {
  parcel: runParcelExport,
  request: runParcelExport,
  tables: exportTables,
  summaries: exportSummaries,
  'own-data': runOwnData,
}

/** `tejido export tables|summaries|own-data|parcel|request …` */
export const runExport: Action = (given, output, signal) => {
  const [, what = ''] = given.words
  const action = Object.hasOwn(exports, what) ? exports[what] : undefined
  return action ? action(given, output, signal) : Promise.resolve(fail('WrongUsage'))
}
