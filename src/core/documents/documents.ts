import * as A from '@automerge/automerge'
import { encodeHeads } from '@automerge/automerge-repo'
import type { DocHandle } from '@automerge/automerge-repo'
import { fromHex } from '#core/crypto/bytes'
import { assembleDocument } from '#core/documents/assemble'
import { createActor } from '#core/documents/actors'
import { openJournal } from '#core/documents/journal'
import type { Journal } from '#core/documents/journal'
import { openLoans } from '#core/documents/loans'
import type { Loans } from '#core/documents/loans'
import { openLiveDocuments } from '#core/documents/liveDocuments'
import type { AnyDocument, LiveDocuments } from '#core/documents/liveDocuments'
import { createRecentDocuments } from '#core/documents/recentDocuments'
import { openRecords } from '#core/documents/records'
import type { Records } from '#core/documents/records'
import { documentIdOf } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import { readDocument, readEdited } from '#core/envelopes/readDocument'
import type { PlainDocument } from '#core/envelopes/readDocument'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { withDisk } from '#core/vault/diskFailure'
import { projectDocument } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { specOf } from '#shared/records/documents'
import type { ProjectedRecord } from '#shared/records/projected'
import { dayOf } from '#shared/rules/days'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A document as the table `document` has it. */
export type DocumentRow = {
  readonly id: string
  readonly space: string
  readonly name: string
  readonly heads: readonly string[]
  readonly tips: readonly string[]
}

/** The documents of a vault: everything here is on disk before it is acknowledged. */
export type Documents = {
  readonly ledger: Ledger
  readonly journal: Journal
  readonly live: LiveDocuments
  readonly records: Records
  readonly loans: Loans
  row(id: string): DocumentRow | undefined
  /** undefined for a document that no screen of this version knows. */
  specOf(row: DocumentRow): DocumentSpec | undefined
  rows(): DocumentRow[]
  /**
   * A new document in a space with its first state, and what is put beside it, each in a change of its own: one change has
   * to fit an envelope. Inside a transaction of the caller. Returns its heads.
   */
  create(space: string, name: string, first: AnyDocument, more?: readonly AnyDocument[]): string[]
  /**
   * Edits a document at the heads its form was read at (`basedOn`; undefined = now), journals the change and projects it
   * in one transaction. Failures: BeingChecked (on loan), UnknownVersion (heads not here), those of the disk: nothing was changed.
   */
  edit(
    id: string,
    basedOn: readonly string[] | undefined,
    change: (doc: AnyDocument) => void,
  ): Promise<Result<string[]>>
  /**
   * Edits several documents as they are now in one transaction, all or none. Returns the heads of each. Failures: as `edit`.
   */
  editTogether(
    edits: readonly { readonly id: string; readonly change: (doc: AnyDocument) => void }[],
  ): Promise<Result<string[][]>>
  /** The document as it is now, read from the projection where that is current; on loan, what was lent, at no heads of ours. */
  read(id: string): Promise<(PlainDocument & { readonly heads: readonly string[] }) | undefined>
  /** Shows what was lent, as the worker read it. In a transaction. */
  lend(row: DocumentRow, plain: PlainDocument): void
  /** Ends a loan: the document is what its batches gave so far, and gone where that is nothing. */
  giveBack(id: string): Promise<void>
  /** Keeps on disk what a document is, so that a later reading needs no Automerge. In a transaction, or alone. */
  keepView(id: string, heads: readonly string[], plain?: PlainDocument): void
  /** Forgets what memory holds of a document beside the live one: disk says otherwise now, or it is gone. */
  forget(id: string): void
  /** The live handle, opened if need be. */
  handle(row: DocumentRow): Promise<DocHandle<AnyDocument>>
  /** Sets what a document now is: heads, view, rows. In a transaction; `tips` only when envelopes changed. */
  set(id: string, now: { heads: readonly string[]; tips?: readonly string[]; plain?: PlainDocument }): void
}

/** A live document that was changed and is not on disk yet. */
type Changed = {
  readonly known: DocumentRow
  readonly doc: A.Doc<AnyDocument>
  readonly before: A.Heads
  /** It was changed as it was when a form was read, which may set versions side by side. */
  readonly isStale: boolean
}

/** What kind of document this is, by its name and the kind of its space; undefined for one that no screen knows. */
const specIn = (ledger: Ledger, { name, space }: Pick<DocumentRow, 'name' | 'space'>): DocumentSpec | undefined => {
  const kind = space === ledger.network ? 'network' : ledger.spaceState(space)?.created?.op.kind
  return kind === undefined ? undefined : specOf(kind, name)
}

