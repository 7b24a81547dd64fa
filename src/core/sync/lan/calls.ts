import { noise, sealAdvert } from '#core/sync/lan/advert'
import type { Advert } from '#core/sync/lan/advert'
import type { AdvertKey } from '#core/sync/lan/ears'

/**
 * What is called out in one round from one address: always two adverts, so that nobody sees how many invitations are
 * open. The first is for the network's current epoch (of a newcomer: for her code), the second for the open invitations
 * in turn; in place of what there is not, noise.
 */
export const callsOf = (keys: readonly AdvertKey[], ip: string, advert: Advert, round: number): Uint8Array[] => {
  const [first, ...others] = keys
  const invitations = others.filter(({ session }) => session.kind === 'invitation')
  const second = invitations[round % Math.max(1, invitations.length)]
  return [first, second].map((key) => (key ? sealAdvert(key.advert, ip, advert) : noise()))
}
