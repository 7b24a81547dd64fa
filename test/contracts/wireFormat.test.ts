import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { argon2id } from '@noble/hashes/argon2.js'
import { readBundle } from '@automerge/automerge'
import { mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import nacl from 'tweetnacl'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everybodyGoesHome } from '../support/people'
import { makeTrace, renderTrace } from '../support/trace'
import { ephemeral } from '../support/traceSession'
import {
  ascii,
  blake,
  bytes,
  cbor,
  chacha,
  noiseOf,
  readWith,
  reseal,
  start,
  stop,
  u16,
  u64,
  unhex,
  derive,
  hexed,
  isSigned,
  join,
  page,
  raw,
  readEnvelope,
  said,
  sectionOf,
  unseal,
  values,
  zero,
} from '../support/wireReader'
import type { Inside, Read } from '../support/wireReader'

/*
 * First half: the product's code makes the trace with a random source that is none, and the page must say the same
 * (TEJIDO_WRITE_VECTORS=1 writes it). Second half: a reader written from docs/wire-format.md alone
 * (test/support/wireReader.ts) opens the page's values again; so the page is enough for another implementation.
 */
const random = vi.hoisted(() => {
  let [name, count] = ['', 0]
  return {
    chapter: (next: string): void => {
      ;[name, count] = [next, 0]
    },
    draw: (length: number, sha256: (text: string) => Uint8Array): Uint8Array => {
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

let made = ''
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-15T12:00:00.000Z') })
  made = `\n${renderTrace(await makeTrace(random.chapter))}\n`
  vi.useRealTimers()
  if (process.env.TEJIDO_WRITE_VECTORS !== '1') return
  const text = readFileSync(page, 'utf8')
  const [from, to] = [text.indexOf(start) + start.length, text.indexOf(stop)]
  writeFileSync(page, text.slice(0, from) + made + text.slice(to))
})
afterAll(everybodyGoesHome)

test('the page says what the code gives', () => {
  expect(sectionOf(readFileSync(page, 'utf8'))).toBe(made)
})

test('every purpose derives as the table says', () => {
  const names = [...values.keys()].filter((name) => /^derive\.(?!key$|context$)/.test(name))
  expect(names.length).toBe(13)
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
  const digits = Array.from(symbols, (symbol) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(symbol))
  let bits = 0n
  for (let group = 0; group < 7; group++) {
    const four = digits.slice(group * 5, group * 5 + 4)
    expect(digits[group * 5 + 4]).toBe((four.reduce((sum, v, i) => sum + v * (2 * i + 3), 0) + 7 * (group + 1)) % 32)
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
  const request = cbor(bytes('request')) as Record<'asks' | 'byCode' | 'byRoot' | 'byDevice', Uint8Array>
  const asks = cbor(request.asks) as Record<'network' | 'invite' | 'code' | 'root' | 'device' | 'box', Uint8Array>
  expect([asks.network, asks.invite, asks.code, asks.device, asks.box].map(hexed)).toEqual(
    ['network', 'invitation.id', 'invitation.code-key', 'bina.device', 'bina.box'].map(raw),
  )
  for (const [by, key] of [
    ['Code', asks.code],
    ['Root', asks.root],
    ['Device', asks.device],
  ] as const)
    expect(isSigned(`request by ${by.toLowerCase()}`, asks.network, request.asks, request[`by${by}`], key)).toBe(true)
  expect(hexed(asks.root)).toBe(hexed(rootOf('bina').publicKey))
  const salt = blake(ascii('tejido/1/check words'), 16)
  const slow = argon2id(join(bytes('network'), blake(bytes('request'))), salt, { m: 65_536, t: 3, p: 1, dkLen: 16 })
  const all = BigInt('0x' + hexed(slow.subarray(0, 9)))
  const words = Array.from({ length: 6 }, (_, i) => wordlist[Number((all >> BigInt(61 - 11 * i)) & 2_047n)])
  expect(words.join(' ')).toBe(said('request.words'))
})

test('each laptop opens with its box key what it was given, and nothing more', () => {
  const hers = readWith(bytes('alma.box.secret'))
  expect([...hers.keys].sort()).toEqual(['key.1', 'key.2', 'key.3'].map(raw).sort())
  expect(hers.opened.size).toBe(13)
  const bina = readWith(bytes('bina.box.secret'))
  expect([...bina.keys].sort()).toEqual(['key.1', 'key.2'].map(raw).sort()) // revoked before the third
  expect([...bina.opened.keys()].map(({ name }) => name)).not.toContain('alma.12')
  for (const key of ['key.1', 'key.2', 'key.3'])
    expect(hexed(derive(bytes(key), 'key id', zero))).toBe(raw(`${key}.id`))
})

test('what the envelopes say rests on what was said before', () => {
  const { opened } = readWith(bytes('alma.box.secret'))
  const known = new Map([...opened.keys()].map((read) => [read.id, read]))
  const insideOf = (id: string): Inside | undefined => {
    const read = known.get(id)
    return read && opened.get(read)
  }
  const isRoot = (read: Read | undefined): boolean =>
    read !== undefined && opened.get(read)?.kind === 'op' && raw(`${read.name}.under`) === '"key.1"'
  for (const [read, content] of opened) {
    expect(content.kind === 'op' ? content.type : content.kind).toBe(said(`${read.name}.says`))
    expect(read.boxes.length).toBe(content.fields?.to ? 8 : 0)
    for (const head of read.heads) expect(isRoot(known.get(head))).toBe(true)
    for (const head of content.heads) expect(insideOf(hexed(head))?.type).toMatch(/create|epoch|grant|box|revoke/)
    if (content.kind !== 'batch') continue
    for (const dep of content.deps) expect(insideOf(hexed(dep))?.document).toBe(content.document)
    const id = blake(join(ascii('tejido/1/document\0'), content.space, ascii(content.document))).subarray(0, 16)
    expect(hexed(id)).toBe(raw(`document.${content.document}`))
    const [magic, type] = [hexed(content.batch.subarray(0, 4)), content.batch[8]]
    expect([magic, type]).toEqual(['856f4a83', 3])
    const sum = createHash('sha256').update(content.batch.subarray(8)).digest('hex').slice(0, 8)
    expect(sum).toBe(hexed(content.batch.subarray(4, 8)))
    const { changes } = readBundle(content.batch) // the hashes of changes are Automerge's own business
    const hashes = changes.map(({ hash }) => hash).sort()
    expect(changes.length).toBe(content.count)
    expect(hexed(blake(unhex(hashes.join(''))))).toBe(hexed(content.digest))
    for (const { actor } of changes) expect(actor.slice(-32).slice(0, 16)).toBe(read.device.slice(0, 16))
  }
  const founding = [...opened.entries()].find(([{ name }]) => name === 'alma.1')?.[1].fields
  const alma = join(bytes('alma.device'), bytes('alma.box'), founding?.paper ?? zero)
  expect(isSigned('request by root', zero, alma, founding?.bySignature ?? zero, founding?.root ?? zero)).toBe(true)
  expect(raw('alma.6.id')).toBe(raw('space'))
})

test('the folder files are named and sealed as told', () => {
  const file = bytes('folder.card.file')
  const carrier = bytes('invitation.carrier')
  const plain = unseal(derive(carrier, 'folder wrap', zero), file, ascii('tejido/1/folder'))
  expect(hexed(file.subarray(0, 24))).toBe(hexed(blake(plain, 24, derive(carrier, 'folder nonce', zero))))
  expect([plain.length, plain[0]]).toEqual([5 + 1_024, 2])
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(1)
  expect(hexed(plain.subarray(5, 5 + length))).toBe(raw('folder.card.payload'))
  const nameOf = (key: Uint8Array, kind: number, id: Uint8Array): string =>
    hexed(blake(join(Uint8Array.of(kind), id), 16, key))
  expect(nameOf(derive(carrier, 'folder name', zero), 2, bytes('invitation.id'))).toBe(raw('folder.card.name'))
  const name = derive(bytes('key.1'), 'folder name', bytes('network'))
  expect(nameOf(name, 0, bytes('network'))).toBe(raw('folder.envelope.name'))
})

test('an advert is sealed, bound to its address and spelt as told', () => {
  const [ip, name] = [said('lan.ip'), said('lan.name')]
  const bound = join(ascii('tejido/1/lan advert\0'), Uint8Array.from(ip.split('.').map(Number)))
  const plain = unseal(derive(bytes('key.1'), 'lan advert', bytes('network')), bytes('lan.advert'), bound)
  expect(hexed(plain)).toBe(`a1120001020304050607${'00'.repeat(10)}`)
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  let bits = ''
  for (const letter of name.replace('.local', '').replace('.', ''))
    bits += letters.indexOf(letter).toString(2).padStart(5, '0')
  expect(BigInt(`0b${bits}`).toString(16).padStart(120, '0')).toBe(raw('lan.advert'))
  expect(name).toMatch(/^[a-z2-7]{48}\.[a-z2-7]{48}\.local$/)
})

test('a parcel is sealed by blocks as told', () => {
  const [salt, head, request] = [bytes('parcel.salt'), bytes('parcel.head'), bytes('request')]
  const view = new DataView(head.buffer, head.byteOffset)
  expect([head.length, head[0], head[1]]).toEqual([66, 1, 0])
  expect([18, 22, 26, 30].map((at) => view.getUint32(at))).toEqual([1, 1, 1, 0])
  expect(hexed(head.subarray(34))).toBe(hexed(blake(new Uint8Array())))
  const text = new Uint8Array(65_536 - 32 - 16)
  text.set(join(head, Uint8Array.of(2, 0, 0, request.length >> 8, request.length & 255), request))
  const key = derive(bytes('key.1'), 'parcel', join(bytes('network'), salt))
  const block = join(salt, reseal(key, new Uint8Array(24), text, ascii('tejido/1/parcel')))
  expect(hexed(block.subarray(0, 168))).toBe(raw('parcel.start'))
  expect(hexed(block.subarray(-16))).toBe(raw('parcel.tag'))
  expect([block.length, hexed(blake(block))]).toEqual([65_536, raw('parcel.hash')])
})

type Message = { t: string; signature: Uint8Array; digest: Uint8Array }

test('the session is Noise_NNpsk0 with the frames as told', () => {
  const frames = (who: string): Uint8Array[] =>
    [1, 2, 3, 4]
      .map((i) => bytes(`session.${who}.${i}`))
      .map((frame) => {
        expect(u16(frame, 0)).toBe(frame.length - 2)
        return frame.subarray(2)
      })
  const [hello = zero, ...asked] = frames('dialler')
  const [reply = zero, ...answered] = frames('listener')
  const { h, keys } = noiseOf(bytes('session.psk'), bytes('session.dialler.ephemeral'), hello, reply)
  expect(hexed(h)).toBe(raw('session.hash'))
  expect(hexed(derive(bytes('key.1'), 'lan psk', bytes('network')))).toBe(raw('session.psk'))
  const read = (sealed: Uint8Array[], by: Uint8Array): Message[] =>
    sealed.map((frame, i) => {
      const plain = chacha(by, Uint8Array.of(0, 0, 0, 0, i, 0, 0, 0, 0, 0, 0, 0), frame, new Uint8Array())
      expect([plain.length % 256, plain[0]]).toEqual([0, 0])
      return cbor(plain.subarray(3, 3 + u16(plain, 1))) as Message
    })
  const [hers, mine] = [read(asked, keys[0]), read(answered, keys[1])]
  expect(hers.map(({ t }) => t)).toEqual(['prove', 'known', 'digest'])
  expect(mine.map(({ t }) => t)).toEqual(['known', 'prove', 'digest'])
  for (const [said, domain, who] of [
    [hers[0], 'session dialler', 'bina'],
    [mine[1], 'session listener', 'alma'],
  ] as const)
    expect(isSigned(domain, bytes('network'), h, said?.signature ?? zero, bytes(`${who}.device`))).toBe(true)
  const ends = ['alma.12', 'bina.1'].map(readEnvelope).sort((a, b) => (a.device < b.device ? -1 : 1))
  const held = ends.map(({ device, seq, id }) => join(unhex(device), u64(seq), unhex(id)))
  const digest = blake(join(ascii('tejido/1/holdings\0'), ...held))
  for (const said of [hers[2], mine[2]]) expect(hexed(said?.digest ?? zero)).toBe(hexed(digest))
})
