import { useTranslation } from 'react-i18next'
import { labelOf } from '#shared/vocabulary/labelOf'
import type { VocabularyName } from '#shared/vocabulary/terms'
import { useLanguage } from '../../i18n/useLanguage'

/** Coded fields of an entry whose values are terms, and of which list. */
const lists: Readonly<Record<string, VocabularyName>> = {
  setting: 'setting',
  placeType: 'placeType',
  types: 'aggressionType',
  target: 'target',
  relativesAlso: 'relative',
  genderDimension: 'genderDimension',
  indicators: 'genderIndicator',
  causeLinked: 'causeLinked',
  causes: 'cause',
  previousThreats: 'previousThreats',
  sources: 'source',
  reliability: 'reliability',
}

/** A value of a coded field in words, whatever was written into it: it may come from a newer version. */
export const useFieldWords = (): ((field: string, value: unknown) => string) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (field, value) => {
    const codes = (Array.isArray(value) ? value : [value]).filter((one) => one !== null && one !== '')
    if (codes.length === 0) return t('registry.notNoted')
    const list = lists[field]
    return codes
      .map((code: unknown) =>
        typeof code === 'string' ? (list === undefined ? code : labelOf(language, list, code)) : JSON.stringify(code),
      )
      .join(', ')
  }
}
