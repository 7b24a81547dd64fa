import { isCapitalAt } from '#core/anonymise/narrative/finding'
import type { Shape } from '#core/anonymise/narrative/finding'
import { dayWord, upToNinetyNine } from '#core/anonymise/narrative/numberWords'

/** Exact days in Spanish and English. A month or a year alone is no exact day. */

const months =
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|january|february|march|april|may|june|july|august|september|october|november|december'
const shortMonths = 'ene|feb|mar|abr|may|jun|jul|ago|sept?|set|oct|nov|dic|jan|apr|aug|dec'
/** Short months that are words by themselves as well. */
const clearShort = 'ene|feb|abr|jun|jul|sept|oct|nov|dic|jan|apr|aug'
const day = '(?:(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|\\.?o|ro|ero)?)'
const weekdays =
  'lunes|martes|miercoles|jueves|viernes|sabado|domingo|monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const year = '(?:,? *(?:de|del|of)? *(?:19|20)[0-9]{2})'

const pattern = (source: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'gu')

/** May and March are also words: then a capital, a year or "of" tells. */
const isMonth: NonNullable<Shape['judge']> = (match, folded) => {
  const word = /(?:may|march)(?![a-z])/.exec(match[0])
  if (!word) return true
  const isTold = isCapitalAt(folded, match.index + word.index) || /(?:19|20)[0-9]{2}$| (?:of|de) /.test(match[0])
  return isTold ? true : undefined
}

/** Two numbers that can be a day and a month, in either order. */
const isDayAndMonth = (a: number, b: number): boolean => a >= 1 && b >= 1 && a <= 31 && b <= 31 && Math.min(a, b) <= 12

const isNumeric: NonNullable<Shape['judge']> = ([, a, , b, c]) => {
  const [first = '', second = '', third = ''] = [a, b, c]
  const isYearFirst = first.length === 4
  return isDayAndMonth(Number(isYearFirst ? third : first), Number(second)) ? true : undefined
}

const isCompact: NonNullable<Shape['judge']> = ([text]) =>
  isDayAndMonth(Number(text.slice(6, 8)), Number(text.slice(4, 6))) && Number(text.slice(4, 6)) <= 12 ? true : undefined

/** Days as they are written out. */
const written: Shape[] = [
  {
    kind: 'date',
    pattern: pattern(`(?:${day}|${dayWord}),? +(?:dias +)?(?:(?:de|del|of) +)?(?:mes +de +)?(?:${months})${year}?`),
    judge: isMonth,
  },
  {
    kind: 'date',
    pattern: pattern(
      `(?:${months}) +(?:the +|el +)?(?:${day}|(?:twenty|thirty)[ -][a-z]+|(?:first|second|third|[a-z]+th))(?:,? +(?:19|20)[0-9]{2})?`,
    ),
    judge: (match, folded) => (/ (?:month|both|with)$/.test(match[0]) ? undefined : isMonth(match, folded)),
  },
  {
    kind: 'date',
    pattern: pattern(`${day} *[-/. ] *(?:de +)?(?:${shortMonths})\\.? *[-/., ] *(?:de +|del +)?(?:[0-9]{4}|[0-9]{2})`),
  },
  { kind: 'date', pattern: pattern(`${day}[ -](?:de +)?(?:${clearShort})`) },
  { kind: 'date', pattern: pattern(`(?:${clearShort})\\.? +${day}`) },
]

/** Days in figures. */
const inFigures: Shape[] = [
  { kind: 'date', pattern: pattern('((?:19|20)[0-9]{2})( ?[-/.] ?)([0-9]{1,2})\\2([0-9]{1,2})'), judge: isNumeric },
  { kind: 'date', pattern: pattern('([0-9]{1,2})( ?[-/] ?)([0-9]{1,2})\\2((?:19|20)?[0-9]{2})'), judge: isNumeric },
  { kind: 'date', pattern: pattern('([0-9]{1,2})([. ])([0-9]{1,2})\\2((?:19|20)[0-9]{2})'), judge: isNumeric },
  { kind: 'date', pattern: pattern('([0-9]{2})(\\.)([0-9]{2})\\2([0-9]{2})'), judge: isNumeric },
  { kind: 'date', pattern: pattern('(?:19|20)[0-9]{6}'), judge: isCompact },
  { kind: 'date', pattern: pattern(`(?:el|dia|fecha:?|on|date:?) +([0-9]{1,2})(/)([0-9]{1,2})`), judge: isNumeric },
  { kind: 'date', pattern: pattern(`${day}[-/. ](?:x|ix|iv|v?i{1,3}|v|xi{1,2})[-/. ](?:[0-9]{4}|[0-9]{2})`) },
]

/** Days by what they are near to, or by what is kept on them. */
const byOthers: Shape[] = [
  { kind: 'date', pattern: pattern(`(?:${weekdays}),? +(?:the +|dia +)?(?:${day}|${dayWord})`) },
  { kind: 'date', pattern: pattern(`dia +${day}|on +the +[0-9]{1,2}(?:st|nd|rd|th)`) },
  {
    kind: 'date',
    pattern: pattern(`${day} +(?:de|del) +(?:mismo +|ese +|este +|corriente|pasado +|presente +)?(?:mes|corriente)`),
  },
  {
    kind: 'date',
    pattern: pattern(`(?:el|del|al) +${day}(?= *(?:[,;)]|\\.(?![0-9])|$|a las|por la|en la))`),
    judge: () => false,
  },
  { kind: 'date', pattern: pattern(`(?:el|este|last|this|pasado) +(?:${weekdays})(?: +pasado)?`), judge: () => false },
  {
    kind: 'date',
    pattern: pattern('ayer|anoche|anteayer|antier|antenoche|yesterday|last night|this morning|esta manana'),
    judge: () => false,
  },
  {
    kind: 'date',
    pattern: pattern(
      `hace +(?:${upToNinetyNine}|[0-9]{1,2}) +(?:dias?|semanas?)|(?:${upToNinetyNine}|[0-9]{1,2}) +(?:days?|weeks?) +ago`,
    ),
    judge: () => false,
  },
  {
    kind: 'date',
    pattern: pattern(
      "navidad|nochebuena|ano nuevo|viernes santo|jueves santo|dia de la madre|dia de muertos|christmas(?: eve| day)?|new year'?s(?: eve| day)?|good friday|mother'?s day|8-?m|25-?n",
    ),
    judge: () => false,
  },
]

/** All shapes of exact days. */
export const dateShapes: readonly Shape[] = [...written, ...inFigures, ...byOthers]
