import { sentence } from '#shared/i18n/say'
import type { Language } from '#shared/i18n/say'
import type { Table } from '#shared/rules/publication'
import { ownDimensions } from '#shared/rules/releaseChoices'
import { labelOf } from '#shared/vocabulary/labelOf'
import { termOf } from '#shared/vocabulary/terms'
import type { VocabularyName } from '#shared/vocabulary/terms'

/**
 * Published figures in words, on the screen and in every file alike. Nothing here asks the system for names of countries or
 * months: those change with its version, and the same release gives the same bytes on every laptop.
 */

/** The list that the terms of a dimension are of, where they are of one. */
const lists: Readonly<Record<string, VocabularyName>> = {
  type: 'aggressionType',
  perpetrator: 'perpetrator',
  gender: 'genderDimension',
  indicator: 'genderIndicator',
  cause: 'cause',
  target: 'target',
  setting: 'setting',
  ageBand: 'ageBand',
  genderIdentity: 'genderIdentity',
  ethnicIdentity: 'ethnicIdentity',
  role: 'defenderRole',
  aggression: 'aggressionType',
  sphere: 'sphere',
  level: 'alertLevel',
  outcome: 'holdReason',
  departureKind: 'departureKind',
}

/** The sentence under `exported`; undefined where there is none. */
const found = (
  language: Language,
  key: string,
  places?: Readonly<Record<string, string | number>>,
): string | undefined => {
  const text = sentence(language, `exported.${key}`, places)
  return text === `exported.${key}` ? undefined : text
}

const timeWords = (language: Language, code: string): string => {
  const [year = '', part] = code.split('-')
  if (part === undefined) return year
  const month = found(language, `month.${part}`)
  return found(language, `period.${month === undefined ? part : 'month'}`, { year, month: month ?? '' }) ?? code
}

const placeWords = (language: Language, code: string): string | undefined => {
  const [country = '', department] = code.split(':')
  return department ?? found(language, `country.${country}`)
}

/**
 * A node of a dimension in words; null is all of it. What is not known at a level (`<parent>~<level>`) says so with its
 * parent's name, so that two of them in one table can be told apart.
 */
export const nodeWords = (language: Language, dimension: string, code: string | null): string => {
  if (code === null) return sentence(language, 'exported.total')
  const rest = code.indexOf('~')
  if (rest === 0) return sentence(language, 'exported.rest')
  if (rest > 0)
    return sentence(language, 'exported.restOf', { parent: nodeWords(language, dimension, code.slice(0, rest)) })
  if (dimension === 'time') return timeWords(language, code)
  const own = found(language, `node.${dimension}.${code}`) ?? (dimension === 'place' && placeWords(language, code))
  if (own) return own
  const list = lists[dimension]
  return list !== undefined && termOf(list, code) ? labelOf(language, list, code) : code
}

/** The name of a month of three letters; undefined for what is no month. */
export const monthWord = (language: Language, code: string): string | undefined =>
  found(language, `monthShort.${code.split('-')[1] ?? ''}`)

/** What a dimension tells apart. */
export const dimensionWords = (language: Language, dimension: string): string =>
  found(language, `dimension.${dimension}`) ?? dimension

/** What is counted. */
export const unitWords = (language: Language, unit: string): string => found(language, `unit.${unit}`) ?? unit

/** As much of a table as its title needs. */
type Titled = Pick<Table, 'unit' | 'of' | 'axes'>

/** An axis in words: by its finest level, where that has a name of its own. */
const axisWords = (language: Language, { dimension, levels }: Titled['axes'][number]): string => {
  const names: readonly string[] = dimension in ownDimensions ? ownDimensions[dimension as 'time'] : []
  const level = names[levels.at(-1) ?? 0] ?? ''
  return found(language, `level.${dimension}.${level}`) ?? dimensionWords(language, dimension)
}

/** A table that was left out, by the key of its subject alone; undefined for one that is not known. */
export const subjectWords = (language: Language, subject: string): string | undefined =>
  found(language, `subject.${subject}`)

/** Words in a row: 'a, b y c', and 'e' before what begins with the sound of i. */
const listed = (language: Language, all: readonly string[]): string => {
  const last = all.at(-1) ?? ''
  const and = sentence(language, /^h?i(?!e)/i.test(last) ? 'exported.andBeforeI' : 'exported.and')
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')}${and}${last}`
}

/** The title of a table: what is counted, by what, and of which records where not of all in the period. */
export const titleWords = (language: Language, { unit, of, axes }: Titled): string => {
  const dimensions = listed(
    language,
    axes.map((axis) => axisWords(language, axis)),
  )
  const counted = unitWords(language, unit)
  // a number alone is by nothing
  const title = axes.length === 0 ? counted : sentence(language, 'exported.by', { unit: counted, dimensions })
  const limits = scopeWords(language, of)
  return limits === '' ? title : sentence(language, 'exported.only', { title, limits })
}

/** Of which records a table is, beside those of its period; '' for all of them. */
export const scopeWords = (language: Language, of: Readonly<Record<string, string>>): string =>
  Object.keys(of)
    .sort()
    .filter((dimension) => dimension !== 'time')
    .map(
      (dimension) => `${dimensionWords(language, dimension)}: ${nodeWords(language, dimension, of[dimension] ?? null)}`,
    )
    .join(', ')
