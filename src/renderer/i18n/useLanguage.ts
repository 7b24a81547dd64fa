import { useTranslation } from 'react-i18next'
import type { Language } from '#shared/i18n/say'

/** The language of the screens, and the locale that dates and numbers are written in. */
export const useLanguage = (): { readonly language: Language; readonly locale: 'es-MX' | 'en-GB' } => {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? { language: 'en', locale: 'en-GB' } : { language: 'es', locale: 'es-MX' }
}
