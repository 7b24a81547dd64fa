import GLPK from 'glpk.js/node'
import { describe, expect, test } from 'vitest'
import type { Row } from '#core/anonymise/dimension'
import { boxKey } from '#core/anonymise/dimension'
import { boxOf } from '#core/anonymise/draftTable'
import type { Earlier } from '#core/anonymise/earlier'
import { worldOf } from '#core/anonymise/world'
import type { Table } from '#shared/rules/publication'
import { attackerOf, boxAt, nameOf } from '../../support/anonymise/attacker'
import type { Interval } from '../../support/anonymise/attacker'
import { ownIntervals, publishTiny, steady, tinyRow, tinyRules, tinyTable } from '../../support/anonymise/tiny'
import { randomOf, seedsOf } from '../../support/random'
import type { Random } from '../../support/random'

const times = Number(process.env.TEJIDO_SEEDS ?? 1)

/** What a record can be, all of it at once: nobody has to think of what follows from what. */
type Atom = Readonly<Record<string, readonly string[]>>
const subsets = (codes: readonly string[]): string[][] =>
  codes.reduce<string[][]>((sets, code) => sets.flatMap((set) => [set, [...set, code]]), [[]])
const quarters = ['2023-T1', '2023-T2', '2023-T3', '2023-T4'].map((code, i) => ['2023', `2023-S${i < 2 ? 1 : 2}`, code])
const values: Readonly<Record<string, readonly (readonly string[])[]>> = {
  column: [['c1'], ['c2'], ['c3'], []],
  group: [['g1'], ['g2'], ['g3'], []],
  kind: subsets(['k1', 'k2', 'k3']),
  other: subsets(['o1', 'o2']),
  // to the quarter, or to the year alone
  time: [...quarters, ['2023']],
}
/** All that a record can be in some dimensions. */
const atomsOf = (dimensions: readonly string[]): Atom[] =>
  dimensions.reduce<Atom[]>(
    (atoms, name) => atoms.flatMap((atom) => (values[name] ?? []).map((codes) => ({ ...atom, [name]: codes }))),
    [{}],
  )
const isIn = (atom: Atom, dimension: string, node: string): boolean => {
  // of time nothing is looked at where all is of one year
  const codes = atom[dimension]
  if (!codes) return true
  if (node.startsWith('~')) return codes.length === 0
  return node.includes('~') ? codes.at(-1) === node.split('~')[0] : codes.includes(node)
}

/** The interval of each hidden number over all ways in which there could be so many records of each kind at all. */
const overAtoms = async (tables: readonly Table[], names: readonly string[]): Promise<Map<string, Interval>> => {
  const glpk = await GLPK()
  const told = tables.flatMap(({ axes }) => axes.map(({ dimension }) => dimension))
  const ofParts = tables.some(({ of }) => of.time !== '2023') ? ['time'] : []
  const atoms = atomsOf([...new Set([...told, ...ofParts])])
  const boxes = new Map(
    tables.flatMap((table) =>
      table.cells.map(({ at, value }) => {
        const box = boxAt(table, at)
        return [nameOf(box), { box, value }] as const
      }),
    ),
  )
  const varsOf = (box: Readonly<Record<string, string>>) =>
    atoms.flatMap((atom, i) =>
      Object.entries(box).every(([dimension, node]) => isIn(atom, dimension, node)) ? [{ name: `a${i}`, coef: 1 }] : [],
    )
  const subjectTo = [...boxes].flatMap(([name, { box, value }]) =>
    value === null ? [] : [{ name, vars: varsOf(box), bnds: { type: glpk.GLP_FX, lb: value, ub: value } }],
  )
  const end = (vars: { name: string; coef: number }[], direction: number): number => {
    const bounds = atoms.map((_, i) => ({ name: `a${i}`, type: glpk.GLP_LO, lb: 0, ub: 0 }))
    const lp = { name: 'atoms', objective: { direction, name: 'o', vars }, subjectTo, bounds }
    const { result } = glpk.solve(lp, { msglev: glpk.GLP_MSG_OFF, presol: false })
    if (result.status === glpk.GLP_UNBND) return Infinity
    expect(result.status).toBe(glpk.GLP_OPT)
    return Math.round(result.z * 1e6) / 1e6 + 0
  }
  return new Map(
    names.map((name) => {
      const vars = varsOf(boxes.get(name)?.box ?? {})
      return [name, [end(vars, glpk.GLP_MIN), end(vars, glpk.GLP_MAX)]]
    }),
  )
}

