import * as A from '@automerge/automerge'
import { contentOf } from '#core/documents/assemble'
import { concatBytes } from '#core/crypto/bytes'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Documents, DocumentRow } from '#core/documents/documents'
import {
  batchesOf,
  documentsGivenBack,
  documentsToApply,
  judgeSpace,
  markApplied,
  spoil,
} from '#core/envelopes/batches'
import type { HeldBatch } from '#core/envelopes/batches'
import type { QuarantineReason } from '#core/envelopes/quarantine'
import { isOneBundle } from '#core/envelopes/taste'
import type { Taster } from '#core/envelopes/taste'
import { readDocument } from '#core/envelopes/readDocument'
import type { BatchToTaste, Tasted } from '#core/envelopes/tasteBatches'

type Course = { readonly batch: HeldBatch; readonly taste: BatchToTaste }
type Refusal = { readonly batch: HeldBatch; readonly reason: QuarantineReason }
type Outcome = {
  readonly last: Extract<Tasted, { ok: true }> | undefined
  readonly passed: HeldBatch[]
  readonly refused: Refusal[]
}

/**
 * Tastes courses on top of `document`; on a failure halves them until the bad ones stand alone. `out` collects what
 * does not pass and what rests on it: those wait, untasted, since Automerge could not apply them.
 */
const tasteAll = async (
  taster: Taster,
  document: Uint8Array | undefined,
  all: readonly Course[],
  out: Set<string>,
): Promise<Outcome> => {
  const courses = all.filter(({ batch }) => {
    if (!batch.deps.some((dep) => out.has(dep))) return true
    out.add(batch.envelope)
    return false
  })
  const [first] = courses
  if (!first) return { last: undefined, passed: [], refused: [] }
  const tasted = await taster.taste({ document, batches: courses.map(({ taste }) => taste) })
  if (tasted.ok) return { last: tasted, passed: courses.map(({ batch }) => batch), refused: [] }
  if (courses.length === 1) {
    out.add(first.batch.envelope)
    return { last: undefined, passed: [], refused: [{ batch: first.batch, reason: tasted.reason }] }
  }
  const half = Math.ceil(courses.length / 2)
  const left = await tasteAll(taster, document, courses.slice(0, half), out)
  const right = await tasteAll(taster, left.last?.saved ?? document, courses.slice(half), out)
  return {
    last: right.last ?? left.last,
    passed: [...left.passed, ...right.passed],
    refused: [...left.refused, ...right.refused],
  }
}

const courseOf = (documents: Documents, batch: HeldBatch): Course | Refusal => {
  const content = contentOf(documents.ledger, batch)
  if (!content || !isOneBundle(content.batch)) return { batch, reason: 'BadChunk' }
  const { batch: bytes, count, digest } = content
  return { batch, taste: { bytes, count, digest, device: batch.device } }
}

/** What applying to one document begins from: if it is not so any more at the end, it is begun again. */
type Plan = {
  readonly row: DocumentRow
  readonly all: readonly HeldBatch[]
  readonly uncounted: readonly HeldBatch[]
  readonly courses: readonly (Course | Refusal)[]
  readonly base: Uint8Array | undefined
  /** The document is made again from all batches that count. */
  readonly isRemade: boolean
}

/** Seals own edits, and takes a copy of the document with the batches that are to come into it (or all, to make it again). */
const plan = async (documents: Documents, id: string): Promise<Plan | undefined> => {
  await sealDocuments(documents)
  const row = documents.row(id)
  if (!row) return undefined
  const all = batchesOf(documents.ledger, id)
  const counting = all.filter(({ verdict, spoiled }) => verdict === 'counts' && !spoiled)
  const uncounted = all.filter(({ verdict, applied }) => applied && verdict !== 'counts')
  // own words that came back may hold what the journal holds: the document is made without it, and it goes on top again
  const isRemade = uncounted.length > 0 || documentsGivenBack(documents.ledger).has(id)
  const courses = counting.filter(({ applied }) => isRemade || !applied).map((batch) => courseOf(documents, batch))
  const base = isRemade || row.heads.length === 0 ? undefined : A.save((await documents.handle(row)).doc())
  return { row, all, uncounted, courses, base, isRemade }
}

