import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { checksumLine, checksumsName } from '#core/commands/ownData/archive'
import { blocksIn, readBlocks } from '#core/commands/ownData/blocks'
import type { BlockReader } from '#core/commands/ownData/blocks'
import { headLength, openHead } from '#core/commands/ownData/head'
import { readTarHeader, tarHeaderLength, tarPadding } from '#core/commands/ownData/tar'
import { awaitDisk, codeOf } from '#core/vault/diskFailure'
import type { Going } from '#core/vault/vault'
import { openCarefully } from '#core/vault/keySlots'
import { entryAt, syncFolder } from '#core/vault/vaultFiles'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Bytes that go through memory at a time, and after which others get their turn. */
const portion = 1_048_576

/** Opens a regular file, no link and no pipe. OwnDataUnreadable where there is none that can be read. */
const openFile = (file: string): Result<number> => {
  try {
    const fd = openCarefully(file, constants.O_RDONLY)
    if (!fd.ok) return fail('OwnDataUnreadable')
    if (fstatSync(fd.value).isFile()) return fd
    closeSync(fd.value)
    return fail('OwnDataUnreadable')
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    return fail('OwnDataUnreadable')
  }
}

/** Writes one file of the archive. Returns its SHA-256 in hex; undefined where it is not whole, or twice there. */
const takeFile = async (
  from: BlockReader,
  place: string,
  size: number,
  pause: () => Promise<void>,
): Promise<string | undefined> => {
  let fd: number
  try {
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
    fd = openSync(place, 'wx', 0o600)
  } catch (error) {
    if (['EEXIST', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '')) return undefined
    throw error
  }
  try {
    const sum = createHash('sha256')
    for (let done = 0; done < size;) {
      const bytes = from.read(Math.min(portion, size - done))
      if (!bytes) return undefined
      for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
      sum.update(bytes)
      done += bytes.length
      await pause()
    }
    return from.read(tarPadding(size)) ? sum.digest('hex') : undefined
  } finally {
    closeSync(fd)
  }
}

class Stopped extends Error {}

/** Unpacks an archive into an empty folder. Returns how many files it had; undefined where it is not whole. */
const unpack = async (from: BlockReader, folder: string, pause: () => Promise<void>): Promise<number | undefined> => {
  let [sums, count, isChecked] = ['', 0, false]
  for (;;) {
    await pause()
    const header = from.read(tarHeaderLength)
    const entry = header && readTarHeader(header)
    if (entry === undefined) return undefined
    if (entry === 'end') return isChecked && from.endsHere() ? count : undefined
    if (isChecked) return undefined // the checksums come last
    const place = join(folder, entry.name)
    const sha256 = await takeFile(from, place, entry.size, pause)
    if (sha256 === undefined) return undefined
    if (entry.name === checksumsName) isChecked = readFileSync(place, 'utf8') === sums
    if (entry.name === checksumsName && !isChecked) return undefined
    sums += checksumLine(sha256, entry.name)
    count += 1
  }
}

/**
 * Opens a file of own data into a folder that is not there yet; no vault and no network is needed. All of it is there in the
 * end, or nothing. Failures: OwnDataUnreadable · OwnDataDamaged · OwnDataNewer · WrongPassphrase · FolderMissing (in which it
 * is to be made) · FileExists · Cancelled, and those of a disk.
 */
export const openOwnData = (
  file: string,
  passphrase: string,
  folder: string,
  { onShare, signal }: Going = {},
): Promise<Result<{ readonly files: number }>> =>
  awaitDisk(async () => {
    const path = resolve(folder)
    if (!entryAt(dirname(path))?.isDirectory()) return fail('FolderMissing')
    if (entryAt(path)) return fail('FileExists')
    const fd = openFile(file)
    if (!fd.ok) return fd
    let unpacked: string | undefined
    try {
      const head = new Uint8Array(headLength)
      const read = readSync(fd.value, head, 0, headLength, 0)
      const headed = await openHead(head.subarray(0, read), passphrase)
      if (!headed.ok) return headed
      const count = blocksIn(fstatSync(fd.value).size)
      if (count === undefined) return fail('OwnDataDamaged')
      const from = readBlocks(fd.value, count, headed.value)
      const pause = async (): Promise<void> => {
        onShare?.(from.share())
        await setImmediate()
        if (signal?.aborted) throw new Stopped()
      }
      unpacked = mkdtempSync(`${path}.part-`)
      const files = await unpack(from, unpacked, pause)
      headed.value.key.fill(0)
      if (files === undefined) return fail('OwnDataDamaged')
      if (entryAt(path)) return fail('FileExists')
      renameSync(unpacked, path)
      syncFolder(dirname(path))
      return ok({ files })
    } catch (error) {
      if (error instanceof Stopped) return fail('Cancelled')
      throw error
    } finally {
      closeSync(fd.value)
      if (unpacked !== undefined) rmSync(unpacked, { recursive: true, force: true })
    }
  })
