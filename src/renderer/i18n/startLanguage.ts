import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en.json'
import es from './es.json'

/** Starts the words of the screens: English where the system speaks English, Spanish everywhere else. */
export const startLanguage = (systemLanguage: string): void => {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  void i18next.use(initReactI18next).init({
    lng: systemLanguage.toLowerCase().startsWith('en') ? 'en' : 'es',
    fallbackLng: 'es',
    resources: { es: { translation: es }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}
