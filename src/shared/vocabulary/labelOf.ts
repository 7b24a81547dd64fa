import en from '../i18n/vocabulary/en.json'
import es from '../i18n/vocabulary/es.json'
import type { Language } from '#shared/i18n/say'
import { extensionOf, termOf } from '#shared/vocabulary/terms'
import type { Extension, VocabularyName } from '#shared/vocabulary/terms'

type Labels = Readonly<Record<VocabularyName, Readonly<Record<string, string>>>>
const labels: Readonly<Record<Language, Labels>> = { es, en }

/**
 * A term in words. One that the network added in one language only is shown in that; the code itself where there are no
 * words: it came from a newer version, or its extension has not arrived.
 */
export const labelOf = (
  language: Language,
  list: VocabularyName,
  code: string,
  extensions: readonly Extension[] = [],
): string => {
  if (termOf(list, code)) return labels[language][list][code] ?? code
  const added = extensionOf(list, code, extensions)
  const words = language === 'es' ? [added?.labelEs, added?.labelEn] : [added?.labelEn, added?.labelEs]
  return words.find((one) => one !== undefined && one.trim() !== '') ?? code
}
