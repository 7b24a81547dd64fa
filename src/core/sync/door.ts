import { fromHex, toHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { noNetwork } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import { parseJoinRequest } from '#core/identity/joinRequest'
import { askToJoin, endJoining, enterNetwork } from '#core/sync/joining'
import { everything, expectMessage, receiveEnvelopes, sendEnvelopes } from '#core/sync/exchange'
import type { Local, OpenNetwork } from '#core/sync/local'
import { networkKeys } from '#core/sync/networkKeys'
import { keepRequest } from '#core/sync/requests'
import { SessionError } from '#core/sync/session'
import type { Session, SessionKey } from '#core/sync/session'

/** Invitations tried on a stranger's first message, at most. */
const mostTried = 300

/** The session key of an invitation, from its carrier secret. */
export const invitationPsk = (carrier: Uint8Array): Uint8Array => derive(carrier, 'carrier psk', noNetwork)

/** Session keys of invitations that may still be knocked with: unused ones, and used ones whose newcomer has not spoken yet. */
export const openInvitations = (ledger: Ledger): { readonly id: string; readonly carrier: Uint8Array }[] => {
  const root = ledger.root().state()
  const silent = new Set(
    [...root.members.values()].flatMap(({ admittedBy }) => {
      const op = ledger.root().judgedOf(admittedBy)?.judgement.join
      return op && !ledger.chains.end(op.device) ? [op.invite] : []
    }),
  )
  return [...ledger.root().invitations()]
    .filter(([id]) => !root.usedInvites.has(id) || silent.has(id))
    .slice(-mostTried)
    .map(([id, { carrier }]) => ({ id, carrier }))
}

/** The keys this laptop listens with: every epoch of the network, the current first, then open invitations. */
export const sessionKeys = (local: Local): SessionKey[] => {
  const network = local.network()
  const joining = local.joining()
  if (joining) return [{ kind: 'invitation', psk: invitationPsk(joining.carrier), invite: '' }]
  if (!network) return []
  const { ledger } = network
  return [
    ...networkKeys(ledger).map(({ secret }): SessionKey => ({
      kind: 'network',
      psk: derive(secret, 'lan psk', fromHex(ledger.network)),
    })),
    ...openInvitations(ledger).map(({ id, carrier }): SessionKey => ({
      kind: 'invitation',
      psk: invitationPsk(carrier),
      invite: id,
    })),
  ]
}

/** What a member does for who knocks with an invitation. */
export type DoorKeeper = {
  /** A whole request is on disk. With `--auto` it is admitted here. */
  onRequest(requestId: string): Promise<void>
  /** How long a newcomer is kept waiting on the line, ms. */
  readonly patience: number
}

const isAnswered = ({ ledger }: OpenNetwork, request: Uint8Array): boolean => {
  const asked = parseJoinRequest(request, ledger.network)
  return asked !== undefined && ledger.root().state().devices.get(asked.device)?.member === asked.member
}

/** Resolves true when `isDone` holds after some change, or false after `patience` ms. */
const waitUntil = (local: Local, patience: number, isDone: () => boolean): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = local.onChange(() => {
      if (isDone()) finish(true)
    })
    const timer = setTimeout(() => finish(isDone()), patience)
    const finish = (done: boolean): void => {
      clearTimeout(timer)
      stop()
      resolve(done)
    }
    if (isDone()) finish(true)
  })

/**
 * The member's side of the door: tells network and invitation, takes the request, and gives the answer — the whole log
 * with the admission in it — when there is one. Returns whether the newcomer went away with it.
 */
export const keepDoor = async (
  session: Session,
  local: Local,
  network: OpenNetwork,
  keeper: DoorKeeper,
): Promise<boolean> => {
  const { ledger } = network
  if (session.key.kind !== 'invitation') throw new SessionError('PeerMisbehaved')
  await session.send({ t: 'card', network: fromHex(ledger.network), invite: fromHex(session.key.invite) })
  const { request } = await expectMessage(session, 'request')
  const asked = parseJoinRequest(request, ledger.network)
  if (asked?.invite !== session.key.invite) throw new SessionError('PeerMisbehaved')
  await local.exclusive(() => keepRequest(ledger, request))
  local.changed()
  await keeper.onRequest(asked.id)
  if (!(await waitUntil(local, keeper.patience, () => isAnswered(network, request)))) {
    await session.send({ t: 'wait' })
    return false
  }
  await sendEnvelopes(session, ledger, everything(ledger))
  await expectMessage(session, 'stored')
  return true
}

/** Whether the newcomer's laptop is in, by the log she holds now; then nothing waits any more. */
export const completeJoining = (local: Local): boolean => {
  const joining = local.joining()
  const network = local.network()
  if (!joining || !network) return joining === undefined
  const isIn = network.ledger.root().state().devices.has(joining.device.deviceId)
  if (isIn) {
    endJoining(local.vault.db)
    local.changed()
  }
  return isIn
}

/** The request for the network that a card names; the vault now names it too, so that its log has a place to go. */
export const askAt = (local: Local, network: string, invite: string): Uint8Array => {
  const joining = local.joining()
  if (!joining) throw new Error('nobody is joining')
  const { db } = local.vault
  return db.transaction(() => {
    const request = askToJoin(db, network, invite)
    if (!local.network()) {
      enterNetwork(db, network, joining.device)
      local.openNetwork()
    }
    return request
  })()
}

/** The newcomer's side of the door: asks, waits on the line, and takes the answer. Returns whether she is in. */
export const knock = async (session: Session, local: Local): Promise<boolean> => {
  const { network: id, invite } = await expectMessage(session, 'card')
  const joining = local.joining()
  if (joining?.asked && joining.asked.network !== toHex(id)) throw new SessionError('PeerMisbehaved')
  const request = await local.exclusive(() => askAt(local, toHex(id), toHex(invite)))
  await session.send({ t: 'request', request })
  const network = local.network()
  if (!network) throw new Error('the network was not opened')
  const first = await session.receive()
  if (first.t === 'wait') return false
  await receiveEnvelopes(replay(session, first), local, network)
  await session.send({ t: 'stored' })
  return local.exclusive(() => completeJoining(local))
}

/** A session whose next message is one that was read already. */
const replay = (session: Session, first: Awaited<ReturnType<Session['receive']>>): Session => {
  let isFirst = true
  return {
    ...session,
    receive: () => {
      if (!isFirst) return session.receive()
      isFirst = false
      return Promise.resolve(first)
    },
  }
}
