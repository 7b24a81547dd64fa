import { useLanguage } from '../../i18n/useLanguage'
import type { Span } from '#shared/rules/shift'

/** A stretch of time in words, by this computer's clock: «lun 23 nov, 08:00 a 20:00». */
export const useSpanWords = (): ((span: Span) => string) => {
  const { locale, language } = useLanguage()
  const dayWords = (at: Date): string =>
    at.toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short' }).replaceAll(',', '')
  const hourWords = (at: Date): string =>
    at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
  const to = language === 'en' ? 'to' : 'a'
  return ({ start, end }) => {
    const [from, until] = [new Date(start), new Date(end)]
    const isOneDay = from.toDateString() === until.toDateString()
    return isOneDay
      ? `${dayWords(from)}, ${hourWords(from)} ${to} ${hourWords(until)}`
      : `${dayWords(from)}, ${hourWords(from)} ${to} ${dayWords(until)}, ${hourWords(until)}`
  }
}
