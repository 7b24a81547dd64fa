import { useLanguage } from '../../i18n/useLanguage'
import type { Option } from '../../i18n/useLabel'

/** The countries of the region first, then those that women of it move to. */
const codes =
  'MX GT SV HN NI CR PA BZ CO EC PE BO BR AR CL UY PY VE CU DO HT PR US CA ES FR DE BE NL GB IT CH SE NO PT'.split(' ')

/** Countries as a field offers them, and one by its code. */
export const useCountries = (): { readonly options: readonly Option[]; readonly nameOf: (code: string) => string } => {
  const { locale } = useLanguage()
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const nameOf = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code)
  return { options: codes.map((id) => ({ id, label: nameOf(id) })), nameOf }
}
