import { useLanguage } from '../i18n/useLanguage'

const whole = { weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' } as const

/** A calendar day with its day of the week, as people of the region write it: lun 23/11/2026. What is no day shows as it is. */
export const Day = ({ day }: { readonly day: string }) => {
  const { locale } = useLanguage()
  const when = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(when.getTime())) return <span>{day}</span>
  return <time dateTime={day}>{when.toLocaleDateString(locale, { ...whole, timeZone: 'UTC' }).replace(',', '')}</time>
}

/** A moment (ISO 8601) at this computer's clock: lun 23/11/2026, 14:05. What is no moment shows as it is. */
export const Moment = ({ at }: { readonly at: string }) => {
  const { locale } = useLanguage()
  const when = new Date(at)
  if (Number.isNaN(when.getTime())) return <span>{at}</span>
  const day = when.toLocaleDateString(locale, whole).replace(',', '')
  const hour = when.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit', hour12: false })
  return <time dateTime={at}>{`${day}, ${hour}`}</time>
}
