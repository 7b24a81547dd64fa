import type { StayRow } from '#shared/contract/houses'
import { endedStays } from '#shared/rules/stay'

/** Whether somebody is in the house now, by what was noted. */
export const isIn = ({ status }: StayRow): boolean => status !== 'expected' && !endedStays.includes(status)
