import { useTranslation } from 'react-i18next'
import type { Option } from '../../i18n/useLabel'
import { everyCountry } from './prepareDraft'
import { useFigureWords } from './useFigureWords'

/** Countries that figures tell apart. ISO 3166-1 alpha-2. */
const countries = ['MX', 'GT', 'HN', 'SV', 'NI', 'CR', 'PA', 'BZ'] as const

/** All countries, or one of those that figures tell apart. */
export const useCountryOptions = (): readonly Option[] => {
  const { t } = useTranslation()
  const { node } = useFigureWords()
  return [
    { id: everyCountry, label: t('exports.field.everyCountry') },
    ...countries.map((id) => ({ id, label: node('place', id) })),
  ]
}
