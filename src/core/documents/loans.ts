import type { PlainDocument } from '#core/envelopes/readDocument'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/**
 * Documents that a member lent: what she says that a document is, of changes whose bodies are not all here yet
 * (docs/decisions/0021-loans.md). Shown, and replaced by what the bodies give; never applied, sealed or passed on.
 */

/** A loan as it came. `maker`: the laptop that lent it; `tips`: the envelopes that nothing in it rests on. */
export type Loan = {
  readonly document: string
  readonly maker: string
  readonly heads: readonly string[]
  readonly tips: readonly string[]
  readonly saved: Uint8Array
}

/** A loan as it is kept. `state`: as it is shown, JSON; undefined until the worker has read it. `day`: since 1970. */
export type KeptLoan = Loan & { readonly day: number; readonly state: string | undefined }

/** The loans of a vault. */
export type Loans = {
  count(): number
  has(document: string): boolean
  one(document: string): KeptLoan | undefined
  documents(): string[]
  /** Keeps a loan that came, to be tasted. False where there is no room, or the document is on loan already. */
  keep(loan: Loan, day: number): boolean
  /** Keeps how a loan that was tasted is shown. */
  show(document: string, plain: PlainDocument): void
  /** How the document is shown; undefined when it is not on loan, or was not tasted yet. */
  shown(document: string): PlainDocument | undefined
  /** Every loan is to be tasted again. */
  hideAll(): void
  drop(document: string): void
}

/** Loans kept at a time, at most, and their bytes together: what a liar can fill a disk with. */
const mostLoans = 4_096
const mostBytes = 256 * 1024 * 1024

type Row = {
  document: Bytes
  maker: Bytes
  heads: string
  tips: Bytes
  saved: Bytes
  day: number
  state: string | null
}

/** Opens the loans of a vault. */
export const openLoans = (db: Database): Loans => {
  const count = db.prepare('SELECT count(*) FROM loan', { pluck: true })
  const room = db.prepare('SELECT coalesce(sum(length(saved)), 0) FROM loan', { pluck: true })
  const there = db.prepare('SELECT 1 FROM loan WHERE document = ?')
  const one = db.prepare('SELECT * FROM loan WHERE document = ?')
  const all = db.prepare('SELECT document FROM loan', { pluck: true })
  const add = db.prepare('INSERT INTO loan (document, maker, heads, tips, saved, day) VALUES (?, ?, ?, ?, ?, ?)')
  const show = db.prepare('UPDATE loan SET state = ?, conflicts = ? WHERE document = ?')
  const shown = db.prepare('SELECT state, conflicts FROM loan WHERE document = ? AND state IS NOT NULL')
  const drop = db.prepare('DELETE FROM loan WHERE document = ?')
  const has = (document: string): boolean => there.get([idBlob(document)]) !== undefined
  return {
    count: () => count.get<number>() ?? 0,
    has,
    one(document) {
      const row = one.get<Row>([idBlob(document)])
      return (
        row && {
          document,
          maker: idHex(row.maker),
          heads: JSON.parse(row.heads) as string[],
          tips: idHex(row.tips).match(/.{64}/g) ?? [],
          saved: plainBytes(row.saved),
          day: row.day,
          state: row.state ?? undefined,
        }
      )
    },
    documents: () => all.all<Bytes>().map(idHex),
    keep({ document, maker, heads, tips, saved }, day) {
      if (has(document) || (count.get<number>() ?? 0) >= mostLoans) return false
      if ((room.get<number>() ?? 0) + saved.length > mostBytes) return false
      add.run([idBlob(document), idBlob(maker), JSON.stringify(heads), idBlob(tips.join('')), blob(saved), day])
      return true
    },
    show: (document, { state, conflicts }) =>
      void show.run([JSON.stringify(state), JSON.stringify(conflicts), idBlob(document)]),
    shown(document) {
      const row = shown.get<{ state: string; conflicts: string }>([idBlob(document)])
      return (
        row && {
          state: JSON.parse(row.state) as unknown,
          conflicts: JSON.parse(row.conflicts) as PlainDocument['conflicts'],
        }
      )
    },
    hideAll() {
      db.exec('UPDATE loan SET state = NULL, conflicts = NULL')
    },
    drop: (document) => void drop.run([idBlob(document)]),
  }
}
