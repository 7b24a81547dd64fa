import { fromHex, toHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { sealDocuments } from '#core/documents/sealDocuments'
import { noNetwork } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { bindProved } from '#core/sync/bindDevice'
import { askToJoin, endJoining, enterNetwork } from '#core/sync/joining'
import type { Card } from '#core/sync/joining'
import { everything, expectMessage, LocalFailure, receiveEnvelopes, sendEnvelopes } from '#core/sync/exchange'
import { lendTo } from '#core/sync/loans'
import type { Local, OpenNetwork } from '#core/sync/local'
import { networkKeys } from '#core/sync/networkKeys'
import { proofOf } from '#core/sync/proof'
import { keepRequest, listRequests } from '#core/sync/requests'
import { SessionError } from '#core/sync/session'
import type { Session, SessionKey } from '#core/sync/session'
import { fail } from '#shared/result'
import type { Result } from '#shared/result'

/** Invitations and passes tried on a stranger's first message, at most. */
const mostTried = 300

/** The session key of an invitation, from its carrier secret. */
export const invitationPsk = (carrier: Uint8Array): Uint8Array => derive(carrier, 'carrier psk', noNetwork)

/** The session key of an epoch of a network. */
export const networkPsk = (secret: Uint8Array, network: string): Uint8Array =>
  derive(secret, 'lan psk', fromHex(network))

/** Box keys of laptops that came in by an invitation or a pass and have not spoken yet, by its id. */
const silentArrivals = (ledger: Ledger): Map<string, string> =>
  new Map(
    [...ledger.state().devices].flatMap(([device, { box, from }]) =>
      ledger.chains.end(device)
        ? []
        : from.flatMap((op): [string, string][] => {
            const { join, bind } = ledger.root().judgedOf(op)?.judgement ?? {}
            const id = join?.invite ?? bind?.pass?.id
            return id === undefined ? [] : [[id, box]]
          }),
    ),
  )

/** What may be knocked with, and, once it was answered, the box key of the laptop that is in and has not spoken. */
export type OpenInvitation = {
  readonly id: string
  readonly carrier: Uint8Array
  /** Of a pass: whose laptop. */
  readonly member: string | null
  readonly arrived: string | undefined
}

/** Invitations and passes that may still be knocked with: unused ones, and used ones whose laptop has not spoken yet. */
export const openInvitations = (ledger: Ledger): OpenInvitation[] => {
  const { usedInvites, usedPasses } = ledger.state()
  const silent = silentArrivals(ledger)
  return [...ledger.root().invitations().values(), ...ledger.root().passes().values()]
    .filter(({ id }) => (!usedInvites.has(id) && !usedPasses.has(id)) || silent.has(id))
    .slice(-mostTried)
    .map((given) => ({
      id: given.id,
      carrier: given.carrier,
      member: given.type === 'pass' ? given.member : null,
      arrived: silent.get(given.id),
    }))
}

/** The keys this laptop listens with: every epoch of the network, the current first, then open invitations. */
export const sessionKeys = (local: Local): SessionKey[] => {
  const network = local.network()
  const joining = local.joining()
  if (joining) return [{ kind: 'invitation', psk: invitationPsk(joining.carrier), invite: '' }]
  if (!network) return []
  const { ledger } = network
  return [
    ...networkKeys(ledger).map(({ secret }, i): SessionKey => ({
      kind: 'network',
      psk: networkPsk(secret, ledger.network),
      newer: i > 0,
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
  /** What came is on disk and in the documents: what follows from it is said and asked for. */
  onTaken(): Promise<void>
  /** How long a newcomer is kept waiting on the line, ms. */
  readonly patience: number
}

/** A request that was kept is answered at once when it speaks for itself; else it is the keeper's. */
export const onRequest = async (
  local: Local,
  { ledger }: OpenNetwork,
  keeper: DoorKeeper,
  id: string,
): Promise<void> => {
  const done = await local.exclusive(() => {
    const held = listRequests(ledger.db).find((one) => one.id === id)
    const request = held && parseDoorRequest(held.bytes, ledger.network)
    return request !== undefined && bindProved(ledger, request, held?.bytes ?? new Uint8Array())
  })
  if (done) local.changed()
  else await keeper.onRequest(id)
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
  const { invite } = session.key
  const member = ledger.root().passes().get(invite)?.member
  await session.send({
    t: 'card',
    network: fromHex(ledger.network),
    invite: fromHex(invite),
    member: member === undefined ? null : fromHex(member),
  })
  const { request } = await expectMessage(session, 'request')
  const asked = parseDoorRequest(request, ledger.network)
  if (asked?.invite !== invite) throw new SessionError('PeerMisbehaved')
  await local.exclusive(() => keepRequest(ledger, request))
  local.changed()
  await onRequest(local, network, keeper, asked.id)
  const isAnswered = (): boolean => ledger.state().devices.get(asked.device)?.member === asked.member
  if (!(await waitUntil(local, keeper.patience, isAnswered))) {
    await session.send({ t: 'wait' })
    return false
  }
  const numbers = everything(ledger)
  const lent = await local.exclusive(async () => {
    await sealDocuments(network.documents)
    return lendTo(network, numbers, undefined)
  })
  await sendEnvelopes(session, ledger, numbers, { ...lent, proof: proofOf(session, ledger) })
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
    endJoining(local.db)
    network.ledger.forgetPaper()
    local.changed()
  }
  return isIn
}

/**
 * The request for the network that a card names; the database now names it too, so that its log has a place to go.
 * Failures: RecoveryWordsOfAnother, AlreadyMember (another place of the vault holds this network); then nothing waits any
 * more, and she may begin again.
 */
export const askAt = (local: Local, card: Card): Result<Uint8Array> => {
  const joining = local.joining()
  if (!joining) throw new Error('nobody is joining')
  const { db } = local
  return db.transaction(() => {
    const isElsewhere = !local.network() && local.isHeld(card.network)
    const request = isElsewhere ? fail('AlreadyMember') : askToJoin(db, card)
    if (!request.ok) endJoining(db)
    else if (!local.network()) {
      enterNetwork(db, card.network, joining.device)
      local.openNetwork()
    }
    return request
  })()
}

/** The newcomer's side of the door: asks, waits on the line, and takes the answer. Returns whether she is in. */
export const knock = async (session: Session, local: Local): Promise<boolean> => {
  const { network: id, invite, member } = await expectMessage(session, 'card')
  const joining = local.joining()
  if (joining?.asked && joining.asked.network !== toHex(id)) throw new SessionError('PeerMisbehaved')
  const card = { network: toHex(id), invite: toHex(invite), member: member && toHex(member) }
  const request = await local.exclusive(() => askAt(local, card))
  if (!request.ok) throw new LocalFailure(request.error.type)
  await session.send({ t: 'request', request: request.value })
  const network = local.network()
  if (!network) throw new Error('the network was not opened')
  const first = await session.receive()
  if (first.t === 'wait') return false
  await receiveEnvelopes(replay(session, first), local, network, 'at the door')
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
