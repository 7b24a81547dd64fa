import { parseHeader } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import { epochView, writingKey } from '#core/envelopes/say'
import { usableEpochs, withoutKey } from '#core/spaces/epochs'
import { isFacilitator, maySpeak, memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { readMeta, writeMeta } from '#core/vault/meta'

/**
 * Keys that somebody should have and has not. An epoch may count and hand junk to one woman: only she can tell, since
 * what others say then rests on words of the root that she holds and cannot open. Her laptop asks by a fresh box key,
 * said under the last network key it has; whoever has the newer one hands it to that box.
 */

/** Waiting envelopes looked at: one that rests on what cannot be opened is enough. */
const mostLooked = 200

const isLockedOut = (ledger: Ledger): boolean =>
  ledger.chains.inState('new', 0, mostLooked).some(({ signed }) => {
    const heads = parseHeader(signed)?.rootHeads ?? []
    return heads.some((id) => {
      const head = ledger.chains.byId(id)
      return head?.state === 'sealed' && !ledger.chains.isForked(head)
    })
  })

const sizeOf = (ledger: Ledger): Uint8Array => new Uint8Array(new Uint32Array([ledger.keyring.size()]).buffer)

/** Marks that a fresh box key is due when this laptop is locked out; once, until another key has come. */
export const askForKeys = (ledger: Ledger): void => {
  if (!isLockedOut(ledger)) return
  const asked = readMeta(ledger.db, 'asked for keys')
  const now = sizeOf(ledger)
  if (asked?.every((byte, i) => byte === now[i])) return
  ledger.db.transaction(() => {
    writeMeta(ledger.db, 'asked for keys', now)
    writeMeta(ledger.db, 'rebox due', new Uint8Array([1]))
  })()
}

/** Whether somebody who may read the space (undefined: the network) was not handed the key that it is written under now. */
const isOwed = (ledger: Ledger, space: string | undefined): boolean => {
  const view = epochView(ledger, space)
  const [epoch] = usableEpochs(view)
  return epoch !== undefined && ledger.keyring.byId(epoch.key) !== undefined && withoutKey(view, epoch).length > 0
}

/**
 * Hands keys to whoever is owed them, without waiting until something is written: a facilitator's laptop does it for the
 * network, whoever owns a space for that. Others do it when they next write. Call inside a transaction.
 */
export const handKeysOver = (ledger: Ledger): void => {
  const root = ledger.state()
  const { deviceId } = ledger.device
  const member = memberOf(root, deviceId)
  if (member === undefined || !maySpeak(root, deviceId) || !ledger.ownTail.isKnown() || ledger.updateNeeded()) return
  if (isFacilitator(root, member) && isOwed(ledger, undefined)) writingKey(ledger)
  for (const space of ledger.spaces().keys()) {
    const state = ledger.spaceState(space)
    if (state?.owner === member && isReader(root, state, member) && isOwed(ledger, space)) writingKey(ledger, space)
  }
}
