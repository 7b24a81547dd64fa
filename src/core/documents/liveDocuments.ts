import * as A from '@automerge/automerge'
import { Repo, parseAutomergeUrl, stringifyAutomergeUrl } from '@automerge/automerge-repo'
import type { BinaryDocumentId, DocHandle, DocumentId, StorageAdapterInterface } from '@automerge/automerge-repo'
import { fromHex } from '#core/crypto/bytes'
import { createActor, writeAs } from '#core/documents/actors'
import { createVaultStorage } from '#core/documents/vaultStorage'
import { withDisk } from '#core/vault/diskFailure'
import type { Database } from '#core/vault/openDatabase'
import { blob } from '#core/vault/sql'

/** Documents open at a time. More would cost memory that a small laptop does not have; the oldest is closed first. */
const mostLive = 200
/** How long Repo waits before it saves its cache: the journal holds every edit already. */
const saveDelay = 5_000

/** A document's state of no known shape. */
export type AnyDocument = Record<string, unknown>

/** The one Repo of a vault, without a network: envelopes carry changes, the vault keeps chunks. Bounded. */
export type LiveDocuments = {
  /** The document at exactly `heads`, from memory or Repo's cache; from `assemble` (the log) when those are behind. */
  open(document: string, heads: readonly string[], assemble: () => A.Doc<AnyDocument>): Promise<DocHandle<AnyDocument>>
  /** A new document, its first change ours. */
  create(document: string, first: A.Doc<AnyDocument>): DocHandle<AnyDocument>
  /** Closes a document; its next opening reads the cache or the log. */
  drop(document: string): Promise<void>
  /** Closes a document for good: nothing of it is saved after. Its cache is the caller's to forget. */
  release(document: string): Promise<void>
  /** Makes `saved` the cache of a document. In the transaction that changes it; `drop` it after. */
  replaceCache(document: string, saved: Uint8Array): void
  forgetCache(document: string): void
  count(): number
  close(): Promise<void>
}

const repoIdOf = (document: string): DocumentId =>
  parseAutomergeUrl(stringifyAutomergeUrl({ documentId: fromHex(document) as BinaryDocumentId })).documentId

const isAt = (doc: A.Doc<object>, heads: readonly string[]): boolean =>
  A.getHeads(doc).toSorted().join() === heads.toSorted().join()

/**
 * Storage as a cache: Repo saves by timers of its own, also after the vault was closed and on a full disk. What it
 * cannot save then is no loss, since the journal and the log have it, and must not end the process.
 */
const asCache = (storage: StorageAdapterInterface, isOpen: () => boolean): StorageAdapterInterface => ({
  ...storage,
  save: (key, data) => {
    if (isOpen()) withDisk(() => void storage.save(key, data))
    return Promise.resolve()
  },
  remove: (key) => {
    if (isOpen()) withDisk(() => void storage.remove(key))
    return Promise.resolve()
  },
})

/** Opens the Repo. `device` (hex) is in every actor we write as. */
export const openLiveDocuments = (db: Database, device: string): LiveDocuments => {
  let isOpen = true
  const storage = asCache(createVaultStorage(db), () => isOpen)
  const repo = new Repo({ network: [], storage, saveDebounceRate: saveDelay })
  // There is nobody to synchronise with by Repo's own protocol. Its synchronizer would still wake after each change and,
  // for a document closed meanwhile, wait a minute and print the document's id.
  repo.synchronizer.addDocument = () => undefined
  const live = new Map<string, DocHandle<AnyDocument>>()
  const hasCache = db.prepare('SELECT 1 FROM chunk WHERE key > ? AND key < ? LIMIT 1', { pluck: true })
  const clear = db.prepare('DELETE FROM chunk WHERE key > ? AND key < ?')
  const put = db.prepare('INSERT INTO chunk VALUES (?, ?)')
  const range = (document: string): [string, string] => {
    const id = repoIdOf(document)
    return [`${id}\0`, `${id}\u0001`]
  }
  const drop = async (document: string): Promise<void> => {
    live.delete(document)
    const id = repoIdOf(document)
    if (repo.handles[id]) await repo.removeFromCache(id)
  }
  const makeRoom = async (): Promise<void> => {
    for (const oldest of live.keys()) {
      if (live.size <= mostLive) return
      await repo.flush([repoIdOf(oldest)])
      await drop(oldest)
    }
  }
  const keep = (document: string, handle: DocHandle<AnyDocument>): DocHandle<AnyDocument> => {
    handle.doneLoading() // an imported handle is not ready by itself
    live.set(document, writeAs(handle, createActor(device)))
    return handle
  }
  const fromCache = async (document: string): Promise<DocHandle<AnyDocument> | undefined> => {
    if (hasCache.get(range(document)) === undefined) return undefined
    try {
      return await repo.find<AnyDocument>(repoIdOf(document))
    } catch {
      return undefined // a damaged cache is no loss: the log has everything
    }
  }
  return {
    async open(document, heads, assemble) {
      const known = live.get(document)
      if (known) {
        live.delete(document)
        live.set(document, known) // youngest again
        return known
      }
      const cached = await fromCache(document)
      if (cached && isAt(cached.doc(), heads)) {
        keep(document, cached)
        await makeRoom()
        return cached
      }
      await drop(document)
      clear.run(range(document))
      const handle = repo.import<AnyDocument>(A.save(assemble()), { docId: repoIdOf(document) })
      keep(document, handle)
      if (!isAt(handle.doc(), heads)) throw new Error('a document does not come out of its log')
      await makeRoom()
      return handle
    },
    create(document, first) {
      const handle = repo.import<AnyDocument>(A.save(first), { docId: repoIdOf(document) })
      return keep(document, handle)
    },
    drop,
    async release(document) {
      // what Repo has saved already it does not save again, also not by a timer that still waits
      if (repo.handles[repoIdOf(document)]) await repo.flush([repoIdOf(document)])
      await drop(document)
    },
    replaceCache(document, saved) {
      clear.run(range(document))
      put.run([`${repoIdOf(document)}\0snapshot\0current`, blob(saved)])
    },
    forgetCache: (document) => void clear.run(range(document)),
    count: () => live.size,
    async close() {
      await repo.shutdown()
      isOpen = false
    },
  }
}
