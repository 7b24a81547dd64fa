import { useEffect, useState } from 'react'
import { useLanguage } from './useLanguage'

/** How often what is said of time is said anew, in milliseconds. */
const lookEvery = 30_000
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** The time by this computer's clock, in milliseconds; looked at again every half minute. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), lookEvery)
    return () => clearInterval(clock)
  }, [])
  return now
}

/**
 * A moment (ISO 8601) as people say it from now: «dentro de 3 horas», «hace 40 minutos», «pasado mañana». In hours up to
 * two days, since a place is kept for hours. What is no moment is ''.
 */
export const useAgo = (): ((moment: string) => string) => {
  const { locale } = useLanguage()
  const now = useNow()
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return (moment) => {
    const left = Date.parse(moment) - now
    if (Number.isNaN(left)) return ''
    const far = Math.abs(left)
    if (far < hour) return words.format(Math.round(left / minute), 'minute')
    return far < 2 * day ? words.format(Math.round(left / hour), 'hour') : words.format(Math.round(left / day), 'day')
  }
}
