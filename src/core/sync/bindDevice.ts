import { fromHex } from '#core/crypto/bytes'
import { judgeSpace } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import { sayOp, writingKey } from '#core/envelopes/say'
import type { BindRequest } from '#core/identity/bindRequest'
import type { DoorRequest } from '#core/identity/doorRequest'
import { isProved } from '#core/spaces/rootRules'
import { isFull, isKnownDevice, isLive, maySpeak, memberOf } from '#core/spaces/rootState'
import { isGranted, isReader } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import type { FailureType } from '#shared/errors'
import { blob } from '#core/vault/sql'

/** Why who works here cannot bind the laptop that asks by a pass; undefined when she can, or can say half of it. */
export const whyNotBound = (ledger: Ledger, bind: BindRequest): FailureType | undefined => {
  const root = ledger.state()
  const me = memberOf(root, ledger.device.deviceId) ?? ''
  if (isKnownDevice(root, bind.device)) return 'AlreadySo'
  const pass = ledger
    .root()
    .passes()
    .get(bind.pass?.id ?? '')
  if (!pass || !isLive(root, pass.by)) return 'InvitationUnknown'
  if (root.usedPasses.has(pass.id)) return 'InvitationUsed'
  if (pass.codeKey !== bind.pass?.codeKey || pass.member !== bind.member) return 'RequestRefused'
  if (pass.expiresAt < ledger.now().toISOString()) return 'InvitationExpired'
  if (!isLive(root, bind.member)) return 'AlreadyOut'
  if (me === bind.member || isProved(root, bind)) return undefined
  return bind.proof || !isFull(root, me) ? 'NotAllowed' : undefined
}

/** Hands the keys of what a member may read, as far as this laptop can, to whoever was not handed them yet. */
export const handKeysTo = (ledger: Ledger, member: string): void => {
  const me = memberOf(ledger.state(), ledger.device.deviceId) ?? ''
  writingKey(ledger)
  for (const space of ledger.spaces().keys()) {
    const [root, state] = [ledger.state(), ledger.spaceState(space)]
    if (!state || root.erased.has(space) || !isReader(root, state, me)) continue
    if (isGranted(root, state, member)) writingKey(ledger, space)
  }
}

/**
 * Binds the laptop, or says half of it, and hands it what its member may read as far as this laptop can. A half hands
 * nothing: the key that follows a pair goes in a `box`. Inside a transaction, where `whyNotBound` found nothing.
 */
export const sayBind = (ledger: Ledger, raw: Uint8Array, bind: BindRequest): void => {
  const me = memberOf(ledger.state(), ledger.device.deviceId) ?? ''
  const key = writingKey(ledger)
  if (!key) throw new Error('no network key')
  const to = me === bind.member || bind.proof ? [bind.box] : []
  sayOp(ledger, 'bind', { request: blob(raw), to: to.map(fromHex) }, { key, recipients: to })
  if (memberOf(ledger.state(), bind.device) === bind.member) handKeysTo(ledger, bind.member)
}

/** Binds a laptop whose request speaks for itself, by her root key, without asking anybody. Whether it did. */
export const bindProved = (ledger: Ledger, request: DoorRequest, raw: Uint8Array): boolean => {
  if (request.kind !== 'device' || !request.proved || ledger.updateNeeded()) return false
  if (!maySpeak(ledger.state(), ledger.device.deviceId) || whyNotBound(ledger, request.bind)) return false
  return transact(ledger, () => {
    sayBind(ledger, raw, request.bind)
    for (const space of [ledger.network, ...ledger.spaces().keys()]) judgeSpace(ledger, space)
  }).ok
}
