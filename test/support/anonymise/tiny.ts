import type { Box, Row } from '#core/anonymise/dimension'
import { draftTable } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import { createPace } from '#core/anonymise/pace'
import { protectUnit } from '#core/anonymise/protectUnit'
import type { UnitProtection, UnitRules } from '#core/anonymise/protectUnit'
import type { Earlier } from '#core/anonymise/earlier'
import { madeTable } from '#core/anonymise/tablesOf'
import { timeTree } from '#core/anonymise/time'
import { fixedTree } from '#core/anonymise/tree'
import type { Table } from '#shared/rules/publication'
import { createSolver } from '#core/anonymise/solver'
import { costOf } from '#core/anonymise/secondary'
import type { World } from '#core/anonymise/cell'

const plain = { isMany: false, tellsOfAll: false }

/** A small world of its own: rows and columns, something one may have several of, and a group. */
export const tinyRules: UnitRules = {
  unit: 'aggressions',
  trees: {
    time: timeTree,
    row: fixedTree({ name: 'row', levels: ['row'], ...plain }, ['r1', 'r2', 'r3']),
    column: fixedTree({ name: 'column', levels: ['column'], ...plain }, ['c1', 'c2', 'c3']),
    group: fixedTree({ name: 'group', levels: ['group'], ...plain, tellsOfAll: true }, ['g1', 'g2', 'g3']),
    kind: fixedTree({ name: 'kind', levels: ['kind'], isMany: true, tellsOfAll: true }, ['k1', 'k2', 'k3']),
    other: fixedTree({ name: 'other', levels: ['other'], isMany: true, tellsOfAll: true }, ['o1', 'o2']),
    region: fixedTree({ name: 'region', levels: ['region', 'part'], ...plain }, [
      ['n', ['n1', 'n2', 'n3']],
      ['s', ['s1', 's2', 's3']],
    ]),
  },
  implied: [],
  grave: {},
}

/** A record of the year 2023. `at`: one code a dimension, or several; `by`: whose it is, her own where nobody says. */
export const tinyRow = (
  no: number,
  at: Readonly<Record<string, string | readonly string[]>>,
  by = `p${no}`,
  time: readonly string[] = ['2023', '2023-S1', '2023-T1', '2023-01'],
): Row => ({
  id: `${no}`,
  contributor: by,
  at: {
    time: [time],
    ...Object.fromEntries(
      Object.entries(at).map(([dimension, codes]) => [
        dimension,
        [codes].flat().map((code: string) => {
          const parent = tinyRules.trees[dimension]?.find(code)?.parent
          return typeof parent === 'string' ? [parent, code] : [code]
        }),
      ]),
    ),
  },
})

/** A table of the tiny world over some dimensions, at their finest level, of a period. */
export const tinyTable = (dimensions: readonly string[], of: Box = { time: '2023' }): DraftTable =>
  draftTable(
    tinyRules.trees,
    'aggressions',
    dimensions.join('×'),
    of,
    dimensions.map((name) => [name, tinyRules.trees[name]?.levels.at(-1) ?? ''] as const),
  )

/** Work that nobody stops. */
export const steady = createPace(undefined, () => undefined)

/** Tables of the tiny world as they may be published. */
export const publishTiny = async (
  rows: readonly Row[],
  drafts: readonly DraftTable[],
  {
    t = 5,
    grave = t,
    earlier = [],
    rules = tinyRules,
  }: { t?: number; grave?: number; earlier?: readonly Earlier[]; rules?: UnitRules } = {},
): Promise<{ done: UnitProtection; tables: Table[] }> => {
  const done = await protectUnit({
    rules,
    rows,
    drafts,
    thresholds: { public: t, grave },
    earlier,
    pace: steady,
  })
  if (typeof done === 'string') throw new Error(done)
  return { done, tables: drafts.map((draft, i) => ({ id: `${i}`, ...madeTable(draft, done.fates).table })) }
}

/** What the program's own solver finds for each hidden cell of a world: it is between the two. */
export const ownIntervals = async (world: World): Promise<Map<string, readonly [number, number]>> => {
  const solver = await createSolver(world, world.cells.map(costOf))
  const found = new Map<string, readonly [number, number]>()
  world.cells.forEach(({ key, counted, state }, cell) => {
    if (state !== 'hidden') return
    const by = (way: 1 | -1): number => solver.stretch(cell, way, [], 1e6)?.get(cell) ?? 0
    const to = (way: 1 | -1): number => Math.round((counted.value + by(way)) * 1e6) / 1e6 + 0
    found.set(key, [to(-1), to(1)])
  })
  solver.close()
  return found
}
