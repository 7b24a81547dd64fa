import { answered } from '#cli/withEngine'
import { checkEntry } from '#core/commands/registry/submit'
import type { Engine } from '#core/createEngine'
import type { AcceptedRow, ImportTarget } from '#core/import/planImport'
import { commands } from '#shared/contract/commands'
import type { CommandInput } from '#shared/contract/commands'
import type { QueryOutput } from '#shared/contract/queries'
import { entryInput } from '#shared/contract/registry'
import type { EntryRow } from '#shared/contract/registry'
import { caseRecord } from '#shared/records/case'
import { entryRecord } from '#shared/records/registryEntry'
import { isWithin, periodOf } from '#shared/rules/period'
import type { CodedDate } from '#shared/rules/period'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What a table may become. */
export type Destination = {
  /** Names of fields that the command takes beside those of the record. */
  readonly more: readonly string[]
  readonly fields: ImportTarget['fields']
  /** How one row is checked here and now. Failures: those of reading, where she may not even read there. */
  readonly target: (engine: Engine) => Promise<Result<ImportTarget>>
  /** Of rows that go in, how many look the same as something that is there; undefined where nobody looks. */
  readonly alreadyThere?: (engine: Engine, rows: readonly AcceptedRow[]) => Promise<Result<number>>
  /** The most rows that are written together. */
  readonly portion: number
  readonly write: (engine: Engine, rows: readonly AcceptedRow[]) => Promise<Result<unknown>>
}

/** The door's bound is 1,048,576 units for one call; portions stay under it. */
const largestPortion = 900_000

/** Rows in portions that one call takes. */
export const portionsOf = (rows: readonly AcceptedRow[], most: number): readonly (readonly AcceptedRow[])[] => {
  const portions: AcceptedRow[][] = []
  let size = 0
  for (const row of rows) {
    const length = JSON.stringify(row.entry).length + 1
    const last = portions.at(-1)
    if (last && last.length < most && size + length <= largestPortion) {
      last.push(row)
      size += length
    } else {
      portions.push([row])
      size = length
    }
  }
  return portions
}

type Listed = Omit<Partial<EntryRow>, 'date'> & { readonly date: CodedDate }

/** What the list tells of an entry: two that are the same in it may be one. */
const lookOf = ({ date, country, department, municipality, types, target, genderDimension }: Listed): string =>
  JSON.stringify([
    [date.from, date.to ?? null, date.precision, country, department ?? '', municipality ?? ''],
    [[...(types ?? [])].sort(), target, genderDimension],
  ])

const looks = (rows: readonly AcceptedRow[]): string[] =>
  rows.flatMap(({ entry }) => {
    const date = checkEntry(entry)
    return date.ok ? [lookOf({ ...(entry as Partial<EntryRow>), date: date.value })] : []
  })

const registry: Destination = {
  more: ['person', 'period', 'draft'],
  fields: entryRecord.fields,
  portion: 200,
  target: async (engine) => {
    const read = await answered<QueryOutput<'registry.periods'>>(engine.query('registry.periods', undefined))
    if (!read.ok) return read
    const closed = read.value.periods.flatMap((one) => (one.closed ? [one.period] : []))
    const check = (entry: unknown): Result<unknown> => {
      const date = checkEntry(entry)
      if (!date.ok) return date
      const period = periodOf(date.value)
      return closed.some((one) => isWithin(period, one)) ? fail('PeriodClosed') : date
    }
    return ok({ fields: entryRecord.fields, input: entryInput, check })
  },
  alreadyThere: async (engine, rows) => {
    const there = new Set<string>()
    let cursor: string | null = null
    do {
      const asked: { limit: number; cursor?: string } = { limit: 500, ...(cursor === null ? {} : { cursor }) }
      const page: Result<QueryOutput<'registry.list'>> = await answered(engine.query('registry.list', asked))
      if (!page.ok) return page
      for (const entry of page.value.entries) there.add(lookOf(entry))
      cursor = page.value.cursor
    } while (cursor !== null)
    return ok(looks(rows).filter((look) => there.has(look)).length)
  },
  write: (engine, rows) => {
    const entries = rows.map(({ entry }) => entry) as CommandInput<'registry.submitMany'>['entries']
    return answered(engine.call('registry.submitMany', { entries }))
  },
}

const cases: Destination = {
  more: [],
  fields: caseRecord.fields,
  portion: 1,
  target: async (engine) => {
    const read = await answered(engine.query('case.list', undefined))
    return read.ok ? ok({ fields: caseRecord.fields, input: commands['case.open'].input, check: ok }) : read
  },
  write: async (engine, rows) => {
    for (const { entry } of rows) {
      const done = await answered(engine.call('case.open', entry as CommandInput<'case.open'>))
      if (!done.ok) return done
    }
    return ok(undefined)
  },
}

/** By what `--as` says. */
export const destinations: Readonly<Record<string, Destination>> = { registry, cases }
