import { useTranslation } from 'react-i18next'
import type { CodedDate } from '#shared/rules/period'
import { useLanguage } from '../../i18n/useLanguage'

/** A date as far as it is known, in words: «mayo de 2026», «hacia el lun 04/05/2026». */
export const useWhen = (): ((date: CodedDate) => string) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const said = (day: string, how: Intl.DateTimeFormatOptions): string => {
    const when = new Date(`${day}T00:00:00Z`)
    if (Number.isNaN(when.getTime())) return day
    return when.toLocaleDateString(locale, { ...how, timeZone: 'UTC' }).replace(',', '')
  }
  const whole = { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' } as const
  return ({ from, to, precision }) => {
    if (from === null) return t('aggression.date.unknown')
    switch (precision ?? 'exact') {
      case 'year':
        return from.slice(0, 4)
      case 'month':
        return said(from, { month: 'long', year: 'numeric' })
      case 'quarter':
        return t('aggression.date.quarter', {
          quarter: Math.ceil(Number(from.slice(5, 7)) / 3),
          year: from.slice(0, 4),
        })
      case 'approximate':
        return t('aggression.date.about', { day: said(from, whole) })
      case 'range':
        return to === null
          ? said(from, whole)
          : t('aggression.date.range', { from: said(from, whole), to: said(to, whole) })
      default:
        return said(from, whole)
    }
  }
}
