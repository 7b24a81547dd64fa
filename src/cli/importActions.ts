import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import type { Action } from '#cli/action'
import { destinations, portionsOf } from '#cli/importTargets'
import type { Destination } from '#cli/importTargets'
import type { Output } from '#cli/output'
import { tell, withEngine } from '#cli/withEngine'
import type { Engine } from '#core/createEngine'
import { fileCap } from '#core/import/limits'
import { mappingCap, parseMapping } from '#core/import/mapping'
import { planImport } from '#core/import/planImport'
import type { ImportPlan } from '#core/import/planImport'
import { readTable } from '#core/import/table'
import type { Table } from '#core/import/table'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A whole file of at most `cap` bytes: no pipe, no device. Failures: ImportUnreadable, ImportTooLarge. */
const readWhole = (path: string, cap: number): Result<Uint8Array> => {
  let fd: number | undefined
  try {
    // a pipe that nobody writes to must not hold the program; Windows has no such flag, and undefined is none
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stats = fstatSync(fd)
    if (!stats.isFile()) return fail('ImportUnreadable')
    return stats.size > cap ? fail('ImportTooLarge') : ok(readFileSync(fd))
  } catch {
    return fail('ImportUnreadable')
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** Writes portion after portion until all are in, one fails or Ctrl-C; then tells how far it came. */
const writeAll = async (
  engine: Engine,
  { portion, write }: Destination,
  { accepted }: ImportPlan,
  output: Output,
  signal: AbortSignal,
): Promise<Result<unknown>> => {
  let [written, told] = [0, 0]
  for (const rows of portionsOf(accepted, portion)) {
    const done = signal.aborted ? fail('Cancelled') : await write(engine, rows)
    if (!done.ok) {
      output.notice('importStopped', { written, line: rows[0]?.line ?? 0 })
      return done
    }
    written += rows.length
    const share = 10 * Math.floor((10 * written) / accepted.length)
    if (share > told) output.progress('importSaving', { share: (told = share) })
  }
  return ok(undefined)
}

type Report = {
  readonly rows: number
  readonly accepted: number
  readonly rejected: ImportPlan['rejected']
  readonly notRead: readonly string[]
  /** null where nobody looked. */
  readonly alreadyThere: number | null
  readonly encoding: Table['encoding']
  readonly dryRun: boolean
}

const say = (output: Output, report: Report): void => {
  const { rows, accepted, rejected, notRead, alreadyThere, encoding, dryRun } = report
  for (const { line, reason, column } of rejected) output.words(`rowRejected.${reason}`, { line, column: column ?? '' })
  if (notRead.length > 0) output.words('importNotRead', { names: notRead.join(' · ') })
  if (encoding === 'windows-1252') output.words('importOld')
  if (dryRun && alreadyThere !== null && alreadyThere > 0) output.words('importAlreadyThere', { count: alreadyThere })
  output.words(dryRun ? 'importTried' : 'importDone', { rows, accepted, rejected: rejected.length })
}

/**
 * `tejido import FILE --as registry|cases --map FILE [--dry-run] [--yes]`: a spreadsheet that is there becomes entries or
 * cases, by a mapping (docs/import.md). All that can be refused is refused before the first row is written.
 */
export const runImport: Action = async (given, output, signal) => {
  const { words, alias = '', map, dryRun, yes } = given
  const [, file, ...more] = words
  const to = Object.hasOwn(destinations, alias) ? destinations[alias] : undefined
  if (!to || file === undefined || map === undefined || more.length > 0) return fail('WrongUsage')
  const json = readWhole(map, mappingCap)
  if (!json.ok) return json
  const mapping = parseMapping(new TextDecoder().decode(json.value), to.fields, to.more)
  if (!mapping.ok) return mapping
  const bytes = readWhole(file, fileCap)
  if (!bytes.ok) return bytes
  const table = await readTable(bytes.value)
  if (!table.ok) return table
  return withEngine(given, async (engine): Promise<Result<unknown>> => {
    const target = await to.target(engine)
    if (!target.ok) return target
    const plan = planImport(table.value, mapping.value, target.value)
    if (!plan.ok) return plan
    const { accepted, rejected, notRead } = plan.value
    const there = (await to.alreadyThere?.(engine, accepted)) ?? ok(null)
    if (!there.ok) return there
    if (!dryRun) {
      if (accepted.length === 0) return fail('ImportNothing', { count: rejected.length })
      if (there.value !== null && there.value > 0 && !yes) return fail('ImportAlreadyThere', { count: there.value })
      const done = await writeAll(engine, to, plan.value, output, signal)
      if (!done.ok) return done
    }
    const report: Report = {
      rows: accepted.length + rejected.length,
      accepted: accepted.length,
      rejected,
      notRead,
      alreadyThere: there.value,
      encoding: table.value.encoding,
      dryRun,
    }
    return tell(output, ok(report), (value) => say(output, value))
  })
}
