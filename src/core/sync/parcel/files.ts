import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createHash } from 'node:crypto'
import { syncFolder } from '#core/sync/folderFiles'
import { blockLength } from '#core/sync/parcel/block'
import { ParcelFault } from '#core/sync/parcel/fault'
import type { Blocks } from '#core/sync/parcel/section'

/** A file of a parcel, open for reading. */
export type ParcelFile = Blocks & { readonly path: string; close(): void }

/** The largest file that is read, in bytes: parts are at most 4,000 MB, and what an old stick can hold is 4 GB. */
const largestFile = 2 ** 32

const readWhole = (file: number, into: Uint8Array, at: number): void => {
  for (let done = 0; done < into.length;) {
    const read = readSync(file, into, done, into.length - done, at + done)
    if (read === 0) throw new ParcelFault('ParcelDamaged') // it was cut while it was read
    done += read
  }
}

/**
 * Opens a regular file and no other thing: no link is followed, no pipe waited for. Throws the disk's error, and ParcelFault:
 * ParcelUnreadable (no regular file), ParcelTooLarge, ParcelOfAnother (too small to be one).
 */
export const openParcelFile = (path: string): ParcelFile => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  const refuse = (type: 'ParcelUnreadable' | 'ParcelTooLarge' | 'ParcelOfAnother'): never => {
    closeSync(file)
    throw new ParcelFault(type)
  }
  const stat = fstatSync(file)
  if (!stat.isFile()) return refuse('ParcelUnreadable')
  if (stat.size > largestFile) return refuse('ParcelTooLarge')
  if (stat.size < blockLength) return refuse('ParcelOfAnother')
  return {
    path,
    count: stat.size / blockLength,
    block(index) {
      const block = new Uint8Array(blockLength)
      readWhole(file, block, index * blockLength)
      return block
    },
    close: () => closeSync(file),
  }
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined
const numbered = /^(.+)\.(\d{1,4})$/

/** Parts that may stand beside a place, by the number in their names; the file itself, when it is there, first. */
export type Found = { readonly path: string; readonly number: number | undefined }

/** Files that may be parts of the parcel at a place: the file itself, then `name.1`, `name.2` … Throws the disk's error. */
export const findParts = (place: string): Found[] => {
  const folder = dirname(place)
  const name = basename(place)
  const isItself = isThere(place)
  const stem = isItself ? (numbered.exec(name)?.[1] ?? name) : name
  const parts = readdirSync(folder).flatMap((one): { path: string; number: number }[] => {
    const [, base, digits] = numbered.exec(one) ?? []
    const isOne = (base === stem || base === name) && one !== name && !digits?.startsWith('0')
    return isOne ? [{ path: join(folder, one), number: Number(digits) }] : []
  })
  parts.sort((a, b) => a.number - b.number)
  const own = numbered.exec(name)?.[2]
  return isItself ? [{ path: place, number: own === undefined ? undefined : Number(own) }, ...parts] : parts
}

/** A file that was written. `sha256` in hex, so that it can be compared by hand. */
export type WrittenFile = { readonly path: string; readonly sha256: string; readonly bytes: number }

const removeQuietly = (path: string): void => {
  try {
    rmSync(path, { force: true })
  } catch {
    // the stick is gone, or it is no file: what is written here next tells
  }
}

/** Writes the files of one parcel under other names, and gives them their own when all are whole. */
export type ParcelWriter = {
  /** Writes one more file; the blocks are asked for one at a time. */
  write(path: string, blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  /** All is on the disk, under its names. The first part comes last: where it stands nothing is missing. */
  finish(): readonly WrittenFile[]
  /** Nothing is left of it. */
  undo(): void
}

/** Begins to write at a place; what an interruption left half written there is removed. Throws the disk's error. */
export const writeParcelAt = (place: string): ParcelWriter => {
  const folder = dirname(place)
  const name = basename(place)
  for (const one of readdirSync(folder)) {
    const stem = one.endsWith('.part') ? one.slice(0, -'.part'.length) : ''
    if (stem === name || numbered.exec(stem)?.[1] === name) removeQuietly(join(folder, one))
  }
  const written: WrittenFile[] = []
  const begun: string[] = []
  return {
    async write(path, blocks) {
      const part = `${path}.part`
      const file = openSync(part, 'wx', 0o600)
      begun.push(part)
      const sum = createHash('sha256')
      let bytes = 0
      try {
        for await (const block of blocks) {
          for (let done = 0; done < block.length;) done += writeSync(file, block, done)
          sum.update(block)
          bytes += block.length
        }
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      written.push({ path, sha256: sum.digest('hex'), bytes })
    },
    finish() {
      for (const { path } of written.toReversed()) {
        if (isThere(path)) throw new ParcelFault('FileExists')
        renameSync(`${path}.part`, path)
        begun.push(path)
      }
      syncFolder(folder)
      return written
    },
    undo() {
      for (const path of begun) removeQuietly(path)
    },
  }
}

/** Whether something stands at a place already, whole or in parts. */
export const isTaken = (place: string): boolean => isThere(place) || findParts(place).length > 0
