import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { concatBytes, toHex, u64, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { admissionOf, admit, createAdmissionLine, noLine, openToAll, readAdmissionLines } from '#core/relay/admission'
import { admissionProof, boxContext, boxIdOf, lineIdOf, lineKeyOf, putMessage, readerOf } from '#core/relay/boxes'
import { createHalves } from '#core/relay/halves'
import { createPace, createRoom } from '#core/relay/limits'
import {
  blobSizes,
  encodeRelayMessage,
  isBlobSize,
  largestPart,
  packItems,
  parseClientMessage,
  parseServerMessage,
  unpackItems,
} from '#core/relay/messages'
import type { ClientMessage, ServerMessage } from '#core/relay/messages'
import { keyFromFile } from '#core/relay/relayKey'
import {
  admissionLineTyped,
  formatRelayUrl,
  parseRelayUrl,
  pinOfKey,
  pinText,
  relayContext,
} from '#core/relay/relayUrl'
import { everybodyGoesHome, newFolder } from '../../support/people'

afterAll(everybodyGoesHome)

const bytes = (length: number, value = 7): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(value)

describe('the words of a relay', () => {
  const put = {
    t: 'put',
    n: 1,
    pub: bytes(32),
    reader: bytes(32),
    signature: bytes(64),
    hash: bytes(32),
    size: 1_069,
    slot: null,
    at: 0,
    part: bytes(10),
  } as const
  const asked: ClientMessage[] = [
    { t: 'enter', v: 1, proof: null },
    { t: 'enter', v: 1, proof: bytes(32) },
    put,
    { ...put, slot: bytes(16), part: bytes(largestPart) },
    { t: 'list', n: 0xffff_ffff, pub: bytes(32), token: bytes(32), from: 2 ** 40, most: 4_096 },
    { t: 'get', n: 2, pub: bytes(32), token: bytes(32), seq: 5, at: 262_144 },
    { t: 'watch', n: 3, boxes: [[bytes(32), bytes(32)]] },
  ]
  const said: ServerMessage[] = [
    { t: 'hello', v: 1, instance: bytes(16), challenge: bytes(32), asks: true, source: 'x' },
    { t: 'welcome', quota: 1, used: 0, days: 400 },
    { t: 'part', n: 1, at: 5 },
    { t: 'stored', n: 1, seq: 5 },
    { t: 'listed', n: 1, items: bytes(48), more: false },
    { t: 'blob', n: 1, size: 5, at: 0, part: bytes(5) },
    { t: 'watching', n: 1 },
    { t: 'new', n: 0, box: bytes(16) },
    { t: 'failed', n: 0, code: 'TooMany', wait: 5 },
    { t: 'failed', n: 0, code: 'NotFound' },
  ]

  test('are read as they were written, each by its own side only', () => {
    for (const one of asked) {
      expect(parseClientMessage(encodeRelayMessage(one))).toEqual(one)
      expect(parseServerMessage(encodeRelayMessage(one))).toBeUndefined()
    }
    for (const one of said) {
      expect(parseServerMessage(encodeRelayMessage(one))).toEqual(one)
      expect(parseClientMessage(encodeRelayMessage(one))).toBeUndefined()
    }
  })

  test.each<[string, object]>([
    ['an unknown field', { ...put, more: 1 }],
    ['a short key', { ...put, pub: bytes(31) }],
    ['a part too long', { ...put, part: bytes(largestPart + 1) }],
    ['a negative place', { ...put, at: -1 }],
    ['half a place', { ...put, at: 0.5 }],
    ['number 0', { ...put, n: 0 }],
    ['a number too large', { ...put, n: 2 ** 32 }],
    ['a text for bytes', { ...put, hash: 'x'.repeat(32) }],
    ['a list of too many', { t: 'list', n: 1, pub: bytes(32), token: bytes(32), from: 0, most: 4_097 }],
    ['too many boxes', { t: 'watch', n: 1, boxes: Array.from({ length: 65 }, () => [bytes(32), bytes(32)]) }],
    ['an unknown word', { t: 'delete', n: 1 }],
  ])('are none with %s', (_what, message) => {
    expect(parseClientMessage(encodeRelayMessage(message as ClientMessage))).toBeUndefined()
  })

  test('twelve sizes are taken, and no other', () => {
    expect(blobSizes).toHaveLength(12)
    expect([blobSizes[0], blobSizes[11]]).toEqual([1_069, 2_097_197])
    for (const size of blobSizes)
      expect([isBlobSize(size), isBlobSize(size - 1), isBlobSize(size + 1)]).toEqual([true, false, false])
  })

  test('entries of a list are read back; what is cut, out of order or twice is none', () => {
    const items = [1, 2, 70_000].map((seq) => ({ seq, hash: bytes(16, seq & 255) }))
    expect(unpackItems(packItems(items))).toEqual(items)
    expect(unpackItems(new Uint8Array())).toEqual([])
    expect(unpackItems(packItems(items).subarray(1))).toBeUndefined()
    expect(unpackItems(packItems([...items].reverse()))).toBeUndefined()
    expect(
      unpackItems(
        packItems([
          { seq: 1, hash: bytes(16) },
          { seq: 1, hash: bytes(16) },
        ]),
      ),
    ).toBeUndefined()
    expect(unpackItems(bytes(24, 255))).toBeUndefined()
  })

  test('ids, proofs and what is signed are those of the page', () => {
    const [pub, token, challenge] = [bytes(32, 1), bytes(32, 2), bytes(32, 3)]
    const zero = Uint8Array.of(0)
    const box = boxIdOf(pub, readerOf(token))
    expect(toHex(box)).toBe(toHex(hash(concatBytes(utf8('tejido/1/relay box'), zero, pub, hash(token)))).slice(0, 32))
    expect(toHex(boxContext(box))).toBe(toHex(box) + '00'.repeat(16))
    expect(toHex(putMessage(bytes(32), 1_069, null))).toBe(toHex(concatBytes(bytes(32), u64(1_069))))
    expect(putMessage(bytes(32), 1_069, bytes(16)).length).toBe(56)
    const key = hash(utf8('0123456789ABCDEFGHJKMNPQRS'))
    expect(toHex(lineKeyOf('0123456789ABCDEFGHJKMNPQRS'))).toBe(toHex(key))
    const tagged = concatBytes(utf8('tejido/1/relay admission'), zero, challenge)
    expect(toHex(admissionProof(key, challenge))).toBe(toHex(hash(tagged, 32, key)))
    expect(toHex(key)).not.toContain(toHex(lineIdOf(key)))
    const origin = 'wss://a:443/'
    expect(toHex(relayContext(origin))).toBe(toHex(hash(concatBytes(utf8('tejido/1/relay'), zero, utf8(origin)))))
  })
})

describe('the address of a relay', () => {
  const pin = pinText(randomBytes(32))
  const line = createAdmissionLine()
  const read = (text: string) => {
    const parsed = parseRelayUrl(text)
    return parsed.ok ? formatRelayUrl(parsed.value) : parsed.error.detail?.reason
  }

  test.each([
    ['wss://Relay.Example.org', 'wss://relay.example.org:443/'],
    [' wss://relay.example.org:8443/a/b// ', 'wss://relay.example.org:8443/a/b'],
    [`wss://127.0.0.1:9/#${pin}`, `wss://127.0.0.1:9/#${pin}`],
    [`wss://[2001:DB8::1]:9/#${pin},${line}`, `wss://[2001:db8::1]:9/#${pin},${line}`],
    [`wss://a/#,${line.toLowerCase().replace(/(.{4})/g, '$1-')}`, `wss://a:443/#,${line}`],
    ['ws://localhost:80', 'ws://localhost:80/'],
    ['ws://[::1]:5/x', 'ws://[::1]:5/x'],
    ['ws://abc.onion/', 'ws://abc.onion:80/'],
  ])('%s is %s', (typed, meant) => {
    expect(read(typed)).toBe(meant)
    expect(read(meant)).toBe(meant)
  })

  test.each([
    'relay.example.org',
    'https://relay.example.org',
    'wss://',
    'wss://a:0/',
    'wss://a:70000/',
    'wss://me:secret@a/',
    'wss://a/?x=1',
    'wss://a/#short',
    `wss://a/#${pin}x`,
    `wss://a/#${pin},${line},${line}`,
    `wss://a/#${pin},${line.slice(1)}`,
    `wss://a/#,${'U'.repeat(26)}`,
    `ws://localhost/#${pin}`,
    `wss://${'a'.repeat(600)}/`,
  ])('%s is none', (typed) => expect(read(typed)).toBe('form'))

  test.each(['ws://relay.example.org/', 'ws://192.168.1.7:8443/', 'ws://onion.example.org/'])(
    '%s would send everything in the clear',
    (typed) => expect(read(typed)).toBe('plain'),
  )
})

test('a key is made once, for its owner alone, with a certificate that does not run out; half of one is refused', () => {
  const file = join(newFolder(), 'deep', 'relay.pem')
  const made = keyFromFile(file)
  if (!made.ok) throw new Error(made.error.type)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(keyFromFile(file)).toEqual(made)
  const certificate = new X509Certificate(made.value.cert)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(new Date(certificate.validTo).getUTCFullYear()).toBe(9999)
  expect(toHex(pinOfKey(certificate.publicKey.export({ type: 'spki', format: 'der' })))).toBe(toHex(made.value.pin))
  const text = readFileSync(file, 'utf8')
  const [half, strange] = [join(newFolder(), 'half'), join(newFolder(), 'strange')]
  writeFileSync(half, text.slice(0, 200))
  const other = keyFromFile(join(newFolder(), 'other'))
  writeFileSync(strange, made.value.key + (other.ok ? other.value.cert : ''))
  for (const path of [half, strange]) expect(keyFromFile(path)).toMatchObject({ error: { type: 'RelayKeyWrong' } })
})

describe('lines of admission', () => {
  test('are read as somebody writes them, and let in by proof alone', () => {
    const [one, two] = [createAdmissionLine(), createAdmissionLine()]
    const file = join(newFolder(), 'lines')
    writeFileSync(file, `# one\n${one}\r\n\n ${two.toLowerCase()} \n`)
    const lines = readAdmissionLines(file)
    expect(lines).toEqual({ ok: true, value: [one, two] })
    const admission = admissionOf([one, two])
    const challenge = randomBytes(32)
    const proof = admissionProof(lineKeyOf(two), challenge)
    expect(toHex(admit(admission, challenge, proof) ?? noLine)).toBe(toHex(lineIdOf(lineKeyOf(two))))
    expect(admit(admission, randomBytes(32), proof)).toBeUndefined()
    expect(admit(admission, challenge, null)).toBeUndefined()
    expect(admit(openToAll, challenge, null)).toBe(noLine)
    writeFileSync(file, '# none\n')
    expect(readAdmissionLines(file)).toMatchObject({ error: { detail: { line: 0 } } })
    expect(admissionLineTyped(`${one}0`)).toBeUndefined()
  })
})

describe('limits', () => {
  test('a pace lets a burst through, then as much as it says, each owner by herself; a debt is waited for', () => {
    let time = 0
    const pace = createPace(10, 20, () => time)
    for (let i = 0; i < 20; i++) expect(pace.wait('a', 1)).toBe(0)
    expect(pace.wait('a', 1)).toBe(100)
    expect(pace.wait('b', 20)).toBe(0)
    time = 100
    expect(pace.wait('a', 1)).toBe(0)
    expect(pace.wait('a', 5)).toBe(500)
    pace.charge('a', 100)
    expect(pace.wait('a', 1)).toBe(2_100)
    time = 100_000
    expect(pace.wait('a', 20)).toBe(0)
  })

  test('a room has room for each and for all, and has it again', () => {
    const room = createRoom(10, 6)
    expect([room.take('a', 6), room.take('a', 1), room.take('b', 5), room.take('b', 4)]).toEqual([
      true,
      false,
      false,
      true,
    ])
    room.give('a', 6)
    expect([room.take('b', 3), room.take('b', 2), room.take('c', 4)]).toEqual([false, true, true])
  })

  test('half-sent blobs go on where they were, give their room back, and are forgotten after ten minutes', () => {
    let time = 0
    const halves = createHalves(createRoom(100, 60), () => time)
    const of = (name: number) => ({ box: bytes(16, name), hash: bytes(32, name), size: 40 })
    expect(halves.add('a', { ...of(1), at: 0, part: new Uint8Array() })).toBe(0)
    expect(halves.add('a', { ...of(1), at: 0, part: bytes(10) })).toBe(10)
    expect(halves.add('a', { ...of(1), at: 20, part: bytes(10) })).toBe(10)
    expect(halves.add('a', { ...of(2), at: 0, part: bytes(10) })).toBeUndefined()
    expect(halves.add('b', { ...of(1), at: 10, part: bytes(20, 8) })).toBe(30)
    expect(halves.add('a', { ...of(1), at: 30, part: bytes(10, 9) })).toEqual(
      concatBytes(bytes(10), bytes(20, 8), bytes(10, 9)),
    )
    expect(halves.add('a', { ...of(2), at: 0, part: bytes(10) })).toBe(10)
    time = 600_001
    halves.sweep()
    expect(halves.add('a', { ...of(2), at: 0, part: new Uint8Array() })).toBe(0)
    expect(halves.add('a', { ...of(3), at: 0, part: bytes(10) })).toBe(10)
  })
})
