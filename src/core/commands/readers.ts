import { fromHex } from '#core/crypto/bytes'
import type { Ledger } from '#core/envelopes/ledger'
import { createKey, cutNow, sayEpoch, sayOp, writingKey } from '#core/envelopes/say'
import { recipientsOf } from '#core/spaces/rootState'
import { isGranted } from '#core/spaces/spaceState'
import { blob } from '#core/vault/sql'
import { dayOf } from '#shared/rules/days'
import type { SpaceKind } from '#shared/rules/spaceKind'

/** Opening a space, and changing who reads it. Each in a transaction of the caller, who has asked whether it may be done. */

/** The day, by this laptop's clock: it is shown, and decides nothing. */
const today = (ledger: Ledger): string => dayOf(ledger.now().toISOString())

/** Opens a space, `of` a committee or house when one is given. Returns its id. */
export const openSpace = (ledger: Ledger, kind: SpaceKind, of: string | null): string => {
  const key = createKey()
  const fields = { kind, of: of === null ? null : blob(fromHex(of)), on: today(ledger) }
  const id = sayOp(ledger, 'create', fields, { key })
  sayEpoch(ledger, id, key)
  return id
}

/** Lets a member in, with all her laptops; her place goes with `role` when one is given. False without the space's key. */
export const letIn = (ledger: Ledger, space: string, member: string, role: 'coordinator' | null = null): boolean => {
  const key = writingKey(ledger, space)
  if (!key) return false
  const to = recipientsOf(ledger.state(), new Set([member]))
  const fields = { member: fromHex(member), to: to.map(fromHex), role, on: today(ledger) }
  sayOp(ledger, 'grant', fields, { space, key, recipients: to })
  return true
}

/** Gives a space to another member, with a place in it when she has none. False without the space's key. */
export const handOver = (ledger: Ledger, space: string, member: string): boolean => {
  const state = ledger.spaceState(space)
  const isIn = state !== undefined && isGranted(ledger.state(), state, member)
  if (!isIn && !letIn(ledger, space, member)) return false
  const key = writingKey(ledger, space)
  if (!key) return false
  sayOp(ledger, 'owner', { member: fromHex(member) }, { space, key })
  return true
}

/**
 * Takes a member's place back: the cut names what is held of each of her laptops now; the key rotates before the next
 * word. False without the space's key.
 */
export const putOut = (ledger: Ledger, space: string, member: string): boolean => {
  const cut = cutNow(ledger, member)
  const key = writingKey(ledger, space)
  if (!key) return false
  sayOp(ledger, 'revoke', { member: fromHex(member), cut }, { space, key })
  writingKey(ledger, space)
  return true
}
