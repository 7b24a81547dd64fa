import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { casePriorities } from '#shared/records/case'
import { caseMachine } from '#shared/rules/caseStatus'
import { statesOf } from '#shared/rules/machine'

type Tree = { readonly [key: string]: string | Tree }
type Words = Record<'unlock' | 'status' | 'priority' | 'failure', Record<string, string>>
const read = (language: string): Words =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../src/renderer/i18n/${language}.json`), 'utf8')) as Words
const es = read('es')
const en = read('en')

/** Every sentence with its dotted key. */
const sentences = (tree: Tree, under = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[under + key, value]] : sentences(value, `${under}${key}.`),
  )
const placesOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

test('both languages say the same things, with the same places to fill', () => {
  const other = new Map(sentences(en))
  for (const [key, text] of sentences(es).filter(([one]) => !one.endsWith('_many'))) {
    expect([key, other.has(key)]).toEqual([key, true])
    expect([key, placesOf(other.get(key) ?? '')]).toEqual([key, placesOf(text)])
  }
  expect(other.size).toBe(sentences(es).filter(([one]) => !one.endsWith('_many')).length)
})

test('every state and priority of a case has its word', () => {
  for (const words of [es, en]) {
    expect(Object.keys(words.status).sort()).toEqual(statesOf(caseMachine).sort())
    expect(Object.keys(words.priority).sort()).toEqual([...casePriorities].sort())
  }
})

test('no sentence addresses her as tú, shouts, or uses the words that this app does not use', () => {
  const unwanted = /\b(tú|tu|tus|ti|puedes|tienes|usuari[oa]s?|error|borrar|víctimas?|admin)\b|[¡!]/i
  for (const [key, text] of sentences(es)) expect([key, unwanted.test(text)]).toEqual([key, false])
  for (const [key, text] of sentences(en))
    expect([key, /\b(users?|errors?|victims?)\b|!/i.test(text)]).toEqual([key, false])
})

test('the opening screen names no network, no person and no purpose', () => {
  const telling = /tejido|defensora|mujer|derechos|red\b|expediente|caso/i
  for (const text of sentences(es.unlock).map(([, one]) => one)) expect(telling.test(text)).toBe(false)
  for (const type of ['VaultMissing', 'VaultInUse', 'VaultNewer', 'VaultReadOnly'])
    expect(telling.test(es.failure[type] ?? 'red')).toBe(false)
})
