import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { fromHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { sign } from '#core/crypto/signing'
import { encodeCbor } from '#core/identity/encode'
import { blockLength, blocksFor } from '#core/sync/parcel/block'
import type { Head } from '#core/sync/parcel/block'
import { lengthOf, sealSection } from '#core/sync/parcel/section'
import type { ParcelRecord } from '#core/sync/parcel/section'
import { cpuOf } from '../../support/cpu'
import { insidersLeave, setApart, turn } from '../../support/insider'
import type { Insider } from '../../support/insider'
import { growthOf } from '../../support/memory'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder } from '../../support/people'
import type { Person } from '../../support/people'
import { board, byParcel, held, offer, readParcel, typeOf, writeParcel } from '../../support/parcels'
import { found, formsOf, formsOfId } from '../../support/search'

// Carla has a member's keys and no manners; others have only the file.

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const shared = foundNetwork().then(async (alma) => {
  const bina = await joinNetwork(alma, 'Bina')
  const carla = await turn(await joinNetwork(alma, 'Carla'))
  await meet(alma, bina)
  return { alma, bina, carla }
})
let alma: Person
let bina: Person
let carla: Insider
let place: string
beforeEach(async () => {
  ;({ alma, bina, carla } = await shared)
  place = join(newFolder(), 'a')
})

/** A parcel of Carla's making: good blocks under the network's key. */
const forge = (records: Iterable<ParcelRecord>, blocks: number, but: Partial<Head> = {}): void => {
  const none = hash(new Uint8Array())
  const head = {
    kind: 'things',
    parcel: randomBytes(16),
    part: 1,
    of: 1,
    blocks,
    tail: 0,
    tailHash: none,
    ...but,
  } as const
  const under = { secret: carla.key(), context: fromHex(carla.network) }
  writeFileSync(place, Buffer.concat([...sealSection(under, head, records)]))
}
const read = async (person = bina): Promise<string> => typeOf(await byParcel(person, place, { order: { act: 'read' } }))
const junk = (kind: ParcelRecord['kind'], length: number): ParcelRecord => ({ kind, bytes: randomBytes(length) })

test('junk inside a good parcel is set apart as by any carrier, and what is good beside it goes in', async () => {
  const said = carla.say({ content: carla.op('paper', { opens: true }) })
  const before = await held(bina)
  const known = (await setApart(bina)).length
  forge(
    [
      junk('envelope', 900),
      { kind: 'envelope', bytes: said },
      junk('holds', 300),
      junk('request', 40),
      junk('piece', 90),
    ],
    1,
  )
  expect(await byParcel(bina, place)).toMatchObject({ ok: true, value: { received: 1, quarantined: 1, peers: [] } })
  expect(await held(bina)).toBe(before + 1)
  expect((await setApart(bina)).slice(known)).toEqual([': Malformed'])
})

test('things without end, too long, of no known kind, heads that lie: refused, and nothing went in', async () => {
  const before = await held(bina)
  const known = (await setApart(bina)).length
  forge([junk('envelope', 100)], 2, { blocks: 2, tail: 1 })
  expect(await read()).toBe('ParcelDamaged')
  forge([], 1, { part: 2, of: 1 })
  expect(await read()).toBe('ParcelDamaged')
  forge([], 1, { of: 100_000 })
  expect(await read()).toBe('ParcelDamaged')
  forge([], 1, { kind: 'note' })
  expect(await read()).toBe('ParcelDamaged')
  forge([], 1, { tailHash: randomBytes(32) })
  expect(await read()).toBe('ParcelDamaged')
  forge([junk('envelope', 500), junk('piece', 1_048_577)], 18)
  expect(await read()).toBe('ParcelDamaged')
  forge([junk('envelope', 500), { kind: 'nothing' as 'piece', bytes: randomBytes(4) }], 1)
  expect(await read()).toBe('ParcelDamaged')
  expect(await held(bina)).toBe(before)
  expect(await setApart(bina)).toHaveLength(known)
})

test('a newer kind of parcel says that the program has to be updated', async () => {
  const { sealBlock, sectionKey, textLength } = await import('#core/sync/parcel/block')
  const salt = randomBytes(32)
  const text = new Uint8Array(textLength(0))
  text[0] = 2
  const key = sectionKey({ secret: carla.key(), context: fromHex(carla.network) }, salt)
  writeFileSync(place, sealBlock(key, salt, 0, 1, text))
  expect(await read()).toBe('ParcelNewer')
})

test('a hundred thousand empty things cost seconds and little memory, and the quarantine stays within its bounds', async () => {
  const many = function* (): Generator<ParcelRecord> {
    for (let i = 0; i < 100_000; i++) yield junk('envelope', i % 2)
  }
  forge(many(), blocksFor(100_000 * lengthOf(1), 0))
  let spent = 0
  expect(await growthOf(async () => (spent = await cpuOf(read)))).toBeLessThan(150)
  expect(spent).toBeLessThan(20_000)
  expect((await bina.query('quarantine.list')).items.length).toBeLessThan(1_100)
})

