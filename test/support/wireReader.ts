import { createCipheriv, createDecipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { blake2b } from '@noble/hashes/blake2.js'
import { hmac } from '@noble/hashes/hmac.js'
import { decode, encode } from 'cborg'
import nacl from 'tweetnacl'
import { expect } from 'vitest'

/**
 * A reader of docs/wire-format.md written from that page alone, on public libraries and nothing of src: what another
 * implementation would begin with. Values come from the page's own section of vectors.
 */
export const page = 'docs/wire-format.md'
/** What stands around it. */
export const [start, stop] = ['<!-- vectors -->\n', '<!-- /vectors -->']
/** The page's section of vectors. */
export const sectionOf = (text: string): string => text.slice(text.indexOf(start) + start.length, text.indexOf(stop))

const text = sectionOf(readFileSync(page, 'utf8').replace(/\r/g, ''))
export const values = new Map(
  [...text.matchAll(/^([a-z][a-z0-9.-]*)\n((?: {2}.*\n)+)/gm)].map(([, name = '', lines = '']) => [
    name,
    lines.replace(/^ {2}/gm, '').replaceAll('\n', ''),
  ]),
)
export const raw = (name: string): string => values.get(name) ?? `no value ${name}`
export const said = (name: string): string => JSON.parse(raw(name)) as string
export const hexed = (b: Uint8Array): string => Buffer.from(b).toString('hex')
export const bytes = (name: string): Uint8Array => unhex(raw(name))
export const ascii = (s: string): Uint8Array => new TextEncoder().encode(s)
export const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
/** Two bytes, big endian. */
export const u16 = (b: Uint8Array, at: number): number => (b[at] ?? 0) * 256 + (b[at + 1] ?? 0)
/** Bytes of hex. */
export const unhex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))
/** Eight bytes, big endian. */
export const u64 = (n: number): Uint8Array => unhex(n.toString(16).padStart(16, '0'))
export const blake = (message: Uint8Array, dkLen = 32, key?: Uint8Array): Uint8Array =>
  blake2b(message, key ? { dkLen, key } : { dkLen })
export const zero = new Uint8Array(32)
export const derive = (key: Uint8Array, purpose: string, context: Uint8Array): Uint8Array =>
  blake(join(ascii(`tejido/1/${purpose}`), Uint8Array.of(0), context), 32, key)
export const cbor = (from: Uint8Array): unknown => {
  const value: unknown = decode(from)
  expect(hexed(encode(value))).toBe(hexed(from)) // one form only
  return value
}
export const isSigned = (
  domain: string,
  context: Uint8Array,
  message: Uint8Array,
  by: Uint8Array,
  key: Uint8Array,
): boolean => nacl.sign.detached.verify(join(ascii(`tejido/1/${domain}`), Uint8Array.of(0), context, message), by, key)

/** ChaCha20-Poly1305 (RFC 8439); throws on a wrong tag. */
export const chacha = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, ad: Uint8Array): Uint8Array => {
  const opener = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 })
  opener.setAAD(ad, { plaintextLength: sealed.length - 16 })
  opener.setAuthTag(sealed.subarray(-16))
  return join(opener.update(sealed.subarray(0, -16)), opener.final())
}
/** HChaCha20 (draft-irtf-cfrg-xchacha, 2.2). */
const hchacha = (key: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const words = new Uint32Array(join(ascii('expand 32-byte k'), key, nonce).buffer)
  const at = (i: number): number => words[i] ?? 0
  const mix = (a: number, b: number, d: number, by: number): void => {
    words[a] = (at(a) + at(b)) | 0
    const x = at(d) ^ at(a)
    words[d] = (x << by) | (x >>> (32 - by))
  }
  const quarter = (a: number, b: number, c: number, d: number): void => {
    mix(a, b, d, 16)
    mix(c, d, b, 12)
    mix(a, b, d, 8)
    mix(c, d, b, 7)
  }
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 4; i++) quarter(i, i + 4, i + 8, i + 12)
    for (let i = 0; i < 4; i++) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4))
  }
  return new Uint8Array(Uint32Array.of(...words.subarray(0, 4), ...words.subarray(12)).buffer)
}
/** nonce (24) ‖ ciphertext ‖ tag. */
export const unseal = (key: Uint8Array, sealed: Uint8Array, ad: Uint8Array): Uint8Array =>
  chacha(
    hchacha(key, sealed.subarray(0, 16)),
    join(new Uint8Array(4), sealed.subarray(16, 24)),
    sealed.subarray(24),
    ad,
  )
