import { describe, expect, test } from 'vitest'
import type { Row } from '#core/anonymise/dimension'
import { boxOf } from '#core/anonymise/draftTable'
import { boxKey } from '#core/anonymise/dimension'
import type { Table } from '#shared/rules/publication'
import { attackerOf, nameOf } from '../../support/anonymise/attacker'
import { publishTiny, tinyRow, tinyTable } from '../../support/anonymise/tiny'

/** So many records of each, a woman each. */
const people = (...counts: readonly [number, Readonly<Record<string, string | readonly string[]>>][]): Row[] =>
  counts.flatMap(([many, at]) => Array.from({ length: many }, () => at)).map((at, no) => tinyRow(no, at))

const numbersOf = (table: Table | undefined): Record<string, number | null> =>
  Object.fromEntries((table?.cells ?? []).map(({ at, value }) => [at.map((code) => code ?? 'all').join(' '), value]))

describe('what is hidden for its own sake', () => {
  test('a zero is shown, a number of few is not, and its neighbour neither', async () => {
    const rows = people([20, { column: 'c1' }], [3, { column: 'c2' }])
    const { tables } = await publishTiny(rows, [tinyTable(['column'])])
    expect(numbersOf(tables[0])).toEqual({ all: 23, c1: null, c2: null, c3: 0, '~column': 0 })
    const attacker = await attackerOf(tables, [])
    const [low, high] = attacker.interval(nameOf({ time: '2023', column: 'c2' }))
    expect(high).toBeGreaterThanOrEqual(5)
    expect(high - low).toBeGreaterThanOrEqual(5)
  })

  test('twelve records of one woman are of few, whatever their number', async () => {
    const rows = [
      ...Array.from({ length: 12 }, (_, no) => tinyRow(no, { column: 'c1' }, 'Ana')),
      ...people([30, { column: 'c2' }], [30, { column: 'c3' }]).map((row) => ({ ...row, id: `other ${row.id}` })),
    ]
    const { tables } = await publishTiny(rows, [tinyTable(['column'])])
    expect(numbersOf(tables[0])).toMatchObject({ all: 72, c1: null })
    const [low, high] = (await attackerOf(tables, [])).interval(nameOf({ time: '2023', column: 'c1' }))
    expect(high - low).toBeGreaterThanOrEqual(12)
  })

  test('that all of a column are of one group is not to be seen, and not by subtraction', async () => {
    const rows = people(
      [9, { column: 'c1', group: 'g1' }],
      [8, { column: 'c2', group: 'g1' }],
      [7, { column: 'c2', group: 'g2' }],
      [9, { column: 'c3', group: 'g3' }],
      [6, { column: 'c3', group: 'g2' }],
    )
    const { tables } = await publishTiny(rows, [tinyTable(['group', 'column'])])
    expect(numbersOf(tables[0])['g1 c1']).toBeNull()
    const attacker = await attackerOf(tables, [])
    const inC1 = attacker.shown(nameOf({ time: '2023', column: 'c1' })) ?? 9
    expect(attacker.interval(nameOf({ time: '2023', column: 'c1', group: 'g1' }))[0]).toBeLessThanOrEqual(inC1 - 5)
  })

  test('that nearly all have something is hidden as well: the few who have not would be known', async () => {
    const rows = people([27, { kind: ['k1', 'k2'] }], [2, { kind: 'k2' }], [20, { kind: 'k3' }])
    const some = await publishTiny(rows, [tinyTable(['kind'])])
    // 27 of 29 who have the second have the first, but that they are the same women nobody was told
    expect(numbersOf(some.tables[0])).toMatchObject({ all: 49, k1: 27, k2: 29, k3: 20 })
    const { tables } = await publishTiny(rows.slice(0, 29), [tinyTable(['kind'])])
    const { all, k1, k2 } = numbersOf(tables[0])
    expect([all, k1]).toContain(null)
    expect([all, k2]).toContain(null)
  })
})

describe('numbers that hang together', () => {
  test('parts of parts: what is hidden below is not found from above', async () => {
    const rows = people(
      [12, { region: 'n1', column: 'c1' }],
      [3, { region: 'n2', column: 'c1' }],
      [9, { region: 'n3', column: 'c2' }],
      [11, { region: 's1', column: 'c1' }],
      [2, { region: 's2', column: 'c2' }],
      [14, { region: 's3', column: 'c3' }],
    )
    const { tables } = await publishTiny(rows, [tinyTable(['region']), tinyTable(['column', 'region'])])
    const attacker = await attackerOf(tables, [])
    for (const region of ['n2', 's2']) {
      const [low, high] = attacker.interval(nameOf({ time: '2023', region }))
      expect([region, high >= 5, high - low >= 5]).toEqual([region, true, true])
    }
  })

  test('she who is alone in a cell knows it, and still does not find the others of her line', async () => {
    const rows = [
      tinyRow(1000, { column: 'c1', row: 'r1' }, 'Ana'),
      ...people(
        [4, { column: 'c2', row: 'r1' }],
        [40, { column: 'c3', row: 'r1' }],
        [60, { column: 'c1', row: 'r2' }],
        [60, { column: 'c2', row: 'r2' }],
        [60, { column: 'c3', row: 'r2' }],
      ),
    ]
    const { tables } = await publishTiny(rows, [tinyTable(['row', 'column'])])
    const own = { time: '2023', column: 'c1', row: 'r1' }
    const known = tables.map((table) => ({
      ...table,
      cells: table.cells.map(({ at, value }) => ({ at, value: boxKey(boxOf(table, at)) === boxKey(own) ? 1 : value })),
    }))
    const [low, high] = (await attackerOf(known, [])).interval(nameOf({ time: '2023', column: 'c2', row: 'r1' }))
    expect(high).toBeGreaterThanOrEqual(5)
    expect(high - low).toBeGreaterThanOrEqual(5)
    const inLine = tables[0]?.cells.filter(({ at, value }) => at[0] === 'r1' && at[1] !== null && value === null)
    expect(inLine?.length).toBeGreaterThanOrEqual(3)
  })
})

