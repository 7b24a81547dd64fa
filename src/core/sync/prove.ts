import { fromHex, toHex } from '#core/crypto/bytes'
import { parseEnvelope } from '#core/envelopes/envelope'
import { isLiveDevice } from '#core/spaces/rootState'
import { everything, expectMessage, LocalFailure, receiveEnvelopes, sendEnvelopes } from '#core/sync/exchange'
import { takeIn } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import { proofOf, provedBy } from '#core/sync/proof'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'

const proved = async (session: Session, { ledger }: OpenNetwork): Promise<string> => {
  const device = provedBy(session, ledger.network, await expectMessage(session, 'prove'))
  if (device === ledger.device.deviceId) throw new SessionError('PeerMisbehaved') // our own words, reflected
  return device
}

const isKnown = ({ ledger }: OpenNetwork, device: string): boolean => isLiveDevice(ledger.root().state(), device)

/**
 * Both prove their devices. Who knows a newer epoch than the key they met under says nothing until the other has
 * proved a device that is in; neither or both: the dialler proves first. So a woman who was away for three rotations
 * gets in, and one who was put out learns nothing but that keys have changed. Whoever does not find the other's device
 * live in her own log says so and nothing else until the other has told her log, where the admission is; then she is
 * either known or refused. Returns the peer's device (hex).
 */
export const meet = async (session: Session, local: Local, network: OpenNetwork): Promise<string> => {
  const newer = session.key.kind === 'network' && session.key.newer
  const isFirst = session.peerKnowsNewer === newer ? session.isDialler : session.peerKnowsNewer
  let device: string
  if (isFirst) {
    await session.send(proofOf(session, network.ledger))
    await heedWhetherKnown(session, local, network)
    device = await proved(session, network)
    await letIn(session, local, network, device)
  } else {
    device = await proved(session, network)
    await letIn(session, local, network, device)
    await session.send(proofOf(session, network.ledger))
    await heedWhetherKnown(session, local, network)
  }
  return device
}

/** The pieces by which a laptop of one's own sees that its keys were used twice (R5): its own words, and no others. */
const evidenceFor = ({ ledger }: OpenNetwork, device: string): number[] =>
  ledger.chains
    .forks()
    .filter((fork) => fork.device === device)
    .flatMap(({ a, b }) => [ledger.chains.at(a)?.no ?? [], ledger.chains.at(b)?.no ?? []].flat())

/** Tells the peer whether her device is known; when not, takes her log first. Who stays unknown gets evidence of her own fork at most. */
const letIn = async (session: Session, local: Local, network: OpenNetwork, device: string): Promise<void> => {
  const { ledger } = network
  const tell = (known: boolean): Promise<void> => {
    const ends = ledger.chains.endsOf(device).slice(0, 16)
    return session.send({ t: 'known', known, yours: ends.map(({ id }) => fromHex(id)) })
  }
  const known = isKnown(network, device)
  await tell(known)
  if (known) return
  await receiveEnvelopes(session, local, network)
  await tell(isKnown(network, device))
  if (isKnown(network, device)) return
  await sendEnvelopes(session, ledger, evidenceFor(network, device))
  throw new SessionError('PeerNotKnown')
}

/** Messages of evidence taken at most: a fork has two headers. */
const mostEvidence = 16

/** Takes evidence of a fork from a peer who has proved nothing: words of this laptop's own keys, and no others. */
const takeEvidence = async (session: Session, local: Local, network: OpenNetwork): Promise<void> => {
  const { network: id, device } = network.ledger
  for (let i = 0; i <= mostEvidence; i++) {
    const message = await session.receive()
    if (message.t === 'end') return
    if (message.t !== 'envelopes') break
    const own = message.list.filter((wire) => {
      const envelope = parseEnvelope(wire, id)
      return typeof envelope !== 'string' && envelope.header.device === device.deviceId
    })
    const taken = await local.exclusive(() => takeIn(network, own))
    if (!taken.ok) throw new LocalFailure(taken.error.type)
    local.changed()
  }
  throw new SessionError('PeerMisbehaved')
}

const heedWhetherKnown = async (session: Session, local: Local, network: OpenNetwork): Promise<void> => {
  const { ledger } = network
  const heed = async (): Promise<boolean> => {
    const { known, yours } = await expectMessage(session, 'known')
    ledger.ownTail.told(yours.map(toHex))
    return known
  }
  if (await heed()) return
  await sendEnvelopes(session, ledger, everything(ledger))
  if (await heed()) return
  await takeEvidence(session, local, network)
  throw new SessionError('NotKnownThere')
}
