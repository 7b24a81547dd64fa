import { toHex, fromHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { noNetwork } from '#core/envelopes/header'
import { invitationPsk, networkPsk, openInvitations } from '#core/sync/door'
import { openAdvert } from '#core/sync/lan/advert'
import type { Advert } from '#core/sync/lan/advert'
import type { Local } from '#core/sync/local'
import { networkKeys } from '#core/sync/networkKeys'
import type { SessionKey } from '#core/sync/session'

/** A key that adverts are sealed with, and the key of the session that it leads to. */
export type AdvertKey = { readonly advert: Uint8Array; readonly session: SessionKey }

const invitationKey = (carrier: Uint8Array, invite: string): AdvertKey => ({
  advert: derive(carrier, 'lan advert', noNetwork),
  session: { kind: 'invitation', psk: invitationPsk(carrier), invite },
})

/** Every key that adverts are heard under: a newcomer's code; else each epoch, the current first, and each open invitation. */
export const advertKeys = (local: Local): AdvertKey[] => {
  const joining = local.joining()
  if (joining) return [invitationKey(joining.carrier, '')]
  const network = local.network()
  if (!network) return []
  const { ledger } = network
  const id = fromHex(ledger.network)
  return [
    ...networkKeys(ledger).map(({ secret }, i): AdvertKey => ({
      advert: derive(secret, 'lan advert', id),
      session: { kind: 'network', psk: networkPsk(secret, ledger.network), newer: i > 0 },
    })),
    ...openInvitations(ledger).map(({ id: invite, carrier }) => invitationKey(carrier, invite)),
  ]
}

/** What was heard, from whom. */
export type Heard = Advert & { readonly ip: string; readonly key: AdvertKey }

/** Trials of a key in a second: of all who call out together, and of one address, so that one cannot drown the others. */
const mostTrials = 10_000
const mostTrialsOfOne = 2_500
/** Adverts remembered, so that one that comes by several ways is tried once. */
const mostRemembered = 512

/** What adverts are recognised with. */
export type Ears = {
  /** The advert in bytes that came from `ip`; undefined for a stranger's, one heard before, or while too many come. */
  hear(bytes: Uint8Array, ip: string): Heard | undefined
  /** These bytes are our own. */
  ignore(bytes: Uint8Array): void
}

/**
 * `keys`: asked at each advert, as they change while a meeting goes on. `seeks`: whether this laptop wants to come in: under
 * an open invitation only who is in and who is not have something to say to each other. `now`: ms.
 */
export const createEars = (
  keys: () => readonly AdvertKey[],
  seeks: () => boolean,
  now: () => number = Date.now,
): Ears => {
  const remembered = new Set<string>()
  const trials = new Map<string, number>()
  let [second, all] = [0, 0]

  const isNew = (bytes: Uint8Array): boolean => {
    const nonce = toHex(bytes.subarray(0, 24))
    if (remembered.has(nonce)) return false
    remembered.add(nonce)
    for (const oldest of remembered) {
      if (remembered.size <= mostRemembered) break
      remembered.delete(oldest)
    }
    return true
  }
  /** Whether there is still room in this second for a trial. */
  const mayTry = (ip: string): boolean => {
    const current = Math.floor(now() / 1_000)
    if (current !== second) {
      second = current
      all = 0
      trials.clear()
    }
    const ofOne = (trials.get(ip) ?? 0) + 1
    if (all >= mostTrials || ofOne > mostTrialsOfOne) return false
    trials.set(ip, ofOne)
    all += 1
    return true
  }
  return {
    hear(bytes, ip) {
      if (!isNew(bytes)) return undefined
      for (const key of keys()) {
        if (!mayTry(ip)) return undefined
        const advert = openAdvert(key.advert, ip, bytes)
        if (!advert) continue
        const isForUs = key.session.kind === 'invitation' ? advert.seeks !== seeks() : !advert.seeks
        return isForUs ? { ...advert, ip, key } : undefined
      }
      return undefined
    },
    ignore: (bytes) => void isNew(bytes),
  }
}
