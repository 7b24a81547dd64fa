import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  writeSync,
  unlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { toHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { largestBlob, smallestBlob, thingOf, unwrapBlob, wrapBlob } from '#core/sync/blob'
import type { BlobKind, Inside, Secret, Wrap } from '#core/sync/blob'
import { codeOf } from '#core/vault/diskFailure'

/** Names we write and read: 32 hex digits and nothing else. Other files of the folder are other people's. */
const ours = /^[0-9a-f]{32}$/

/** How the folder's files are wrapped and named under one secret. */
export type FolderWrap = Wrap & { readonly name: Uint8Array }

/** Derives a wrap's three keys: one a purpose. */
export const folderWrap = ({ secret, context }: Secret): FolderWrap => ({
  domain: 'tejido/1/folder',
  key: derive(secret, 'folder wrap', context),
  nonce: derive(secret, 'folder nonce', context),
  name: derive(secret, 'folder name', context),
})

/** The name under which a wrap writes a thing: `id` is its id or hash. */
export const nameOf = (wrap: FolderWrap, kind: BlobKind, id: Uint8Array): string =>
  toHex(hash(thingOf(kind, id), 16, wrap.name))

/** Names in the folder that may be ours, each with a stamp (size and time of change) that differs once it was touched. */
export const listFolder = (folder: string): Map<string, string> =>
  new Map(
    readdirSync(folder)
      .filter((name) => ours.test(name))
      .flatMap((name): [string, string][] => {
        const stat = lstatSync(join(folder, name), { throwIfNoEntry: false })
        return stat?.isFile() ? [[name, `${stat.size} ${stat.mtimeMs}`]] : []
      }),
  )

/** A file's bytes; undefined when it is no regular file, is a link, or is larger than any of ours. Never follows a link. */
export const readFolderFile = (folder: string, name: string): Uint8Array | undefined => {
  let file: number
  try {
    file = openSync(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return undefined // gone meanwhile, or a link
  }
  try {
    const { size } = fstatSync(file)
    if (!fstatSync(file).isFile() || size > largestBlob || size < smallestBlob) return undefined
    const bytes = new Uint8Array(size)
    return readSync(file, bytes, 0, size, 0) === size ? bytes : undefined
  } finally {
    closeSync(file)
  }
}

/** Another thing of that name: not ours to remove. */
const isTaken = (error: unknown): boolean => ['EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')

/** Writes a file whole or not at all: under a random name, synced, then renamed. False when a folder has that name. */
const writeFolderFile = (folder: string, name: string, bytes: Uint8Array): boolean => {
  const part = join(folder, `${toHex(randomBytes(16))}.part`)
  try {
    const file = openSync(part, 'wx')
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, join(folder, name))
    return true
  } catch (error) {
    try {
      unlinkSync(part)
    } catch {
      // it was never made
    }
    if (isTaken(error)) return false
    throw error
  }
}

/** Makes the names of a folder durable. Windows cannot sync a folder. */
export const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What a file held, and where it stood. */
export type InFile = Inside<FolderWrap> & { readonly name: string; readonly stamp: string }

/** Reads the files of the folder that `isDone` does not know as they are now, and gives what opens. Returns bytes read. */
export const readNew = (
  folder: string,
  isDone: (name: string, stamp: string) => boolean,
  wraps: readonly FolderWrap[],
  take: (inside: InFile) => void,
): number => {
  let bytes = 0
  for (const [name, stamp] of listFolder(folder)) {
    if (isDone(name, stamp)) continue
    const file = readFolderFile(folder, name)
    const inside = file && unwrapBlob(wraps, file)
    if (!file || !inside) continue
    bytes += file.length
    take({ name, stamp, ...inside })
  }
  return bytes
}

/** Writes a thing under its name, whatever stood there. Returns the bytes written; 0 where a folder has that name. */
export const writeBlob = (
  folder: string,
  wrap: FolderWrap,
  kind: BlobKind,
  id: Uint8Array,
  payload: Uint8Array,
): number => {
  const bytes = wrapBlob(wrap, kind, payload)
  return writeFolderFile(folder, nameOf(wrap, kind, id), bytes) ? bytes.length : 0
}
