import { describe, expect, test } from 'vitest'
import { draftTable } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import type { Row } from '#core/anonymise/dimension'
import type { Earlier } from '#core/anonymise/earlier'
import { entryRows } from '#core/anonymise/entryRows'
import { entryRules } from '#core/anonymise/entryRules'
import { entryTrees } from '#core/anonymise/entryTrees'
import { protectTables } from '#core/anonymise/protectTables'
import type { Table } from '#shared/rules/publication'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { attackerOf, boxAt, nameOf } from '../../support/anonymise/attacker'
import type { Attacker } from '../../support/anonymise/attacker'
import { madeEntries } from '../../support/anonymise/madeEntries'
import { publishTiny } from '../../support/anonymise/tiny'
import { randomOf, seedsOf } from '../../support/random'
import type { Random } from '../../support/random'

/** More of them where somebody has the time: TEJIDO_SEEDS times as many. */
const times = Number(process.env.TEJIDO_SEEDS ?? 1)
const many = Object.values(entryTrees).flatMap(({ name, isMany }) => (isMany ? [name] : []))

const graveTypes = new Set(
  'killing femicide transfemicide attempted_killing death_in_custody sexual_threat arbitrary_detention imprisonment torture cruel_treatment rape sexual_assault sexual_harassment kidnapping enforced_disappearance disappearance_private forced_displacement exile intimate_images intimate_partner custody_threat life sexual liberty family_sphere'.split(
    ' ',
  ),
)

/** Whether a record is in a node, told from the paths alone. */
const isIn = (row: Row, dimension: string, node: string): boolean => {
  const paths = row.at[dimension] ?? []
  const rest = node.indexOf('~')
  if (rest < 0) return paths.some((path) => path.includes(node))
  return rest === 0 ? paths.length === 0 : paths.some((path) => path.at(-1) === node.slice(0, rest))
}

/** What a number is about, counted by looking at each record. */
const aboutWhom = (rows: readonly Row[], name: string): { value: number; people: number; t: number } => {
  const parts = name.split(' & ').map((part) => [part.slice(0, part.indexOf(':')), part.slice(part.indexOf(':') + 1)])
  const inside = rows.filter((row) => parts.every(([dimension = '', node = '']) => isIn(row, dimension, node)))
  const code = (dimension: string): string => (parts.find(([one]) => one === dimension)?.[1] ?? '').split('~')[0] ?? ''
  const isGrave =
    graveTypes.has(code('type')) ||
    code('ageBand') === 'minor' ||
    ['killing', 'disappearance', 'torture', 'detention', 'kidnapping'].includes(code('sdg')) ||
    (/^[0-9]{4}-[0-9]{2}$/.test(code('time')) && code('place') !== '')
  return { value: inside.length, people: new Set(inside.map((row) => row.contributor)).size, t: isGrave ? 10 : 5 }
}

/**
 * Looks at some of what is protected, and at all that is shown. `givenAway`: how many the program says cannot be protected,
 * because of what was published before.
 */
const attack = (
  attacker: Attacker,
  tables: readonly Table[],
  rows: readonly Row[],
  random: Random,
  most: number,
  givenAway = 0,
): number => {
  for (const table of tables)
    for (const { at, value } of table.cells) {
      if (value === null) continue
      const name = nameOf(boxAt(table, at))
      const { value: right, people, t } = aboutWhom(rows, name)
      expect([name, value]).toEqual([name, right])
      if (people < t) expect([name, people]).toEqual([name, 0])
    }
  const few = attacker.unknown.filter((name) => {
    const { people, t } = aboutWhom(rows, name)
    return people > 0 && people < t
  })
  const found = random
    .shuffle(few)
    .slice(0, most)
    .flatMap((name) => {
      const { t } = aboutWhom(rows, name)
      const [low, high] = attacker.interval(name)
      return high >= t && high - low >= t ? [] : [{ name, t, low, high }]
    })
  if (givenAway === 0) expect(found).toEqual([])
  expect(found.length).toBeLessThanOrEqual(givenAway)
  return few.length
}

