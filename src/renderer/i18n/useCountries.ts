import { useLanguage } from './useLanguage'
import type { Option } from './useLabel'

/** Countries that forms offer: those of the networks, where they are sent to, and where allies live. ISO 3166-1 alpha-2. */
const offered =
  'MX GT HN SV NI CR PA BZ CO EC PE BO BR AR CL UY PY VE CU DO HT PR US CA ES FR DE BE NL GB IT CH SE NO PT'.split(' ')

/** The name of a country by its code; the code itself where there is none. */
export const useCountry = (): ((code: string) => string) => {
  const { locale } = useLanguage()
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code)
}

/** The countries that a form offers, those of the region first. */
export const useCountries = (): readonly Option[] => {
  const nameOf = useCountry()
  return offered.map((id) => ({ id, label: nameOf(id) }))
}
