import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contractAsJsonSchema } from '#shared/contract/jsonSchema'
import { commands } from '#shared/contract/commands'
import { queries } from '#shared/contract/queries'
import { failures } from '#shared/errors'
import { failureSentence } from '#shared/i18n/say'
import type { FailureType } from '#shared/errors'
import { quarantineReasons } from '#core/envelopes/quarantine'

type Tree = { [key: string]: string | Tree }
const catalogue = (language: string): Tree =>
  JSON.parse(readFileSync(`src/shared/i18n/${language}.json`, 'utf8')) as Tree
const keysOf = (tree: Tree, at = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key}`] : keysOf(value, `${at}${key}.`),
  )
const placesOf = (tree: Tree): Record<string, string[]> =>
  Object.fromEntries(
    keysOf(tree).map((key) => {
      const text = key.split('.').reduce<string | Tree>((part, name) => (part as Tree)[name] ?? '', tree) as string
      return [key, (text.match(/\{\w+\}/g) ?? []).sort()]
    }),
  )

test('Spanish and English say the same things, with the same places to fill', () => {
  expect(placesOf(catalogue('en'))).toEqual(placesOf(catalogue('es')))
})

test('every failure and every reason for setting apart has a sentence in both languages', () => {
  for (const language of ['es', 'en'] as const) {
    for (const type of Object.keys(failures) as FailureType[])
      expect(failureSentence(language, { type }), type).not.toBe(`error.${type}`)
    expect(Object.keys(catalogue(language).quarantine as Tree).sort()).toEqual([...quarantineReasons].sort())
  }
})

test('no sentence addresses her as tú, and none says error, usuario or borrar', () => {
  for (const key of keysOf(catalogue('es'))) {
    const text = key
      .split('.')
      .reduce<string | Tree>((part, name) => (part as Tree)[name] ?? '', catalogue('es')) as string
    expect(text, key).not.toMatch(/\b(tú|tu|tus|ti|puedes|tienes|quieres|debes|usuario|error|borrar)\b/i)
    expect(text, key).not.toContain('¡')
  }
})

test('the contract is JSON Schema for each command and query', () => {
  const schema = contractAsJsonSchema()
  expect(Object.keys(schema.commands)).toEqual(Object.keys(commands))
  expect(Object.keys(schema.queries)).toEqual(Object.keys(queries))
  expect(schema.commands['case.open']).toMatchObject({
    type: 'object',
    required: ['kindOfSubject', 'country'],
    additionalProperties: false,
  })
})

test.each([
  ['case.open', { kindOfSubject: 'defender', country: 'México' }],
  ['case.open', { kindOfSubject: 'defender', country: 'MX', extra: 1 }],
  ['case.addNote', { caseId: '../../etc', kind: 'call', text: 'x' }],
  ['house.offer', { alias: ' ', country: 'MX', type: 'safe_house', placesTotal: 1 }],
  ['house.offer', { alias: 'a\u202eb', country: 'MX', type: 'safe_house', placesTotal: 1 }],
  ['house.offer', { alias: 'Ceiba', country: 'MX', type: 'safe_house', placesTotal: -1 }],
  ['house.offer', { alias: 'Ceiba', country: 'MX', type: 'safe_house', placesTotal: 1e9 }],
  ['case.addPerson', { caseId: 'a'.repeat(64), relationToCase: 'defender', chosenName: '\ud800' }],
] as const)('%s refuses a bad input at the door', (name, input) => {
  expect(commands[name].input.safeParse(input).success).toBe(false)
})
