/** Today as a calendar day, in UTC as everywhere that days are compared. */
export const today = (): string => new Date().toISOString().slice(0, 10)
