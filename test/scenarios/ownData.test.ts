import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { argon2id } from '@noble/hashes/argon2.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createArchive } from '#core/commands/ownData/archive'
import type { Archive } from '#core/commands/ownData/archive'
import { writeBlocks } from '#core/commands/ownData/blocks'
import { makeHead } from '#core/commands/ownData/head'
import { openOwnData } from '#core/commands/ownData/openOwnData'
import { floorCost } from '#core/crypto/passphraseKey'
import { out } from '../support/drivers'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import { ascii, blake, hexed, join as joined, u64, unseal } from '../support/wireReader'

// Bina takes what she may read out of her laptop, in one file, and opens it where there is no network at all.

afterAll(everybodyGoesHome)

const canary = { note: 'CANARIO-nota-Ñandú', other: 'CANARIO-de-otra', file: 'CANARIO-adjunto', house: 'CANARIO-casa' }
const phrase = 'orilla tambor neblina cacao tortuga volcán hilo'
const large = Buffer.alloc(2_300_000, 'grabación ')

let bina: Person
let caseId: string
let file: string
let opened: string

const attach = async (who: Person, name: string, bytes: Buffer): Promise<string> => {
  const { uploadId } = await who.call('attachment.begin', {})
  for (let at = 0; at < bytes.length; at += 500_000)
    await who.call('attachment.append', { uploadId, bytes: bytes.subarray(at, at + 500_000).toString('base64') })
  return (await who.call('case.addAttachment', { caseId, uploadId, name })).attachmentId
}
const failureOf = async (from: string, to: string, by = phrase, signal?: AbortSignal): Promise<string> => {
  const done = await openOwnData(from, by, to, signal ? { signal } : {})
  return done.ok ? 'ok' : done.error.type
}
type Whole = { kind: string; parts: Record<string, Record<string, Record<string, unknown>>>; files: object[] }
const documentsIn = (kind: string): Whole[] =>
  readdirSync(join(opened, 'documents', kind)).map(
    (name) => JSON.parse(readFileSync(join(opened, 'documents', kind, name), 'utf8')) as Whole,
  )
const small = Buffer.from(`${canary.file} `.repeat(9_000))
let ids: string[]

beforeAll(async () => {
  const alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina')
  await meet(alma, bina)
  caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
  await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: canary.other })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await alma.call('house.offer', { alias: canary.house, country: 'GT', type: 'safe_house', placesTotal: 3 })
  ids = [await attach(alma, 'denuncia.pdf', small), await attach(alma, '../../audio', large)]
  await meet(alma, bina)
  await meet(alma, bina) // what comes by itself was asked for
  await bina.call('case.addNote', { caseId, kind: 'call', text: canary.note })
  file = join(newFolder(), 'lo-mio')
  const written = await bina.engine().exportOwnData(file, phrase)
  expect(written).toMatchObject({ ok: true, value: { attachments: 1, elsewhere: 1, damaged: 0 } })
  opened = join(newFolder(), 'abierto')
  expect(await openOwnData(file, ` ${phrase.toUpperCase()}`, opened)).toMatchObject({ ok: true })
})

const everything = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')

describe('what she reads is all there', () => {
  test('her case, with its notes, its people and what became of each file; her network; and nothing of another case', () => {
    const all = everything(opened)
    for (const there of [canary.note, canary.file, canary.house, 'Bina', 'Alma']) expect(all).toContain(there)
    expect(all).not.toContain(canary.other)
    const [hers] = documentsIn('case').filter(({ parts }) => parts.notes)
    expect(Object.values(hers?.parts.notes ?? {})).toMatchObject([{ text: canary.note, kind: 'call' }])
    expect(hers?.files).toHaveLength(2)
    expect(hers?.files).toEqual(
      expect.arrayContaining([
        { id: ids[0], state: 'here', file: expect.stringMatching(/^attachments\/.*\.pdf$/) as string },
        { id: ids[1], state: 'elsewhere', file: null },
      ]),
    )
    for (const row of Object.values(hers?.parts.attachments ?? {})) {
      expect(row).toHaveProperty('sha256')
      expect(row).not.toHaveProperty('key')
    }
  })

  test('a file of hers is the same to the byte, and the checksums agree by the ordinary tool', () => {
    const at = (documentsIn('case').flatMap(({ files }) => files) as { file: string | null }[]).find((one) => one.file)
    expect(readFileSync(join(opened, at?.file ?? '')).equals(small)).toBe(true)
    expect(() =>
      execFileSync('sha256sum', ['--strict', '--quiet', '-c', 'checksums.sha256'], { cwd: opened }),
    ).not.toThrow()
  })

  test('her team sees that the case was exported', async () => {
    const { accesses } = await bina.query('case.access', { caseId })
    expect(accesses).toMatchObject([{ alias: 'Bina', action: 'export' }])
  })
})

