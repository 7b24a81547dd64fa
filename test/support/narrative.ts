import { lintNarrative } from '#core/anonymise/narrative/lintNarrative'
import type { Finding } from '#core/anonymise/narrative/finding'
import type { NarrativeContext } from '#core/anonymise/narrative/lintNarrative'

/** What is known in the network of these tests. */
export const narrativeContext: NarrativeContext = {
  people: ['Berta Zúñiga Cáceres', 'Luz', 'María de los Ángeles Ixchel', 'Ñ. Gómez'],
  members: ['Bina', 'Paz', 'Xiomara'],
  organisations: ['Consejo Lenca de Río Blanco (COLERB)', 'Red de Mujeres', 'Asociación Qachuu Aloom'],
  houses: ['Casa Ceiba', 'La Milpa'],
  municipalities: ['La Esperanza', 'Tocoa', 'San Juan Ixcoy'],
  caseCodes: ['7KQ2M', 'HXW4T'],
  classSize: 7,
  k: 5,
  isNamedCall: false,
}
/** What is found in a text, in its own words. */
export const found = (text: string): (Pick<Finding, 'kind' | 'isSure'> & { said: string })[] =>
  lintNarrative(text, narrativeContext).findings.map(({ start, end, kind, isSure }) => ({
    said: text.slice(start, end),
    kind,
    isSure,
  }))
