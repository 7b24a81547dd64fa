import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, fromHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { encodeEmpty } from '#core/envelopes/content'
import { joinEnvelope, makeEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import type { Envelope } from '#core/envelopes/envelope'
import { signHeader } from '#core/envelopes/header'
import { createDeviceKeys } from '#core/identity/deviceKeys'

const network = 'ab'.repeat(32)
const device = createDeviceKeys()
const made = (): Envelope => {
  const saying = { seq: 1, prev: '', rootHeads: [], key: new Uint8Array(32), recipients: [], content: encodeEmpty() }
  const envelope = makeEnvelope(device, { network: fromHex(network), ...saying })
  if (!envelope) throw new Error('it fits')
  return envelope
}
const envelope = made()
const { signed, body, id } = envelope

test('a header travels without its body, under the same id, and is verified alone', () => {
  expect(parseEnvelope(joinEnvelope(signed), network)).toMatchObject({ id, body: undefined })
  expect(parseEnvelope(joinEnvelope(signed, body), network)).toMatchObject({ id, body })
  expect(parseEnvelope(joinEnvelope(signed), 'cd'.repeat(32))).toBe('BadSignature')
})

test('a header that names an empty body asks for nothing: it is refused', () => {
  const empty = signHeader(
    { ...envelope.header, bodyHash: hash(new Uint8Array()) },
    fromHex(network),
    device.sign.secretKey,
  )
  expect(parseEnvelope(joinEnvelope(empty), network)).toBe('BadBody')
})

test('whatever is cut off, changed or put behind, only the whole and the header alone are taken', () => {
  const [whole, header] = [joinEnvelope(signed, body), joinEnvelope(signed)]
  fc.assert(
    fc.property(fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), (length, more) => {
      const parsed = parseEnvelope(concatBytes(whole.subarray(0, length), more), network)
      const same = (other: Uint8Array): boolean =>
        length + more.length === other.length &&
        Buffer.compare(concatBytes(whole.subarray(0, length), more), other) === 0
      expect(typeof parsed === 'object').toBe(same(whole) || same(header))
    }),
    { numRuns: 500 },
  )
  fc.assert(
    fc.property(fc.nat(header.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bad = header.map((byte, i) => (i === at ? byte ^ by : byte))
      expect(typeof parseEnvelope(bad, network)).toBe('string')
    }),
    { numRuns: 300 },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (junk) => typeof parseEnvelope(junk, network) === 'string'),
  )
})
