/**
 * Calendar days as texts (`2026-02-28`): they compare as they stand. A day belongs to no zone: what a woman calls the 22nd is
 * the 22nd on every laptop. Only a moment has another day elsewhere.
 */

const two = (number: number): string => String(number).padStart(2, '0')

/** The day of a moment (ISO 8601) where this computer is: what she calls today. '' for what is no moment. */
export const dayOf = (moment: string): string => {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return ''
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The day so many days later; earlier when negative. */
export const addDays = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The day so many months later; the last of its month where that has no such day. */
export const addMonths = (day: string, months: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0)
  date.setUTCDate(Math.min(wanted, date.getUTCDate()))
  return date.toISOString().slice(0, 10)
}

/** A text that stands for a day in the calendar: what came from another laptop may be anything. */
export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
