import { isCapitalAt } from '#core/anonymise/narrative/finding'
import type { Shape } from '#core/anonymise/narrative/finding'
import { upToNinetyNine } from '#core/anonymise/narrative/numberWords'

/** What belongs to one person or place alone: papers, plates, addresses, coordinates, her age, her very words. */

const before = '(?<![\\p{L}\\p{N}])'
const after = '(?![\\p{L}\\p{N}])'
const pattern = (source: string): RegExp => new RegExp(`${before}(?:${source})${after}`, 'gu')

/** A street, a quarter or a village has a number, or a name with a capital. */
const hasName: NonNullable<Shape['judge']> = (match, folded) => {
  const name = match[1] ?? ''
  const at = match.index + match[0].length - name.length
  return /^[0-9#]/.test(name) || isCapitalAt(folded, at) ? true : undefined
}

const roads =
  'calle|avenida|avda\\.?|av\\.|bulevar|boulevard|blvd\\.?|colonia|col\\.|barrio|bo\\.|residencial|reparto|aldea|caserio|canton|pasaje|callejon|carretera|edificio|finca|hacienda|ejido|municipio|urbanizacion|lotificacion|street|road|avenue|village|hamlet|neighbou?rhood'
const little = '(?:(?:de|del|la|las|el|los|of|the|llamad[ao]|numero|no\\.?|n\\.|#) *){0,3}'

const addresses: Shape[] = [
  {
    kind: 'address',
    pattern: new RegExp(`${before}(?:${roads}) +${little}([\\p{L}\\p{N}]+)${after}`, 'gu'),
    judge: hasName,
  },
  {
    kind: 'address',
    pattern: pattern(
      '(?:zona|casa|lote|manzana|mz\\.?|sector|apartamento|apto\\.?|apartment|flat|km\\.?|kilometro|house|bloque|block) *(?:numero|no\\.|n\\.|number|#)? *[0-9]{1,4}[a-z]?',
    ),
  },
  {
    kind: 'address',
    pattern: pattern(
      '[0-9]{1,5}[a-z]?,? +(?:[\\p{L}]+ +){1,3}(?:street|st\\.?|avenue|ave\\.?|road|rd\\.?|lane|drive|boulevard|blvd\\.?)',
    ),
  },
  { kind: 'address', pattern: pattern('[0-9]{1,2}\\.?[ao]?\\.? +(?:calle|avenida|av\\.|street)(?: +[0-9-]+)?') },
  {
    kind: 'address',
    pattern: pattern('(?:apartado(?: postal)?|p\\.? ?o\\.? box|codigo postal|c\\.p\\.|zip(?: code)?) *:? *[0-9]{2,6}'),
  },
]

const number = '[ :.#]*(?:numero|num\\.?|no\\.?|n\\.?o|number)?[ :.#]*'
const papers =
  'pasaporte|passport|cedula|dni|dpi|cui|dui|nit|curp|rfc|ine|rtn|identidad|documento|licencia|license|licence|carnet?|carne|id|social security|seguro social'
const files =
  'expediente|causa(?: penal)?|carpeta(?: de investigacion)?|averiguacion(?: previa)?|denuncia|proceso|juicio|amparo|docket|case|file|medida cautelar|mc'
const idNumbers: Shape[] = [
  {
    kind: 'idNumber',
    pattern: pattern(`(?:${papers})${number}[\\p{L}]{0,4}[ -]?[0-9][0-9\\p{L} -]{2,24}[0-9\\p{L}]`),
    judge: ([text]) => ((text.match(/[0-9]/g) ?? []).length >= 4 ? true : undefined),
  },
  {
    kind: 'idNumber',
    pattern: pattern(`(?:${files})${number}[\\p{L}]{0,4}[ -]?[0-9]{1,8}(?:[-/ ][0-9]{1,8}){0,3}`),
    judge: ([text]) => ((text.match(/[0-9]/g) ?? []).length >= 3 ? true : undefined),
  },
  { kind: 'idNumber', pattern: pattern('[a-z]{4}[0-9]{6}[hmx][a-z]{5}[0-9a-z][0-9]|[a-z&]{3,4}[0-9]{6}[a-z0-9]{3}') },
  {
    kind: 'idNumber',
    pattern: pattern(
      '[0-9]{4}[ -][0-9]{5}[ -][0-9]{4}|[0-9]{4}[ -][0-9]{4}[ -][0-9]{5}|[0-9]{8}-[0-9]|[0-9]{4}-[0-9]{6}-[0-9]{3}-[0-9]|[0-9]{3}[ -]?[0-9]{6}[ -]?[0-9]{4}[a-z]|[1-9]-[0-9]{3,4}-[0-9]{4}',
    ),
  },
]

const plates: Shape[] = [
  {
    kind: 'plate',
    pattern: pattern(
      '(?:placas?|matriculas?|(?:license |licence |number )?plates?)[ :.#]*(?:numero|no\\.?|number)?[ :.#]*[a-z]{0,4}[ -]?[0-9][a-z0-9 -]{1,7}[a-z0-9]',
    ),
  },
  {
    kind: 'plate',
    pattern: pattern('[a-z]{3}[ -]?[0-9]{3,4}|[pcmo] ?- ?[0-9]{3} ?[a-z]{3}'),
    judge: (match, folded) =>
      /[a-z]{3}/.test(match[0]) &&
      [0, 1, 2].every((i) => !/[a-z]/.test(match[0][i] ?? '') || isCapitalAt(folded, match.index + i)) &&
      !/^(?:ods|sdg|iso|onu|cidh)/.test(match[0])
        ? false
        : undefined,
  },
]

const coordinates: Shape[] = [
  {
    kind: 'coordinates',
    pattern: /(?<![\p{L}\p{N}.])[+-]?[0-9]{1,3}\.[0-9]{3,}°? ?[nso]?[ ,;/]{1,3}[+-]?[0-9]{1,3}\.[0-9]{3,}(?![0-9])/gu,
  },
  {
    kind: 'coordinates',
    pattern: /(?<![\p{L}\p{N}.])[+-]?[0-9]{1,3},[0-9]{3,} ?[;/] ?[+-]?[0-9]{1,3},[0-9]{3,}(?![0-9])/gu,
  },
  {
    kind: 'coordinates',
    pattern: /[0-9]{1,3} ?(?:[°o]|grados|degrees) ?[0-9]{1,2}(?:[.,][0-9]+)? ?(?:'|minutos|minutes)/gu,
  },
  {
    kind: 'coordinates',
    pattern: pattern('(?:lat|latitud|latitude|lon|long|longitud|longitude)[ .:=]*[+-]?[0-9]{1,3}[.,][0-9]+'),
  },
  {
    kind: 'coordinates',
    pattern:
      /(?<![\p{L}\p{N}])[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}(?![\p{L}\p{N}])|\/\/\/[\p{L}]+\.[\p{L}]+\.[\p{L}]+/gu,
  },
]

const age = `(?:[0-9]{1,2}|1[01][0-9]|${upToNinetyNine})`
const who =
  'mujer|muchacha|nina|nino|hij[aoe]|hermano|hermana|joven|defensora|madre|padre|abuela|lideresa|companera|integrante|persona|senora|adolescente|bebe|estudiante|periodista|abogada|viuda|activista|pareja|esposo|campesina|maestra'
const ages: Shape[] = [
  {
    kind: 'age',
    pattern: pattern(
      `${age} +anos +de +edad|(?:${who})s?,? +(?:\\p{L}+ +)?de +(?:apenas +|solo +|unos +)?${age} +anos|edad(?: +de)? *:? *${age}|a +sus +${age}(?: +anos)?|a +los +${age} +anos(?! +del? )`,
    ),
  },
  {
    kind: 'age',
    pattern: pattern(
      `(?:tiene|tenia|cumplio|cumple|cumplira|cumplia|de) +(?:apenas +|solo +|ya +)?${age} +anos(?= *(?:[,.;)]|y +(?:es|vive|tiene)|cuando|$))`,
    ),
    judge: ([text]) => (text.startsWith('de') ? false : true),
  },
  {
    kind: 'age',
    pattern: pattern(`${age}[- ]years?[- ]old|${age} +y(?:ea)?rs? +of +age|aged? *:? +${age}|${age}[- ]?y/?o`),
  },
  {
    kind: 'age',
    pattern: pattern(
      '(?:nacid[ao]|nacio)(?: +\\p{L}+){0,3} +(?:19|20)[0-9]{2}|born(?: +\\p{L}+){0,3} +(?:19|20)[0-9]{2}',
    ),
  },
  {
    kind: 'age',
    pattern: /(?<=\p{L}), ?(?:[1-9][0-9]|1[01][0-9]) (?:anos)?(?=,)|(?<=\p{L} )\([1-9][0-9]\)/gu,
    judge: () => false,
  },
]

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
const quotes: Shape[] = [
  { kind: 'quote', pattern: /"[^"\n]{2,2000}"/gu, judge: ([text]) => wordsIn(text) >= 3 },
  {
    kind: 'quote',
    pattern: /(?<![\p{L}\p{N}])'[^'\n]{2,1000}'(?![\p{L}\p{N}])/gu,
    judge: ([text]) => wordsIn(text) >= 3,
  },
]

/** Shapes of all these. */
export const markShapes: readonly Shape[] = [...addresses, ...idNumbers, ...plates, ...coordinates, ...ages, ...quotes]
