import { toHex } from '#core/crypto/bytes'
import type { Room } from '#core/relay/limits'

/** How long a half-sent blob waits for its next part, ms. */
const patience = 600_000

/** A part of a blob, signed for: `size` is the blob's. */
type Part = {
  readonly box: Uint8Array
  readonly hash: Uint8Array
  readonly size: number
  readonly at: number
  readonly part: Uint8Array
}

/** Blobs that came in part, in memory alone: what is not whole was promised to nobody. */
export type Halves = {
  /**
   * Puts a part where it belongs: the whole blob once it is there, or how many bytes are; a part from elsewhere than the end
   * changes nothing. Undefined: no room for another.
   */
  add(owner: string, part: Part): Uint8Array<ArrayBuffer> | number | undefined
  /** Forgets those that waited too long. */
  sweep(): void
}

type Half = { readonly owner: string; readonly bytes: Uint8Array<ArrayBuffer>; have: number; at: number }

/** Half-sent blobs within a room of their own. `now`: ms. */
export const createHalves = (room: Room, now: () => number): Halves => {
  const halves = new Map<string, Half>()
  const forget = (key: string, { owner, bytes }: Half): void => {
    halves.delete(key)
    room.give(owner, bytes.length)
  }
  return {
    add: (owner, { box, hash, size, at, part }) => {
      const key = `${toHex(box)}${toHex(hash)}${size}` // not whose it is: she may come back on another way
      const known = halves.get(key)
      if (part.length === 0 || at !== (known?.have ?? 0)) return known?.have ?? 0
      if (!known && !room.take(owner, size)) return undefined
      const half = known ?? { owner, bytes: new Uint8Array(size), have: 0, at: 0 }
      half.bytes.set(part, at)
      half.have = at + part.length
      half.at = now()
      halves.set(key, half)
      if (half.have < size) return half.have
      forget(key, half)
      return half.bytes
    },
    sweep: () => {
      for (const [key, half] of halves) if (now() - half.at > patience) forget(key, half)
    },
  }
}
