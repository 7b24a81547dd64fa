import type { HeldEnvelope } from '#core/envelopes/chains'
import type { BatchContent, OpContent } from '#core/envelopes/content'
import { keepBatch } from '#core/envelopes/batches'
import { parseHeader } from '#core/envelopes/header'
import { page, reopen } from '#core/envelopes/learnKey'
import type { Ledger } from '#core/envelopes/ledger'
import { openEnvelope, spaceOf } from '#core/envelopes/openEnvelope'
import type { Opened } from '#core/envelopes/openEnvelope'
import { pointsRight, rootPastOf, spaceHeadsIn, withHeads } from '#core/envelopes/pasts'
import type { QuarantineReason } from '#core/envelopes/quarantine'
import type { Entry } from '#core/spaces/entry'
import type { Op } from '#core/spaces/op'
import { emptyVector, withPlace } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/** What one envelope came to: judged and kept, set apart, no key for it, waiting for what it names, or a new key in hand. */
type Outcome =
  | { readonly kind: 'waits' }
  /** What it rests on is here and not settled, for want of a body. */
  | { readonly kind: 'held' }
  | { readonly kind: 'learned' }
  /** `changes`: it may change whose words count, in every space. `isLate`: what rests on it was judged without it. */
  | { readonly kind: 'kept'; readonly space: string; readonly changes: boolean; readonly isLate: boolean }
  | { readonly kind: 'headed' }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'newer' }
  | { readonly kind: 'apart'; readonly reason: QuarantineReason }

const waits: Outcome = { kind: 'waits' }
const isHeld: Outcome = { kind: 'held' }

/** What is being settled: the envelope, the one before it, and what its author had heard of the root. */
type Settling = {
  readonly ledger: Ledger
  readonly held: HeldEnvelope
  readonly previous: HeldEnvelope | undefined
  readonly opened: Opened
  readonly rootPast: Vector
}

/**
 * What an author had heard of a space also stands in what she said there before: while a body of hers is missing that may be
 * it, her later words in a space are held; not what she said before she made the space herself, nor the word that makes
 * it. The root and the network's own documents need headers alone.
 */
const lackOfPast = (ledger: Ledger, held: HeldEnvelope, space: string): Outcome | undefined => {
  if (space === ledger.network || space === held.id) return undefined
  const lack = ledger.chains.lackBetween(ledger.space(space)?.entry(space), held)
  return lack === 'waits' ? waits : lack && isHeld
}

const settleOp = ({ ledger, held, previous, opened, rootPast }: Settling, content: OpContent): Outcome => {
  const space = spaceOf(content, held, ledger.network)
  const isRoot = space === ledger.network
  const lack = lackOfPast(ledger, held, space)
  if (lack) return lack
  const points = pointsRight(ledger, content.op)
  if (points === 'waits') return waits
  const heads = isRoot ? [] : spaceHeadsIn(ledger, space, content.heads)
  if (heads === 'waits') return waits
  if (heads === 'held') return isHeld
  if (points === 'no' || heads === undefined) return { kind: 'apart', reason: 'BadHeads' }
  const past = isRoot ? rootPast : withHeads(heads, ledger.lastPastIn(space, previous))
  const { chains } = ledger
  const entry: Entry = {
    id: held.id,
    device: held.device,
    chain: held.chain,
    seq: held.seq,
    op: content.op,
    key: opened.key.id,
    rootPast,
    past,
    size: chains.sizeOf(past),
  }
  chains.setState(held.no, 'op', rootPast)
  const counts = ledger.keepOp({ no: held.no, entry, space: isRoot ? undefined : space, content: opened.raw })
  if (!isRoot) ledger.notePast(space, held, withPlace(past, held))
  if (!counts && content.op.type !== 'unknown')
    ledger.quarantine.put({ device: held.device, envelope: held.id, reason: 'NoRight', at: ledger.now().toISOString() })
  // It was sealed when what follows it was judged: all is judged again, in one order.
  // What rests on a word in a space whose body was missing waited for it.
  const waited = !isRoot && held.past !== undefined
  const isLate = !waited && chains.at({ chain: held.chain, seq: held.seq + 1 })?.past !== undefined
  return { kind: 'kept', space, changes: isRoot && changesRights(content.op), isLate }
}

