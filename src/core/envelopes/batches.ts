import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { HeldEnvelope } from '#core/envelopes/chains'
import type { BatchContent } from '#core/envelopes/content'
import type { Ledger } from '#core/envelopes/ledger'
import { maySpeak, memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import type { Vector } from '#core/spaces/vector'
import { judgeBatches } from '#core/spaces/verdicts'
import type { Verdict } from '#core/spaces/verdicts'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** A document's id: the first 16 bytes of BLAKE2b-256 over its space and its name in it, in hex. */
export const documentIdOf = (space: string, name: string): string =>
  toHex(hash(concatBytes(utf8('tejido/1/document\0'), fromHex(space), utf8(name)), 32).subarray(0, 16))

/** A batch as the vault keeps it. */
export type HeldBatch = {
  readonly no: number
  readonly envelope: string
  readonly device: string
  readonly chain: string
  readonly seq: number
  readonly document: string
  readonly deps: readonly string[]
  /** What its author had heard of the root, and of the space. */
  readonly rootPast: Vector
  readonly past: Vector
  readonly writer: string | undefined
  readonly verdict: Verdict
  readonly spoiled: boolean
  readonly applied: boolean
}

type BatchToKeep = {
  readonly held: HeldEnvelope
  readonly content: BatchContent
  readonly key: string
  readonly rootPast: Vector
  readonly past: Vector
}

/** Who had the right to write this batch at its own heads; undefined when its author had none. */
const writerOf = (ledger: Ledger, { held, content, rootPast, past }: BatchToKeep): string | undefined => {
  const root = ledger.rootView(rootPast)
  const member = memberOf(root.state, held.device)
  if (member === undefined || !maySpeak(root.state, held.device)) return undefined
  if (content.space === ledger.network) return member
  const space = ledger.space(content.space)?.stateAt(past, root)
  return space && isReader(root.state, space, member) ? member : undefined
}

/** Keeps a batch with the right its author had. 'waits' while something it rests on is not here, 'held' while that has no body. */
export const keepBatch = (ledger: Ledger, batch: BatchToKeep): 'kept' | 'waits' | 'held' | 'BadContent' => {
  const { held, content } = batch
  const document = documentIdOf(content.space, content.document)
  const known = ledger.db.prepare(
    'SELECT b.document FROM batch b JOIN envelope e ON e.no = b.envelope WHERE e.id = ?',
    {
      pluck: true,
    },
  )
  for (const dep of content.deps) {
    const there = known.get<Bytes>([idBlob(dep)])
    if (there && idHex(there) !== document) return 'BadContent'
    if (there) continue
    const envelope = ledger.chains.byId(dep)
    if (envelope?.state === 'headed' || envelope?.state === 'held') return 'held'
    return !envelope || envelope.state === 'new' || envelope.state === 'sealed' ? 'waits' : 'BadContent'
  }
  const writer = writerOf(ledger, batch)
  ledger.db
    .prepare(
      `INSERT INTO batch (envelope, document, space_key, deps, past, writer, verdict) VALUES (?, ?, ?, coalesce(?, x''), ?, ?, 'waiting')`,
    )
    .run([
      held.no,
      idBlob(document),
      idBlob(batch.key),
      blob(concatBytes(...content.deps.map(fromHex))),
      ledger.chains.encodePast(batch.past),
      writer === undefined ? null : idBlob(writer),
    ])
  ledger.db
    .prepare(
      `INSERT INTO document (id, space, name, heads, tips) VALUES (?, ?, ?, '[]', x'') ON CONFLICT (id) DO NOTHING`,
    )
    .run([idBlob(document), idBlob(content.space), content.document])
  return 'kept'
}

type Row = {
  no: number
  envelope: Bytes
  chain: number
  seq: number
  document: Bytes
  deps: Bytes
  root_past: Bytes
  past: Bytes
  writer: Bytes | null
  verdict: Verdict
  spoiled: number
  applied: number
}

const idsIn = (bytes: Uint8Array): string[] =>
  Array.from({ length: bytes.length / 32 }, (_, i) => toHex(bytes.subarray(i * 32, i * 32 + 32)))

const columns = `b.no, e.id AS envelope, e.chain, e.seq, b.document, b.deps, e.past AS root_past, b.past, b.writer, b.verdict, b.spoiled, b.applied`
const source = `batch b JOIN envelope e ON e.no = b.envelope`

const heldBatch = (ledger: Ledger, row: Row): HeldBatch => ({
  no: row.no,
  envelope: idHex(row.envelope),
  ...ledger.chains.nameOf(row.chain),
  seq: row.seq,
  document: idHex(row.document),
  deps: idsIn(plainBytes(row.deps)),
  rootPast: ledger.chains.decodePast(plainBytes(row.root_past)),
  past: ledger.chains.decodePast(plainBytes(row.past)),
  writer: row.writer ? idHex(row.writer) : undefined,
  verdict: row.verdict,
  spoiled: row.spoiled === 1,
  applied: row.applied === 1,
})

/** All batches of one document, in the order in which they can be applied. */
export const batchesOf = (ledger: Ledger, document: string): HeldBatch[] =>
  ledger.db
    .prepare(`SELECT ${columns} FROM ${source} WHERE b.document = ? ORDER BY b.no`)
    .all<Row>([idBlob(document)])
    .map((row) => heldBatch(ledger, row))

/** All batches of one space, in the order in which they can be applied. */
const batchesIn = (ledger: Ledger, space: string): HeldBatch[] =>
  ledger.db
    .prepare(`SELECT ${columns} FROM ${source} JOIN document o ON o.id = b.document WHERE o.space = ? ORDER BY b.no`)
    .all<Row>([idBlob(space)])
    .map((row) => heldBatch(ledger, row))

/** The document that a batch is of, by the number of its envelope; undefined when that holds no batch. */
export const documentOf = (ledger: Ledger, no: number): string | undefined => {
  const found = ledger.db.prepare('SELECT document FROM batch WHERE envelope = ?', { pluck: true }).get<Bytes>([no])
  return found && idHex(found)
}

/** Documents with a batch that counts and is not in their state yet, or is in it and counts no more. */
export const documentsToApply = (ledger: Ledger): string[] =>
  ledger.db
    .prepare(
      `SELECT document FROM batch WHERE applied = 0 AND verdict = 'counts' AND spoiled = 0
       UNION SELECT document FROM batch WHERE applied = 1 AND verdict <> 'counts'`,
      { pluck: true },
    )
    .all<Bytes>()
    .map(idHex)

/**
 * Documents with a batch of this device that counts and is not in their state: a disk that was set back got its own words
 * back from others. The journal may hold changes that are in them.
 */
export const documentsGivenBack = (ledger: Ledger): ReadonlySet<string> =>
  new Set(
    ledger.db
      .prepare(
        `SELECT DISTINCT b.document FROM ${source} JOIN chain c ON c.no = e.chain
         WHERE b.applied = 0 AND b.verdict = 'counts' AND b.spoiled = 0 AND c.device = ?`,
        { pluck: true },
      )
      .all<Bytes>([idBlob(ledger.device.deviceId)])
      .map(idHex),
  )

/** Marks a batch whose changes did not pass: it is set apart, and what rests on it waits. */
export const spoil = (ledger: Ledger, batch: HeldBatch): void =>
  void ledger.db.prepare('UPDATE batch SET spoiled = 1, applied = 0 WHERE no = ?').run([batch.no])

/** Marks which batches are in their document's state. */
export const markApplied = (ledger: Ledger, batches: readonly HeldBatch[], applied: boolean): void => {
  const mark = ledger.db.prepare('UPDATE batch SET applied = ? WHERE no = ?')
  for (const { no } of batches) mark.run([applied ? 1 : 0, no])
}

/**
 * Judges every batch of a space again and keeps the verdicts that changed; what does not count is shown with its
 * author. A space of thousands of batches costs one read of its rows, once an exchange.
 */
export const judgeSpace = (ledger: Ledger, space: string): void => {
  const batches = batchesIn(ledger, space)
  const revokes = space === ledger.network ? [] : (ledger.spaceState(space)?.revokes ?? [])
  const late = new Set(
    ledger
      .root()
      .counting('admit-late')
      .flatMap(({ entry }) => entry.op.envelopes),
  )
  const verdicts = judgeBatches(
    batches.map((batch) => ({ ...batch, id: batch.envelope, by: batch.writer })),
    { root: ledger.state(), revokes, late },
  )
  const set = ledger.db.prepare('UPDATE batch SET verdict = ? WHERE no = ?')
  for (const batch of batches) {
    const verdict = verdicts.get(batch.envelope) ?? 'refused'
    if (verdict === batch.verdict) continue
    set.run([verdict, batch.no])
    if (verdict === 'counts') ledger.quarantine.release(batch.envelope)
    if ((verdict === 'refused' || verdict === 'quarantined') && !batch.spoiled)
      ledger.quarantine.put({
        device: batch.device,
        envelope: batch.envelope,
        reason: verdict === 'refused' ? 'NoRight' : 'PastCut',
        at: ledger.now().toISOString(),
      })
  }
}
