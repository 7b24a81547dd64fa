import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/universal'
import { columnCap, rowCap, unpackedCap } from '#core/import/limits'
import type { Line } from '#core/import/table'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Whether a file begins as a zip does, and so may be a workbook. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** A workbook's pages of XML, bounded. What a part says of its own size is all the memory it gets. */
const unpack = (bytes: Uint8Array): Result<Record<string, Uint8Array>> => {
  let total = 0
  let parts: Record<string, Uint8Array>
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.xml(\.rels)?$/.test(name) || /(theme|drawings|charts|docProps)\//.test(name)) return false
        total += originalSize
        return total <= unpackedCap
      },
    })
  } catch {
    return fail('ImportNotTable')
  }
  return total > unpackedCap ? fail('ImportTooLarge') : ok(parts)
}

/** The number of a column by its letters, from 1. */
const columnOf = (letters: string): number =>
  Array.from(letters).reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0)

/**
 * Whether every place that a sheet names is within the limits. The library fills the gap before a place with empty
 * cells, so one far place would take all memory: looked at before, and a place that is written oddly is none of ours.
 */
const placesFit = (xml: string): Result<undefined> => {
  for (const [, place = ''] of xml.matchAll(/\sr\s*=\s*["']([^"']*)["']/g)) {
    const [, letters = '', row = ''] = /^([A-Z]{0,3})([0-9]{1,7})$/.exec(place) ?? []
    if (row === '') {
      if (/[0-9&]/.test(place)) return fail('ImportNotTable')
    } else if (Number(row) > rowCap + 1 || columnOf(letters) > columnCap) return fail('ImportTooLarge')
  }
  return ok(undefined)
}

const asText = (cell: unknown): string => {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  if (!(cell instanceof Date) || Number.isNaN(cell.getTime())) return ''
  return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
}

/**
 * The first sheet of a workbook. Cells that hold a date become ISO days; of a formula there is what was last computed.
 * Failures: ImportNotTable (no workbook, or one with formulas that failed), ImportTooLarge.
 */
export const readWorkbook = async (bytes: Uint8Array): Promise<Result<readonly Line[]>> => {
  const unpacked = unpack(bytes)
  if (!unpacked.ok) return unpacked
  const parts = unpacked.value
  for (const [name, part] of Object.entries(parts)) {
    // LibreOffice writes empty rows down to the last one there can be
    const xml = strFromU8(part).replace(/<row\b[^<>]*(?:\/>|>\s*<\/row>)/g, '')
    const fits = placesFit(xml)
    if (!fits.ok) return fits
    parts[name] = strToU8(xml)
  }
  try {
    // packed anew without pressing: the library unpacks no more than was looked at
    const packed = Uint8Array.from(zipSync(parts, { level: 0 }))
    const rows = await readSheet(packed.buffer)
    return ok(rows.map((cells, place) => ({ line: place + 1, cells: cells.map(asText) })))
  } catch {
    // whatever the library makes of a file that is no workbook
    return fail('ImportNotTable')
  }
}
