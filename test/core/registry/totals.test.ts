import { afterAll, expect, test } from 'vitest'
import { initiative2023, practiceEntries } from '#cli/practice/registryEntries'
import { openRecords } from '#core/documents/records'
import { newRow } from '#core/documents/rows'
import { documentIdOf } from '#core/envelopes/batches'
import { projectDocument } from '#shared/records/document'
import { entriesSpec, monthDocument } from '#shared/records/registry'
import { entryRecord } from '#shared/records/registryEntry'
import { inside } from '../../support/inside'
import { everybodyGoesHome, foundNetwork } from '../../support/people'
import type { Person } from '../../support/people'

afterAll(everybodyGoesHome)

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const start = performance.now()
  const value = await work()
  print(`${what}: ${Math.round(performance.now() - start)} ms`)
  return value
}

test("the Initiative's 2023 comes out: 2,087 against persons, 3,828 against groups, 299 against organisations, 6,214 in all", async () => {
  const alma = await foundNetwork()
  await alma.call('space.open', { kind: 'registry' })
  const entries = practiceEntries(2023, initiative2023)
  expect(practiceEntries(2023, initiative2023)).toEqual(entries)
  await timed('6,214 entries by registry.submitMany', async () => {
    for (let at = 0; at < entries.length; at += 200)
      await alma.call('registry.submitMany', { entries: entries.slice(at, at + 200) })
  })
  const table = await alma.query('registry.tables', { period: '2023', rows: 'countsAs' })
  expect(table.total).toEqual({
    aggressions: 6_214,
    events: 6_214,
    personal: 2_087,
    collective: 3_828,
    organisation: 299,
  })
  expect(Object.fromEntries(table.cells.map(({ row, aggressions }) => [row, aggressions]))).toEqual({
    personal: 2_087,
    collective: 3_828,
    organisation: 299,
  })
  const gendered = await alma.query('registry.tables', { period: '2023', rows: 'genderDimension', columns: 'countsAs' })
  expect(gendered.cells.filter(({ row }) => row === 'yes').reduce((sum, { aggressions }) => sum + aggressions, 0)).toBe(
    initiative2023.gendered,
  )
  // an entry counts under each of its types, and once in the total
  const types = await alma.query('registry.tables', { period: '2023', rows: 'types' })
  expect(types.cells.reduce((sum, { aggressions }) => sum + aggressions, 0)).toBe(
    entries.reduce((sum, entry) => sum + entry.types.length, 0),
  )
  expect(types.total.aggressions).toBe(6_214)
  const months = await alma.query('registry.tables', { period: '2023', rows: 'month', country: 'HN' })
  expect(months.cells.reduce((sum, { aggressions }) => sum + aggressions, 0)).toBe(
    entries.filter(({ country }) => country === 'HN').length,
  )
  const seen: string[] = []
  for (let cursor: string | undefined, more = true; more;) {
    const page = await alma.query('registry.list', { period: '2023', limit: 500, ...(cursor ? { cursor } : {}) })
    seen.push(...page.entries.map(({ entryId }) => entryId))
    cursor = page.cursor ?? undefined
    more = cursor !== undefined
  }
  expect([seen.length, new Set(seen).size]).toEqual([6_214, 6_214])
}, 300_000)

/** Sixty thousand entries of ten years, straight into the projection. */
const fill = async (alma: Person, spaceId: string): Promise<void> =>
  inside(alma, ({ db }) => {
    const records = openRecords(db)
    let no = 0
    for (let year = 2014; year < 2024; year++) {
      const all = practiceEntries(year, { ...initiative2023, year: String(year), personal: 1_873 })
      const months = new Map<string, Record<string, unknown>>()
      for (const entry of all) {
        const name = monthDocument(entry.date?.from ?? null)
        const state = months.get(name) ?? {}
        months.set(name, state)
        const personKey = (no % 4_000).toString(16).padStart(32, '0')
        const status = no % 3 === 0 ? 'submitted' : 'verified'
        const row = newRow(entryRecord, { ...entry, status, ...(entry.target === 'personal' ? { personKey } : {}) })
        state[`entries/${(no++).toString(16).padStart(32, '0')}`] = JSON.parse(JSON.stringify(row))
      }
      db.transaction(() => {
        for (const [name, state] of months)
          records.replace(
            documentIdOf(spaceId, name),
            spaceId,
            projectDocument(entriesSpec, state, { space: spaceId, name }),
          )
      })()
    }
  })

test('sixty thousand entries: how long lists and tables take (printed, not asserted)', async () => {
  const alma = await foundNetwork()
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  await timed('filling', () => fill(alma, spaceId))
  const { total, cursor } = await timed('registry.list, first page', () => alma.query('registry.list'))
  expect(total).toBe(60_000)
  await timed('registry.list, again', () => alma.query('registry.list'))
  await timed('registry.list, next page', () => alma.query('registry.list', { cursor: cursor ?? '' }))
  await timed('registry.list, a month', () => alma.query('registry.list', { period: '2020-05' }))
  await timed('registry.list, by status', () => alma.query('registry.list', { status: 'verified' }))
  await timed('registry.list, by a rare status', () => alma.query('registry.list', { status: 'coded' }))
  await timed('registry.list, by words', () => alma.query('registry.list', { text: 'municipio 17' }))
  await timed('registry.tables, a year, types', () => alma.query('registry.tables', { period: '2020', rows: 'types' }))
  await timed('registry.tables, a year, types × perpetrators', () =>
    alma.query('registry.tables', { period: '2020', rows: 'types', columns: 'perpetrators' }),
  )
  await timed('registry.quality, a year', () => alma.query('registry.quality', { period: '2020' }))
  await timed('registry.periods', () => alma.query('registry.periods'))
  const year = await timed('registry.duplicates, a year', () => alma.query('registry.duplicates', { period: '2020' }))
  const all = await timed('registry.duplicates, all', () => alma.query('registry.duplicates'))
  print(`pairs: ${year.total} in a year, ${all.total} in all`)
}, 300_000)
