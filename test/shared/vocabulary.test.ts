import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { term as doorTerm } from '#shared/contract/fields'
import { severityOrder } from '#shared/vocabulary/aggression'
import { labelOf } from '#shared/vocabulary/labelOf'
import { currentOf, isOffered, isTermOf, topOf, vocabularies } from '#shared/vocabulary/terms'
import type { Vocabulary, VocabularyName } from '#shared/vocabulary/terms'
import { randomOf, seedsOf } from '../support/random'

type Labels = Record<string, Record<string, string>>
const read = (language: string): Labels =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../src/shared/i18n/vocabulary/${language}.json`), 'utf8'),
  ) as Labels
const written = { es: read('es'), en: read('en') }
const all: readonly Vocabulary[] = Object.values(vocabularies)
const codesOf = ({ terms }: Vocabulary): string[] => terms.map(({ code }) => code)

describe('the lists', () => {
  test('every code is an ASCII slug that the door takes, stands once in its list and is nobody’s extension', () => {
    for (const list of all) {
      expect(new Set(codesOf(list)).size).toBe(list.terms.length)
      for (const code of codesOf(list))
        expect([list.name, code, doorTerm().safeParse(code).success, code.startsWith('x-')]).toEqual([
          list.name,
          code,
          true,
          false,
        ])
    }
  })

  test('every list knows its name and its version, and has terms', () => {
    for (const [name, list] of Object.entries(vocabularies)) {
      expect(list.name).toBe(name)
      expect([name, list.version]).toEqual([name, name === 'datePrecision' ? 2 : 1])
      expect(list.terms.some(({ special, deprecated }) => !special && !deprecated)).toBe(true)
    }
  })

  test('a parent is a top-level term of the same list that is no special code', () => {
    for (const { name, terms } of all)
      for (const { code, parent } of terms) {
        const above = terms.find((one) => one.code === parent)
        if (parent !== undefined)
          expect([name, code, above?.special, above?.parent]).toEqual([name, code, undefined, undefined])
        if (parent !== undefined) expect(above).toBeDefined()
      }
  })

  test('only types of aggression and perpetrators have two levels', () => {
    const two = all.filter(({ terms }) => terms.some(({ parent }) => parent !== undefined)).map(({ name }) => name)
    expect(two).toEqual(['aggressionType', 'perpetrator'])
  })

  test('special codes come last; states, scales and consents have none', () => {
    const specials = (list: Vocabulary) => list.terms.filter(({ special }) => special).map(({ code }) => code)
    for (const list of all)
      expect(codesOf(list).slice(list.terms.length - specials(list).length)).toEqual(specials(list))
    const none = [
      'riskBand',
      'priority',
      'verification',
      'consentPurpose',
      'consentState',
      'secrecy',
      'alertLevel',
    ] as const
    for (const name of none) expect([name, specials(vocabularies[name])]).toEqual([name, []])
    for (const name of ['genderIdentity', 'ethnicIdentity', 'disabilitySupport'] as const)
      expect(specials(vocabularies[name])).toEqual(['other', 'unknown', 'not_asked', 'prefer_not'])
    expect(specials(vocabularies.aggressionType)).toEqual(['other', 'unknown'])
    expect(specials(vocabularies.perpetrator)).toEqual(['other', 'unknown'])
  })

  test('who is said to have done it is state, non-state or unknown in the coarsest table', () => {
    const tops = vocabularies.perpetrator.terms.filter(({ parent }) => parent === undefined)
    expect(tops.map(({ code, rollUp }) => [code, rollUp])).toEqual([
      ['state', 'state'],
      ['private', 'non_state'],
      ['armed', 'non_state'],
      ['close', 'non_state'],
      ['other', 'unknown'],
      ['unknown', 'unknown'],
    ])
  })
})

describe('deprecated terms', () => {
  test('each is still known, is not offered, and leads to a term that is, or to none', () => {
    for (const { name, version, terms } of all)
      for (const { code, deprecated } of terms) {
        expect(isTermOf(name, code)).toBe(true)
        expect([name, code, isOffered(name, code)]).toEqual([name, code, !deprecated])
        if (!deprecated) expect(currentOf(name, code)).toBe(code)
        if (!deprecated) continue
        expect(deprecated.since).toBeLessThanOrEqual(version)
        if (deprecated.replacedBy === null) expect(currentOf(name, code)).toBe(code)
        else expect(isOffered(name, currentOf(name, code))).toBe(true)
      }
  })

  test('a date that an older laptop wrote as of a day is an exact one', () => {
    expect(isTermOf('datePrecision', 'day')).toBe(true)
    expect(isOffered('datePrecision', 'day')).toBe(false)
    expect(currentOf('datePrecision', 'day')).toBe('exact')
    expect(topOf('datePrecision', 'day')).toBe('exact')
    expect(labelOf('es', 'datePrecision', 'day')).toBe('Día')
  })
})

describe('the labels', () => {
  test('every code has words in both languages, and nothing else has', () => {
    for (const language of ['es', 'en'] as const) {
      expect(Object.keys(written[language]).sort()).toEqual(all.map(({ name }) => name).sort())
      for (const list of all)
        expect([list.name, Object.keys(written[language][list.name] ?? {}).sort()]).toEqual([
          list.name,
          codesOf(list).sort(),
        ])
    }
  })

  test('no label is empty, and no two of a list are the same', () => {
    for (const language of ['es', 'en'] as const)
      for (const { name, terms } of all) {
        const labels = terms.map(({ code }) => labelOf(language, name, code))
        for (const label of labels) expect(label.trim()).toMatch(/./)
        expect([name, new Set(labels).size]).toEqual([name, labels.length])
      }
  })

  test('other, not known, not asked and prefers not to say are four different things', () => {
    for (const language of ['es', 'en'] as const) {
      const four = ['other', 'unknown', 'not_asked', 'prefer_not'].map((code) =>
        labelOf(language, 'genderIdentity', code),
      )
      expect(new Set(four).size).toBe(4)
    }
  })

  test('no label addresses her as tú, shouts, or uses the words that this app does not use', () => {
    const unwanted = {
      es: /(?<!\p{L})(tú|tus?|ti|puedes|tienes|usuari[oa]s?|error(es)?|borrar|víctimas?|admin)(?!\p{L})|[¡!]/iu,
      en: /\b(users?|errors?|victims?|delete|admin)\b|!/i,
    }
    for (const language of ['es', 'en'] as const)
      for (const [list, labels] of Object.entries(written[language]))
        for (const label of Object.values(labels))
          expect([list, label, unwanted[language].test(label)]).toEqual([list, label, false])
  })

  test('a code that nobody knows is shown as it is', () => {
    for (const code of ['nada', 'x-ceiba-quema', 'constructor', '__proto__', ''])
      expect(labelOf('es', 'aggressionType', code)).toBe(code)
  })
})

describe('aggressions', () => {
  const sdg = {
    killing: 'killing femicide transfemicide death_in_custody',
    disappearance: 'enforced_disappearance',
    torture: 'torture cruel_treatment',
    detention: 'arbitrary_detention imprisonment',
    kidnapping: 'kidnapping',
    other_harmful:
      'attempted_killing death_threat threat_relatives threat_other physical_attack excessive_force disappearance_private',
  }
  const grave = `killing femicide transfemicide attempted_killing death_in_custody sexual_threat arbitrary_detention
    imprisonment torture cruel_treatment rape sexual_assault sexual_harassment kidnapping enforced_disappearance
    disappearance_private forced_displacement exile intimate_images intimate_partner custody_threat`
  const { terms } = vocabularies.aggressionType
  const sorted = (words: string) => words.split(/\s+/).sort()

  test('those count for SDG 16.10.1 that should, each in its category', () => {
    for (const [category, words] of Object.entries(sdg))
      expect(
        terms
          .filter((one) => one.sdg === category)
          .map(({ code }) => code)
          .sort(),
      ).toEqual(sorted(words))
    expect(terms.filter((one) => one.sdg).length).toBe(sorted(Object.values(sdg).join(' ')).length)
  })

  test('those are grave that should be', () => {
    expect(
      terms
        .filter((one) => one.grave)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(sorted(grave))
  })

  test('each stands under its group', () => {
    const groups = Object.fromEntries(
      terms
        .filter(({ parent, special }) => parent === undefined && !special)
        .map(({ code }) => [code, terms.filter(({ parent }) => parent === code).length]),
    )
    expect(groups).toEqual({
      life: 5,
      threat: 7,
      defamation: 5,
      legal: 7,
      physical: 4,
      sexual: 3,
      liberty: 3,
      property: 5,
      displacement: 3,
      digital: 6,
      economic: 2,
      family_sphere: 2,
      neglect: 2,
    })
    expect(topOf('aggressionType', 'torture')).toBe('physical')
    expect(topOf('aggressionType', 'sexual_threat')).toBe('threat')
  })

  test('every type has its place in the order of severity, torture one of its own before the physical', () => {
    const order: readonly string[] = severityOrder
    expect(order.slice(0, -2).join(' > ')).toBe(
      'life > liberty > sexual > torture > physical > displacement > legal > threat > property > digital > defamation > economic > family_sphere > neglect',
    )
    expect(new Set(order).size).toBe(order.length)
    for (const { code } of terms)
      expect([code, order.includes(topOf('aggressionType', code) ?? '')]).toEqual([code, true])
    for (const code of order) expect([code, isOffered('aggressionType', code)]).toEqual([code, true])
  })
})

const letters = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(' ')

test('random slugs, and the names of what every object has, are no terms', () => {
  for (const seed of seedsOf('vocabulary', 3)) {
    const random = randomOf(seed)
    const slug = (): string => Array.from({ length: 12 + random.whole(20) }, () => random.pick(letters)).join('')
    const names = Object.keys(vocabularies) as VocabularyName[]
    for (let i = 0; i < 2_000; i++) {
      const list = random.pick(names)
      const code = random.pick([slug(), `x-${slug()}-${slug()}`, 'constructor', '__proto__', 'toString', ''])
      expect([seed, list, code, isTermOf(list, code), isOffered(list, code), topOf(list, code)]).toEqual([
        seed,
        list,
        code,
        false,
        false,
        undefined,
      ])
      expect(currentOf(list, code)).toBe(code)
    }
  }
})
