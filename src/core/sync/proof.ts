import { fromHex, toHex } from '#core/crypto/bytes'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import type { Ledger } from '#core/envelopes/ledger'
import type { MessageOf } from '#core/sync/messages'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'

/** This side's role and the handshake, signed with the device key: whoever replays it has another handshake. */
export const proofOf = (session: Session, { device, network }: Ledger): MessageOf<'prove'> => ({
  t: 'prove',
  device: fromHex(device.deviceId),
  signature: sign(
    session.isDialler ? 'session dialler' : 'session listener',
    fromHex(network),
    session.hash,
    device.sign.secretKey,
  ),
})

/** The device (hex) that a proof is of. Throws SessionError HandshakeRefused when it is none of this session's other side. */
export const provedBy = (session: Session, network: string, { device, signature }: MessageOf<'prove'>): string => {
  const domain = session.isDialler ? 'session listener' : 'session dialler'
  if (!isSignedBy(domain, fromHex(network), session.hash, signature, device)) throw new SessionError('HandshakeRefused')
  return toHex(device)
}
