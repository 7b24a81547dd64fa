import { describe, expect, test } from 'vitest'
import { countBoxes } from '#core/anonymise/count'
import { boxKey } from '#core/anonymise/dimension'
import type { Box } from '#core/anonymise/dimension'
import { worldOf } from '#core/anonymise/world'
import type { Table } from '#shared/rules/publication'
import { attackerOf, nameOf } from '../../support/anonymise/attacker'
import { ownIntervals, publishTiny, steady, tinyRow, tinyRules, tinyTable } from '../../support/anonymise/tiny'

const numbers = [
  [20, 3, 12],
  [9, 14, 2],
  [31, 18, 25],
]
/** A woman for each record of the table that everybody can check by hand. */
const rows = numbers
  .flatMap((line, r) =>
    line.flatMap((many, c) => Array.from({ length: many }, () => ({ row: `r${r + 1}`, column: `c${c + 1}` }))),
  )
  .map((at, no) => tinyRow(no, at))
const draft = tinyTable(['row', 'column'])
const at = (row: string, column: string): Box => ({ time: '2023', row, column })

/** The table with some of its cells hidden by hand. */
const hiding = (hidden: readonly Box[]): Table => {
  const keys = new Set(hidden.map(boxKey))
  const boxes = draft.axes.reduce<(string | null)[][]>(
    (all, { nodes }) => all.flatMap((one) => [null, ...nodes.map(({ code }) => code)].map((code) => [...one, code])),
    [[]],
  )
  return {
    ...draft,
    id: 'by-hand',
    cells: boxes.map(([row = null, column = null]) => {
      const box: Box = { time: '2023', ...(row !== null && { row }), ...(column !== null && { column }) }
      return {
        at: [row, column],
        value: keys.has(boxKey(box)) ? null : (countBoxes(rows, [box], tinyRules.trees)[0]?.value ?? 0),
      }
    }),
  }
}

/** What both solvers find for each of some cells that are hidden by hand. */
const found = async (hidden: readonly Box[]): Promise<{ glpk: unknown[]; own: unknown[] }> => {
  const table = hiding(hidden)
  const attacker = await attackerOf([table], [])
  const keys = new Set(hidden.map(boxKey))
  const shown = new Map(
    table.cells.map(({ at: [row, column] }) => {
      const box: Box = { time: '2023', ...(row && { row }), ...(column && { column }) }
      const state = keys.has(boxKey(box)) ? ('hidden' as const) : ('open' as const)
      return [boxKey(box), { box, state }]
    }),
  )
  const world = await worldOf(rows, tinyRules.trees, [], shown, steady)
  if (typeof world === 'string') throw new Error(world)
  const own = await ownIntervals(world)
  return {
    glpk: hidden.map((box) => attacker.interval(nameOf(box))),
    own: hidden.map((box) => own.get(boxKey(box))),
  }
}

describe('three rows and three columns', () => {
  test('with 3 and 2 hidden alone anybody subtracts and has them both', async () => {
    const exact = [
      [3, 3],
      [2, 2],
    ]
    expect(await found([at('r1', 'c2'), at('r2', 'c3')])).toEqual({ glpk: exact, own: exact })
  })

  test('with 12 and 14 hidden as well they are anywhere in [1,15], [0,14], [0,14], [2,16], and both solvers say so', async () => {
    const wide = [
      [1, 15],
      [0, 14],
      [0, 14],
      [2, 16],
    ]
    const hidden = [at('r1', 'c2'), at('r2', 'c3'), at('r1', 'c3'), at('r2', 'c2')]
    const { glpk, own } = await found(hidden)
    const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort()
    expect(sorted(glpk)).toEqual(sorted(wide))
    expect(own).toEqual(glpk)
  })

  test('as it is published nobody finds the 3 or the 2, nor that they are below 5', async () => {
    const { tables } = await publishTiny(rows, [draft])
    const attacker = await attackerOf(tables, [])
    expect(attacker.shown(nameOf({ time: '2023' }))).toBe(134)
    expect(attacker.unknown.length).toBeLessThanOrEqual(6)
    for (const box of [at('r1', 'c2'), at('r2', 'c3')]) {
      const [low, high] = attacker.interval(nameOf(box))
      expect(high).toBeGreaterThanOrEqual(5)
      expect(high - low).toBeGreaterThanOrEqual(5)
    }
  })
})
