import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomBytes } from '#core/crypto/randomBytes'
import {
  blockLength,
  blocksFor,
  openBlock,
  parseHead,
  roomIn,
  saltOf,
  sectionKey,
  sizeBelow,
} from '#core/sync/parcel/block'
import { openSection, recordsOf, sealSection } from '#core/sync/parcel/section'
import type { Blocks, ParcelRecord } from '#core/sync/parcel/section'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder } from '../../support/people'
import type { Person } from '../../support/people'
import { byParcel, held, readParcel, typeOf, writeMuch, writeParcel } from '../../support/parcels'
import { randomOf, seedsOf } from '../../support/random'

// Somebody had the stick in her hands: whatever she did to the file, nothing of it goes in.

const [seed = 0] = seedsOf('parcelDamage', 1)
const random = randomOf(seed)
/** Other bytes looked at, besides all those where something begins or ends. */
const samples = Number(process.env.TEJIDO_SAMPLES ?? 150)

let alma: Person
let bina: Person
let place: string
let good: Buffer
let other: Buffer
let before: number

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina')
  await meet(alma, bina)
  await alma.call('invitation.create', { role: 'member' }) // so that the file has a note at its end
  await writeMuch(alma, 1)
  const since = await bina.id()
  const folder = newFolder()
  const [one = '', two = ''] = [
    ...(await writeParcel(alma, join(folder, 'a'), { since })),
    ...(await writeParcel(alma, join(folder, 'b'), { since })),
  ]
  ;[good, other] = [readFileSync(one), readFileSync(two)]
  place = join(folder, 'c')
  before = await held(bina)
  expect([good.length, other.length]).toEqual([3 * blockLength, 3 * blockLength])
})
afterAll(everybodyGoesHome)

/** Bina is handed these bytes: how it is told, and that nothing went in. */
const given = async (bytes: Uint8Array): Promise<string> => {
  writeFileSync(place, bytes)
  const done = await byParcel(bina, place, { order: { act: 'read' } })
  expect(await held(bina)).toBe(before)
  return typeOf(done)
}
const refused = /^Parcel(OfAnother|Damaged)$/

/** Where salts, heads, first things, tags and blocks begin and end. */
const borders = (): number[] => {
  const near = (at: number, below: number, above: number): number[] =>
    Array.from({ length: below + above }, (_, i) => at - below + i)
  return [
    ...near(0, 0, 32 + 66 + 16),
    ...[1, 2, 3].flatMap((block) => near(block * blockLength, 20, 20)),
    ...near(2 * blockLength, 0, 32 + 66 + 16),
  ].filter((at) => at < good.length)
}

test('every byte of salts, heads and borders, and a sample of the others, flipped: refused, and nothing went in', async () => {
  const places = new Set([...borders(), ...Array.from({ length: samples }, () => random.whole(good.length))])
  for (const at of places) {
    const bytes = Buffer.from(good)
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.whole(8)), at)
    expect([at, await given(bytes)]).toEqual([at, expect.stringMatching(refused)])
  }
  expect((await bina.query('quarantine.list')).items).toEqual([])
}, 120_000)

test('cut at every border and at a sample of lengths, or with something behind it: refused', async () => {
  const lengths = [1, 2, 3].flatMap((block) => [-1, 0, 1].map((by) => block * blockLength + by))
  lengths.push(0, 1, 31, 32, 33, ...Array.from({ length: 20 }, () => random.whole(good.length)))
  for (const length of lengths) {
    if (length === good.length) continue
    const bytes = Buffer.concat([good, randomBytes(2 * blockLength)]).subarray(0, length)
    expect([length, await given(bytes)]).toEqual([length, expect.stringMatching(refused)])
  }
  expect(await given(Buffer.concat([good, randomBytes(blockLength)]))).toBe('ParcelDamaged')
})

test('blocks that were swapped, said twice, left out, or taken from another parcel of hers: refused', async () => {
  const block = (from: Buffer, i: number): Buffer => from.subarray(i * blockLength, (i + 1) * blockLength)
  const [a, b, c] = [0, 1, 2].map((i) => block(good, i)) as [Buffer, Buffer, Buffer]
  const [x, y, z] = [0, 1, 2].map((i) => block(other, i)) as [Buffer, Buffer, Buffer]
  const orders = [
    [a, c, b],
    [b, a, c],
    [a, a, c],
    [a, b, b],
    [a, b],
    [b, c],
    [a, c],
    [a, y, c],
    [a, b, z],
    [x, b, c],
    [a, b, c, c],
    [a, b, c, x, y, z],
    [Buffer.concat([x.subarray(0, 32), a.subarray(32)]), b, c],
  ]
  for (const [i, blocks] of orders.entries())
    expect([i, await given(Buffer.concat(blocks))]).toEqual([i, expect.stringMatching(refused)])
})

