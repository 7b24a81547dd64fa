import { meet, newPerson } from '../../support/people'
import type { Person } from '../../support/people'
import type { Role } from '#shared/rules/role'

let at = new Date('2026-03-02T09:00:00.000Z')
const now = (): Date => at

/** Sets everybody's clock. */
export const itIs = (moment: string): void => void (at = new Date(moment))
/** A moment so many hours from everybody's now. */
export const inHours = (hours: number): string => new Date(at.getTime() + hours * 3_600_000).toISOString()
/** The day so many days from everybody's today. */
export const inDays = (days: number): string => inHours(days * 24).slice(0, 10)

/** A coordinator with a network of her own, by this clock. */
export const foundByClock = async (alias: string): Promise<Person> => {
  const founder = await newPerson(alias, now)
  await founder.call('network.create', { name: 'Red de Práctica', country: 'MX', alias })
  return founder
}

/** Somebody joins, by this clock. */
export const joinByClock = async (host: Person, alias: string, role: Role = 'member'): Promise<Person> => {
  const guest = await newPerson(alias, now)
  const { code } = await host.call('invitation.create', { role })
  await guest.call('network.join', { code, alias })
  await meet(host, guest, { admit: true })
  return guest
}

/** Everybody meets the first, twice: what one brought the others take home. */
export const allMeet = async (first: Person, ...others: readonly Person[]): Promise<void> => {
  for (let i = 0; i < 2; i++) for (const other of others) await meet(first, other)
}
