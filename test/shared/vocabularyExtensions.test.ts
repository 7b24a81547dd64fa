import { describe, expect, test } from 'vitest'
import { term as doorTerm } from '#shared/contract/fields'
import { checkExtension } from '#shared/vocabulary/checkExtension'
import { labelOf } from '#shared/vocabulary/labelOf'
import { isTermOf, topOf, vocabularies } from '#shared/vocabulary/terms'
import type { Extension, Vocabulary } from '#shared/vocabulary/terms'

const all: readonly Vocabulary[] = Object.values(vocabularies)

/** A term that a network added. */
const added = (list: string, parent: string, more: Partial<Extension> = {}): Extension => ({
  list,
  code: 'x-ceiba-quema',
  parent,
  labelEs: 'Quema de milpa',
  labelEn: 'Burning of a maize field',
  ...more,
})

describe('what a network adds', () => {
  test('it is known, has words and adds up under its parent', () => {
    const extensions = [
      added('aggressionType', 'property'),
      added('language', 'mam', { code: 'x-ceiba-mam_norte', labelEs: 'Mam del norte', labelEn: ' ' }),
    ]
    expect(isTermOf('aggressionType', 'x-ceiba-quema')).toBe(false)
    expect(isTermOf('aggressionType', 'x-ceiba-quema', extensions)).toBe(true)
    expect(isTermOf('placeType', 'x-ceiba-quema', extensions)).toBe(false)
    expect(topOf('aggressionType', 'x-ceiba-quema', extensions)).toBe('property')
    expect(topOf('aggressionType', 'x-ceiba-quema')).toBeUndefined()
    expect(topOf('language', 'x-ceiba-mam_norte', extensions)).toBe('mam')
    expect(labelOf('es', 'aggressionType', 'x-ceiba-quema', extensions)).toBe('Quema de milpa')
    expect(labelOf('en', 'aggressionType', 'x-ceiba-quema', extensions)).toBe('Burning of a maize field')
    expect(labelOf('en', 'language', 'x-ceiba-mam_norte', extensions)).toBe('Mam del norte')
  })

  test('a term may be added under every top-level one, and then all add up under terms of the list', () => {
    for (const list of all.filter(({ extensible }) => extensible)) {
      const tops = list.terms.filter(({ parent, special, deprecated }) => !parent && !special && !deprecated)
      const extensions = tops.map(({ code }, i) => added(list.name, code, { code: `x-ceiba-t${i}` }))
      for (const [i, one] of extensions.entries()) {
        expect(checkExtension(one, extensions.slice(0, i))).toBeUndefined()
        expect(doorTerm().safeParse(one.code).success).toBe(true)
        expect(topOf(list.name, one.code, extensions)).toBe(one.parent)
      }
    }
  })

  test('a new top-level term is refused, also under other, under not known, and under one that was added', () => {
    const first = added('aggressionType', 'property')
    const second = (parent: string) => added('aggressionType', parent, { code: 'x-ceiba-otra' })
    expect(checkExtension(second(''), [first])).toBe('unknownParent')
    expect(checkExtension(second('x-ceiba-otra'), [first])).toBe('unknownParent')
    expect(checkExtension(second(first.code), [first])).toBe('unknownParent')
    expect(checkExtension(second('other'), [first])).toBe('wrongParent')
    expect(checkExtension(second('unknown'), [first])).toBe('wrongParent')
    expect(checkExtension(second('raid_home'), [first])).toBe('wrongParent')
    expect(checkExtension(second('life'), [first])).toBeUndefined()
  })

  test('lists that are the same everywhere take none, nor do lists that there are not', () => {
    for (const { name, terms, extensible } of all)
      if (!extensible) expect(checkExtension(added(name, terms[0]?.code ?? ''), [])).toBe('closedList')
    for (const list of ['nada', 'toString', '__proto__'])
      expect(checkExtension(added(list, 'life'), [])).toBe('unknownList')
  })

  test('a code that is taken, or that could be a term of the list, is refused', () => {
    const codes = [
      'quema',
      'x-quema',
      'x-',
      'x--quema',
      'x-ceiba-',
      'X-ceiba-quema',
      'x-ceiba-ñ',
      `x-ceiba-${'a'.repeat(60)}`,
    ]
    for (const code of codes)
      expect([code, checkExtension(added('aggressionType', 'life', { code }), [])]).toEqual([code, 'badCode'])
    const first = added('aggressionType', 'property')
    expect(checkExtension(added('aggressionType', 'life'), [first])).toBe('taken')
    expect(checkExtension(added('placeType', 'home'), [first])).toBeUndefined()
  })

  test('one that came from elsewhere and should have been refused is no term', () => {
    const foreign = [
      added('aggressionType', 'x-ceiba-quema'),
      added('aggressionType', 'other'),
      added('aggressionType', 'raid_home'),
      added('consentState', 'given'),
      added('aggressionType', 'life', { code: 'invented' }),
    ]
    for (const list of ['aggressionType', 'consentState'] as const)
      for (const code of ['x-ceiba-quema', 'invented']) {
        expect(isTermOf(list, code, foreign)).toBe(false)
        expect(topOf(list, code, foreign)).toBeUndefined()
        expect(labelOf('es', list, code, foreign)).toBe(code)
      }
  })
})
