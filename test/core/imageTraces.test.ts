import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { lookInto } from '#core/documents/imageTraces'
import { randomOf } from '../support/random'

const bytes = (...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part)))),
  )
const u16 = (n: number): number[] => [n >> 8, n & 255]
const u32 = (n: number): number[] => [...u16(n >>> 16), ...u16(n & 65_535)]

/** EXIF as a telephone writes it: make, date, a turned picture, and a place in degrees, minutes and seconds. */
const exif = (): Uint8Array => {
  const entry = (tag: number, type: number, count: number, value: readonly number[]): number[] => [
    ...u16(tag),
    ...u16(type),
    ...u32(count),
    ...value,
  ]
  const head = bytes('MM', u16(42), u32(8))
  const at = { make: 100, date: 110, gps: 140, north: 220, west: 244 }
  const main = bytes(
    u16(4),
    entry(0x010f, 2, 8, u32(at.make)),
    entry(0x0112, 3, 1, [0, 6, 0, 0]),
    entry(0x0132, 2, 20, u32(at.date)),
    entry(0x8825, 4, 1, u32(at.gps)),
    u32(0),
  )
  const gps = bytes(
    u16(4),
    entry(1, 2, 2, [78, 0, 0, 0]), // N
    entry(2, 5, 3, u32(at.north)),
    entry(3, 2, 2, [87, 0, 0, 0]), // W
    entry(4, 5, 3, u32(at.west)),
    u32(0),
  )
  const all = new Uint8Array(270)
  all.set(head)
  all.set(main, 8)
  all.set(bytes('Telefon\0'), at.make)
  all.set(bytes('2026:11:22 10:00:00\0'), at.date)
  all.set(gps, at.gps)
  all.set(bytes(u32(14), u32(1), u32(30), u32(1), u32(0), u32(1)), at.north)
  all.set(bytes(u32(90), u32(1), u32(45), u32(1), u32(0), u32(1)), at.west)
  return all
}
const segment = (marker: number, body: Uint8Array): Uint8Array => bytes([0xff, marker], u16(body.length + 2), body)
const scan = bytes([0xff, 0xda], u16(8), [1, 1, 0, 0, 63, 0], [1, 2, 0xff, 0, 3, 0xff, 0xd1, 4])
const jpeg = bytes(
  [0xff, 0xd8],
  segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])),
  segment(0xe1, bytes('Exif\0\0', exif())),
  segment(0xe1, bytes('http://ns.adobe.com/xap/1.0/\0<x>Ceiba</x>')),
  segment(0xe2, bytes('ICC_PROFILE\0', [1, 1, 9, 9])),
  segment(0xfe, bytes('a comment by Ceiba')),
  segment(0xdb, bytes([0, ...Array.from({ length: 64 }, () => 1)])),
  scan,
  segment(0xc4, bytes([0, 1, 2])),
  scan,
  [0xff, 0xd9],
  'a film behind the end, with sound',
)
const chunk = (type: string, body: Uint8Array): Uint8Array =>
  bytes(u32(body.length), type, body, u32(crc32(bytes(type, body))))
const png = bytes(
  '\u0089PNG\r\n\u001a\n',
  chunk('IHDR', bytes(u32(1), u32(1), [8, 0, 0, 0, 0])),
  chunk('tEXt', bytes('Author\0Ceiba')),
  chunk('eXIf', exif()),
  chunk('IDAT', deflateSync(new Uint8Array([0, 7]))),
  chunk('IEND', new Uint8Array()),
)
const has = (file: Uint8Array, text: string): boolean => Buffer.from(file).includes(Buffer.from(text, 'latin1'))

test('a telephone picture tells where, when and with what it was taken, and is kept without it', () => {
  const { traces, stripped = new Uint8Array() } = lookInto(jpeg)
  expect(traces).toEqual([
    { kind: 'place', value: '14.5000, -90.7500' },
    { kind: 'device', value: 'Telefon' },
    { kind: 'date', value: '2026:11:22 10:00:00' },
    { kind: 'other', value: '' },
  ])
  for (const told of ['Telefon', '2026', 'Ceiba', 'film', 'xap'])
    expect([told, has(stripped, told)]).toEqual([told, false])
  for (const drawn of ['JFIF', 'ICC_PROFILE']) expect(has(stripped, drawn)).toBe(true)
  expect(Buffer.from(stripped).includes(Buffer.from(scan))).toBe(true)
  expect([...stripped.subarray(-2)]).toEqual([0xff, 0xd9])
  // it says nothing any more but how it is turned
  expect(lookInto(stripped).traces).toEqual([])
  expect(lookInto(stripped).stripped).toEqual(stripped)
})

test('a PNG keeps its pixels and loses its words', () => {
  const { traces, stripped = new Uint8Array() } = lookInto(png)
  expect(traces.map(({ kind }) => kind)).toEqual(['place', 'device', 'date', 'other'])
  expect(has(stripped, 'Ceiba')).toBe(false)
  expect(has(stripped, 'IDAT')).toBe(true)
  expect(lookInto(stripped)).toEqual({ traces: [], stripped })
})

test('a WebP loses what it tells, and says so in its head', () => {
  const part = (type: string, body: Uint8Array): Uint8Array => {
    const length = new Uint8Array(new Uint32Array([body.length]).buffer)
    return bytes(type, length, body, body.length % 2 === 1 ? [0] : [])
  }
  const body = bytes(
    'WEBP',
    part('VP8X', bytes([0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    part('VP8 ', bytes([1, 2, 3])),
    part('EXIF', exif()),
  )
  const webp = bytes('RIFF', new Uint8Array(new Uint32Array([body.length]).buffer), body)
  const { traces, stripped = new Uint8Array() } = lookInto(webp)
  expect(traces[0]).toEqual({ kind: 'place', value: '14.5000, -90.7500' })
  expect([has(stripped, 'EXIF'), has(stripped, 'VP8 '), stripped[20]]).toEqual([false, true, 0])
  expect(new DataView(stripped.buffer).getUint32(4, true)).toBe(stripped.length - 8)
})

test('files of other kinds, and pictures that do not hold together, stay as they are', () => {
  for (const file of [new Uint8Array(), bytes('%PDF-1.7'), jpeg.subarray(0, 200), png.subarray(0, 60)])
    expect(lookInto(file).stripped).toBeUndefined()
})

test('ten thousand changed pictures are looked into without a throw, and none keeps the words of another part', () => {
  const seed = 31_415
  process.stdout.write(`pictures, seed ${seed}\n`)
  const random = randomOf(seed)
  for (let i = 0; i < 10_000; i++) {
    const file = Uint8Array.from(i % 2 === 0 ? jpeg : png)
    for (let j = 0; j < 3; j++) file[Math.floor(random.next() * file.length)] = Math.floor(random.next() * 256)
    expect(() => lookInto(file.subarray(0, Math.floor(random.next() * file.length) + 1))).not.toThrow()
    expect(() => lookInto(file)).not.toThrow()
  }
})