const settleBatch = ({ ledger, held, previous, opened, rootPast }: Settling, content: BatchContent): Outcome => {
  const inNetwork = content.space === ledger.network
  const lack = lackOfPast(ledger, held, content.space)
  if (lack) return lack
  const heads = inNetwork ? [] : spaceHeadsIn(ledger, content.space, content.heads)
  if (heads === 'waits') return waits
  if (heads === 'held') return isHeld
  if (heads === undefined) return { kind: 'apart', reason: 'BadHeads' }
  const past = inNetwork ? rootPast : withHeads(heads, ledger.lastPastIn(content.space, previous))
  const kept = keepBatch(ledger, { held, content, key: opened.key.id, rootPast, past })
  if (kept === 'waits') return waits
  if (kept === 'held') return isHeld
  if (kept !== 'kept') return { kind: 'apart', reason: kept }
  ledger.chains.setState(held.no, 'batch', rootPast)
  if (!inNetwork) ledger.notePast(content.space, held, past)
  return { kind: 'kept', space: content.space, changes: false, isLate: false }
}

/** What opening the envelopes that wait came to, and with how many keys: each pass looks at all of them. */
type Looked = Map<number, { readonly opened: ReturnType<typeof openEnvelope>; readonly keys: number }>

const openOnce = (ledger: Ledger, held: HeldEnvelope, looked: Looked): ReturnType<typeof openEnvelope> => {
  const before = looked.get(held.no)
  if (before && (typeof before.opened === 'object' || before.keys === ledger.keyring.size())) return before.opened
  const opened = openEnvelope(ledger, held)
  looked.set(held.no, { opened, keys: ledger.keyring.size() })
  return opened
}

const examine = (ledger: Ledger, held: HeldEnvelope, looked: Looked): { outcome: Outcome; past: Vector } => {
  const keys = ledger.keyring.size()
  const opened = openOnce(ledger, held, looked)
  if (ledger.keyring.size() !== keys) return { outcome: { kind: 'learned' }, past: emptyVector }
  const header = parseHeader(held.signed)
  if (!header) throw new Error('a header that was verified does not read')
  const previous = held.seq === 1 ? undefined : ledger.chains.byId(header.prev)
  const past = rootPastOf(ledger, header, previous)
  if (past === 'waits') return { outcome: waits, past: emptyVector }
  if (opened === 'newer' || opened === 'sealed' || opened === 'headed') return { outcome: { kind: opened }, past }
  // Whatever is wrong with an envelope, its author does not go back before her own last word.
  if (typeof opened === 'string') return { outcome: { kind: 'apart', reason: opened }, past }
  const { content } = opened
  if (content.kind === 'empty') {
    ledger.chains.setState(held.no, 'empty', past)
    return { outcome: { kind: 'kept', space: ledger.network, changes: false, isLate: false }, past }
  }
  const settling = { ledger, held, previous, opened, rootPast: past }
  const outcome = content.kind === 'op' ? settleOp(settling, content) : settleBatch(settling, content)
  return { outcome, past }
}

/** Looks at every `new` envelope in order of arrival, until `visit` says to stop. */
const forEachNew = (ledger: Ledger, visit: (held: HeldEnvelope) => boolean): void => {
  for (let after = 0; ;) {
    const rows = ledger.chains.inState('new', after, page)
    for (const held of rows) {
      after = held.no
      if (!visit(held)) return
    }
    if (rows.length === 0) return
  }
}

/**
 * A newcomer's first look: her admission hands her one key, its epoch the earlier ones. Nothing is judged before the
 * founding word opens, since until then a root op cannot be told from what is sealed for others. True when it opens.
 */
const learnKeys = (ledger: Ledger): boolean => {
  for (let before = -1; before !== ledger.keyring.size();) {
    before = ledger.keyring.size()
    forEachNew(ledger, (held) => {
      openEnvelope(ledger, held)
      return true
    })
  }
  const founding = ledger.chains.byId(ledger.network)
  return founding !== undefined && typeof openEnvelope(ledger, founding) === 'object'
}