/** The day of a change as it is kept with it, in seconds: nothing finer than the day is in a document's history. */
const dayOfChange = (ledger: Ledger): { readonly time: number } => ({
  time: Date.parse(dayOf(ledger.now().toISOString())) / 1_000,
})

/** Which rows a document gives. */
const project = (ledger: Ledger, row: Pick<DocumentRow, 'name' | 'space'>, state: unknown): ProjectedRecord[] => {
  const spec = specIn(ledger, row)
  return spec ? projectDocument(spec, state, row) : []
}

const bytesOf = (ids: readonly string[]): Bytes => blob(fromHex(ids.join('')))
const idsIn = (bytes: Uint8Array): string[] => idHex(bytes).match(/.{64}/g) ?? []

type Row = { id: Bytes; space: Bytes; name: string; heads: string; tips: Bytes }
const rowOf = (row: Row): DocumentRow => ({
  id: idHex(row.id),
  space: idHex(row.space),
  name: row.name,
  heads: JSON.parse(row.heads) as string[],
  tips: idsIn(plainBytes(row.tips)),
})

/** Opens the documents of a ledger. */
export const openDocuments = (ledger: Ledger): Documents => {
  const { db } = ledger
  const journal = openJournal(db)
  const records = openRecords(db)
  const loans = openLoans(db)
  const live = openLiveDocuments(db, ledger.device.deviceId)
  const one = db.prepare('SELECT * FROM document WHERE id = ?')
  const setHeads = db.prepare('UPDATE document SET heads = ? WHERE id = ?')
  const setTips = db.prepare("UPDATE document SET tips = coalesce(?, x'') WHERE id = ?")
  const setView = db.prepare(
    `INSERT INTO document_view VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET heads = excluded.heads, state = excluded.state, conflicts = excluded.conflicts`,
  )
  const view = db.prepare('SELECT heads, state, conflicts FROM document_view WHERE id = ?')
  const dropEmpty = db.prepare(
    `DELETE FROM document WHERE id = ? AND heads = '[]' AND id NOT IN (SELECT document FROM batch)`,
  )
  const recent = createRecentDocuments()

  const row = (id: string): DocumentRow | undefined => {
    const found = one.get<Row>([idBlob(id)])
    return found && rowOf(found)
  }
  const handle = (document: DocumentRow): Promise<DocHandle<AnyDocument>> =>
    live.open(document.id, document.heads, () => assembleDocument(ledger, journal, document.id))
  /** The document as plain JSON where that is at hand, without Automerge. */
  const plainOf = ({ id, heads }: DocumentRow): PlainDocument | undefined => {
    const last = recent.at(id, heads)
    if (last) return last
    const kept = view.get<{ heads: string; state: string; conflicts: string }>([idBlob(id)])
    if (kept?.heads !== JSON.stringify(heads)) return undefined
    const conflicts = JSON.parse(kept.conflicts) as PlainDocument['conflicts']
    const plain = { state: JSON.parse(kept.state) as unknown, conflicts }
    recent.keep(id, heads, plain)
    return plain
  }
  const keepView: Documents['keepView'] = (id, heads, plain = recent.at(id, heads)) => {
    if (!plain) return
    setView.run([idBlob(id), JSON.stringify(heads), JSON.stringify(plain.state), JSON.stringify(plain.conflicts)])
  }
  const set: Documents['set'] = (id, { heads, tips, plain }) => {
    const known = row(id)
    if (!known) throw new Error('no such document')
    setHeads.run([JSON.stringify(heads), idBlob(id)])
    if (tips) setTips.run([bytesOf(tips), idBlob(id)])
    if (!plain) return
    keepView(id, heads, plain)
    records.replace(id, known.space, project(ledger, known, plain.state))
  }
  const read: Documents['read'] = async (id) => {
    const known = row(id)
    if (!known) return undefined
    const lent = loans.shown(id)
    const heads = lent ? [] : known.heads
    const plain = lent ?? plainOf(known)
    if (plain) return { heads, ...plain }
    const open = await handle(known)
    if (row(id)?.heads.join() !== heads.join()) return read(id) // erased or edited meanwhile
    const now = readDocument(open.doc())
    recent.keep(id, heads, now)
    withDisk(() => keepView(id, heads)) // a night later it is read at once; a full disk is no reason to refuse it now
    return { heads, ...now }
  }
  const journalChanges = (id: string, doc: A.Doc<AnyDocument>, before: A.Heads): void => {
    const changes = A.getChangesSince(doc, before)
    const hashes = A.getChangesMetaSince(doc, before).map(({ hash }) => hash)
    for (const [i, change] of changes.entries()) journal.add(id, hashes[i] ?? '', change)
  }
  const forget = (id: string): void => {
    records.forget(id)
    recent.forget(id)
  }
  const giveBack: Documents['giveBack'] = async (id) => {
    const known = row(id)
    const isEmpty = known?.heads.length === 0
    const plain = known && !isEmpty ? (plainOf(known) ?? readDocument((await handle(known)).doc())) : undefined
    forget(id)
    db.transaction(() => {
      loans.drop(id)
      if (!known) return
      records.replace(id, known.space, plain ? project(ledger, known, plain.state) : [])
      dropEmpty.run([idBlob(id)])
    })()
  }
  /** Puts on disk what live documents are ahead by, all or nothing. */
  const keepChanged = async (all: readonly Changed[]): Promise<Result<string[][]>> => {
    const now = all.map(({ known, doc, isStale }) => readEdited(doc, isStale ? undefined : plainOf(known)))
    const done = withDisk(() =>
      db.transaction(() =>
        all.map(({ known, doc, before }, i) => {
          const heads = A.getHeads(doc)
          journalChanges(known.id, doc, before)
          set(known.id, { heads })
          records.replace(known.id, known.space, project(ledger, known, now[i]?.state))
          return heads
        }),
      )(),
    )
    for (const [i, { known }] of all.entries()) {
      const [heads, plain] = [done.ok ? done.value[i] : undefined, now[i]]
      if (heads && plain) recent.keep(known.id, heads, plain)
      else {
        forget(known.id)
        await live.drop(known.id) // memory is ahead of disk: the next opening reads the log
      }
    }
    return done
  }
  return {
    ledger,
    journal,
    live,
    records,
    loans,
    row,
    specOf: (row) => specIn(ledger, row),
    rows: () => db.prepare('SELECT * FROM document').all<Row>().map(rowOf),
    create(space, name, first, more = []) {
      const id = documentIdOf(space, name)
      const empty = A.init<AnyDocument>({ actor: createActor(ledger.device.deviceId) })
      const doc = [first, ...more].reduce<A.Doc<AnyDocument>>(
        (before, put) => A.change(before, dayOfChange(ledger), (d) => void Object.assign(d, put)),
        empty,
      )
      const heads = A.getHeads(doc)
      db.prepare(`INSERT INTO document (id, space, name, heads, tips) VALUES (?, ?, ?, '[]', x'')`).run([
        idBlob(id),
        idBlob(space),
        name,
      ])
      journalChanges(id, doc, [])
      set(id, { heads, plain: readDocument(doc) })
      live.create(id, doc)
      return heads
    },
    async edit(id, basedOn, change) {
      const known = row(id)
      if (!known) return fail('UnknownCase')
      if (loans.has(id)) return fail('BeingChecked')
      const open = await handle(known)
      const before = A.getHeads(open.doc())
      if (basedOn && !A.hasHeads(open.doc(), [...basedOn])) return fail('UnknownVersion')
      const isStale = basedOn !== undefined && basedOn.toSorted().join() !== before.toSorted().join()
      if (isStale) {
        open.changeAt(encodeHeads([...basedOn]), change, dayOfChange(ledger))
        // Automerge 3.5 may show wrong text after this (a colleague's words twice), while the document itself is right.
        open.update((wrong) => A.load(A.save(wrong), { actor: A.getActorId(wrong) }))
      } else open.change(change, dayOfChange(ledger))
      const done = await keepChanged([{ known, doc: open.doc(), before, isStale }])
      return done.ok ? ok(done.value[0] ?? []) : done
    },
    async editTogether(edits) {
      const all: (Changed & { readonly open: DocHandle<AnyDocument>; readonly change: (doc: AnyDocument) => void })[] =
        []
      for (const { id, change } of edits) {
        const known = row(id)
        if (!known) return fail('UnknownCase')
        if (loans.has(id)) return fail('BeingChecked')
        const open = await handle(known)
        all.push({ known, open, change, doc: open.doc(), before: A.getHeads(open.doc()), isStale: false })
      }
      for (const { open, change } of all) open.change(change, dayOfChange(ledger))
      return keepChanged(all.map(({ open, ...one }) => ({ ...one, doc: open.doc() })))
    },
    read,
    lend({ id, space, name }, plain) {
      loans.show(id, plain)
      records.replace(id, space, project(ledger, { space, name }, plain.state))
    },
    giveBack,
    forget,
    keepView,
    handle,
    set,
  }
}