/** Ciphertext ‖ tag, with a nonce (24) that the reader knows. */
export const reseal = (key: Uint8Array, nonce: Uint8Array, text: Uint8Array, ad: Uint8Array): Uint8Array => {
  const short = join(new Uint8Array(4), nonce.subarray(16, 24))
  const sealer = createCipheriv('chacha20-poly1305', hchacha(key, nonce.subarray(0, 16)), short, { authTagLength: 16 })
  sealer.setAAD(ad, { plaintextLength: text.length })
  return join(sealer.update(text), sealer.final(), sealer.getAuthTag())
}
const unlock = (box: Uint8Array, secret: Uint8Array): Uint8Array | null => {
  const mine = nacl.box.keyPair.fromSecretKey(secret).publicKey
  return nacl.box.open(box.subarray(32), blake(join(box.subarray(0, 32), mine), 24), box.subarray(0, 32), secret)
}

type Header = [number, Uint8Array, number, Uint8Array, Uint8Array[], Uint8Array, Uint8Array]
/** What is inside, whatever its kind: the fields that this reader looks at. */
export type Inside = {
  kind: string
  type: string
  space: Uint8Array
  heads: Uint8Array[]
  document: string
  deps: Uint8Array[]
  count: number
  digest: Uint8Array
  batch: Uint8Array
  fields?: { to?: Uint8Array[]; earlier?: Uint8Array[]; root: Uint8Array; paper: Uint8Array; bySignature: Uint8Array }
}
/** An envelope of the page, checked as far as it can be without a key. */
export type Read = {
  name: string
  id: string
  device: string
  seq: number
  heads: string[]
  boxes: Uint8Array[]
  open: (key: Uint8Array) => Inside | undefined
}

/** Everything that can be said of an envelope without a key, and how to open it with one. */
export const readEnvelope = (name: string): Read => {
  const [header, signature, body] = [bytes(`${name}.header`), bytes(`${name}.signature`), bytes(`${name}.body`)]
  const [version, device, seq, prev, heads, bodyHash, hint] = cbor(header) as Header
  const signed = join(header, signature)
  const id = hexed(blake(signed))
  const context = id === raw('network') ? zero : bytes('network')
  expect([version, id]).toEqual([1, raw(`${name}.id`)])
  expect(isSigned('header', context, header, signature, device)).toBe(true)
  expect(hexed(blake(body))).toBe(hexed(bodyHash))
  expect(Math.log2(2 + signed.length + body.length) % 1).toBe(0)
  const [who = '', at] = name.split('.')
  expect([hexed(device), seq]).toEqual([raw(`${who}.device`), Number(at)])
  expect(hexed(prev)).toBe(seq === 1 ? '' : raw(`${who}.${seq - 1}.id`))
  const count = u16(body, 0)
  const place = join(context, device, u64(seq))
  return {
    name,
    id,
    device: hexed(device),
    seq,
    heads: heads.map(hexed),
    boxes: Array.from({ length: count }, (_, i) => body.subarray(2 + 80 * i, 82 + 80 * i)),
    open(key) {
      if (hexed(blake(join(ascii('tejido/1/hint\0'), place), 32, key)) !== hexed(hint)) return undefined
      const ad = join(ascii('tejido/1/body\0'), place, prev)
      const padded = unseal(derive(key, 'body', context), body.subarray(2 + 80 * count), ad)
      const end = padded.lastIndexOf(0x80)
      expect(padded.subarray(end + 1).every((b) => b === 0)).toBe(true)
      expect(hexed(padded.subarray(0, end))).toBe(raw(`${name}.content`))
      return cbor(padded.subarray(0, end)) as Inside
    },
  }
}

