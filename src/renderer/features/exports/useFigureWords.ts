import { nodeWords, titleWords } from '#shared/vocabulary/figureWords'
import type { Table } from '#shared/rules/publication'
import { useLanguage } from '../../i18n/useLanguage'

/** How published figures are said on the screen: as in every file, in its language. */
export type FigureWords = {
  /** A node of a dimension; null is all of it. */
  readonly node: (dimension: string, code: string | null) => string
  readonly title: (table: Table) => string
  readonly number: (value: number) => string
  /** A part of a whole, as a percentage; '' of nothing. */
  readonly share: (part: number, whole: number) => string
  /** A period as a title: «Primer semestre de 2012». */
  readonly period: (period: string) => string
  readonly capital: (text: string) => string
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Words and numbers of figures in the language of the screen. */
export const useFigureWords = (): FigureWords => {
  const { language, locale } = useLanguage()
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  return {
    node: (dimension, code) => nodeWords(language, dimension, code),
    title: (table) => titleWords(language, table),
    number: (value) => value.toLocaleString(locale),
    share: (part, whole) => (whole === 0 ? '' : percent.format(part / whole)),
    period: (period) => capital(nodeWords(language, 'time', period)),
    capital,
  }
}
