import { getLocalTimeZone, today as dayIn } from '@internationalized/date'

/** Today by this computer's clock and zone, as a calendar day: what the woman in front of it calls today. */
export const today = (): string => dayIn(getLocalTimeZone()).toString()