test('in the sealed file nothing of it can be read, and its length is whole blocks', () => {
  const bytes = readFileSync(file)
  for (const word of [...Object.values(canary), 'Bina', 'checksums', caseId]) expect(bytes.includes(word)).toBe(false)
  expect((bytes.length - 160) % 65_536).toBe(0)
})

test('who knows only the page about the format opens it, with tar behind', () => {
  const bytes = new Uint8Array(readFileSync(file))
  const number = (at: number): number => Number(new DataView(bytes.buffer).getBigUint64(at))
  const folded = phrase.normalize('NFKD').replace(/\p{M}/gu, '')
  const cost = { m: number(24) / 1_024, t: number(32), p: 1, dkLen: 32 }
  const under = argon2id(ascii(folded), bytes.slice(40, 56), cost)
  const key = unseal(under, bytes.slice(56, 128), joined(ascii('tejido/1/own data key\0'), bytes.slice(0, 56)))
  const bound = joined(ascii('tejido/1/own data\0'), bytes.slice(0, 160))
  const count = (bytes.length - 160) / 65_536
  const texts = Array.from({ length: count }, (_, i) => {
    const nonce = joined(u64(i), Uint8Array.of(i === count - 1 ? 1 : 0), new Uint8Array(15))
    const at = 160 + i * 65_536
    return unseal(key, joined(nonce, bytes.slice(at, at + 65_536)), bound)
  })
  expect(hexed(blake(bytes.slice(0, 128)))).toBe(hexed(bytes.slice(128, 160)))
  const names = execFileSync('tar', ['-t'], { input: Buffer.concat(texts) }).toString()
  expect(names.trim().split('\n').sort()).toEqual(
    readdirSync(opened, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(opened, name)).isFile())
      .sort(),
  )
})

describe('what is not as it was written is refused whole', () => {
  const broken = async (bytes: Uint8Array, by = phrase): Promise<string> => {
    const folder = newFolder()
    const copy = join(folder, 'copia')
    writeFileSync(copy, bytes)
    const failure = await failureOf(copy, join(folder, 'abierto'), by)
    expect(readdirSync(folder)).toEqual(['copia'])
    return failure
  }

  test.each(seedsOf('own data, altered', 2))('a flipped bit, wherever (seed %i)', async (seed) => {
    const random = randomOf(seed)
    const { length } = readFileSync(file)
    for (const at of [random.whole(160), 160 + random.whole(length - 160), length - 1 - random.whole(65_536)]) {
      const bytes = new Uint8Array(readFileSync(file))
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(8))
      expect([at, await broken(bytes)]).toEqual([at, 'OwnDataDamaged'])
    }
  })

  test('cut anywhere, at the end of a block too; lengthened; its blocks in another order; or not one of ours', async () => {
    const bytes = new Uint8Array(readFileSync(file))
    const block = (i: number): Uint8Array => bytes.slice(160 + i * 65_536, 160 + (i + 1) * 65_536)
    for (const wrong of [
      bytes.slice(0, 0),
      bytes.slice(0, 100),
      bytes.slice(0, 160),
      bytes.slice(0, 160 + 65_536),
      bytes.slice(0, -1),
      joined(bytes, block(0)),
      joined(bytes.slice(0, 160), block(1), block(0), bytes.slice(160 + 2 * 65_536)),
      new Uint8Array(readFileSync(join(bina.vault, 'vault.keys'))),
    ])
      expect([wrong.length, await broken(wrong)]).toEqual([wrong.length, 'OwnDataDamaged'])
  })

  test('another phrase, the vault’s too; a newer version; a cost that would stop a laptop', async () => {
    const bytes = new Uint8Array(readFileSync(file))
    expect(await broken(bytes, passphrase)).toBe('WrongPassphrase')
    const withNumber = (at: number, value: number): Uint8Array => {
      const body = joined(bytes.slice(0, at), u64(value), bytes.slice(at + 8, 128))
      return joined(body, blake(body), bytes.slice(160))
    }
    expect(await broken(withNumber(16, 2))).toBe('OwnDataNewer')
    expect(await broken(withNumber(24, 2 ** 40))).toBe('OwnDataDamaged')
    expect(await broken(withNumber(24, 128 * 1_048_576))).toBe('WrongPassphrase')
  })

  test('an archive that somebody made by hand writes nowhere but into its folder', async () => {
    const made = async (fill: (archive: Archive, raw: (bytes: Uint8Array) => void) => void): Promise<string> => {
      const folder = newFolder()
      const place = join(folder, 'hecho')
      const fd = openSync(place, 'wx')
      const blocks = writeBlocks(fd, await makeHead(phrase, floorCost))
      const archive = createArchive(blocks)
      fill(archive, (bytes) => blocks.write(bytes))
      archive.end()
      closeSync(fd)
      const failure = await failureOf(place, join(folder, 'abierto'))
      expect(readdirSync(folder).sort()).toEqual(failure === 'ok' ? ['abierto', 'hecho'] : ['hecho'])
      return failure
    }
    /** A header as GNU tar writes it. */
    const header = (...args: string[]): Uint8Array => {
      const folder = newFolder()
      execFileSync('sh', ['-c', 'echo x > uno; ln -s /etc enlace; tar --format=ustar -cPf a.tar "$@"', 'sh', ...args], {
        cwd: folder,
      })
      return new Uint8Array(readFileSync(join(folder, 'a.tar')).subarray(0, 512))
    }
    expect(await made((archive) => archive.addText('uno.txt', 'x'))).toBe('ok')
    expect(
      await made((archive) => {
        archive.addText('uno.txt', 'x')
        archive.addText('uno.txt', 'y')
      }),
    ).toBe('OwnDataDamaged')
    expect(
      await made((archive) => {
        archive.addText('uno', 'x')
        archive.addText('uno/dos', 'y')
      }),
    ).toBe('OwnDataDamaged')
    for (const args of [['enlace'], ['--transform=s,uno,../uno,', 'uno'], ['--transform=s,uno,/tmp/uno,', 'uno']])
      expect([args, await made((_archive, raw) => raw(header(...args)))]).toEqual([args, 'OwnDataDamaged'])
  })

  test('nothing that is there is touched, and what is cancelled leaves nothing', async () => {
    const folder = newFolder()
    expect(await failureOf(join(folder, 'nada'), join(folder, 'abierto'))).toBe('OwnDataUnreadable')
    expect(await failureOf(folder, join(folder, 'abierto'))).toBe('OwnDataUnreadable')
    expect(await failureOf(file, opened)).toBe('FileExists')
    expect(await failureOf(file, join(folder, 'no', 'hay'))).toBe('FolderMissing')
    expect(await failureOf(file, join(folder, 'abierto'), phrase, AbortSignal.abort())).toBe('Cancelled')
    const cancel = new AbortController()
    const tried = (place: string, by = phrase, signal?: AbortSignal) =>
      bina.engine().exportOwnData(place, by, { onShare: () => cancel.abort(), ...(signal && { signal }) })
    expect(await tried(file)).toMatchObject({ error: { type: 'FileExists' } })
    expect(await tried('mía')).toMatchObject({ error: { type: 'PlaceNotWhole' } })
    expect(await tried(join(folder, 'corta'), 'tres palabras nada')).toMatchObject({
      error: { type: 'PassphraseTooShort' },
    })
    expect(await tried(join(folder, 'mía'), phrase, cancel.signal)).toMatchObject({ error: { type: 'Cancelled' } })
    expect(readdirSync(folder)).toEqual([])
  })
})

