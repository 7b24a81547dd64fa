import type { StayRow } from '#shared/contract/houses'
import { endedStays } from '#shared/rules/stay'

/** Whether somebody is in the house now, by what was noted. */
export const isIn = ({ status }: StayRow): boolean => status !== 'expected' && !endedStays.includes(status)

/** Today by this computer's clock, as a calendar day. */
export const today = (): string => {
  const now = new Date()
  const two = (count: number): string => String(count).padStart(2, '0')
  return `${String(now.getFullYear())}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