const spec = (period: string, more: Partial<ReleaseSpec> = {}): ReleaseSpec => ({
  period,
  audience: 'public',
  sections: ['registry'],
  tables: [],
  country: null,
  ...more,
})
const thresholds = { public: 5, grave: 10 }

const publish = async (
  rows: readonly Row[],
  asked: ReleaseSpec,
  earlier: readonly Earlier[] = [],
): Promise<readonly Table[]> => {
  const done = await protectTables({
    rows: { aggressions: rows },
    spec: asked,
    countries: ['HN'],
    thresholds,
    earlier,
    refused: 0,
    version: 1,
  })
  if (!done.ok) throw new Error(done.error.type)
  expect(done.value.blocked).toEqual([])
  return done.value.publication.tables
}

describe('somebody who holds all tables and a solver of her own', () => {
  test.each(seedsOf('attack on a release', times, [933_987]))(
    'finds no small number of a network (seed %i)',
    async (seed) => {
      const random = randomOf(seed)
      const countries = random.shuffle(['HN', 'GT', 'MX', 'SV', 'NI', 'US']).slice(0, 1 + random.whole(3))
      const count = 25 + random.whole(100)
      const rows = entryRows(
        madeEntries(random, count, { years: [2023], countries, people: 5 + random.whole(count) }),
        [],
      )
      const tables = await publish(rows, spec('2023'))
      const attacker = await attackerOf(tables, many)
      const few = attack(attacker, tables, rows, random, 25)
      process.stdout.write(
        `${count} records, ${tables.length} tables, ${attacker.unknown.length} hidden, ${few} of few\n`,
      )
      expect(few).toBeGreaterThan(0)
    },
  )

  test.each(seedsOf('attack on own tables', times))(
    'finds none in tables that cross three ways (seed %i)',
    async (seed) => {
      const random = randomOf(seed)
      const rows = entryRows(madeEntries(random, 150, { years: [2023], countries: ['HN', 'GT'] }), [])
      const table = (...readings: [string, string][]) =>
        draftTable(entryTrees, 'aggressions', 'own', { time: '2023' }, readings)
      const drafts = [
        table(['gender', 'answer'], ['setting', 'term'], ['ageBand', 'adult']),
        table(['gender', 'answer'], ['place', 'country']),
        table(['setting', 'term'], ['place', 'country']),
      ]
      const { tables, done } = await publishTiny(rows, drafts, { rules: entryRules, grave: 10 })
      expect(done.unmet).toBe(0)
      attack(await attackerOf(tables, many), tables, rows, random, 40)
    },
  )

  test.each(seedsOf('attack on a row of releases', times))(
    'finds none with two quarters, a country and the year (seed %i)',
    async (seed) => {
      const random = randomOf(seed)
      const countries = ['HN', 'GT', 'MX']
      const rows = entryRows(madeEntries(random, 40 + random.whole(80), { years: [2023], countries }), [])
      const drafts = (time: string, place?: string): DraftTable[] => {
        const of = { time, ...(place !== undefined && { place }) }
        const table = (...readings: [string, string][]) => draftTable(entryTrees, 'aggressions', 'own', of, readings)
        const tables = [
          table(['time', 'month']),
          table(['time', 'quarter'], ['place', 'country']),
          table(['type', 'family'], ['place', 'country']),
          table(['gender', 'answer'], ['place', 'country']),
          table(['target', 'term']),
        ]
        return tables.filter(({ axes }) => axes.length > 0)
      }
      const asked: [string, string?][] = random.shuffle([['2023-T1'], ['2023-T2'], ['2023-S1', 'HN'], ['2023']])
      const earlier: Earlier[] = []
      let givenAway = 0
      for (const [time, place] of asked) {
        const { tables, done } = await publishTiny(rows, drafts(time, place), { rules: entryRules, earlier, grave: 10 })
        givenAway += done.unmet
        earlier.push({ id: time, tables })
      }
      const tables = earlier.flatMap((release) => release.tables)
      attack(await attackerOf(tables, many), tables, rows, random, 40, givenAway)
    },
  )
})
