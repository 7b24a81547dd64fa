import { createDecipheriv, createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { argon2id } from '@noble/hashes/argon2.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { hmac } from '@noble/hashes/hmac.js'
import { readBundle } from '@automerge/automerge'
import { mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import { decode, encode } from 'cborg'
import nacl from 'tweetnacl'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everybodyGoesHome } from '../support/people'
import { ephemeral, makeTrace, renderTrace } from '../support/trace'

/*
 * First half: the product's code makes the trace with a random source that is none, and the page must say the same
 * (TEJIDO_WRITE_VECTORS=1 writes it). Second half: a reader written from docs/wire-format.md alone, on public libraries
 * and nothing of src, opens the page's values again; so the page is enough for another implementation.
 */
const random = vi.hoisted(() => {
  let [name, count] = ['', 0]
  return {
    chapter(next: string) {
      ;[name, count] = [next, 0]
    },
    draw(length: number, sha256: (text: string) => Uint8Array) {
      const out = new Uint8Array(length)
      for (let at = 0; at < length; at += 32) out.set(sha256(`${name} ${count++}`).subarray(0, length - at), at)
      return out
    },
  }
})
vi.mock('#core/crypto/randomBytes', () => ({
  randomBytes: (length: number) =>
    random.draw(length, (text) => new Uint8Array(createHash('sha256').update(text).digest())),
}))
vi.mock('@scure/bip39', async (original) => {
  const real = await original<typeof import('@scure/bip39')>()
  const { randomBytes } = await import('#core/crypto/randomBytes')
  return { ...real, generateMnemonic: (list: string[]) => real.entropyToMnemonic(randomBytes(32), list) }
})
vi.mock('noise-handshake', async (original) => {
  const { default: Noise } = await original<typeof import('noise-handshake')>()
  return {
    default: class extends Noise {
      constructor(...all: ConstructorParameters<typeof Noise>) {
        super(...all)
        const { publicKey, secretKey } = nacl.box.keyPair.fromSecretKey(ephemeral[all[1] ? 0 : 1])
        Object.assign(this, { e: { publicKey: Buffer.from(publicKey), secretKey: Buffer.from(secretKey) } })
      }
    },
  }
})

const page = 'docs/wire-format.md'
const [start, stop] = ['<!-- vectors -->\n', '<!-- /vectors -->']
const sectionOf = (text: string): string => text.slice(text.indexOf(start) + start.length, text.indexOf(stop))

let made = ''
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-15T12:00:00.000Z') })
  made = `\n${renderTrace(await makeTrace(random.chapter))}\n`
  vi.useRealTimers()
  if (process.env.TEJIDO_WRITE_VECTORS !== '1') return
  const text = readFileSync(page, 'utf8')
  writeFileSync(page, text.replace(sectionOf(text), () => made))
})
afterAll(everybodyGoesHome)

test('the page says what the code gives', () => {
  expect(sectionOf(readFileSync(page, 'utf8'))).toBe(made)
})

// ---- a reader of the page ----

const text = sectionOf(readFileSync(page, 'utf8').replace(/\r/g, ''))
const values = new Map(
  [...text.matchAll(/^([a-z][a-z0-9.-]*)\n((?: {2}.*\n)+)/gm)].map(([, name = '', lines = '']) => [
    name,
    lines.replace(/^ {2}/gm, '').replaceAll('\n', ''),
  ]),
)
const raw = (name: string): string => values.get(name) ?? `no value ${name}`
const said = (name: string): string => JSON.parse(raw(name)) as string
const hexed = (b: Uint8Array): string => Buffer.from(b).toString('hex')
const bytes = (name: string): Uint8Array => new Uint8Array(Buffer.from(raw(name), 'hex'))
const ascii = (s: string): Uint8Array => new TextEncoder().encode(s)
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const u64 = (n: number): Uint8Array => new Uint8Array(Buffer.from(n.toString(16).padStart(16, '0'), 'hex'))
const blake = (message: Uint8Array, dkLen = 32, key?: Uint8Array): Uint8Array =>
  blake2b(message, key ? { dkLen, key } : { dkLen })
const zero = new Uint8Array(32)
const derive = (key: Uint8Array, purpose: string, context: Uint8Array): Uint8Array =>
  blake(join(ascii(`tejido/1/${purpose}`), Uint8Array.of(0), context), 32, key)
const cbor = (from: Uint8Array): any => {
  const value: unknown = decode(from)
  expect(hexed(encode(value))).toBe(hexed(from)) // one form only
  return value
}
const isSigned = (domain: string, context: Uint8Array, message: Uint8Array, by: Uint8Array, key: Uint8Array): boolean =>
  nacl.sign.detached.verify(join(ascii(`tejido/1/${domain}`), Uint8Array.of(0), context, message), by, key)

