import { expect, test } from 'vitest'
import { documentSpecs } from '#shared/records/documents'
import { asked, count, fixed, group, line, orElse, several, words } from '#shared/records/field'
import type { Field, Fields } from '#shared/records/field'
import { defineRecord, inputOf, readRecord, rowsIn, searchedText, versionOf } from '#shared/records/record'

const noise: readonly unknown[] = [
  null,
  undefined,
  7,
  'a text',
  true,
  [],
  [1, { a: 2 }],
  {},
  { from: [] },
  new Date(0),
  Number.NaN,
]

const allFields = (fields: Fields): [string, Field][] =>
  Object.entries(fields).flatMap(([name, field]: [string, Field]): [string, Field][] => [
    [name, field],
    ...(field.inner ? allFields(field.inner) : []),
  ])
const records = documentSpecs
  .flatMap(({ top, parts }) => [...(top ? [top] : []), ...Object.values(parts)])
  .map(({ record }) => record)

test('a field without an export class does not compile, and every field of every record has one or is made of fields that do', () => {
  // @ts-expect-error -- the class is asked for first
  line()
  // @ts-expect-error -- it is one of six
  line('public')
  const classes = ['qi', 'sensitive', 'safe', 'direct', 'text', 'secret']
  for (const { kind, fields } of records)
    for (const [name, field] of allFields(fields))
      expect([kind, name, field.inner ? field.class === undefined : classes.includes(field.class ?? '')]).toEqual([
        kind,
        name,
        true,
      ])
})

test('records have kinds of their own', () => {
  const kinds = records.map(({ kind }) => kind)
  expect(new Set(kinds).size).toBe(kinds.length)
})

test('whatever a laptop wrote, every record of every kind reads, and reads the same again', () => {
  for (const record of records)
    for (const one of noise) {
      const written = Object.fromEntries(Object.keys(record.fields).map((name) => [name, one]))
      const read = readRecord(record, written)
      expect(readRecord(record, one)).toEqual(readRecord(record, {}))
      expect(readRecord(record, JSON.parse(JSON.stringify(read)))).toEqual(read)
    }
})

const stay = defineRecord(
  'stay',
  {
    name: asked(line('direct', { isSearched: true })),
    nights: orElse(count('safe', 0, 99), 1),
    by: fixed(line('direct')),
    story: words('text'),
    rooms: several({ label: asked(line('direct', { isSearched: true })), beds: count('safe', 0, 9) }, 3),
    size: group({ adults: asked(count('safe', 0, 9)), children: count('safe', 0, 9) }),
  },
  [({ alias, ...rest }) => ({ ...rest, name: alias }), ({ days, ...rest }) => ({ ...rest, nights: days })],
)

test('what an older peer wrote is carried through every step, and what a newer one wrote is read as far as it is known', () => {
  expect(versionOf(stay)).toBe(3)
  expect(readRecord(stay, { alias: 'Ceiba', days: 4 })).toMatchObject({ name: 'Ceiba', nights: 4 })
  expect(readRecord(stay, { v: 2, name: 'Ceiba', days: 4 })).toMatchObject({ name: 'Ceiba', nights: 4 })
  expect(readRecord(stay, { v: 9, name: 'Ceiba', nights: 4, moon: 'full' })).toMatchObject({ name: 'Ceiba', nights: 4 })
  expect(readRecord(stay, { v: -1 })).toMatchObject({ name: '', nights: 1 })
})

test('the door asks for what is asked for, and takes nothing that the engine fills', () => {
  const input = inputOf(stay, {})
  expect(input.safeParse({ name: 'Ceiba' }).success).toBe(true)
  expect(input.safeParse({ nights: 1 }).success).toBe(false)
  expect(input.safeParse({ name: 'Ceiba', by: 'ella' }).success).toBe(false)
  expect(input.safeParse({ name: 'Ceiba', size: { adults: 1 } }).data).toMatchObject({
    size: { adults: 1, children: null },
  })
  expect(input.safeParse({ name: 'Ceiba', nights: null }).success).toBe(false)
})

test('rows stand under their part, and search looks through what is marked, also in lists', () => {
  const state = {
    'stays/a1': { v: 3, name: 'Ceiba', rooms: [{ label: 'Azul' }] },
    'stays/b2': 7,
    stays: {},
    other: { name: 'x' },
  }
  const rows = rowsIn(state, 'stays', stay)
  expect([...rows.keys()]).toEqual(['a1'])
  expect(searchedText(stay, rows.get('a1') ?? {})).toBe('Ceiba\nAzul')
})
