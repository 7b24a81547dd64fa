import * as A from '@automerge/automerge'
import { contentOf } from '#core/documents/assemble'
import { concatBytes } from '#core/crypto/bytes'
import type { KeptLoan } from '#core/documents/loans'
import { blame, loansDue, showLoans } from '#core/documents/showLoans'
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
import type { Asked, BatchToTaste, Tasted } from '#core/envelopes/tasteBatches'

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
  asked?: Asked,
): Promise<Outcome> => {
  const courses = all.filter(({ batch }) => {
    if (!batch.deps.some((dep) => out.has(dep))) return true
    out.add(batch.envelope)
    return false
  })
  const [first] = courses
  if (!first) return { last: undefined, passed: [], refused: [] }
  const tasted = await taster.taste({ document, batches: courses.map(({ taste }) => taste), asked })
  if (tasted.ok) return { last: tasted, passed: courses.map(({ batch }) => batch), refused: [] }
  if (courses.length === 1) {
    out.add(first.batch.envelope)
    return { last: undefined, passed: [], refused: [{ batch: first.batch, reason: tasted.reason }] }
  }
  const half = Math.ceil(courses.length / 2)
  const left = await tasteAll(taster, document, courses.slice(0, half), out, asked)
  const right = await tasteAll(taster, left.last?.saved ?? document, courses.slice(half), out, asked)
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
  /** What was lent of it, which these batches now bear out or do not. */
  readonly loan: KeptLoan | undefined
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
  return { row, all, uncounted, courses, base, isRemade, loan: documents.loans.one(id) }
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

/** A lender is believed to have lied only where all that she named counts here too, and passed. */
const isFalse = ({ all, loan }: Plan, last: Outcome['last'], spoiled: readonly Refusal[]): boolean =>
  loan?.state !== undefined &&
  last?.holds === false &&
  spoiled.length === 0 &&
  all.every((batch) => !loan.tips.includes(batch.envelope) || (batch.verdict === 'counts' && !batch.spoiled))

/** Puts on disk what tasting gave, unless the document changed meanwhile. */
const keep = async (
  documents: Documents,
  begun: Plan,
  { last, passed }: Outcome,
  spoiled: readonly Refusal[],
): Promise<void> => {
  const { ledger } = documents
  const { row, all, uncounted, isRemade, loan } = begun
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
    if (loan && isFalse(begun, last, spoiled)) blame(ledger, loan)
    documents.loans.drop(row.id)
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
  else if (loan) await documents.giveBack(row.id)
}

const askedOf = (loan: KeptLoan | undefined): Asked | undefined => loan && { heads: loan.heads, state: loan.state }

/** The engine's queue: one piece of work on the vault at a time. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>
/** For who is in the queue already. */
export const inQueue: Exclusive = (work) => work()

/**
 * Brings every document to the batches that count: new ones are applied through the worker, and a document that holds
 * one that counts no more is made again without it. Tasting is outside the queue, so that screens and edits go on
 * meanwhile; a document that was edited under it is begun again. Repeats while a spoiled batch changes what counts. What
 * is on loan is shown, and waits for the last of the envelopes under it.
 */
export const applyBatches = async (documents: Documents, taster: Taster, exclusive: Exclusive): Promise<void> => {
  await showLoans(documents, taster, exclusive)
  const due = (): Promise<string[]> =>
    exclusive(() => {
      const { ready, waiting } = loansDue(documents)
      const toApply = documentsToApply(documents.ledger).filter((id) => !waiting.has(id))
      return Promise.resolve([...new Set([...toApply, ...ready])])
    })
  for (let ids = await due(); ids.length > 0; ids = await due()) {
    for (const id of ids) {
      const begun = await exclusive(() => plan(documents, id))
      if (!begun) continue
      const unreadable = begun.courses.filter((course): course is Refusal => 'reason' in course)
      const good = begun.courses.filter((course): course is Course => 'taste' in course)
      const out = new Set(unreadable.map(({ batch }) => batch.envelope))
      const outcome = await tasteAll(taster, begun.base, good, out, askedOf(begun.loan))
      await exclusive(() => keep(documents, begun, outcome, [...unreadable, ...outcome.refused]))
    }
  }
}
