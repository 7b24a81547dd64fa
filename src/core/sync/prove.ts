import { fromHex, toHex } from '#core/crypto/bytes'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import { isLiveDevice } from '#core/spaces/rootState'
import { everything, expectMessage, receiveEnvelopes, sendEnvelopes } from '#core/sync/exchange'
import type { Local, OpenNetwork } from '#core/sync/local'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'

/** Signs this side's role and the handshake with the device key: whoever replays it has another handshake. */
const prove = (session: Session, { ledger }: OpenNetwork): Promise<void> =>
  session.send({
    t: 'prove',
    device: fromHex(ledger.device.deviceId),
    signature: sign(
      session.isDialler ? 'session dialler' : 'session listener',
      fromHex(ledger.network),
      session.hash,
      ledger.device.sign.secretKey,
    ),
  })

const proved = async (session: Session, { ledger }: OpenNetwork): Promise<string> => {
  const { device, signature } = await expectMessage(session, 'prove')
  const domain = session.isDialler ? 'session listener' : 'session dialler'
  if (!isSignedBy(domain, fromHex(ledger.network), session.hash, signature, device))
    throw new SessionError('HandshakeRefused')
  if (toHex(device) === ledger.device.deviceId) throw new SessionError('PeerMisbehaved') // our own words, reflected
  return toHex(device)
}

const isKnown = ({ ledger }: OpenNetwork, device: string): boolean => isLiveDevice(ledger.root().state(), device)

/**
 * Both prove their devices, the dialler first. Whoever does not find the other's device live in her own log says so
 * and nothing else until the other has told her log, where the admission is; then she is either known or refused.
 * Returns the peer's device (hex).
 */
export const meet = async (session: Session, local: Local, network: OpenNetwork): Promise<string> => {
  let device: string
  if (session.isDialler) {
    await prove(session, network)
    await heedWhetherKnown(session, network)
    device = await proved(session, network)
    await letIn(session, local, network, device)
  } else {
    device = await proved(session, network)
    await letIn(session, local, network, device)
    await prove(session, network)
    await heedWhetherKnown(session, network)
  }
  return device
}

/** Tells the peer whether her device is known; when not, takes her log first. */
const letIn = async (session: Session, local: Local, network: OpenNetwork, device: string): Promise<void> => {
  const known = isKnown(network, device)
  const ends = network.ledger.chains.endsOf(device).slice(0, 16)
  await session.send({ t: 'known', known, yours: ends.map(({ id }) => fromHex(id)) })
  if (known) return
  await receiveEnvelopes(session, local, network)
  if (!isKnown(network, device)) throw new SessionError('HandshakeRefused')
}

const heedWhetherKnown = async (session: Session, { ledger }: OpenNetwork): Promise<void> => {
  const { known, yours } = await expectMessage(session, 'known')
  ledger.ownTail.told(yours.map(toHex))
  if (!known) await sendEnvelopes(session, ledger, everything(ledger))
}