test('what Carla says that others hold is not believed, and of herself only what can be', async () => {
  const says = (device: Uint8Array, ends: unknown): ParcelRecord => {
    const bytes = encodeCbor({ ends, wants: [] })
    const signature = sign('parcel holds', fromHex(carla.network), bytes, carla.device.sign.secretKey)
    return { kind: 'holds', bytes: encodeCbor({ device, says: bytes, signature }) }
  }
  const [almas, binas] = [await alma.query('me'), await bina.query('me')].map(({ deviceId }) => fromHex(deviceId ?? ''))
  const peers = async () => (await bina.query('sync.status')).peers
  const before = await peers()
  forge([says(almas ?? randomBytes(32), [])], 1)
  expect(await read()).toBe('ok')
  expect(await peers()).toEqual(before)
  const more = [
    [binas, 9_000, randomBytes(32)],
    [randomBytes(32), 7, randomBytes(32)],
  ]
  forge([says(fromHex(carla.device.deviceId), more)], 1)
  expect(await read()).toBe('ok')
  expect((await bina.query('sync.status')).missing).toEqual([])
  expect(await bina.engine().check()).toMatchObject({ value: { ok: true } })
})

test('only regular files are opened: no link, pipe, folder or device, and nothing is written through one', async () => {
  const alias = await offer(alma)
  const folder = newFolder()
  const [real = ''] = await writeParcel(alma, join(folder, 'real'))
  symlinkSync(real, join(folder, 'link'))
  symlinkSync('/dev/zero', join(folder, 'zero'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'loose'))
  mkdirSync(join(folder, 'dir'))
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe')])
  writeFileSync(join(folder, 'huge'), '')
  truncateSync(join(folder, 'huge'), 2 ** 40)
  const names = ['link', 'zero', 'loose', 'dir', ...(process.platform === 'win32' ? [] : ['pipe', '../../../dev/zero'])]
  for (const name of names) {
    const at = join(folder, name)
    expect([name, typeOf(await byParcel(bina, at, { order: { act: 'read' } }))]).toEqual([name, 'ParcelUnreadable'])
    expect([name, typeOf(await byParcel(alma, at, { order: { act: 'write' } }))]).toEqual([name, 'FileExists'])
  }
  expect(typeOf(await byParcel(bina, join(folder, 'huge'), { order: { act: 'read' } }))).toBe('ParcelTooLarge')
  expect(typeOf(await byParcel(alma, join(folder, 'no', 'such'), { order: { act: 'write' } }))).toBe('FolderMissing')
  expect(typeOf(await byParcel(alma, join(folder, 'x'.repeat(300)), { order: { act: 'write' } }))).toBe('FolderMissing')
  symlinkSync('/etc/hostname', join(folder, 'other.part'))
  await writeParcel(alma, join(folder, 'other'))
  linkSync(join(folder, 'other'), join(folder, 'twin')) // another name of a regular file is a regular file
  await readParcel(bina, join(folder, 'twin'))
  expect(await board(bina)).toContain(alias)
})

test('nothing in a file is plain: no name, no text, no id, no length that is not a round number', async () => {
  const canary = 'CANARIO-paquete-Ñandú-7Q2X'
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: canary })
  await alma.call('case.addNote', { caseId, kind: 'call', text: canary })
  await alma.call('invitation.create', { role: 'member' })
  await writeParcel(alma, place)
  await byParcel(alma, `${place}-r`, { order: { act: 'request' } })
  const me = await alma.query('me')
  const ids = [me.networkId, me.memberId, me.deviceId, caseId].map((id) => id ?? '')
  const texts = [canary, 'Red de Práctica', 'tejido/1/', 'automerge']
  for (const name of [place, `${place}-r`]) {
    const bytes = readFileSync(name)
    const places = [{ name, bytes }]
    expect(found(places, [...texts.flatMap(formsOf), ...ids.flatMap(formsOfId)])).toEqual([])
    expect(statSync(name).size % blockLength).toBe(0)
    const counts = new Array<number>(256).fill(0)
    for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
    expect(Math.max(...counts) / (bytes.length / 256)).toBeLessThan(1.4) // as noise is: no run of zeros, no text
  }
  // the same search finds all of it where it is plain
  const plain = [{ name: 'plain', bytes: Buffer.from(JSON.stringify([texts, ids])) }]
  for (const forms of [...texts.map(formsOf), ...ids.map(formsOfId)]) expect(found(plain, forms)).toEqual(['plain'])
})
