import { concatBytes, utf8 } from '#core/crypto/bytes'
import { readExif } from '#core/documents/exif'
import type { Trace } from '#shared/contract/attachments'

/**
 * What a picture says of where, when, with what and by whom it was made, and the same picture without it. The file is
 * taken apart by its own list of parts and only those that draw are kept; pixels are never decoded here.
 */
export type Looked = {
  readonly traces: readonly Trace[]
  /** The file without them; undefined for a kind of file that is not taken apart here. */
  readonly stripped: Uint8Array | undefined
}

type Part = { readonly name: string; readonly bytes: Uint8Array; readonly isKept: boolean }

const startsWith = (bytes: Uint8Array, text: string): boolean => utf8(text).every((byte, i) => bytes[i] === byte)

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where coded pixels end: the next marker that is neither a stuffed zero nor a restart. */
const endOfScan = (file: Uint8Array, from: number): number => {
  for (let at = from; at + 1 < file.length; at++) {
    const next = file[at + 1] ?? 0
    if (file[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return file.length
}

/** JFIF, colour profile and Adobe's colour transform draw; every other application part and comment goes. */
const drawsInJpeg = (marker: number, body: Uint8Array): boolean => {
  if (marker === 0xe0) return startsWith(body, 'JFIF\0')
  if (marker === 0xe2) return startsWith(body, 'ICC_PROFILE\0')
  if (marker === 0xee) return startsWith(body, 'Adobe')
  return marker !== 0xfe && (marker < 0xe0 || marker > 0xef)
}

/** The parts of a JPEG up to its end mark; undefined when it does not hold together. What follows the end is left out. */
const jpegParts = (file: Uint8Array): Part[] | undefined => {
  const parts: Part[] = [{ name: 'start', bytes: file.subarray(0, 2), isKept: true }]
  for (let at = 2; at + 4 <= file.length;) {
    const marker = file[at + 1] ?? 0
    if (file[at] !== 0xff) return undefined
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) return [...parts, { name: 'end', bytes: file.subarray(at, at + 2), isKept: true }]
    const end = at + 2 + view(file).getUint16(at + 2)
    if (end < at + 4 || end > file.length) return undefined
    const until = marker === 0xda ? endOfScan(file, end) : end
    const body = file.subarray(at + 4, end)
    const name = marker === 0xe1 && startsWith(body, 'Exif\0\0') ? 'exif' : 'other'
    parts.push({ name, bytes: file.subarray(at, until), isKept: drawsInJpeg(marker, body) })
    at = until
    if (at + 2 === file.length && file[at] === 0xff && file[at + 1] === 0xd9)
      return [...parts, { name: 'end', bytes: file.subarray(at), isKept: true }]
  }
  return undefined
}

const drawsInPng = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs'],
  ...['acTL', 'fcTL', 'fdAT'],
])

const pngParts = (file: Uint8Array): Part[] | undefined => {
  const parts: Part[] = [{ name: 'start', bytes: file.subarray(0, 8), isKept: true }]
  for (let at = 8; at + 12 <= file.length;) {
    const end = at + 12 + view(file).getUint32(at)
    if (end > file.length) return undefined
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8))
    parts.push({
      name: type === 'eXIf' ? 'exif' : 'other',
      bytes: file.subarray(at, end),
      isKept: drawsInPng.has(type),
    })
    if (type === 'IEND') return parts
    at = end
  }
  return undefined
}

const drawsInWebp = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

const webpParts = (file: Uint8Array): Part[] | undefined => {
  const parts: Part[] = [{ name: 'start', bytes: file.slice(0, 12), isKept: true }]
  for (let at = 12; at + 8 <= file.length;) {
    const length = view(file).getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (end > file.length) return undefined
    const type = String.fromCharCode(...file.subarray(at, at + 4))
    const bytes = file.slice(at, end)
    if (type === 'VP8X') bytes[8] = (bytes[8] ?? 0) & ~0x0c // no more EXIF, no more XMP
    parts.push({ name: type === 'EXIF' ? 'exif' : 'other', bytes, isKept: drawsInWebp.has(type) })
    at = end
  }
  return parts
}

/** The bytes of EXIF inside its part. */
const exifIn = (kind: 'jpeg' | 'png' | 'webp', { bytes }: Part): Uint8Array => {
  if (kind === 'jpeg') return bytes.subarray(10)
  const body = bytes.subarray(8, kind === 'png' ? bytes.length - 4 : bytes.length)
  return startsWith(body, 'Exif\0\0') ? body.subarray(6) : body
}

/** EXIF that says nothing but how the picture is turned: without it, it would lie on its side. */
const turnedOnly = (orientation: number): Uint8Array => {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  return new Uint8Array([0xff, 0xe1, 0, tiff.length + 8, ...utf8('Exif\0\0'), ...tiff])
}

const kindOf = (file: Uint8Array): 'jpeg' | 'png' | 'webp' | undefined => {
  if (file[0] === 0xff && file[1] === 0xd8) return 'jpeg'
  if (startsWith(file, '\u0089PNG') || (file[0] === 0x89 && startsWith(file.subarray(1), 'PNG\r\n\u001a\n')))
    return 'png'
  return startsWith(file, 'RIFF') && startsWith(file.subarray(8), 'WEBP') ? 'webp' : undefined
}

const takers = { jpeg: jpegParts, png: pngParts, webp: webpParts }

/** Looks into a file. One that is no picture known here, or a broken one, has no traces that are known and stays as it is. */
export const lookInto = (file: Uint8Array): Looked => {
  const kind = kindOf(file)
  const parts = kind && takers[kind](file)
  if (!kind || !parts) return { traces: [], stripped: undefined }
  const exif = parts.filter(({ name }) => name === 'exif').map((part) => readExif(exifIn(kind, part)))
  const traces = exif.flatMap((one) => one.traces)
  const length = parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const hasOther = parts.some(({ name, isKept }) => !isKept && name === 'other') || length < file.length
  const orientation = exif.find((one) => one.orientation > 1)?.orientation ?? 1
  const [start, ...rest] = parts.filter(({ isKept }) => isKept).map(({ bytes }) => bytes)
  const turned = kind === 'jpeg' && orientation > 1 ? [turnedOnly(orientation)] : []
  const stripped = concatBytes(...(start ? [start] : []), ...turned, ...rest)
  if (kind === 'webp') view(stripped).setUint32(4, stripped.length - 8, true)
  return { traces: hasOther ? [...traces, { kind: 'other', value: '' }] : traces, stripped }
}