test('a file that is cut while it is read: before all of it was seen nothing goes in, after it what was checked stays', async () => {
  const longer = join(newFolder(), 'long')
  await writeMuch(alma, 40)
  const [file = ''] = await writeParcel(alma, longer, { since: await bina.id() })
  const whole = readFileSync(file)
  expect(whole.length).toBeGreaterThan(20 * blockLength)
  /** Reads it, and cuts it when so many bytes were read. */
  const cutAt = async (bytes: number): Promise<string> => {
    writeFileSync(file, whole)
    const onProgress = (done: number): void => {
      if (done >= bytes) writeFileSync(file, whole.subarray(0, -6 * blockLength))
    }
    return typeOf(await byParcel(bina, file, { order: { act: 'read' }, onProgress }))
  }
  expect([await cutAt(1), await held(bina)]).toEqual(['ParcelDamaged', before])
  expect(await cutAt(whole.length + 1)).toBe('ParcelUnreadable')
  const part = await held(bina)
  expect(part).toBeGreaterThan(before)
  expect(part).toBeLessThan(await held(alma))
  writeFileSync(file, whole)
  expect(await readParcel(bina, file)).toMatchObject({ received: (await held(alma)) - part })
  before = await held(bina)
})

test('sizes are few, hold what was planned, and grow with it by an eighth at most', () => {
  let last = 0
  for (let i = 0; i < 3_000; i++) {
    const bytes = Math.floor(2 ** (random.next() * 33))
    const tail = random.whole(20)
    const size = blocksFor(bytes, tail) + tail
    expect(roomIn(size - tail)).toBeGreaterThanOrEqual(bytes)
    expect(sizeBelow(size)).toBe(size)
    const needed = Math.ceil(bytes / (blockLength - 16)) + tail + 1
    expect(size).toBeLessThanOrEqual(Math.max(needed + 1, needed * 1.125 + 1))
    last = Math.max(last, size)
  }
  expect(new Set(Array.from({ length: 65_536 }, (_, i) => sizeBelow(i + 1))).size).toBeLessThan(120)
})

const secret = { secret: randomBytes(32), context: randomBytes(32) }
const inMemory = (blocks: readonly Uint8Array[]): Blocks => ({
  count: blocks.length,
  block: (i) => blocks[i] ?? new Uint8Array(blockLength),
})
const sealed = (records: readonly ParcelRecord[], blocks: number): Blocks => {
  const head = {
    kind: 'things',
    parcel: randomBytes(16),
    part: 1,
    of: 1,
    blocks,
    tail: 0,
    tailHash: randomBytes(32),
  } as const
  return inMemory([...sealSection(secret, head, records)])
}

test('a section gives back what went in, to the last byte that has room', () => {
  for (const spare of [0, 1, 5, 6, 65_519, 65_520]) {
    const bytes = randomBytes(roomIn(3) - 5 - 100 - 5 - spare)
    const records: ParcelRecord[] = [
      { kind: 'envelope', bytes: randomBytes(100) },
      { kind: 'piece', bytes },
    ]
    const blocks = sealed(records, 3)
    const opened = openSection(blocks, 0, [{ ...secret, context: randomBytes(32) }, secret])
    const back = opened ? [...recordsOf(blocks, opened)] : []
    expect(back.map(({ kind }) => kind)).toEqual(['envelope', 'piece'])
    expect(records.every((one, i) => Buffer.from(one.bytes).equals(back[i]?.bytes ?? new Uint8Array()))).toBe(true)
  }
  expect(() => sealed([{ kind: 'piece', bytes: randomBytes(roomIn(1) - 4) }], 1)).toThrow(RangeError)
  expect(() => sealed([{ kind: 'piece', bytes: randomBytes(roomIn(1) - 5) }], 1)).not.toThrow()
})

test('the same things twice give two files that share nothing; a key of another salt opens neither', () => {
  const [a, b] = [sealed([], 2), sealed([], 2)]
  for (const i of [0, 1]) expect(Buffer.from(a.block(i)).equals(b.block(i))).toBe(false)
  expect(openBlock(sectionKey(secret, saltOf(b.block(0))), 0, 2, a.block(0))).toBeUndefined()
  expect(openBlock(sectionKey(secret, saltOf(a.block(0))), 1, 3, a.block(1))).toBeUndefined() // not the last of three
  const text = openBlock(sectionKey(secret, saltOf(a.block(0))), 0, 2, a.block(0))
  expect(text && parseHead(text)).toMatchObject({ head: { blocks: 2, of: 1, part: 1 } })
})
