import * as A from '@automerge/automerge'
import { assembleDocument } from '#core/documents/assemble'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import type { Documents } from '#core/documents/documents'
import { sealDocuments } from '#core/documents/sealDocuments'
import { judgeSpace } from '#core/envelopes/batches'
import { joinEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import type { Ledger } from '#core/envelopes/ledger'
import { settle } from '#core/envelopes/settle'
import { readDocument } from '#core/envelopes/readDocument'
import type { Taster } from '#core/envelopes/taste'
import { idBlob } from '#core/vault/sql'

/** What a check found. `problems` are kinds and counts, never content. */
export type CheckReport = {
  readonly ok: boolean
  readonly envelopes: number
  readonly quarantined: number
  readonly documents: number
  readonly problems: readonly string[]
}

/** Verifies every envelope again: shape, body where it has come, signature, chain without a hole. Returns how many and what is wrong. */
const checkLog = (ledger: Ledger): { envelopes: number; problems: string[] } => {
  const problems: string[] = []
  let envelopes = 0
  for (const end of ledger.chains.ends().values()) {
    const base = ledger.chains.branchOf(end.chain)?.base ?? 0
    let previous = base === 0 ? '' : (ledger.chains.at({ chain: end.chain, seq: base })?.id ?? '')
    for (let seq = base + 1; seq <= end.seq; seq++) {
      const held = ledger.chains.at({ chain: end.chain, seq })
      const parsed = held ? parseEnvelope(joinEnvelope(held.signed, held.body), ledger.network) : 'Malformed'
      if (!held || typeof parsed === 'string' || parsed.id !== held.id) problems.push('envelope')
      else if (parsed.header.prev !== previous || parsed.header.seq !== seq) problems.push('chain')
      previous = held?.id ?? ''
      envelopes += 1
    }
    if (previous !== end.id) problems.push('chain end')
  }
  return { envelopes, problems }
}

/** The rows of the projection as they stand, for comparing. */
const recordsOf = (ledger: Ledger, document: string): string =>
  JSON.stringify(
    ledger.db
      .prepare(
        `SELECT r.kind, r.id, r.status, r.sort, r.label, r.data, s.text FROM record r LEFT JOIN search s ON s.rowid = r.no
         WHERE r.document = ? ORDER BY r.kind, r.id`,
      )
      .all([idBlob(document)]),
  )

/** Compares every document's caches with what the log gives. */
const checkCaches = (documents: Documents): { documents: number; problems: string[] } => {
  const { ledger, journal } = documents
  const problems: string[] = []
  const rows = documents.rows()
  for (const row of rows) {
    const doc = assembleDocument(ledger, journal, row.id)
    const heads = A.getHeads(doc)
    if (heads.toSorted().join() !== row.heads.toSorted().join()) problems.push('document heads')
    const before = recordsOf(ledger, row.id)
    const undo = new Error('undo')
    try {
      ledger.db.transaction(() => {
        documents.forget(row.id)
        const lent = documents.loans.shown(row.id)
        if (lent) documents.lend(row, lent)
        else documents.set(row.id, { heads, plain: readDocument(doc) })
        if (recordsOf(ledger, row.id) !== before) problems.push('projection')
        throw undo // the check writes nothing
      })()
    } catch (error) {
      if (error !== undo) throw error
    }
    documents.forget(row.id)
  }
  return { documents: rows.length, problems }
}

/** `vault check`: the whole log verified, caches compared with it. Changes nothing. */
export const checkVault = (documents: Documents): CheckReport => {
  const log = checkLog(documents.ledger)
  const caches = checkCaches(documents)
  const problems = [...log.problems, ...caches.problems]
  return {
    ok: problems.length === 0,
    envelopes: log.envelopes,
    quarantined: documents.ledger.quarantine.count(),
    documents: caches.documents,
    problems,
  }
}

const clearCaches = `
  DELETE FROM op; DELETE FROM batch; DELETE FROM document_view; DELETE FROM chunk; DELETE FROM record; DELETE FROM search;
  DELETE FROM quarantine WHERE envelope IN (SELECT id FROM envelope);
  UPDATE document SET heads = '[]', tips = x'';
  UPDATE envelope SET state = 'new', past = NULL;
`

/**
 * `vault rebuild`: drops the caches and replays the log. Own edits are sealed first; what cannot be sealed stays in the
 * journal and is put on top again. Replaying is one transaction; documents follow one by one, and an interruption is
 * taken up at the next unlock.
 */
export const rebuildVault = async (
  documents: Documents,
  taster: Taster,
): Promise<{ readonly documents: number; readonly changes: number }> => {
  const { ledger, journal, live } = documents
  await sealDocuments(documents)
  for (const { id } of documents.rows()) {
    await live.drop(id)
    documents.forget(id)
  }
  ledger.db.transaction(() => {
    ledger.db.exec(clearCaches)
    documents.loans.hideAll() // read again from their bytes: what is shown is never older than what was lent
    ledger.reload()
    for (const space of settle(ledger)) judgeSpace(ledger, space)
  })()
  await applyBatches(documents, taster, inQueue)
  let changes = 0
  for (const row of documents.rows()) {
    const doc = assembleDocument(ledger, journal, row.id)
    if (journal.of(row.id).length > 0 && !documents.loans.has(row.id))
      ledger.db.transaction(() => documents.set(row.id, { heads: A.getHeads(doc), plain: readDocument(doc) }))()
    changes += A.stats(doc).numChanges
  }
  return { documents: documents.rows().length, changes }
}
