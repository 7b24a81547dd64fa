import * as A from '@automerge/automerge'
import type { Documents, DocumentRow } from '#core/documents/documents'
import type { JournalRow } from '#core/documents/journal'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { documentsGivenBack } from '#core/envelopes/batches'
import { isOneBundle } from '#core/envelopes/taste'
import { digestOf } from '#core/envelopes/tasteBatches'
import { sayBatch, writingKey } from '#core/envelopes/say'
import { maySpeak, memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { idBlob } from '#core/vault/sql'

/** The largest batch sealed as one: an envelope holds 1 MiB with header and padding. */
const largestBatch = 900_000

/** The rows as bundles that fit an envelope each, halving what does not. */
const bundlesOf = (
  doc: A.Doc<AnyDocument>,
  rows: readonly JournalRow[],
): { bytes: Uint8Array; rows: readonly JournalRow[] }[] => {
  const bytes = A.saveBundle(
    doc,
    rows.map(({ hash }) => hash),
  )
  if (bytes.length <= largestBatch || rows.length === 1) return [{ bytes, rows }]
  const half = Math.ceil(rows.length / 2)
  return [...bundlesOf(doc, rows.slice(0, half)), ...bundlesOf(doc, rows.slice(half))]
}

/** Whether this device may write in the space now; own changes that lost their right stay in the journal and are shown. */
export const mayWrite = ({ ledger }: Documents, space: string): boolean => {
  const root = ledger.state()
  const member = memberOf(root, ledger.device.deviceId)
  if (member === undefined || !maySpeak(root, ledger.device.deviceId)) return false
  const here = ledger.spaceState(space)
  return space === ledger.network || (here !== undefined && isReader(root, here, member))
}

const sealOne = (documents: Documents, row: DocumentRow, doc: A.Doc<AnyDocument>): void => {
  const { ledger, journal } = documents
  const key = writingKey(ledger, row.space === ledger.network ? undefined : row.space)
  if (!key) return
  const mark = ledger.db.prepare(
    "UPDATE batch SET applied = 1, verdict = 'counts' WHERE envelope = (SELECT no FROM envelope WHERE id = ?)",
  )
  let tips = row.tips
  for (const bundle of bundlesOf(doc, journal.of(row.id))) {
    const hashes = bundle.rows.map(({ hash }) => hash)
    if (!isOneBundle(bundle.bytes)) throw new Error('saveBundle did not write one bundle')
    const id = sayBatch(ledger, key, {
      space: row.space,
      document: row.name,
      deps: tips,
      count: hashes.length,
      digest: digestOf(hashes),
      batch: bundle.bytes,
    })
    mark.run([idBlob(id)])
    journal.remove(bundle.rows)
    tips = [id]
  }
  documents.set(row.id, { heads: row.heads, tips })
  documents.keepView(row.id, row.heads)
}

/**
 * Seals the journal of every document: one transaction a document allots the sequence number, stores the envelope and
 * removes the rows. Returns how many documents were sealed. Nothing is written while an app of a newer version has
 * spoken (R7), nor before somebody was asked how far this laptop's own chain had come (R5), save by `force`: before a
 * backup, and before leaving, what is not sealed would be lost.
 */
export const sealDocuments = async (documents: Documents, { force = false } = {}): Promise<number> => {
  const { ledger, journal } = documents
  if (ledger.updateNeeded() || !(force || ledger.ownTail.isKnown())) return 0
  let sealed = 0
  const unsealed = journal.documents()
  if (unsealed.length === 0) return 0
  const givenBack = documentsGivenBack(ledger) // what of their journals was said already is known once they are applied
  for (const id of unsealed) {
    const row = documents.row(id)
    if (!row || givenBack.has(id) || !mayWrite(documents, row.space)) continue
    const doc = (await documents.handle(row)).doc()
    try {
      ledger.db.transaction(() => sealOne(documents, row, doc))()
    } catch (error) {
      ledger.reload()
      throw error
    }
    sealed += 1
  }
  return sealed
}
