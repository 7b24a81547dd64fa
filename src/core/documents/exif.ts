import type { Trace } from '#shared/contract/attachments'

/** What EXIF tells of a picture. `orientation`: 1 to 8, 1 when it says nothing. */
export type Exif = { readonly traces: readonly Trace[]; readonly orientation: number }

type Entry = { readonly tag: number; readonly type: number; readonly count: number; readonly at: number }

const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }
/** The longest value that is shown. */
const longest = 120

/** Tags that tell something of who, when and with what (Exif 2.32, tables 4, 7 and 8). */
const telling: Readonly<Record<number, Trace['kind']>> = {
  0x010e: 'author', // description
  0x010f: 'device',
  0x0110: 'device',
  0x0131: 'device', // software
  0x0132: 'date',
  0x013b: 'author',
  0x8298: 'author', // copyright
  0x9003: 'date',
  0x9004: 'date',
  0xa430: 'author', // camera owner
  0xa431: 'device', // serial number
}

/** Reads EXIF (TIFF) bytes. Never throws: what points outside is passed over. */
export const readExif = (tiff: Uint8Array): Exif => {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const isIn = (at: number, length: number): boolean => at >= 0 && at + length <= tiff.length
  const little = tiff[0] === 0x49
  const u16 = (at: number): number => (isIn(at, 2) ? view.getUint16(at, little) : 0)
  const u32 = (at: number): number => (isIn(at, 4) ? view.getUint32(at, little) : 0)
  const entriesAt = (start: number): Entry[] => {
    const count = Math.min(u16(start), 200)
    return Array.from({ length: count }, (_, i) => {
      const place = start + 2 + i * 12
      const [type, many] = [u16(place + 2), u32(place + 4)]
      const length = (sizes[type] ?? 1) * many
      return { tag: u16(place), type, count: many, at: length <= 4 ? place + 8 : u32(place + 8) }
    })
  }
  const textOf = ({ count, at }: Entry): string => {
    if (!isIn(at, Math.min(count, longest))) return ''
    const bytes = tiff.subarray(at, at + Math.min(count, longest))
    // only what can be shown: letters, digits and signs of ASCII
    return String.fromCharCode(...bytes.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim()
  }
  const degrees = ({ at }: Entry): number =>
    [0, 1, 2].reduce((sum, i) => sum + u32(at + i * 8) / (u32(at + i * 8 + 4) || 1) / 60 ** i, 0)

  const main = entriesAt(u32(4))
  const pointed = (tag: number): Entry[] => {
    const entry = main.find((one) => one.tag === tag)
    return entry ? entriesAt(u32(entry.at)) : []
  }
  const place = pointed(0x8825)
  const [north, east] = [place.find(({ tag }) => tag === 2), place.find(({ tag }) => tag === 4)]
  const isMinus = (tag: number, letter: string): boolean =>
    place.some((one) => one.tag === tag && textOf(one).startsWith(letter))
  const where =
    north && east
      ? `${((isMinus(1, 'S') ? -1 : 1) * degrees(north)).toFixed(4)}, ${((isMinus(3, 'W') ? -1 : 1) * degrees(east)).toFixed(4)}`
      : ''
  const said = [...main, ...pointed(0x8769)].flatMap((entry): Trace[] => {
    const kind = telling[entry.tag]
    const value = kind && entry.type === 2 ? textOf(entry) : ''
    return kind && value !== '' ? [{ kind, value }] : []
  })
  const turned = main.find(({ tag }) => tag === 0x0112)
  const orientation = turned ? u16(turned.at) : 1
  return {
    traces: [...(place.length > 0 ? [{ kind: 'place' as const, value: where }] : []), ...said],
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
  }
}
