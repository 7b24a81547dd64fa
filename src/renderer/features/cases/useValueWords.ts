import { useTranslation } from 'react-i18next'
import { labelOf } from '#shared/vocabulary/labelOf'
import { useLanguage } from '../../i18n/useLanguage'

/** What a version of a field says, in words: the value of `status`, of `measures.<id>.status`. */
export const useValueWords = (): ((path: string, value: string | null) => string) => {
  const { t } = useTranslation()
  const { language, locale } = useLanguage()
  return (path, value) => {
    if (value === null || value === '') return t('caseFile.nothing')
    const [part = '', , field] = path.split('.')
    const other = { defaultValue: value }
    switch (field ?? part) {
      case 'status':
        return field === undefined ? t(`status.${value}`, other) : t(`caseFile.state.${part}.${value}`, other)
      case 'priority':
        return t(`priority.${value}`, other)
      case 'riskBand':
        return t(`band.${value}`, other)
      case 'secrecyLevel':
        return labelOf(language, 'secrecy', value)
      case 'stage':
        return labelOf(language, 'relocationStage', value)
      case 'implemented':
        return t(`caseFile.choice.mechanism.implemented.${value}`, other)
      case 'nextReview': {
        const when = new Date(`${value}T00:00:00Z`)
        if (Number.isNaN(when.getTime())) return value
        return when.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
      }
      default:
        return value
    }
  }
}
