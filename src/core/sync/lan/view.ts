import type { Neighbour } from '#core/sync/lan/near'
import type { LanPerson, LanTrouble, LanView } from '#shared/contract/lan'

/** What is known of one laptop in a meeting. */
type Known = { sent: number; received: number; open: number; at: number }

/** Who is in a meeting and what moved with each, as it is shown. */
export type People = {
  /** A conversation with a laptop that has proved its device began. */
  began(device: string): void
  moved(device: string, sent: number, received: number): void
  ended(device: string): void
  list(near: readonly Neighbour[]): LanPerson[]
}

/** Who was not heard nor met for so long is away, ms. */
const away = 20_000

/** Laptops that are heard, of whom nothing is proved. */
export const unknownIn = (near: readonly Neighbour[], now: number): number =>
  near.filter(({ device, heardAt }) => device === undefined && now - heardAt < away).length

/** `aliasOf`: the name of a device's member; '' when unknown. */
export const createPeople = (aliasOf: (device: string) => string, now: () => number): People => {
  const known = new Map<string, Known>()
  const of = (device: string): Known => {
    const one = known.get(device) ?? { sent: 0, received: 0, open: 0, at: now() }
    known.set(device, one)
    one.at = now()
    return one
  }
  return {
    began: (device) => void (of(device).open += 1),
    moved(device, sent, received) {
      const one = of(device)
      one.sent += sent
      one.received += received
    },
    ended: (device) => void (of(device).open -= 1),
    list: (near) =>
      [...known].map(([deviceId, { sent, received, open, at }]) => {
        const heard = near.find(({ device }) => device === deviceId)?.heardAt ?? 0
        const isHere = open > 0 || now() - Math.max(at, heard) < away
        return {
          deviceId,
          alias: aliasOf(deviceId),
          sent,
          received,
          state: open > 0 ? 'passing' : isHere ? 'here' : 'away',
        }
      }),
  }
}

/** Silence after which it is said that nobody is heard, ms. */
const patience = 20_000
/** Time after which somebody who is heard and could not be reached is said to be out of reach, ms. */
const tried = 6_000

/** Why nobody may be seen; null while all is well, or while it is too early to tell. */
export const troubleOf = (
  ways: number,
  near: readonly Neighbour[],
  isAnybodyMet: boolean,
  since: number,
  now: number,
): LanTrouble | null => {
  if (ways === 0) return 'LanNoNetwork'
  const isNearAndShut = near.some(({ metAt, isShut, heardAt }) => metAt === undefined && isShut && now - heardAt < away)
  if (isNearAndShut && now - since > tried) return 'LanShut'
  return !isAnybodyMet && near.length === 0 && now - since > patience ? 'LanNobody' : null
}

/** Whether two views show the same. */
export const isSameView = (a: LanView | undefined, b: LanView): boolean => JSON.stringify(a) === JSON.stringify(b)