/** Keeps what an examination came to. */
const keepOutcome = (ledger: Ledger, held: HeldEnvelope, outcome: Outcome, past: Vector): void => {
  if (outcome.kind === 'sealed' || outcome.kind === 'newer' || outcome.kind === 'headed' || outcome.kind === 'held')
    ledger.chains.setState(held.no, outcome.kind, past)
  if (outcome.kind !== 'apart') return
  const { reason } = outcome
  ledger.chains.setState(held.no, 'quarantined', past)
  ledger.quarantine.put({ device: held.device, envelope: held.id, reason, at: ledger.now().toISOString() })
}

/** Ops after which batches of every space are judged again: they take rights away, or give them back. */
const changesRights = ({ type }: Op): boolean =>
  ['suspend', 'lift', 'expel', 'leave', 'revoke-device', 'set-role', 'recover', 'bind', 'admit-late', 'erase'].includes(
    type,
  )

/** What settling changed. */
type Touched = { readonly spaces: Set<string>; all: boolean; isLate: boolean }

/** One look at everything that is `new`; stops at a new key, since what it opens comes first. */
const pass = (ledger: Ledger, touched: Touched, looked: Looked): 'learned' | 'moved' | 'still' => {
  const known = new Set(ledger.keyring.keys().map(({ id }) => id))
  let came: 'learned' | 'moved' | 'still' = 'still'
  forEachNew(ledger, (held) => {
    const { outcome, past } = examine(ledger, held, looked)
    if (outcome.kind === 'waits') return true
    if (outcome.kind !== 'learned') looked.delete(held.no)
    came = outcome.kind === 'learned' ? 'learned' : 'moved'
    if (outcome.kind === 'kept') {
      touched.spaces.add(outcome.space)
      touched.all ||= outcome.changes
      touched.isLate ||= outcome.isLate
    }
    keepOutcome(ledger, held, outcome, past)
    return outcome.kind !== 'learned'
  })
  // An envelope rests on what its author said before it in the same space: that is opened first.
  reopen(ledger, known)
  return came
}

/** Opens and judges everything again, from the first envelope on; what was applied of documents stays marked. */
const judgeAgain = (ledger: Ledger): void => {
  const { db } = ledger
  db.exec(`CREATE TEMP TABLE was_batch AS SELECT envelope, applied, spoiled FROM batch`)
  db.exec(`DELETE FROM op; DELETE FROM batch`)
  db.exec(`UPDATE envelope SET state = 'new', past = NULL`)
  db.exec(`DELETE FROM quarantine WHERE envelope IN (SELECT id FROM envelope)`)
  ledger.forgetJudgements()
  const looked: Looked = new Map()
  while (pass(ledger, { spaces: new Set(), all: false, isLate: false }, looked) !== 'still') continue
  db.exec(`UPDATE batch SET (applied, spoiled) = (SELECT w.applied, w.spoiled FROM was_batch w WHERE w.envelope = batch.envelope)
           WHERE envelope IN (SELECT envelope FROM was_batch)`)
  db.exec('DROP TABLE was_batch')
}

/**
 * Takes every held envelope as far as it goes: opened, its past known, judged, kept. Repeats until nothing moves,
 * since a key or an op that arrives may open or free others. Must run inside a transaction; on a throw the caller
 * rolls back and reloads the ledger. Returns the spaces whose log or batches changed, or whose rights did.
 */
export const settle = (ledger: Ledger): Set<string> => {
  const touched: Touched = { spaces: new Set(), all: ledger.hearOfForks(), isLate: false }
  if (!ledger.state().network && !learnKeys(ledger)) return touched.spaces
  ledger.chains.freeHeld()
  const looked: Looked = new Map()
  while (pass(ledger, touched, looked) !== 'still') continue
  if (touched.isLate) judgeAgain(ledger)
  if (!touched.isLate && !touched.all) return touched.spaces
  return new Set([...touched.spaces, ledger.network, ...ledger.spaces().keys()])
}
