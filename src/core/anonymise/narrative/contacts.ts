import { isCapitalAt } from '#core/anonymise/narrative/finding'
import type { Shape } from '#core/anonymise/narrative/finding'
import { spokenDigit } from '#core/anonymise/narrative/numberWords'

/** Ways to reach somebody: telephone, mail, pages, names on networks. */

const isYear = (digits: string): boolean => /^(?:19|20)[0-9]{2}$/.test(digits)
const cue =
  /(?:tel|telefono|telephone|cel|celular|movil|mobile|phone|whatsapp|wasap|signal|llamar|llamada|numero|number|call|text)\b[ .:a-z]{0,20}$/
/** What numbers of laws and papers follow. */
const paper =
  /(?:decreto|ley|acuerdo|articulo|art|resolucion|convenio|sentencia|norma|decree|act|law|article|resolution|convention|oficio|iso|general)[ .a-z]{0,12}$/

/** How digits of a telephone are put together in the region. */
const grouped =
  /^(?:4-4|3-4|3-3-4|2-4-4|3-3-3|2-2-2-2|2-2-2-2-2|3-2-2-2|1-3-3-4|4-3-3|2-3-4|3-4-4|2-3-3|4-2-2|3-8|2-8|1-10|2-10|2-5-5)$/

const isPhone: NonNullable<Shape['judge']> = (match, folded) => {
  const text = match[0]
  const groups = text.match(/[0-9]+/g) ?? []
  const digits = groups.join('').length
  const before = folded.text.slice(Math.max(0, match.index - 30), match.index)
  if (digits < 7 || digits > 15 || paper.test(before)) return undefined
  if (text.startsWith('+') || text.includes('(') || cue.test(before)) return true
  // "2012-2014", "414 2012": years; "1 250 000", "150.000.000": amounts
  if (groups.some(isYear) && digits <= 8) return undefined
  const isAmount = /^[0-9]{1,3}(?:([ .,'])[0-9]{3})(?:\1[0-9]{3})*$/.test(text)
  if (isAmount) return /^[0-9]{3}-/.test(text) ? true : undefined
  if (groups.length === 1) return digits >= 8 && !text.endsWith('000') ? true : undefined
  return grouped.test(groups.map((group) => group.length).join('-')) ? true : undefined
}

/** "sola.Es lideresa" is a missing space, and no address of a page. */
const isDomain: NonNullable<Shape['judge']> = (match, folded) => {
  const last = match[0].split('/')[0]?.lastIndexOf('.') ?? -1
  return isCapitalAt(folded, match.index + last + 1) && !isCapitalAt(folded, match.index + last - 1) ? undefined : true
}

const ends =
  'com|org|net|info|gob|gov|edu|mx|gt|hn|sv|ni|cr|pa|bz|es|us|uk|ca|de|fr|io|me|tv|co|app|link|ly|gl|gd|xyz|blog|news|onion|social|lat|is'

/** Shapes of all these. */
export const contactShapes: readonly Shape[] = [
  {
    kind: 'phone',
    pattern: /(?<![\p{L}\p{N}])\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,16}(?![\p{L}\p{N}])/gu,
    judge: isPhone,
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}])${spokenDigit}(?:[ ,.-]{1,3}(?:y )?${spokenDigit}){5,}(?![\\p{L}\\p{N}])`,
      'gu',
    ),
  },
  { kind: 'email', pattern: /[\p{L}\p{N}._%+-]{1,64} ?@ ?[\p{L}\p{N}-]{1,63}(?: ?\. ?[\p{L}\p{N}-]{2,63}){1,4}/gu },
  {
    kind: 'email',
    pattern:
      /[\p{L}\p{N}._%+-]{1,64} ?(?:[([{<] ?(?:at|arroba|@) ?[)\]}>]| arroba ) ?[\p{L}\p{N}-]{1,63}(?: ?(?:[([{<] ?(?:dot|punto|\.) ?[)\]}>]| (?:dot|punto) |\.) ?[\p{L}\p{N}-]{2,63}){1,4}/gu,
  },
  { kind: 'email', pattern: /[\p{L}\p{N}._%+-]{1,64} at [\p{L}\p{N}-]{1,63}(?: dot [\p{L}\p{N}-]{2,63}){1,4}/gu },
  { kind: 'url', pattern: /(?:h(?:tt|xx)ps?|ftp|signal|tg|sgnl) ?: ?\/\/ ?[^\s]{1,500}|www\.[^\s]{2,500}/gu },
  {
    kind: 'url',
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}@.-])[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{2,63}){0,4}\\.(?:${ends})(?![\\p{L}\\p{N}-])(?:/[^\\s]{0,500})?`,
      'gu',
    ),
    judge: isDomain,
  },
  { kind: 'handle', pattern: /(?<![\p{L}\p{N}._%+-])@ ?[\p{L}\p{N}_.]{2,60}/gu },
  {
    kind: 'handle',
    pattern: /#[\p{L}\p{N}_]{3,100}/gu,
    judge: ([text]) => (/^#[0-9]+$/.test(text) ? undefined : false),
  },
  {
    kind: 'handle',
    pattern:
      /(?<!\p{L})(?:instagram|facebook|twitter|tiktok|telegram|snapchat|usuario|username|user|perfil)(?: como| as)? ?: ?[\p{L}\p{N}_.]{3,60}/gu,
  },
]
