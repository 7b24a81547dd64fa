import { createHash } from 'node:crypto'
import { readSync, writeSync } from 'node:fs'
import { open, sealOverhead, sealWithNonce } from '#core/crypto/aead'
import { concatBytes, u64, utf8 } from '#core/crypto/bytes'
import { headLength } from '#core/commands/ownData/head'
import type { Headed } from '#core/commands/ownData/head'

/**
 * Behind its head a file of own data is blocks of one length, so that a file of any size goes through little memory. Each is
 * sealed with its place, and the last one as the last: none can be altered, moved, or cut off.
 */
const blockLength = 65_536
const nonceLength = 24
const textLength = blockLength - (sealOverhead - nonceLength)

/** The key is of one file, so the place of a block is nonce enough. */
const nonceOf = (index: number, isLast: boolean): Uint8Array =>
  concatBytes(u64(index), Uint8Array.of(isLast ? 1 : 0), new Uint8Array(nonceLength - 9))

const boundTo = (head: Uint8Array): Uint8Array => concatBytes(utf8('tejido/1/own data\0'), head)

/** Writes a file of own data. All of it throws the disk's error. */
export type BlockWriter = {
  write(bytes: Uint8Array): void
  /** Fills the last block with zeros. Returns SHA-256 of the whole file, in hex. */
  end(): string
}

/** Writes the head, and then what is given, into an open file. */
export const writeBlocks = (fd: number, { head, key }: Headed): BlockWriter => {
  const sum = createHash('sha256')
  const bound = boundTo(head)
  let text = new Uint8Array(textLength)
  let [at, index] = [0, 0]
  const put = (bytes: Uint8Array): void => {
    sum.update(bytes)
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done)
  }
  const flush = (isLast: boolean): void => {
    put(sealWithNonce(key, nonceOf(index, isLast), text, bound).subarray(nonceLength))
    index += 1
    at = 0
    text = new Uint8Array(textLength)
  }
  put(head)
  return {
    write(bytes) {
      for (let done = 0; done < bytes.length;) {
        // a full block waits for more: it may be the last
        if (at === textLength) flush(false)
        const taken = bytes.subarray(done, done + textLength - at)
        text.set(taken, at)
        at += taken.length
        done += taken.length
      }
    },
    end() {
      flush(true)
      return sum.digest('hex')
    },
  }
}

/** Blocks of a file of this size; undefined when it was cut, or is none of ours. */
export const blocksIn = (size: number): number | undefined => {
  const count = (size - headLength) / blockLength
  return Number.isInteger(count) && count >= 1 ? count : undefined
}

/** Reads a file of own data from its beginning. All of it throws the disk's error. */
export type BlockReader = {
  /** The next bytes of the text; undefined where it is not whole, or has no more. */
  read(length: number): Uint8Array | undefined
  /** Whether the rest, to the last block, is whole and nothing but zeros. */
  endsHere(): boolean
  /** How much was read, from 0 to 1. */
  share(): number
}

/** Reads the blocks of an open file that has so many. */
export const readBlocks = (fd: number, count: number, { head, key }: Headed): BlockReader => {
  const bound = boundTo(head)
  let text = new Uint8Array(0)
  let [at, index] = [0, 0]
  const next = (): boolean => {
    if (index >= count) return false
    const block = new Uint8Array(blockLength)
    for (let done = 0; done < blockLength;) {
      const read = readSync(fd, block, done, blockLength - done, headLength + index * blockLength + done)
      if (read === 0) return false
      done += read
    }
    const opened = open(key, concatBytes(nonceOf(index, index === count - 1), block), bound)
    if (!opened) return false
    text = opened
    at = 0
    index += 1
    return true
  }
  return {
    read(length) {
      const out = new Uint8Array(length)
      for (let done = 0; done < length;) {
        if (at === text.length && !next()) return undefined
        const taken = text.subarray(at, at + length - done)
        out.set(taken, done)
        at += taken.length
        done += taken.length
      }
      return out
    },
    endsHere() {
      for (;;) {
        if (text.subarray(at).some((byte) => byte !== 0)) return false
        at = text.length
        if (index === count) return true
        if (!next()) return false
      }
    },
    share: () => index / count,
  }
}