describe('beside what was published before', () => {
  const quarter = (n: number) => ['2023', `2023-S${n < 3 ? 1 : 2}`, `2023-T${n}`, `2023-0${3 * n - 2}`]
  const inQuarter = (n: number, many: number, column: string, from: number): Row[] =>
    Array.from({ length: many }, (_, i) => tinyRow(from + i, { column }, undefined, quarter(n)))

  test('a year does not give away what its quarters hid, nor the quarter that was not published', async () => {
    const rows = [1, 2, 3].flatMap((n) => [
      ...inQuarter(n, 20, 'c1', n * 1000),
      ...inQuarter(n, n === 3 ? 2 : 9, 'c2', n * 1000 + 100),
      ...inQuarter(n, 12, 'c3', n * 1000 + 200),
    ])
    const earlier = []
    for (const time of ['2023-T1', '2023-T2']) {
      const { tables } = await publishTiny(rows, [tinyTable(['column'], { time })], { earlier })
      expect(numbersOf(tables[0])).toMatchObject({ c1: 20, c2: 9 })
      earlier.push({ id: time, tables })
    }
    const { tables } = await publishTiny(rows, [tinyTable(['column'])], { earlier })
    // 20 of the year less 9 and 9 would be the two of the third quarter
    expect(numbersOf(tables[0]).c2).toBeNull()
  })

  test('after a correction of few records no number is shown that differs by few', async () => {
    const rows = people([20, { column: 'c1' }], [20, { column: 'c2' }], [20, { column: 'c3' }])
    const before = await publishTiny(rows, [tinyTable(['column'])])
    const more = [...rows, tinyRow(900, { column: 'c1' }), tinyRow(901, { column: 'c1' })]
    const earlier = [{ id: 'first', tables: before.tables }]
    const { tables, done } = await publishTiny(more, [tinyTable(['column'])], { earlier })
    expect(numbersOf(tables[0])).toMatchObject({ all: null, c1: null, c2: 20, c3: 20 })
    expect(done.tooClose).toEqual(['first'])

    const many = [...rows, ...Array.from({ length: 8 }, (_, i) => tinyRow(900 + i, { column: 'c1' }))]
    const later = await publishTiny(many, [tinyTable(['column'])], { earlier })
    expect(numbersOf(later.tables[0])).toMatchObject({ all: 68, c1: 28, c2: 20, c3: 20 })
    expect(later.done.tooClose).toEqual([])
  })

  test('nor that few records changed in what a line hides, though no number that is shown says so by itself', async () => {
    const rows = people([20, { column: 'c1' }], [3, { column: 'c2' }], [20, { column: 'c3' }])
    const before = await publishTiny(rows, [tinyTable(['column'])])
    const { all: oldAll, ...old } = numbersOf(before.tables[0])
    const more = [
      ...rows,
      ...Array.from({ length: 6 }, (_, i) => tinyRow(900 + i, { column: old.c1 === null ? 'c3' : 'c1' })),
      tinyRow(950, { column: 'c2' }),
    ]
    const earlier = [{ id: 'first', tables: before.tables }]
    const { tables } = await publishTiny(more, [tinyTable(['column'])], { earlier })
    expect(oldAll).toBe(43)
    const now = numbersOf(tables[0])
    // seven more in all and six more in one would leave one more among the others
    expect([now.all, old.c1 === null ? now.c3 : now.c1]).toContain(null)
  })

  test('what was hidden before stays hidden after a correction, also where there are more of it now', async () => {
    const rows = people([20, { column: 'c1' }], [3, { column: 'c2' }], [20, { column: 'c3' }])
    const before = await publishTiny(rows, [tinyTable(['column'])])
    const hidden = Object.entries(numbersOf(before.tables[0])).flatMap(([name, value]) =>
      value === null ? [name] : [],
    )
    const more = [...rows, ...Array.from({ length: 12 }, (_, i) => tinyRow(900 + i, { column: 'c2' }))]
    const earlier = [{ id: 'first', tables: before.tables }]
    const { tables } = await publishTiny(more, [tinyTable(['column'])], { earlier })
    for (const name of hidden) expect([name, numbersOf(tables[0])[name]]).toEqual([name, null])
  })
})
