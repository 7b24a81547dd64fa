import * as A from '@automerge/automerge'
import { concatBytes } from '#core/crypto/bytes'
import type { Journal } from '#core/documents/journal'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { batchesOf } from '#core/envelopes/batches'
import type { HeldBatch } from '#core/envelopes/batches'
import type { BatchContent } from '#core/envelopes/content'
import type { Ledger } from '#core/envelopes/ledger'
import { openEnvelope } from '#core/envelopes/openEnvelope'

/** A held batch's content, opened again from its envelope; undefined when the body was dropped. */
export const contentOf = (ledger: Ledger, batch: Pick<HeldBatch, 'envelope'>): BatchContent | undefined => {
  const held = ledger.chains.byId(batch.envelope)
  const opened = held && openEnvelope(ledger, held)
  return typeof opened === 'object' && opened.content.kind === 'batch' ? opened.content : undefined
}

/**
 * A document from the log: the batches in its state, which the worker has passed once, and the journal after them.
 * The slow road, for when Repo's cache is behind (a crash) or gone (rebuild).
 */
export const assembleDocument = (ledger: Ledger, journal: Journal, document: string): A.Doc<AnyDocument> => {
  const bundles = batchesOf(ledger, document)
    .filter(({ applied }) => applied)
    .map((batch) => contentOf(ledger, batch)?.batch ?? new Uint8Array())
  const changes = journal.of(document).map(({ change }) => change)
  return A.loadIncremental(A.init<AnyDocument>(), concatBytes(...bundles, ...changes))
}

/** A document's Automerge heads as its log gives them, without any cache. */
export const headsFromLog = (ledger: Ledger, journal: Journal, document: string): string[] =>
  A.getHeads(assembleDocument(ledger, journal, document)).toSorted()
