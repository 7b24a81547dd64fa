import { z } from 'zod'
import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import { decodeCbor, encodeCbor } from '#core/identity/encode'

/** What everyone in the network sees of an envelope (docs/wire-format.md, Header). Ids in hex; `prev` is '' for a first word. */
export type Header = {
  readonly version: number
  readonly device: string
  readonly seq: number
  readonly prev: string
  /** Root ops heard since this device's last envelope, at most sixteen. */
  readonly rootHeads: readonly string[]
  readonly bodyHash: Uint8Array
  readonly hint: Uint8Array
}

/** The header format this app writes. */
export const headerVersion = 1
/** More heads than this are said with empty envelopes first. */
export const maxHeads = 16
/** Bytes of an Ed25519 signature. */
export const signatureLength = 64
/** A header with sixteen heads has under 800 bytes. */
const maxHeaderLength = 1_024
/** `found` is signed, sealed and hinted before the network has an id. */
export const noNetwork = new Uint8Array(32)

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const shape = z.tuple([
  z.number().int().min(1).max(1_000),
  bytes(32),
  z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && (value.length === 0 || value.length === 32)),
  z.array(bytes(32)).max(maxHeads),
  bytes(32),
  bytes(32),
])

/** The header's bytes without signature. */
export const encodeHeader = (header: Header): Uint8Array =>
  encodeCbor([
    header.version,
    fromHex(header.device),
    header.seq,
    fromHex(header.prev),
    header.rootHeads.map(fromHex),
    header.bodyHash,
    header.hint,
  ])

/** Header ‖ signature, signed by the device for `network`. */
export const signHeader = (header: Header, network: Uint8Array, secretKey: Uint8Array): Uint8Array => {
  const encoded = encodeHeader(header)
  return concatBytes(encoded, sign('header', network, encoded, secretKey))
}

/** The header in `signed` (header ‖ signature); undefined when its shape is wrong. Says nothing of the signature. */
export const parseHeader = (signed: Uint8Array): Header | undefined => {
  if (signed.length <= signatureLength || signed.length > maxHeaderLength) return undefined
  const parsed = shape.safeParse(decodeCbor(signed.subarray(0, -signatureLength)))
  if (!parsed.success) return undefined
  const [version, device, seq, prev, heads, bodyHash, hint] = parsed.data
  if ((seq === 1) !== (prev.length === 0)) return undefined
  return { version, device: toHex(device), seq, prev: toHex(prev), rootHeads: heads.map(toHex), bodyHash, hint }
}

/** An envelope's id: BLAKE2b-256 of header ‖ signature. */
export const envelopeIdOf = (signed: Uint8Array): string => toHex(hash(signed))

/** Which network an envelope was signed and sealed for: none for the founding one, whose id is the network's. */
export const networkContext = (id: string, network: string): Uint8Array =>
  id === network ? noNetwork : fromHex(network)

/** Whether the device that the header names signed it for `network`. */
export const isSignedHeader = (signed: Uint8Array, header: Header, network: Uint8Array): boolean =>
  isSignedBy(
    'header',
    network,
    signed.subarray(0, -signatureLength),
    signed.subarray(-signatureLength),
    fromHex(header.device),
  )