type Whole = Pick<Extract<Tasted, { ok: true }>, 'saved' | 'heads' | 'state' | 'conflicts'>

/** A document that was made again, with the journal on top. What of the journal is in it already is forgotten. In a transaction. */
const withJournal = ({ journal }: Documents, id: string, last: Whole | undefined): Whole => {
  const rows = journal.of(id)
  if (last && rows.length === 0) return last
  const made = last ? A.load<object>(last.saved) : A.init<object>()
  const [said, unsaid] = [true, false].map((is) => rows.filter(({ hash }) => A.hasHeads(made, [hash]) === is))
  journal.remove(said ?? [])
  const doc = A.loadIncremental(made, concatBytes(...(unsaid ?? []).map(({ change }) => change)))
  return { saved: A.save(doc), heads: A.getHeads(doc), ...readDocument(doc) }
}

/** Puts on disk what tasting gave, unless the document changed meanwhile. */
const keep = async (
  documents: Documents,
  { row, all, uncounted, isRemade }: Plan,
  { last, passed }: Outcome,
  spoiled: readonly Refusal[],
): Promise<void> => {
  const { ledger } = documents
  if (documents.row(row.id)?.heads.join() !== row.heads.join()) return
  const inState = new Set([...(isRemade ? [] : all.filter(({ applied }) => applied)), ...passed])
  const restedOn = new Set([...inState].flatMap(({ deps }) => deps))
  const tips = [...inState].map(({ envelope }) => envelope).filter((id) => !restedOn.has(id))
  const write = ledger.db.transaction(() => {
    const at = ledger.now().toISOString()
    for (const { batch, reason } of spoiled) {
      spoil(ledger, batch)
      ledger.quarantine.put({ device: batch.device, envelope: batch.envelope, reason, at })
    }
    markApplied(ledger, uncounted, false)
    markApplied(ledger, passed, true)
    const now = isRemade ? withJournal(documents, row.id, last) : last
    if (now) {
      documents.live.replaceCache(row.id, now.saved)
      documents.set(row.id, { heads: now.heads, tips, plain: now })
    }
    if (spoiled.length > 0) judgeSpace(ledger, row.space)
  })
  try {
    write()
  } catch (error) {
    documents.forget(row.id)
    throw error
  }
  if (last !== undefined || isRemade) await documents.live.drop(row.id)
}

/** The engine's queue: one piece of work on the vault at a time. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>
/** For who is in the queue already. */
export const inQueue: Exclusive = (work) => work()

/**
 * Brings every document to the batches that count: new ones are applied through the worker, and a document that holds
 * one that counts no more is made again without it. Tasting is outside the queue, so that screens and edits go on
 * meanwhile; a document that was edited under it is begun again. Repeats while a spoiled batch changes what counts.
 */
export const applyBatches = async (documents: Documents, taster: Taster, exclusive: Exclusive): Promise<void> => {
  const due = (): Promise<string[]> => exclusive(() => Promise.resolve(documentsToApply(documents.ledger)))
  for (let ids = await due(); ids.length > 0; ids = await due()) {
    for (const id of ids) {
      const begun = await exclusive(() => plan(documents, id))
      if (!begun) continue
      const unreadable = begun.courses.filter((course): course is Refusal => 'reason' in course)
      const good = begun.courses.filter((course): course is Course => 'taste' in course)
      const out = new Set(unreadable.map(({ batch }) => batch.envelope))
      const outcome = await tasteAll(taster, begun.base, good, out)
      await exclusive(() => keep(documents, begun, outcome, [...unreadable, ...outcome.refused]))
    }
  }
}
