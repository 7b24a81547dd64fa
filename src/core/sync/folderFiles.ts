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
import { open, sealWithNonce } from '#core/crypto/aead'
import { toHex, utf8 } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { largestEnvelope } from '#core/envelopes/body'
import { codeOf } from '#core/vault/diskFailure'

/**
 * Files of the folder carrier: random-looking names, sizes of the envelope ladder, nothing readable without a key.
 * A file is AEAD(kind ‖ length ‖ payload ‖ zeros) under the wrap key of an epoch or of an invitation. Nonce and name are
 * keyed hashes, so that two laptops that write the same thing write the same file.
 */
export type FileKind = 'envelope' | 'request' | 'card' | 'admission' | 'piece'

const kinds: readonly FileKind[] = ['envelope', 'request', 'card', 'admission', 'piece']
const headLength = 5
const overhead = 40
/** Names we write and read: 32 hex digits and nothing else. Other files of the folder are other people's. */
const ours = /^[0-9a-f]{32}$/
const largestFile = largestEnvelope + headLength + overhead

/** The wrap of one epoch or one invitation: `secret` is its key, `context` the network id or zeros. */
export type Wrap = { readonly key: Uint8Array; readonly nonce: Uint8Array; readonly name: Uint8Array }

/** Derives a wrap's three keys: one a purpose. */
export const wrapOf = (secret: Uint8Array, context: Uint8Array): Wrap => ({
  key: derive(secret, 'folder wrap', context),
  nonce: derive(secret, 'folder nonce', context),
  name: derive(secret, 'folder name', context),
})

const domain = utf8('tejido/1/folder')

/** The name under which a wrap writes a thing: `id` is its id or hash. */
export const nameOf = (wrap: Wrap, kind: FileKind, id: Uint8Array): string =>
  toHex(hash(new Uint8Array([kinds.indexOf(kind), ...id]), 16, wrap.name))

/** The file's bytes for a payload. */
export const wrapFile = (wrap: Wrap, kind: FileKind, payload: Uint8Array): Uint8Array => {
  let size = 1_024
  while (size < payload.length) size *= 2
  const plain = new Uint8Array(headLength + size)
  plain[0] = kinds.indexOf(kind)
  new DataView(plain.buffer).setUint32(1, payload.length)
  plain.set(payload, headLength)
  return sealWithNonce(wrap.key, hash(plain, 24, wrap.nonce), plain, domain)
}

/** What a file holds under one of these wraps; undefined when it is under none of them. */
export const unwrapFile = (
  wraps: readonly Wrap[],
  file: Uint8Array,
): { readonly kind: FileKind; readonly payload: Uint8Array; readonly wrap: Wrap } | undefined => {
  for (const wrap of wraps) {
    const plain = open(wrap.key, file, domain)
    if (!plain) continue
    const kind = kinds[plain[0] ?? 255]
    const length = new DataView(plain.buffer, plain.byteOffset).getUint32(1)
    if (!kind || length > plain.length - headLength) return undefined
    return { kind, payload: plain.slice(headLength, headLength + length), wrap }
  }
  return undefined
}

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
    if (!fstatSync(file).isFile() || size > largestFile || size < overhead + headLength) return undefined
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

/** What a file held, and whether it is what its name stands for. */
export type Inside = {
  readonly name: string
  readonly stamp: string
  readonly kind: FileKind
  readonly payload: Uint8Array
}

/** Reads the files of the folder that `isDone` does not know as they are now, and gives what opens. Returns bytes read. */
export const readNew = (
  folder: string,
  isDone: (name: string, stamp: string) => boolean,
  wraps: readonly Wrap[],
  take: (inside: Inside, wrap: Wrap) => void,
): number => {
  let bytes = 0
  for (const [name, stamp] of listFolder(folder)) {
    if (isDone(name, stamp)) continue
    const file = readFolderFile(folder, name)
    const inside = file && unwrapFile(wraps, file)
    if (!file || !inside) continue
    bytes += file.length
    take({ name, stamp, kind: inside.kind, payload: inside.payload }, inside.wrap)
  }
  return bytes
}

/** Writes a thing unless it is there already. Returns the bytes written. */
export const put = (
  folder: string,
  there: ReadonlySet<string>,
  wrap: Wrap,
  kind: FileKind,
  id: Uint8Array,
  payload: Uint8Array,
): number => {
  const name = nameOf(wrap, kind, id)
  if (there.has(name)) return 0
  const bytes = wrapFile(wrap, kind, payload)
  return writeFolderFile(folder, name, bytes) ? bytes.length : 0
}
