import { decode, encode } from 'cborg'

/** Deterministic CBOR: what is signed or hashed has one form only. */
export const encodeCbor = (value: unknown): Uint8Array => encode(value)

const strict = {
  strict: true,
  rejectDuplicateMapKeys: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
}

/** How deep foreign CBOR may nest: our deepest shape has six levels. */
const maxDepth = 16

/** Nesting of CBOR, from its heads alone, before anything is built: a decoder recurses, and 10,000 levels end it. */
const isShallow = (bytes: Uint8Array): boolean => {
  const open: number[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const [major, info] = [first >> 5, first & 31]
    if (info > 27) return false
    const width = info < 24 ? 0 : 1 << (info - 24)
    let count = info < 24 ? info : 0
    for (let i = 1; i <= width; i++) count = count * 256 + (bytes[at + i] ?? 0)
    at += 1 + width
    if (major === 2 || major === 3) at += count
    const items = major === 4 ? count : major === 5 ? count * 2 : major === 6 ? 1 : 0
    if (items > 0) {
      open.push(items)
      if (open.length > maxDepth) return false
      continue
    }
    while (open.length > 0) {
      const left = (open.pop() ?? 0) - 1
      if (left > 0) {
        open.push(left)
        break
      }
    }
  }
  return true
}

/** Decodes what is neither signed nor hashed, in whatever order its keys stand; undefined when it is no CBOR of ours. */
export const decodeLooseCbor = (bytes: Uint8Array): unknown => {
  if (!isShallow(bytes)) return undefined
  try {
    return decode(bytes, strict)
  } catch {
    return undefined
  }
}

/**
 * Decodes only what `encodeCbor` would write; undefined otherwise. cborg's strict mode takes keys out of order,
 * so the value is encoded again and the bytes compared.
 */
export const decodeCbor = (bytes: Uint8Array): unknown => {
  const value = decodeLooseCbor(bytes)
  return value !== undefined && Buffer.compare(encodeCbor(value), bytes) === 0 ? value : undefined
}
