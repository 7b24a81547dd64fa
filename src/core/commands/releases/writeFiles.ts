import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { tryOnDisk, withDisk } from '#core/vault/diskFailure'
import { entryAt, syncFolder, writeNewFile } from '#core/vault/vaultFiles'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A file to be written, by its name in the folder. */
export type NamedFile = { readonly name: string; readonly bytes: Uint8Array }

/**
 * Whether files can go to a folder: it is there, or the one it is to be made in. Failures: PlaceNotWhole (it would be wherever
 * the program was started), FolderMissing, FileExists, those of a disk.
 */
export const roomForFiles = (folder: string, names: readonly string[]): Result<void> =>
  tryOnDisk(() => {
    if (!isAbsolute(folder)) return fail('PlaceNotWhole')
    const path = resolve(folder)
    const there = entryAt(path)
    if (!(there ?? entryAt(dirname(path)))?.isDirectory()) return fail('FolderMissing')
    return there && names.some((name) => entryAt(join(path, name))) ? fail('FileExists') : ok(undefined)
  })

/**
 * Writes all of some files into a folder, or none: each stands under another name until all are on the disk. Nothing that is
 * there is touched. Failures: those of roomForFiles and of a disk.
 */
export const writeFiles = (folder: string, files: readonly NamedFile[]): Result<void> => {
  const room = roomForFiles(
    folder,
    files.flatMap(({ name }) => [name, `${name}.part`]),
  )
  if (!room.ok) return room
  const path = resolve(folder)
  const written: string[] = []
  const done = withDisk(() => {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    for (const { name, bytes } of files) {
      const part = join(path, `${name}.part`)
      written.push(part)
      writeNewFile(part, bytes)
    }
    for (const { name } of files) {
      const place = join(path, name)
      renameSync(`${place}.part`, place)
      written.push(place)
    }
    syncFolder(path)
  })
  if (!done.ok) for (const one of written) withDisk(() => rmSync(one, { force: true }))
  return done
}
