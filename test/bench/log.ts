import * as A from '@automerge/automerge'
import { sealDocuments } from '#core/documents/sealDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import { idBlob } from '#core/vault/sql'
import { caseDocument } from '#shared/records/case'
import { createRandom, edits, opening } from './generate'
import { newLaptop } from './laptop'
import type { Laptop } from './laptop'
import type { Bench, Figure, Part } from './measure'

/** One case, sealed after every `session` edits. Bytes a change in the log and in a snapshot. */
const caseSealedBy = async (laptop: Laptop, seed: number, session: number, changes: number) => {
  const random = createRandom(seed)
  const start = opening(random)
  const { caseId } = await laptop.call('case.open', start)
  const documents = laptop.documents()
  const list = edits(random, changes - 1, start.summaryInternal ?? '').edits
  for (const [i, { name, input }] of list.entries()) {
    await laptop.call(name, { caseId, ...input })
    if ((i + 2) % session === 0) await sealDocuments(documents, { force: true })
  }
  await sealDocuments(documents, { force: true })
  const id = documentIdOf(caseId, caseDocument)
  const row = documents.row(id)
  if (!row) throw new Error('no case')
  const doc = (await documents.handle(row)).doc()
  const { numChanges } = A.stats(doc)
  const log = laptop
    .ledger()
    .db.prepare(
      'SELECT sum(length(e.header) + length(e.body)) FROM envelope e JOIN batch b ON b.envelope = e.no WHERE b.document = ?',
      { pluck: true },
    )
    .get<number>([idBlob(id)])
  if (!log) throw new Error('nothing was sealed')
  return { log: log / numChanges, snapshot: A.save(doc).length / numChanges }
}

/** The log at rest: what a change costs as envelopes, beside snapshots. */
export const logPart: Part = {
  name: 'log',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const [cases, changes] = quick ? [2, 50] : [8, 100]
    const laptop = await newLaptop()
    await laptop.call('network.create', { name: 'Red de Práctica', country: 'GT', alias: 'Alma' })
    const figures: Figure[] = []
    for (const [session, inWords] of [
      [25, 'sessions of 25 edits'],
      [100, 'sessions of 100 edits'],
      [1, 'single edits'],
    ] as const) {
      const seeds = Array.from({ length: session === 1 ? Math.ceil(cases / 4) : cases }, (_, i) => seed + i)
      const measured = []
      for (const one of seeds) {
        progress(`${inWords}, seed ${one}`)
        measured.push(await caseSealedBy(laptop, one, session, changes))
      }
      figures.push({
        name: `log at rest, ${inWords}`,
        unit: 'B a change',
        data: `cases of ${changes} changes, header and body of every envelope`,
        seeds,
        ours: measured.map(({ log }) => log),
        peerName: 'Automerge.save',
        peer: measured.map(({ snapshot }) => snapshot),
        budget: session === 25 ? { of: 'ratio', atMost: 2 } : undefined,
      })
    }
    await laptop.close()
    return figures
  },
}
