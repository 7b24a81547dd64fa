import { keyByHint } from '#core/envelopes/keyring'
import type { HeldEnvelope } from '#core/envelopes/chains'
import type { BatchContent, OpContent } from '#core/envelopes/content'
import { keepBatch } from '#core/envelopes/batches'
import { networkContext, parseHeader } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import { openEnvelope, spaceOf } from '#core/envelopes/openEnvelope'
import type { Opened } from '#core/envelopes/openEnvelope'
import type { QuarantineReason } from '#core/envelopes/quarantine'
import type { Entry } from '#core/spaces/entry'
import { covers, emptyVector, join, withPlace } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/** What one envelope came to: judged and kept, set apart, no key for it, waiting for what it names, or a new key in hand. */
type Outcome =
  | { readonly kind: 'waits' }
  | { readonly kind: 'learned' }
  | { readonly kind: 'kept'; readonly space: string }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'newer' }
  | { readonly kind: 'apart'; readonly reason: QuarantineReason }

const waits: Outcome = { kind: 'waits' }

type Lookup = { entry(id: string): Entry | undefined }

/** The entries that ids name in a log: 'waits' while one may still come, undefined when one is no op of that log. */
const headsIn = (ledger: Ledger, log: Lookup | undefined, ids: readonly string[]): Entry[] | 'waits' | undefined => {
  const found: Entry[] = []
  for (const id of ids) {
    const entry = log?.entry(id)
    if (entry) {
      found.push(entry)
      continue
    }
    const held = ledger.chains.byId(id)
    if (!held || held.state === 'new' || held.state === 'sealed') return 'waits'
    return undefined
  }
  return found
}

const pastOf = (heads: readonly Entry[], before: Vector): Vector =>
  heads.reduce((past, head) => withPlace(join(past, head.past), head), before)

/** What its author had heard of when she said the envelope before; 'waits' while that one is not settled. */
const pastBefore = (ledger: Ledger, envelope: HeldEnvelope): Vector | 'waits' => {
  if (envelope.seq === 1) return emptyVector
  const previous = ledger.chains.at(envelope.device, envelope.seq - 1)
  if (!previous?.past) return 'waits'
  return ledger.root().has(previous.id) ? withPlace(previous.past, previous) : previous.past
}

/** The past of a space envelope in its space; a head that has heard more of the root than its author is refused. */
const spacePastOf = (
  ledger: Ledger,
  space: string,
  device: string,
  ids: readonly string[],
  rootPast: Vector,
): Vector | 'waits' | undefined => {
  const heads = headsIn(ledger, ledger.space(space), ids)
  if (heads === 'waits' || heads === undefined) return heads
  if (!heads.every((head) => covers(rootPast, head.rootPast))) return undefined
  return pastOf(heads, ledger.lastPastIn(space, device))
}

const settleOp = (
  ledger: Ledger,
  held: HeldEnvelope,
  opened: Opened,
  content: OpContent,
  rootPast: Vector,
): Outcome => {
  const space = spaceOf(content, held, ledger.network)
  const isRoot = space === ledger.network
  const past = isRoot ? rootPast : spacePastOf(ledger, space, held.device, content.heads, rootPast)
  if (past === 'waits') return waits
  if (past === undefined) return { kind: 'apart', reason: 'BadHeads' }
  const entry: Entry = {
    id: held.id,
    device: held.device,
    seq: held.seq,
    op: content.op,
    key: opened.key.id,
    rootPast,
    past,
  }
  ledger.chains.setState(held.no, 'op', rootPast)
  const counts = ledger.keepOp({ no: held.no, entry, space: isRoot ? undefined : space, content: opened.raw })
  if (!isRoot) ledger.notePast(space, held.device, withPlace(past, held))
  if (!counts && content.op.type !== 'unknown')
    ledger.quarantine.put({ device: held.device, envelope: held.id, reason: 'NoRight', at: ledger.now().toISOString() })
  return { kind: 'kept', space }
}

const settleBatch = (
  ledger: Ledger,
  held: HeldEnvelope,
  opened: Opened,
  content: BatchContent,
  rootPast: Vector,
): Outcome => {
  const inNetwork = content.space === ledger.network
  const past = inNetwork ? rootPast : spacePastOf(ledger, content.space, held.device, content.heads, rootPast)
  if (past === 'waits') return waits
  if (past === undefined) return { kind: 'apart', reason: 'BadHeads' }
  const kept = keepBatch(ledger, { held, content, key: opened.key.id, rootPast, past })
  if (kept === 'waits') return waits
  if (kept !== 'kept') return { kind: 'apart', reason: kept }
  ledger.chains.setState(held.no, 'batch', rootPast)
  if (!inNetwork) ledger.notePast(content.space, held.device, past)
  return { kind: 'kept', space: content.space }
}

