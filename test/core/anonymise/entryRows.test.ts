import { expect, test } from 'vitest'
import { countBoxes } from '#core/anonymise/count'
import { boxKey } from '#core/anonymise/dimension'
import type { Box } from '#core/anonymise/dimension'
import { entryRows } from '#core/anonymise/entryRows'
import { entryTrees } from '#core/anonymise/entryTrees'
import { partsOf } from '#core/anonymise/tree'
import { assertExportable } from '#shared/records/exportable'
import type { Exportable } from '#shared/records/exportable'
import { aggressionRecord } from '#shared/records/aggression'
import { entryRecord } from '#shared/records/registryEntry'
import { vocabularies } from '#shared/vocabulary/terms'
import { madeEntries, madeEntry } from '../../support/anonymise/madeEntries'
import { randomOf, seedsOf } from '../../support/random'

const entry = (more: object) => ({
  ...madeEntry(randomOf(1), 0, { years: [2023], countries: ['HN'], people: 1 }),
  ...more,
})
const at = (more: object, extensions: Parameters<typeof entryRows>[1] = []) =>
  entryRows([entry(more)], extensions)[0]?.at

test('no field that names somebody, is free words or is secret can be named in an export', () => {
  const fine: Exportable<typeof entryRecord>[] = ['country', 'types', 'date', 'perpetrators']
  expect(() => assertExportable(entryRecord, fine)).not.toThrow()
  // @ts-expect-error the pseudonym of a person is no field of an export
  const person: Exportable<typeof entryRecord> = 'personKey'
  // @ts-expect-error nor are words
  const reason: Exportable<typeof entryRecord> = 'statusReason'
  // @ts-expect-error nor is who coded it
  const coder: Exportable<typeof entryRecord> = 'coder'
  // @ts-expect-error nor what she told
  const told: Exportable<typeof aggressionRecord> = 'narrative'
  for (const name of [person, reason, coder, 'nothing'])
    expect(() => assertExportable(entryRecord, [name])).toThrow(TypeError)
  expect(() => assertExportable(aggressionRecord, [told])).toThrow(TypeError)
  // a field made of fields is as closed as the most closed of them
  expect(() =>
    assertExportable(
      { kind: 'x', migrations: [], fields: { all: { ...entryRecord.fields.date, inner: entryRecord.fields } } },
      ['all'],
    ),
  ).toThrow(TypeError)
})

test('what is known less far is counted less far, and what nobody built in is never a node', () => {
  expect(at({ date: { from: '2023-05-01', to: null, precision: 'quarter' } })?.time).toEqual([
    ['2023', '2023-S1', '2023-T2'],
  ])
  expect(at({ date: { from: '2023-05-09', to: null, precision: 'exact' } })?.time).toEqual([
    ['2023', '2023-S1', '2023-T2', '2023-05'],
  ])
  expect(at({ date: { from: null, to: null, precision: 'unknown' } })?.time).toEqual([])
  expect(at({ country: 'HN', department: 'cortes' })?.place).toEqual([['HN', 'HN:Cortés']])
  expect(at({ country: 'HN', department: 'aldea de Ana' })?.place).toEqual([['HN']])
  expect(at({ country: 'US', department: 'Cortés' })?.place).toEqual([['other']])
  expect(at({ types: ['rape', 'sexual', 'x-red-burla', '<script>'] })?.type).toEqual([['sexual', 'rape']])
  const added = [
    { list: 'aggressionType', code: 'x-red-burla', parent: 'threat', labelEs: 'Burla', labelEn: 'Mockery' },
  ]
  expect(at({ types: ['x-red-burla'] }, added)?.type).toEqual([['threat']])
  expect(at({ genderDimension: 'not_asked' })?.gender).toEqual([])
  expect(at({ ageBand: 'age_12_17' })?.ageBand).toEqual([['minor']])
  expect(at({ ethnicIdentity: 'garifuna_afro' })?.ethnicIdentity).toEqual([['afro']])
  expect(at({ perpetrators: [{ category: 'unknown', level2: null }] })?.perpetrator).toEqual([
    ['side:unknown', 'unknown'],
  ])
  expect(at({ perpetrators: [{ category: 'state', level2: 'military' }] })?.perpetrator).toEqual([
    ['side:state', 'state', 'military'],
  ])
})

test('every built-in term of what is counted has a place in its tree, and every place leads to the whole', () => {
  const lists = { type: 'aggressionType', perpetrator: 'perpetrator', cause: 'cause', role: 'defenderRole' } as const
  for (const [dimension, list] of Object.entries(lists))
    for (const { code, special } of vocabularies[list].terms) {
      if (special) continue
      const tree = entryTrees[dimension]
      const steps: string[] = []
      for (let node: string | null = dimension === 'role' || dimension === 'cause' ? null : code; node !== null;) {
        steps.push(node)
        node = tree?.find(node)?.parent ?? null
        expect(steps.length).toBeLessThan(5)
      }
    }
  for (const tree of Object.values(entryTrees)) {
    if (tree.name === 'time') continue
    const seen = new Set<string>()
    const go = (node: string | null): void => {
      for (const part of partsOf(tree, node)) {
        expect(seen.has(part)).toBe(false)
        seen.add(part)
        if (!part.includes('~')) go(part)
      }
    }
    go(null)
  }
})

test('counting all boxes at once gives what counting one by one gives', () => {
  for (const seed of seedsOf('count', 3)) {
    const random = randomOf(seed)
    const rows = entryRows(
      madeEntries(random, 120, { years: [2022, 2023], countries: ['HN', 'GT', 'US'], people: 30 }),
      [],
    )
    const nodes = (dimension: string) =>
      Object.values(entryTrees).flatMap((tree) => (tree.name === dimension ? partsOf(tree, null) : []))
    const all: Box[] = Array.from({ length: 60 }, () => ({
      time: random.pick(['2023', '2023-S1', '2023-T3', '2023-07', '2023~half', '2023-T2~month']),
      ...Object.fromEntries(
        ['place', 'type', 'gender'].filter(() => random.next() < 0.5).map((name) => [name, random.pick(nodes(name))]),
      ),
    }))
    const boxes = [...new Map(all.map((box) => [boxKey(box), box])).values()]
    const isIn = (paths: readonly (readonly string[])[], node: string): boolean => {
      const rest = node.indexOf('~')
      if (rest === 0) return paths.length === 0
      return paths.some((path) => (rest > 0 ? path.at(-1) === node.slice(0, rest) : path.includes(node)))
    }
    countBoxes(random.shuffle(rows), boxes, entryTrees).forEach((counted, i) => {
      const inside = rows.filter((row) =>
        Object.entries(boxes[i] ?? {}).every(([name, node]) => isIn(row.at[name] ?? [], node)),
      )
      const byPerson = new Map<string, number>()
      for (const { contributor } of inside) byPerson.set(contributor, (byPerson.get(contributor) ?? 0) + 1)
      expect([boxes[i], counted]).toEqual([
        boxes[i],
        {
          value: inside.length,
          contributors: byPerson.size,
          largest: Math.max(0, ...byPerson.values()),
          alone: byPerson.size === 1 ? [...byPerson.keys()][0] : null,
        },
      ])
    })
  }
})
