import * as A from '@automerge/automerge'
import { createActor } from '#core/documents/actors'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { readDocument } from '#core/envelopes/readDocument'
import type { PlainDocument } from '#core/envelopes/readDocument'
import { documentIdOf } from '#core/envelopes/batches'
import { digestOf } from '#core/envelopes/tasteBatches'
import { toHex } from '#core/crypto/bytes'
import { idBlob } from '#core/vault/sql'
import { caseDocument } from '#shared/records/case'
import { authorOf, keep, openSpace, sayBatchAs } from './craft'
import { applyEdit, createRandom, edits, firstState } from './generate'
import { newLaptop } from './laptop'
import type { Laptop } from './laptop'

/** A case made once and put on the shelf many times. */
type Template = {
  readonly saved: Uint8Array
  readonly heads: string[]
  readonly plain: PlainDocument
  readonly sessions: { count: number; digest: Uint8Array; batch: Uint8Array }[]
}

/** Changes a case has, and how many are sealed together. */
const [changes, session] = [100, 25]

const createTemplate = (seed: number, device: string, by: string): Template => {
  const random = createRandom(seed)
  const first = firstState(random, by)
  let doc = A.from<AnyDocument>(first, { actor: createActor(device) })
  for (const edit of edits(random, changes - 1, String(first.summaryInternal)).edits) {
    const id = toHex(random.bytes(16))
    doc = A.change(doc, { time: 0 }, (draft) => applyEdit(draft, edit, id, by))
  }
  const hashes = A.getChangesMetaSince(doc, []).map(({ hash }) => hash)
  const sessions = Array.from({ length: Math.ceil(hashes.length / session) }, (_, i) => {
    const part = hashes.slice(i * session, (i + 1) * session)
    return { count: part.length, digest: digestOf(part), batch: A.saveBundle(doc, part) }
  })
  return { saved: A.save(doc), heads: A.getHeads(doc), plain: readDocument(doc), sessions }
}

/** `seed` decides what the cases say. */
type ShelfOptions = {
  readonly seed: number
  readonly progress: (text: string) => void
  readonly readers?: (no: number) => readonly string[]
}

/** A closed vault with many cases, and their Automerge documents for the peer. */
export type Shelf = {
  readonly vault: string
  readonly caseIds: readonly string[]
  readonly saved: readonly Uint8Array[]
}

/** Puts cases into an open vault, one after another. `readers`: who else reads the case of that number. */
export const fillShelf = (
  host: Laptop,
  memberId: string,
  count: number,
  { seed, progress, readers = () => [] }: ShelfOptions,
): Omit<Shelf, 'vault'> => {
  const self = authorOf(host, memberId)
  const ledger = host.ledger()
  const documents = host.documents()
  const templates = Array.from({ length: Math.min(40, count) }, (_, i) =>
    createTemplate(seed + i, ledger.device.deviceId, memberId),
  )
  const caseIds: string[] = []
  const mark = ledger.db.prepare(
    "UPDATE batch SET applied = 1, verdict = 'counts' WHERE envelope = (SELECT no FROM envelope WHERE id = ?)",
  )
  // Thousands of cases are put in one by one, and each looks for what is new in the whole log: an index for the making.
  ledger.db.exec('CREATE INDEX bench_state ON envelope (state); CREATE INDEX bench_space ON document (space)')
  const putOne = (template: Template): void => {
    const space = openSpace(host, self, readers(caseIds.length))
    const id = documentIdOf(space, caseDocument)
    let tips: string[] = []
    for (const part of template.sessions) {
      const envelope = sayBatchAs(host, self, { space, document: caseDocument, deps: tips, ...part })
      keep(host, envelope)
      mark.run([idBlob(envelope.id)])
      tips = [envelope.id]
    }
    documents.live.replaceCache(id, template.saved)
    documents.set(id, { heads: template.heads, tips, plain: template.plain })
    caseIds.push(space)
  }
  while (caseIds.length < count) {
    progress(`case ${caseIds.length} of ${count}`)
    ledger.db.transaction(() => {
      for (let i = 0; i < 250 && caseIds.length < count; i++) {
        const template = templates[caseIds.length % templates.length]
        if (template) putOne(template)
      }
    })()
  }
  ledger.db.exec('DROP INDEX bench_state; DROP INDEX bench_space')
  return { caseIds, saved: templates.map(({ saved }) => saved) }
}

/**
 * A vault with `count` cases of 100 changes, each with its space, its four sealed sessions, view, rows and cache as an
 * engine leaves them. Forty different cases stand for all: what each costs to open does not depend on the others.
 */
export const createShelf = async (count: number, options: ShelfOptions): Promise<Shelf> => {
  const host = await newLaptop()
  const { memberId } = await host.call('network.create', { name: 'Red de Práctica', country: 'GT', alias: 'Alma' })
  const filled = fillShelf(host, memberId, count, options)
  await host.close()
  return { vault: host.vault, ...filled }
}