const madeRows = (random: Random): Row[] =>
  Array.from({ length: 20 + random.whole(60) }, (_, no) => {
    const few = <T>(list: readonly T[]): T => list[Math.floor(list.length * random.next() ** 2)] ?? random.pick(list)
    const kind = random.next() < 0.15 ? [] : [...new Set([few(['k1', 'k2', 'k3']), few(['k1', 'k2', 'k3'])])]
    const other = [...new Set([few(['o1', 'o2']), few(['o1', 'o2'])])]
    const at = { other, column: few(['c1', 'c2', 'c3']), group: few(['g1', 'g2', 'g3']), kind }
    return tinyRow(no, at, undefined, few([...quarters, ['2023']]))
  })

/** The hidden numbers of what is published, as three who attack it find them. */
const threeViews = async (
  random: Random,
  over: readonly (readonly string[])[],
  times: readonly string[] = ['2023'],
) => {
  const rows = madeRows(random)
  const earlier: Earlier[] = []
  for (const time of times) {
    const drafts = over.map((dimensions) => tinyTable(dimensions, { time })).filter(({ axes }) => axes.length > 0)
    earlier.push({ id: time, tables: (await publishTiny(rows, drafts, { earlier })).tables })
  }
  const tables = earlier.flatMap((release) => release.tables)
  const simple = await attackerOf(tables, ['kind', 'other'])
  const shown = new Map(
    tables.flatMap((table) =>
      table.cells.map(({ at, value }) => {
        const box = boxOf(table, at)
        return [boxKey(box), { box, state: value === null ? ('hidden' as const) : ('open' as const) }] as const
      }),
    ),
  )
  const world = await worldOf(rows, tinyRules.trees, [], shown, steady)
  if (typeof world === 'string') throw new Error(world)
  const own = await ownIntervals(world)
  const atom = await overAtoms(tables, simple.unknown)
  return simple.unknown.map((name) => {
    const key = [...shown.keys()].find((one) => nameOf(shown.get(one)?.box ?? {}) === name) ?? ''
    return { name, atoms: atom.get(name), own: own.get(key), simple: simple.interval(name) }
  })
}

describe('bounds over cells are all that can be found', () => {
  test.each(seedsOf('atoms, star', 2 * times))(
    'by one who thinks of every record there could be: tables around one dimension (seed %i)',
    async (seed) => {
      const views = await threeViews(randomOf(seed), [
        ['column', 'kind'],
        ['column', 'group'],
      ])
      for (const { name, atoms: all, own, simple } of views) {
        expect([name, own]).toEqual([name, all])
        expect([name, simple]).toEqual([name, all])
      }
    },
  )

  test.each(seedsOf('atoms, releases', 2 * times))(
    'by one who has a quarter, another one and the year (seed %i)',
    async (seed) => {
      const random = randomOf(seed)
      const releases = random.shuffle(['2023-T1', '2023-T2', '2023'])
      for (const { name, atoms: all, own } of await threeViews(
        random,
        [
          ['column', 'kind'],
          ['column', 'group'],
        ],
        releases,
      ))
        expect([releases, name, own]).toEqual([releases, name, all])
    },
  )

  test('in a ring of tables only with what is looked at jointly: without it some bounds are too wide', async () => {
    let isWider = 0
    let seen = 0
    for (const seed of seedsOf('atoms, ring', 2 * times, [313673, 864326])) {
      const views = await threeViews(randomOf(seed), [
        ['column', 'kind'],
        ['column', 'group'],
        ['group', 'kind'],
      ])
      for (const { name, atoms: all, own, simple } of views) {
        seen++
        expect([seed, name, own]).toEqual([seed, name, all])
        if (JSON.stringify(simple) !== JSON.stringify(all)) isWider++
      }
    }
    process.stdout.write(`${isWider} of ${seen} bounds are wider without the joint cells\n`)
    if (process.env.TEJIDO_SEED === undefined) expect(isWider).toBeGreaterThan(0)
  })

  test('nor does any bound claim more than holds where two overlap, each in its own way', async () => {
    let isWider = 0
    let seen = 0
    for (const seed of seedsOf('atoms, overlaps', 4 * times)) {
      const views = await threeViews(randomOf(seed), [
        ['kind', 'other'],
        ['column', 'kind'],
      ])
      for (const { name, atoms: all, own } of views) {
        seen++
        if (JSON.stringify(own) !== JSON.stringify(all)) isWider++
        expect([seed, name, (own?.[0] ?? 0) <= (all?.[0] ?? 0), (own?.[1] ?? 0) >= (all?.[1] ?? 0)]).toEqual([
          seed,
          name,
          true,
          true,
        ])
      }
    }
    process.stdout.write(`${isWider} of ${seen} bounds are wider than what holds\n`)
  })
})