const examine = (ledger: Ledger, held: HeldEnvelope): { outcome: Outcome; past: Vector } => {
  const keys = ledger.keyring.size()
  const opened = openEnvelope(ledger, held)
  if (ledger.keyring.size() !== keys) return { outcome: { kind: 'learned' }, past: emptyVector }
  const before = pastBefore(ledger, held)
  if (before === 'waits') return { outcome: waits, past: emptyVector }
  // Whatever is wrong with an envelope, its author does not go back before her own last word.
  const apart = (reason: QuarantineReason) => ({ outcome: { kind: 'apart', reason } as const, past: before })
  if (opened === 'newer') return { outcome: { kind: 'newer' }, past: before }
  const header = parseHeader(held.signed)
  const heads = header ? headsIn(ledger, ledger.root(), header.rootHeads) : undefined
  if (heads === 'waits') return { outcome: waits, past: emptyVector }
  if (heads === undefined) return apart('BadHeads')
  const past = pastOf(heads, before)
  if (opened === 'sealed') return { outcome: { kind: 'sealed' }, past }
  if (typeof opened === 'string') return { ...apart(opened), past }
  const { content } = opened
  if (content.kind === 'empty') {
    ledger.chains.setState(held.no, 'empty', past)
    return { outcome: { kind: 'kept', space: ledger.network }, past }
  }
  const outcome =
    content.kind === 'op'
      ? settleOp(ledger, held, opened, content, past)
      : settleBatch(ledger, held, opened, content, past)
  return { outcome, past }
}

/** Envelopes looked at in one read. */
const page = 500

/** Sealed envelopes that a key learned since opens, back to `new`. */
const reopen = (ledger: Ledger, before: ReadonlySet<string>): void => {
  const fresh = ledger.keyring.keys().filter(({ id }) => !before.has(id))
  if (fresh.length === 0) return
  for (let after = 0, rows = ledger.chains.inState('sealed', after, page); rows.length > 0;) {
    for (const held of rows) {
      after = held.no
      const header = parseHeader(held.signed)
      const network = networkContext(held.id, ledger.network)
      if (header && held.past && keyByHint(fresh, header.hint, network, held.device, held.seq))
        ledger.chains.setState(held.no, 'new', undefined)
    }
    rows = ledger.chains.inState('sealed', after, page)
  }
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
  if (outcome.kind === 'sealed' || outcome.kind === 'newer') ledger.chains.setState(held.no, outcome.kind, past)
  if (outcome.kind !== 'apart') return
  const { reason } = outcome
  ledger.chains.setState(held.no, 'quarantined', past)
  ledger.quarantine.put({ device: held.device, envelope: held.id, reason, at: ledger.now().toISOString() })
}

/** One look at everything that is `new`; stops at a new key, since what it opens comes first. */
const pass = (ledger: Ledger, touched: Set<string>): 'learned' | 'moved' | 'still' => {
  const known = new Set(ledger.keyring.keys().map(({ id }) => id))
  let came: 'learned' | 'moved' | 'still' = 'still'
  forEachNew(ledger, (held) => {
    const { outcome, past } = examine(ledger, held)
    if (outcome.kind === 'waits') return true
    came = outcome.kind === 'learned' ? 'learned' : 'moved'
    if (outcome.kind === 'kept') touched.add(outcome.space)
    keepOutcome(ledger, held, outcome, past)
    return outcome.kind !== 'learned'
  })
  // An envelope rests on what its author said before it in the same space: that is opened first.
  reopen(ledger, known)
  return came
}

/**
 * Takes every held envelope as far as it goes: opened, its past known, judged, kept. Repeats until nothing moves,
 * since a key or an op that arrives may open or free others. Must run inside a transaction; on a throw the caller
 * rolls back and reloads the ledger. Returns the spaces whose log or batches changed.
 */
export const settle = (ledger: Ledger): Set<string> => {
  const touched = new Set<string>()
  if (!ledger.root().state().network && !learnKeys(ledger)) return touched
  while (pass(ledger, touched) !== 'still') continue
  return touched
}