/** ChaCha20-Poly1305 (RFC 8439); throws on a wrong tag. */
const chacha = (key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, ad: Uint8Array): Uint8Array => {
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
const unseal = (key: Uint8Array, sealed: Uint8Array, ad: Uint8Array): Uint8Array =>
  chacha(hchacha(key, sealed.subarray(0, 16)), join(new Uint8Array(4), sealed.subarray(16, 24)), sealed.subarray(24), ad)
const unlock = (box: Uint8Array, secret: Uint8Array): Uint8Array | null => {
  const mine = nacl.box.keyPair.fromSecretKey(secret).publicKey
  return nacl.box.open(box.subarray(32), blake(join(box.subarray(0, 32), mine), 24), box.subarray(0, 32), secret)
}

test('every purpose derives as the table says', () => {
  const names = [...values.keys()].filter((name) => /^derive\.(?!key$|context$)/.test(name))
  expect(names.length).toBe(12)
  for (const name of names)
    expect(raw(name)).toBe(
      hexed(derive(bytes('derive.key'), name.slice(7).replaceAll('-', ' '), bytes('derive.context'))),
    )
})

test('the key file opens with the phrase and gives the database key', () => {
  const slot = bytes('vault.keys').subarray(0, 512)
  const folded = said('vault.passphrase').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  expect(hexed(blake(slot.subarray(0, 480)))).toBe(hexed(slot.subarray(480)))
  const view = new DataView(slot.buffer, slot.byteOffset)
  const [m, t] = [Number(view.getBigUint64(16)) / 1_024, Number(view.getBigUint64(24))]
  const key = argon2id(ascii(folded), slot.subarray(32, 48), { m, t, p: 1, dkLen: 32 })
  expect(hexed(key)).toBe(raw('vault.passphrase-key'))
  const vaultKey = unseal(key, slot.subarray(48, 120), join(ascii('tejido/1/vault slot\0'), slot.subarray(0, 48)))
  expect(hexed(vaultKey)).toBe(raw('vault.key'))
  expect(hexed(derive(vaultKey, 'vault database', zero))).toBe(raw('vault.database-key'))
  const salt = derive(vaultKey, 'vault label', join(ascii('salt'), new Uint8Array(28))).subarray(0, 16)
  expect(hexed(salt)).toBe(raw('vault.database-salt'))
})

const rootOf = (who: string): nacl.SignKeyPair =>
  nacl.sign.keyPair.fromSeed(blake(ascii('tejido/1/root sign'), 32, mnemonicToEntropy(said(`${who}.words`), wordlist)))

test('words, ids and the invitation hold together', () => {
  for (const who of ['alma', 'bina']) {
    expect(hexed(blake(rootOf(who).publicKey))).toBe(raw(`${who}.member`))
    expect(hexed(nacl.sign.keyPair.fromSeed(bytes(`${who}.device.seed`)).publicKey)).toBe(raw(`${who}.device`))
    expect(hexed(nacl.box.keyPair.fromSecretKey(bytes(`${who}.box.secret`)).publicKey)).toBe(raw(`${who}.box`))
  }
  const symbols = said('invitation.code').replaceAll('-', '')
  const digits = [...symbols].map((symbol) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(symbol))
  let bits = 0n
  for (let group = 0; group < 7; group++) {
    const four = digits.slice(group * 5, group * 5 + 4)
    expect(digits[group * 5 + 4]).toBe((four.reduce((sum, v, i) => sum + v * (i + 2), 0) + 7 * (group + 1)) % 31)
    for (const v of four) bits = bits * 32n + BigInt(v)
  }
  const secret = new Uint8Array(Buffer.from((bits >> 12n).toString(16).padStart(32, '0'), 'hex'))
  expect(hexed(secret)).toBe(raw('invitation.secret'))
  const check = blake(join(ascii('tejido/1/invitation code'), secret), 16)
  expect(bits & 0xfffn).toBe(BigInt('0x' + hexed(check).slice(0, 3)))
  const code = nacl.sign.keyPair.fromSeed(derive(blake(secret), 'invitation key', zero)).publicKey
  const carrier = derive(blake(secret), 'carrier', zero)
  expect(hexed(code)).toBe(raw('invitation.code-key'))
  expect(hexed(carrier)).toBe(raw('invitation.carrier'))
  expect(hexed(derive(carrier, 'carrier psk', zero))).toBe(raw('invitation.psk'))
  const request = cbor(bytes('request'))
  const asks = cbor(request.asks)
  expect([asks.network, asks.invite, asks.code, asks.device, asks.box].map(hexed)).toEqual(
    ['network', 'invitation.id', 'invitation.code-key', 'bina.device', 'bina.box'].map(raw),
  )
  for (const [by, key] of [['Code', asks.code], ['Root', asks.root], ['Device', asks.device]] as const)
    expect(isSigned(`request by ${by.toLowerCase()}`, asks.network, request.asks, request[`by${by}`], key)).toBe(true)
  expect(hexed(asks.root)).toBe(hexed(rootOf('bina').publicKey))
  const salt = blake(ascii('tejido/1/check words'), 16)
  const slow = argon2id(join(bytes('network'), blake(bytes('request'))), salt, { m: 65_536, t: 3, p: 1, dkLen: 16 })
  const all = BigInt('0x' + hexed(slow.subarray(0, 9)))
  const words = Array.from({ length: 6 }, (_, i) => wordlist[Number((all >> BigInt(61 - 11 * i)) & 2_047n)])
  expect(words.join(' ')).toBe(said('request.words'))
})

type Read = { name: string; id: string; device: string; seq: number; heads: string[]; boxes: Uint8Array[]; open: (key: Uint8Array) => any }

/** Everything that can be said of an envelope without a key, and how to open it with one. */
const readEnvelope = (name: string): Read => {
  const [header, signature, body] = [bytes(`${name}.header`), bytes(`${name}.signature`), bytes(`${name}.body`)]
  const [version, device, seq, prev, heads, bodyHash, hint] = cbor(header)
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
  const count = body[0]! * 256 + body[1]!
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
      return cbor(padded.subarray(0, end))
    },
  }
}