test('at a terminal she writes it, and somebody without a vault opens it', async () => {
  await bina.lock()
  const folder = newFolder()
  const [vaultPhrase, ownPhrase] = [join(folder, 'caja'), join(folder, 'archivo')]
  writeFileSync(vaultPhrase, passphrase)
  writeFileSync(ownPhrase, phrase)
  const tejido = (...words: string[]) => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(out, 'main/cli.js'), 'export', 'own-data', ...words, '--json'],
      {
        env: { PATH: process.env.PATH, HOME: folder, TEJIDO_KDF: 'floor' },
        cwd: folder,
      },
    )
    return { status, value: JSON.parse(stdout.toString() || 'null') as { error?: { type: string } } }
  }
  const [sealed, place] = [join(folder, 'lo-mio'), join(folder, 'abierto')]
  const hers = ['--vault', bina.vault, '--passphrase-file', vaultPhrase]
  const own = ['--export-passphrase-file', ownPhrase]
  expect(tejido('--out', sealed, ...hers)).toMatchObject({
    status: 3,
    value: { error: { type: 'OwnDataPhraseMissing' } },
  })
  // what is typed there begins where she is
  expect(tejido('--out', 'lo-mio', ...hers, ...own)).toMatchObject({
    status: 0,
    value: { files: [{ path: sealed }], release: null, attachments: 1, elsewhere: 1 },
  })
  expect(tejido('--open', sealed, '--out', place, '--export-passphrase-file', vaultPhrase)).toMatchObject({
    status: 3,
    value: { error: { type: 'WrongPassphrase' } },
  })
  expect(existsSync(place)).toBe(false)
  expect(tejido('--open', sealed, '--out', place, ...own).status).toBe(0)
  expect(everything(place)).toContain(canary.note)
  expect(tejido('--open', sealed, ...own)).toMatchObject({ status: 2, value: { error: { type: 'WrongUsage' } } })
})
