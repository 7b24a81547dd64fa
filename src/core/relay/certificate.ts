import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { concatBytes, fromHex } from '#core/crypto/bytes'

/** DER (X.690): a tag, the length, the content. */
const der = (tag: number, ...content: readonly Uint8Array[]): Uint8Array => {
  const inner = concatBytes(...content)
  const size = inner.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return concatBytes(Uint8Array.of(tag, ...length), inner)
}

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'ascii'))
const sequence = (...content: readonly Uint8Array[]): Uint8Array => der(0x30, ...content)
const [ecdsaWithSha256, commonName] = [fromHex('2a8648ce3d040302'), fromHex('550403')]

/** Clients know a relay by its key and look at nothing else, so the certificate says nothing and does not run out. */
const validity = sequence(der(0x17, ascii('200101000000Z')), der(0x18, ascii('99991231235959Z')))
const name = sequence(der(0x31, sequence(der(0x06, commonName), der(0x0c, ascii('relay')))))

/**
 * A certificate (X.509, DER) that a P-256 key signs for itself: TLS wants one. Always of this form, so it is written out here
 * rather than left to a library of certificates.
 *
 * @param spki - the public key, SPKI in DER
 */
export const selfSigned = (privateKey: KeyObject, spki: Uint8Array): Uint8Array => {
  const algorithm = sequence(der(0x06, ecdsaWithSha256))
  const version3 = der(0xa0, der(0x02, Uint8Array.of(2)))
  const serial = der(0x02, Uint8Array.of(1))
  const body = sequence(version3, serial, algorithm, name, validity, name, spki)
  return sequence(body, algorithm, der(0x03, Uint8Array.of(0), sign('sha256', body, privateKey)))
}
