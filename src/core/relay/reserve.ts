import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'

/**
 * Bytes kept free for the day on which the disk is full: more than the write-ahead log ever has, so that it can be moved in
 * and what aged out can go. Taking away needs room too.
 */
const length = 16_777_216

/** A file that holds room. */
export type Reserve = {
  /** Gives the room back to the disk. */
  give(): void
  /** Takes it again, where there is enough. */
  take(): void
}

/** A reserve at this path, taken at once where there is room. */
export const openReserve = (path: string): Reserve => {
  const give = (): void => rmSync(path, { force: true })
  const take = (): void => {
    if (statSync(path, { throwIfNoEntry: false })?.size === length) return
    try {
      const fd = openSync(path, 'w', 0o600)
      try {
        const zeros = new Uint8Array(1_048_576) // written, since a hole holds no room
        for (let at = 0; at < length; at += zeros.length) writeSync(fd, zeros)
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
    } catch {
      give()
    }
  }
  take()
  return { give, take }
}
