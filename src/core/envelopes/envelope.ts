import { concatBytes, sameBytes } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import {
  encodeHeader,
  envelopeIdOf,
  headerVersion,
  isSignedHeader,
  networkContext,
  parseHeader,
  signatureLength,
  signHeader,
} from '#core/envelopes/header'
import type { Header } from '#core/envelopes/header'
import { hintOf, largestEnvelope, sealBody } from '#core/envelopes/body'
import type { DeviceKeys } from '#core/identity/deviceKeys'

/** An envelope as carriers move it: header length (u16) ‖ header ‖ signature ‖ body. */
export type Envelope = {
  readonly id: string
  readonly header: Header
  /** Header ‖ signature, as signed. */
  readonly signed: Uint8Array
  readonly body: Uint8Array
}

/** An envelope as it came. `body` undefined: it travels headed, its body follows later. */
export type Parsed = Omit<Envelope, 'body'> & { readonly body: Uint8Array | undefined }

/** Why bytes are not an envelope of this network; counted and shown, the rest of the exchange goes on. */
export type EnvelopeFault = 'TooLarge' | 'Malformed' | 'BadBody' | 'BadSignature'

/** The wire bytes of an envelope's two parts; of the header alone where there is no body. */
export const joinEnvelope = (signed: Uint8Array, body: Uint8Array = new Uint8Array()): Uint8Array =>
  concatBytes(Uint8Array.of(signed.length >> 8, signed.length & 255), signed, body)

/** No envelope has an empty body: a header that names one would ask for ever for what cannot come. */
const emptyBody = hash(new Uint8Array())

/** Parses and verifies: caps, shape, that the body, if it is there, is the header's, the signature. The first check that fails is named. */
export const parseEnvelope = (wire: Uint8Array, network: string): Parsed | EnvelopeFault => {
  if (wire.length > largestEnvelope) return 'TooLarge'
  const length = ((wire[0] ?? 0) << 8) | (wire[1] ?? 0)
  if (wire.length < 2 + length) return 'Malformed'
  const signed = wire.slice(2, 2 + length)
  const body = wire.length === 2 + length ? undefined : wire.slice(2 + length)
  const header = parseHeader(signed)
  if (!header) return 'Malformed'
  if (body ? !sameBytes(hash(body), header.bodyHash) : sameBytes(emptyBody, header.bodyHash)) return 'BadBody'
  const id = envelopeIdOf(signed)
  if (!isSignedHeader(signed, header, networkContext(id, network))) return 'BadSignature'
  return { id, header, signed, body }
}

/** What a device says next: where on its chain, in which past, under which key, to whom the key is handed. */
export type Saying = {
  readonly network: Uint8Array
  readonly seq: number
  readonly prev: string
  readonly rootHeads: readonly string[]
  readonly key: Uint8Array
  readonly recipients: readonly string[]
  readonly content: Uint8Array
}

/** Seals and signs one envelope; undefined when the content does not fit 1 MiB. */
export const makeEnvelope = (device: DeviceKeys, saying: Saying): Envelope | undefined => {
  const { network, seq, prev, rootHeads, key, recipients, content } = saying
  const unfinished: Header = {
    version: headerVersion,
    device: device.deviceId,
    seq,
    prev,
    rootHeads,
    bodyHash: new Uint8Array(32),
    hint: hintOf(key, network, device.deviceId, seq),
  }
  const around = 2 + encodeHeader(unfinished).length + signatureLength
  const body = sealBody(content, key, recipients, network, { device: device.deviceId, seq, prev }, around)
  if (!body) return undefined
  const header = { ...unfinished, bodyHash: hash(body) }
  const signed = signHeader(header, network, device.sign.secretKey)
  return { id: envelopeIdOf(signed), header, signed, body }
}
