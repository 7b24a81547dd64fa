import type { Table } from '#shared/rules/publication'
import { sentence } from '#shared/i18n/say'
import type { Language } from '#shared/i18n/say'
import { dimensionWords, nodeWords, titleWords, unitWords } from '#shared/vocabulary/figureWords'

/** Which languages a file speaks: one, or Spanish and English side by side. */
export type Languages = Language | 'both'

/** Each language of a file, the one of its column names first. */
export const languagesOf = (languages: Languages): readonly Language[] =>
  languages === 'both' ? ['es', 'en'] : [languages]

/** The same in each language of a file, once where both say the same. */
export type Words = readonly [string, ...string[]]

const each = (languages: Languages, say: (language: Language) => string): Words => {
  const [first, ...others] = languagesOf(languages).map(say)
  return [first ?? '', ...others.filter((one) => one !== first)]
}

/** Words of a file in its languages. */
export type Speaker = {
  readonly languages: Languages
  say(key: string, places?: Readonly<Record<string, Words | string | number>>): Words
  node(dimension: string, code: string | null): Words
  dimension(name: string): Words
  unit(name: string): Words
  title(table: Table): Words
  /** Several words in a row, in each language by itself. */
  list(all: readonly Words[], separator?: string): Words
}

const at = (words: Words | string | number, index: number): string | number =>
  typeof words === 'object' ? (words[index] ?? words[0]) : words

/** Speaks for a file in its languages. */
export const speakerOf = (languages: Languages): Speaker => {
  const order = languagesOf(languages)
  const placesAt = (index: number, places: Readonly<Record<string, Words | string | number>>) =>
    Object.fromEntries(Object.entries(places).map(([name, words]) => [name, at(words, index)]))
  return {
    languages,
    say: (key, places = {}) =>
      each(languages, (language) => sentence(language, `exported.${key}`, placesAt(order.indexOf(language), places))),
    node: (dimension, code) => each(languages, (language) => nodeWords(language, dimension, code)),
    dimension: (name) => each(languages, (language) => dimensionWords(language, name)),
    unit: (name) => each(languages, (language) => unitWords(language, name)),
    title: (table) => each(languages, (language) => titleWords(language, table)),
    list: (all, separator = ', ') =>
      each(languages, (language) => all.map((words) => at(words, order.indexOf(language))).join(separator)),
  }
}

/** On one line: 'Amenazas / Threats'. */
export const inLine = (words: Words): string => words.join(' / ')

const capitalOf = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** As the head of a column: 'Tipo de agresión'. */
export const capital = ([first, ...others]: Words): Words => [capitalOf(first), ...others.map(capitalOf)]

/** The one mark of a figure that is not shown, whatever the reason was. */
export const markOf = (languages: Languages): string => `▪ ${inLine(speakerOf(languages).say('mark'))}`

/** What stands on everything that is not published yet, in every language alike. */
export const draftMark = 'BORRADOR–NO PUBLICAR'

/** A number as it is read: 1,688. The same in both languages, and on every system. */
export const readable = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

/** The share of a whole as it is read: 40.1 %. '' of nothing. */
export const shareWords = (part: number, whole: number): string =>
  whole === 0 ? '' : `${(Math.round((part * 1000) / whole) / 10).toFixed(1)} %`