/** HKDF of Noise: outputs of 64 bytes. */
const hkdf = (ck: Uint8Array, input: Uint8Array): [Uint8Array, Uint8Array, Uint8Array] => {
  const sum = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(blake2b, key, message)
  const temp = sum(ck, input)
  const first = sum(temp, Uint8Array.of(1))
  const second = sum(temp, join(first, Uint8Array.of(2)))
  return [first, second, sum(temp, join(second, Uint8Array.of(3)))]
}

/** Noise_NNpsk0_25519_ChaChaPoly_BLAKE2b over two messages, as the dialler: the hash, and the keys of dialler and listener. */
export const noiseOf = (
  psk: Uint8Array,
  secret: Uint8Array,
  hello: Uint8Array,
  reply: Uint8Array,
): { h: Uint8Array; keys: [Uint8Array, Uint8Array] } => {
  const name = ascii('Noise_NNpsk0_25519_ChaChaPoly_BLAKE2b')
  let h: Uint8Array = join(name, new Uint8Array(64 - name.length))
  let [ck, k]: [Uint8Array, Uint8Array] = [h, zero]
  const mix = (data: Uint8Array): void => void (h = blake(join(h, data), 64))
  const mixKey = (input: Uint8Array): void => {
    const [next, key] = hkdf(ck, input)
    ;[ck, k] = [next, key.subarray(0, 32)]
  }
  const take = (message: Uint8Array): void => {
    expect(message.length).toBe(49)
    expect([...chacha(k, new Uint8Array(12), message.subarray(32), h)]).toEqual([0]) // no newer epoch is known
    mix(message.subarray(32))
  }
  mix(ascii('tejido/1'))
  const [next, toHash, key] = hkdf(ck, psk)
  ;[ck, k] = [next, key.subarray(0, 32)]
  mix(toHash)
  mix(hello.subarray(0, 32))
  mixKey(hello.subarray(0, 32))
  take(hello)
  mix(reply.subarray(0, 32))
  mixKey(reply.subarray(0, 32))
  mixKey(nacl.scalarMult(secret, reply.subarray(0, 32)))
  take(reply)
  const [dialler, listener] = hkdf(ck, new Uint8Array())
  return { h, keys: [dialler.subarray(0, 32), listener.subarray(0, 32)] }
}

const names = (who: string): string[] =>
  [...values.keys()]
    .filter((name) => name.startsWith(`${who}.`) && name.endsWith('.says'))
    .map((name) => name.slice(0, -5))

/** All that a laptop can open with its box key alone: keys out of lockboxes and out of epochs, until nothing is new. */
export const readWith = (secret: Uint8Array): { keys: Set<string>; opened: Map<Read, Inside> } => {
  const all = [...names('alma'), ...names('bina')].map(readEnvelope)
  const keys = new Map<string, Uint8Array>()
  const opened = new Map<Read, Inside>()
  for (let before = -1; before !== keys.size + opened.size;) {
    before = keys.size + opened.size
    for (const envelope of all) {
      const handed = envelope.boxes.flatMap((box) => unlock(box, secret) ?? [])
      for (const key of [...keys.values(), ...handed]) {
        const content = envelope.open(key)
        if (!content) continue
        opened.set(envelope, content)
        for (const found of [key, ...(content.fields?.earlier ?? [])]) keys.set(hexed(found), found)
      }
    }
  }
  return { keys: new Set(keys.keys()), opened }
}
