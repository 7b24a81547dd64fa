import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { headsFromLog } from '#core/documents/assemble'
import { openDocuments } from '#core/documents/documents'
import { openEnvelope } from '#core/envelopes/openEnvelope'
import { openLedger } from '#core/envelopes/ledger'
import { deviceKeysFromBytes } from '#core/identity/deviceKeys'
import { readMeta } from '#core/vault/meta'
import { idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'

/** What a closed vault holds, read from its tables and made again from its log: none of the app's queries is asked. */
export type Inspection = {
  /** Heads of each document by its id: as the log gives them, and as the vault says they are. */
  readonly documents: ReadonlyMap<string, { readonly fromLog: string; readonly kept: string }>
  /** Ids of the envelopes held. */
  readonly envelopes: ReadonlySet<string>
  /** Envelopes of one document, where they can be opened. */
  readonly batchesOf: (document: string) => string[]
  /** Of these envelopes, how many this vault's keys open now. */
  readonly opens: (envelopes: readonly string[]) => number
  /** Keys held for a space. */
  readonly keysOf: (space: string) => number
  close(): void
}

/** Opens a vault that no process uses and reads it. */
export const inspectVault = async (folder: string, passphrase: string): Promise<Inspection> => {
  const vault = await openVault(folder, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const { db } = vault.value
  const network = readMeta(db, 'network')
  const keys = readMeta(db, 'device keys')
  if (!network || !keys) throw new Error('no network')
  const ledger = openLedger(db, idHex(network), deviceKeysFromBytes(keys), () => new Date())
  const documents = openDocuments(ledger)
  const ids = db.prepare('SELECT id FROM envelope', { pluck: true }).all<Bytes>().map(idHex)
  const batches = db.prepare(
    'SELECT e.id FROM batch b JOIN envelope e ON e.no = b.envelope WHERE b.document = ? ORDER BY e.id',
    { pluck: true },
  )
  const count = db.prepare('SELECT count(*) FROM space_key WHERE space = ?', { pluck: true })
  return {
    documents: new Map(
      documents.rows().map((row) => [
        row.id,
        {
          fromLog: headsFromLog(ledger, documents.journal, row.id).join(),
          kept: row.heads.toSorted().join(),
        },
      ]),
    ),
    envelopes: new Set(ids),
    batchesOf: (document) => batches.all<Bytes>([idBlob(document)]).map(idHex),
    opens: (envelopes) =>
      envelopes.filter((id) => {
        const held = ledger.chains.byId(id)
        return held !== undefined && typeof openEnvelope(ledger, held) === 'object'
      }).length,
    keysOf: (space) => count.get<number>([idBlob(space)]) ?? 0,
    close: () => vault.value.close(),
  }
}

/** Every file below a folder, as bytes. */
export const filesIn = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))

/** Whether any of the texts stands in any file, in the encodings a leak would have. */
export const holdsText = (files: readonly Buffer[], texts: readonly string[]): boolean =>
  texts.some((text) =>
    [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1')].some((bytes) =>
      files.some((file) => file.includes(bytes)),
    ),
  )
