import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { unwrapBlob } from '#core/sync/blob'
import type { DoorKeeper } from '#core/sync/door'
import { LocalFailure } from '#core/sync/exchange'
import { folderWrap, listFolder, nameOf, readFolderFile, readNew, syncFolder, writeBlob } from '#core/sync/folderFiles'
import type { InFile } from '#core/sync/folderFiles'
import type { Local } from '#core/sync/local'
import { exchangeAt } from '#core/sync/place'
import type { Given, Place, Visit } from '#core/sync/place'
import type { Offer } from '#core/sync/offers'
import type { Report } from '#core/sync/report'
import type { Database } from '#core/vault/openDatabase'
import { codeOf, diskFailureOf } from '#core/vault/diskFailure'
import { idBlob } from '#core/vault/sql'
import { fail } from '#shared/result'
import type { FailureType } from '#shared/errors'
import type { Result } from '#shared/result'

/** A folder as this laptop knows it: by a hash of its place, since no path is kept. */
const folderIdOf = (folder: string): string => toHex(hash(utf8(`tejido/1/folder place\0${folder}`)))

/** What this laptop knows of a folder's files: which it has read as they are now, and which hold what their names say. */
const knownFiles = (db: Database, folder: string) => {
  const place = idBlob(folderIdOf(folder))
  const rows = db
    .prepare('SELECT lower(hex(name)) AS name, stamp, good FROM folder_file WHERE folder = ?')
    .all<{ name: string; stamp: string; good: number }>([place])
  const known = new Map(rows.map((row) => [row.name, row]))
  const mark = db.prepare('INSERT OR REPLACE INTO folder_file VALUES (?, ?, ?, ?)')
  return {
    isRead: (name: string, stamp: string): boolean => known.get(name)?.stamp === stamp,
    isGood: (name: string, stamp: string | undefined): boolean =>
      stamp !== undefined && known.get(name)?.stamp === stamp && known.get(name)?.good === 1,
    note: (name: string, stamp: string, good: boolean): void => {
      known.set(name, { name, stamp, good: good ? 1 : 0 })
      mark.run([place, Buffer.from(name, 'hex'), stamp, good ? 1 : 0])
    },
  }
}

/** How many offers are looked at before others get their turn. */
const turn = 64

/** Writes what the folder lacks. A spoiled file of an envelope's name is replaced; of anything else the name is enough. */
const giveToFolder = async (
  db: Database,
  folder: string,
  files: ReturnType<typeof knownFiles>,
  offers: readonly Offer[],
  visit: Visit,
): Promise<Given> => {
  const there = listFolder(folder)
  const written = new Set<string>()
  let bytes = 0
  let sent = 0
  for (const [i, offer] of offers.entries()) {
    const { kind, id, under, also } = offer
    if (i % turn === 0) {
      visit.onProgress?.(i, offers.length)
      await new Promise((resolve) => setImmediate(resolve))
      if (visit.signal.aborted) break
    }
    const names = [under, ...also].map((secret) => nameOf(folderWrap(secret), kind, id))
    const isThere = (name: string): boolean =>
      written.has(name) || (kind === 'envelope' ? files.isGood(name, there.get(name)) : there.has(name))
    const what = names.some(isThere) ? undefined : offer.payload()
    if (!what) continue
    const added = writeBlob(folder, folderWrap(under), kind, id, what)
    if (added > 0) written.add(names[0] ?? '')
    bytes += added
    sent += added > 0 && kind === 'envelope' ? 1 : 0
  }
  if (written.size > 0) {
    const now = listFolder(folder)
    db.transaction(() => {
      for (const name of written) files.note(name, now.get(name) ?? '', true)
    })()
    syncFolder(folder)
  }
  return { sent, bytes }
}

const folderPlace = (db: Database, folder: string): Place<InFile> => {
  const files = knownFiles(db, folder)
  return {
    id: folderIdOf(folder),
    kind: 'folder',
    async read(secrets, take, { all } = { all: false }) {
      const found: InFile[] = []
      const isRead = (name: string, stamp: string): boolean => !all && files.isRead(name, stamp)
      const bytes = readNew(folder, isRead, secrets.map(folderWrap), (inside) => void found.push(inside))
      await take(found)
      return bytes
    },
    done({ name, stamp, kind, wrap }, id) {
      // a request's invitation may come by another way: it is looked at again
      if (kind !== 'request') files.note(name, stamp, id !== undefined && nameOf(wrap, kind, id) === name)
    },
    give: (offers, visit) => giveToFolder(db, folder, files, offers, visit),
    piece(id, secrets) {
      for (const wrap of secrets.map(folderWrap)) {
        const file = readFolderFile(folder, nameOf(wrap, 'piece', id))
        const inside = file && unwrapBlob([wrap], file)
        if (inside?.kind === 'piece') return Promise.resolve(inside.payload)
      }
      return Promise.resolve(undefined)
    },
  }
}

const folderFailure = (error: unknown): FailureType => {
  if (error instanceof LocalFailure) return error.kind
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DiskFull'
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'FolderReadOnly'
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code ?? '')) return 'FolderMissing'
  return diskFailureOf(error) ?? 'Unexpected'
}

/**
 * Exchanges with a folder: any share, stick or synchronised directory. Reads what is new, then writes what it lacks.
 * Failures: FolderMissing · FolderReadOnly · DiskFull, and those of the vault's own disk.
 */
export const exchangeWithFolder = async (
  local: Local,
  place: string,
  keeper: DoorKeeper,
  visit: Visit,
): Promise<Result<Report>> => {
  const folder = resolve(place)
  try {
    if (!lstatSync(folder).isDirectory()) return fail('FolderMissing')
    return await exchangeAt(local, folderPlace(local.db, folder), keeper, visit)
  } catch (error) {
    return fail(folderFailure(error))
  }
}
