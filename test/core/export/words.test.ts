import { expect, test } from 'vitest'
import { alertRules } from '#core/anonymise/alertRows'
import { entryTrees } from '#core/anonymise/entryTrees'
import { requestRules, stayRules } from '#core/anonymise/shelterRows'
import { restOf } from '#core/anonymise/tree'
import type { Tree } from '#core/anonymise/tree'
import { summaryColumns } from '#core/anonymise/summaries/columns'
import { valuesOf } from '#core/anonymise/summaries/hierarchies'
import { readable, shareWords, speakerOf } from '#core/export/words'
import { codeWords, columnWords } from '#core/export/summaryWords'
import { dimensionWords, nodeWords, titleWords, unitWords } from '#shared/vocabulary/figureWords'
import en from '../../../src/shared/i18n/exported/en.json'
import es from '../../../src/shared/i18n/exported/es.json'
import { axisBy } from '../../support/publications'

type Words = { readonly [key: string]: string | Words }
const leaves = (tree: Words, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}.${key}`, value]] : leaves(value, `${path}.${key}`),
  )

test('both languages have the same sentences with the same places', () => {
  const placesOf = ([key, text]: [string, string]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]
  expect(leaves(es).map(placesOf)).toEqual(leaves(en).map(placesOf))
  for (const [key, text] of leaves(es)) {
    expect(text, key).not.toMatch(/[¡!]|\b(tú|tu|usuario|usuaria|error|borrar|víctima)s?\b/i)
    expect(text.trim(), key).not.toBe('')
  }
})

const ofUnits = [alertRules, requestRules, stayRules].map(({ trees }) => trees)

const allNodes = (tree: Tree, node: string | null): readonly string[] =>
  tree.under(node).flatMap((code) => [code, ...allNodes(tree, code)])

/** A code that stands for itself has been given no words. */
const isSaid = (language: 'es' | 'en', dimension: string, code: string): boolean => {
  const words = nodeWords(language, dimension, code)
  return words !== code && !/_|:|~|^exported/.test(words.replace(/^.*: /, ''))
}

test.each(['es', 'en'] as const)('every node that a table may print has words (%s)', (language) => {
  for (const [name, tree] of [entryTrees, ...ofUnits].flatMap((trees) => Object.entries(trees))) {
    const nodes = name === 'time' ? ['2012-S1', '2012-S2', ...allNodes(tree, '2012')] : allNodes(tree, null)
    expect(nodes.length, name).toBeGreaterThan(1)
    expect(nodes.filter((code) => !isSaid(language, name, code))).toEqual([])
    expect(nodeWords(language, name, restOf(tree, null, 0))).toBe(language === 'es' ? 'Sin precisar' : 'Not specified')
    expect(dimensionWords(language, name).length, name).toBeGreaterThan(2)
    if (language === 'es') expect(Object.keys(es.dimension)).toContain(name)
  }
})

test.each(['es', 'en'] as const)('every code that a summary may print has words (%s)', (language) => {
  const speaker = speakerOf(language)
  for (const column of summaryColumns) {
    const codes = valuesOf(column, '2012')
      .flat()
      .filter((code) => code !== '2012')
    expect(codes.filter((code) => codeWords(column, code, speaker)[0] === code)).toEqual([])
    expect(columnWords(column, speaker)[0]).not.toBe('')
  }
})

test('a title says what is counted, by what and of which records, in the words of each language', () => {
  const time = { dimension: 'time', levels: [2, 3], nodes: [] }
  const place = { dimension: 'place', levels: [0], nodes: [] }
  const identity = { dimension: 'genderIdentity', levels: [0], nodes: [] }
  const table = { unit: 'aggressions' as const, of: { time: '2012' }, axes: [time, place] }
  expect(titleWords('es', table)).toBe('Agresiones por mes y país')
  expect(titleWords('en', table)).toBe('Aggressions by month and country')
  expect([titleWords('es', { ...table, axes: [] }), titleWords('en', { ...table, axes: [] })]).toEqual([
    'Agresiones',
    'Aggressions',
  ])
  expect(titleWords('es', { ...table, of: { verified: 'yes', place: 'HN' }, axes: [time, identity] })).toBe(
    'Agresiones por mes e identidad de género (lugar: Honduras, verificada: Sí)',
  )
  expect(titleWords('es', { ...table, axes: [axisBy('type', ['life']), time, place] })).toBe(
    'Agresiones por tipo de agresión, mes y país',
  )
  expect(unitWords('es', 'requests')).toBe('Solicitudes de casa')
  expect(unitWords('es', 'stays')).toBe('Estancias en casas')
})

test('what nobody gave words to is shown as it is, and nothing of the program answers to a name', () => {
  for (const code of ['x-red-cosa', 'constructor', '__proto__', 'toString', 'month.01', ''])
    expect(nodeWords('es', 'type', code)).toBe(code)
  expect(nodeWords('es', 'place', 'HN~department')).toBe('Honduras: sin precisar')
  expect(nodeWords('es', 'place', 'HN:Cortés')).toBe('Cortés')
  expect(nodeWords('en', 'time', '2012-T1')).toBe('first quarter of 2012')
})

test('numbers and shares read the same on every system', () => {
  expect([0, 999, 1688, 1_234_567].map(readable)).toEqual(['0', '999', '1,688', '1,234,567'])
  expect(shareWords(166, 414)).toBe('40.1 %')
  expect(shareWords(0, 0)).toBe('')
})
