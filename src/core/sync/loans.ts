import { fromHex, toHex } from '#core/crypto/bytes'
import type { DocumentRow, Documents } from '#core/documents/documents'
import { savedOf, todayOf } from '#core/documents/showLoans'
import { documentIdOf } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import type { Place } from '#core/spaces/vector'
import { memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import type { OpenNetwork } from '#core/sync/local'
import { largestLoan } from '#core/sync/messages'
import type { MessageOf } from '#core/sync/messages'
import { idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** What goes with envelopes: those that go headed, by number and place, and the documents lent in their place. */
export type Lent = {
  readonly headed: ReadonlyMap<number, Place>
  readonly loans: readonly MessageOf<'loan'>[]
  /** At the door, where nobody has proved a device yet: who lends. */
  readonly proof?: MessageOf<'prove'>
}

/** Nothing is lent. */
export const nothingLent: Lent = { headed: new Map(), loans: [] }

/** Batches of one document that somebody lacks before it is lent: fewer are applied as fast as they come. */
const fewest = 8
/** Bytes of a header on its way, about. */
const headerLength = 220
/** What a loan with its headers may weigh beside the envelopes it stands for; and beside those that would wait behind headers. */
const [worthIt, ratherThanWait] = [0.5, 4]
/** Bytes of loans in one session, at most: what is not lent goes whole. */
const mostBytes = 64 * 1024 * 1024

type Lack = { readonly places: Map<number, Place>; bytes: number }

/** Batches among envelopes that are in their document's state here, by document. */
const lacking = (ledger: Ledger, numbers: readonly number[]): Map<string, Lack> => {
  const among = new Set(numbers)
  const found = new Map<string, Lack>()
  const rows = ledger.db
    .prepare(
      `SELECT e.no, e.chain, e.seq, b.document, length(e.body) AS bytes FROM batch b JOIN envelope e ON e.no = b.envelope WHERE b.applied = 1`,
    )
    .all<{ no: number; chain: number; seq: number; document: Bytes; bytes: number }>()
  for (const { no, chain, seq, document, bytes } of rows) {
    if (!among.has(no)) continue
    const lack = found.get(idHex(document)) ?? { places: new Map(), bytes: 0 }
    lack.places.set(no, { chain: ledger.chains.nameOf(chain).chain, seq })
    lack.bytes += bytes
    found.set(idHex(document), lack)
  }
  return found
}

/** Whether words of a laptop are among envelopes. */
const isAmong = (ledger: Ledger, device: string, numbers: readonly number[]): boolean => {
  const among = new Set(numbers)
  return ledger.db
    .prepare('SELECT e.no FROM envelope e JOIN chain c ON c.no = e.chain WHERE c.device = ?', { pluck: true })
    .all<number>([idBlob(device)])
    .some((no) => among.has(no))
}

/** Whether all that counts of a document is in its state here, and nothing else is. */
const isWhole = ({ ledger, journal, loans }: Documents, id: string): boolean =>
  !loans.has(id) &&
  journal.of(id).length === 0 &&
  ledger.db
    .prepare(`SELECT 1 FROM batch WHERE document = ? AND spoiled = 0 AND applied <> (verdict = 'counts') LIMIT 1`)
    .get([idBlob(id)]) === undefined

/** Whether a document can be lent: to a member (undefined: at the door), by an app that knows what it is, all of it. */
const isLendable = (documents: Documents, row: DocumentRow, member: string | undefined): boolean =>
  row.heads.length <= 256 &&
  row.tips.length > 0 &&
  row.tips.length <= 256 &&
  documents.specOf(row) !== undefined &&
  mayRead(documents.ledger, row.space, member) &&
  isWhole(documents, row.id)

/** Whether a member may read a space, by this log; undefined: somebody at the door, who reads what everybody does. */
const mayRead = (ledger: Ledger, space: string, member: string | undefined): boolean => {
  if (space === ledger.network) return true
  const here = member === undefined ? undefined : ledger.spaceState(space)
  return here !== undefined && member !== undefined && isReader(ledger.state(), here, member)
}

const loanOf = async (documents: Documents, row: DocumentRow): Promise<MessageOf<'loan'>> => ({
  t: 'loan',
  space: fromHex(row.space),
  name: row.name,
  heads: row.heads.map(fromHex),
  tips: row.tips.map(fromHex),
  saved: await savedOf(documents, row),
})

/**
 * What to lend to somebody who lacks these envelopes: documents of which she lacks many batches, that are whole here, that
 * she may read, and that are half as large as they are than as their history. `peer`: her laptop; undefined at the door. Who lost the
 * end of her own chain gets all of it whole. Call inside `exclusive`, with own edits sealed.
 */
export const lendTo = async (
  { ledger, documents }: OpenNetwork,
  numbers: readonly number[],
  peer: string | undefined,
): Promise<Lent> => {
  if (numbers.length < fewest) return nothingLent
  if (peer !== undefined && isAmong(ledger, peer, numbers)) return nothingLent
  const member = peer === undefined ? undefined : memberOf(ledger.state(), peer)
  const headed = new Map<number, Place>()
  const loans: MessageOf<'loan'>[] = []
  let size = 0
  const lend = async (id: string, { places, bytes }: Lack, atMost: number): Promise<void> => {
    const row = documents.row(id)
    if (!row || size > mostBytes || !isLendable(documents, row, member)) return
    const loan = await loanOf(documents, row)
    const weight = loan.saved.length + places.size * headerLength
    if (loan.saved.length > largestLoan || weight > bytes * atMost) return
    for (const [no, place] of places) headed.set(no, place)
    size += loan.saved.length
    loans.push(loan)
  }
  const lacks = [...lacking(ledger, numbers)]
  for (const [id, lack] of lacks) if (lack.places.size >= fewest) await lend(id, lack, worthIt)
  if (loans.length === 0) return nothingLent
  // What is said in a space after something headed waits for that: such documents are better lent too.
  for (const [id, lack] of lacks)
    if (![...lack.places.keys()].some((no) => headed.has(no)) && documents.row(id)?.space !== ledger.network)
      await lend(id, lack, ratherThanWait)
  return { headed, loans }
}

/**
 * Keeps what a proved laptop lends, to be read by the worker: a document that this app shows, of the network or of a space
 * that this member reads, resting on envelopes that are here and not all with their bodies. Anything else is passed over. Call
 * inside `exclusive`, after the envelopes.
 */
export const keepLoan = ({ ledger, documents }: OpenNetwork, maker: string, loan: MessageOf<'loan'>): void => {
  const [space, name] = [toHex(loan.space), loan.name]
  const tips = loan.tips.map(toHex)
  const held = tips.map((tip) => ledger.chains.byId(tip))
  const me = memberOf(ledger.state(), ledger.device.deviceId)
  const isOurs =
    mayRead(ledger, space, me) && documents.specOf({ id: '', space, name, heads: [], tips: [] }) !== undefined
  if (!isOurs || memberOf(ledger.state(), maker) === undefined || held.includes(undefined)) return
  if (!held.some((one) => one?.state === 'headed')) return
  const document = documentIdOf(space, name)
  transact(ledger, () => {
    const { saved, heads } = loan
    if (!documents.loans.keep({ document, maker, heads: heads.map(toHex), tips, saved }, todayOf(ledger))) return
    ledger.db
      .prepare(
        `INSERT INTO document (id, space, name, heads, tips) VALUES (?, ?, ?, '[]', x'') ON CONFLICT (id) DO NOTHING`,
      )
      .run([idBlob(document), idBlob(space), name])
  })
}
