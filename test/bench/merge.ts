import * as A from '@automerge/automerge'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { createActor } from '#core/documents/actors'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { sealDocuments } from '#core/documents/sealDocuments'
import { toHex } from '#core/crypto/bytes'
import { documentIdOf } from '#core/envelopes/batches'
import { digestOf } from '#core/envelopes/tasteBatches'
import type { BatchToTaste, TasteRequest } from '#core/envelopes/tasteBatches'
import { takeIn } from '#core/sync/local'
import { caseDocument } from '#shared/records/case'
import { admitAuthor, sayBatchAs, wireOf } from './craft'
import type { Author } from './craft'
import { applyEdit, createRandom, edits, opening } from './generate'
import type { Random } from './generate'
import { copyVault, keyOf, newLaptop, openLaptop, valueOf } from './laptop'
import { time, timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'

/** A colleague's copy after a time offline. */
const editedCopy = (base: Uint8Array, author: Author, random: Random, count: number): A.Doc<AnyDocument> => {
  let doc = A.load<AnyDocument>(base, { actor: createActor(author.device.deviceId) })
  for (const edit of edits(random, count, String(doc.summaryInternal)).edits) {
    const id = toHex(random.bytes(16))
    doc = A.change(doc, { time: 0 }, (draft) => applyEdit(draft, edit, id, author.memberId))
  }
  return doc
}

/** A copy's edits as the worker gets them. */
const tasteOf = (copy: A.Doc<AnyDocument>, before: A.Heads, author: Author | undefined): BatchToTaste => {
  const hashes = A.getChangesMetaSince(copy, before).map(({ hash }) => hash)
  const device = author?.device.deviceId ?? ''
  return { bytes: A.saveBundle(copy, hashes), count: hashes.length, digest: digestOf(hashes), device }
}

const merged = (base: A.Doc<AnyDocument>, copies: readonly A.Doc<AnyDocument>[]): A.Doc<AnyDocument> =>
  copies.reduce((doc, copy) => A.merge(doc, copy), base)

/** Colleagues who each edited one case offline come back at once. */
export const mergePart: Part = {
  name: 'merge',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const [peers, each, runs] = quick ? [3, 20, 2] : [10, 100, 5]
    const random = createRandom(seed)
    progress('the case and its team')
    const host = await newLaptop()
    await host.call('network.create', { name: 'Red de Práctica', country: 'GT', alias: 'Alma' })
    const { caseId } = await host.call('case.open', opening(random))
    const authors: Author[] = []
    for (let i = 0; i < peers; i++) authors.push(await admitAuthor(host, `Colega ${i + 1}`))
    for (const { memberId } of authors) await host.call('case.grant', { caseId, memberId })
    const documents = host.documents()
    const id = documentIdOf(caseId, caseDocument)
    const { summaryInternal } = await host.query('case.view', { caseId })
    for (const { name, input } of edits(random, 100, summaryInternal).edits) await host.call(name, { caseId, ...input })
    await sealDocuments(documents, { force: true })
    const row = documents.row(id)
    if (!row) throw new Error('no case')
    const base = A.save((await documents.handle(row)).doc())
    const { tips } = row

    progress(`${peers} colleagues, ${each} edits each`)
    const copies = authors.map((author) => editedCopy(base, author, random, each))
    const before = A.getHeads(A.load(base))
    const wires = copies.map((copy, i) => {
      const author = authors[i]
      if (!author) throw new Error('an author for every copy')
      const { bytes, count, digest } = tasteOf(copy, before, author)
      const said = { document: caseDocument, deps: tips, count, digest, batch: bytes }
      return wireOf(sayBatchAs(host, author, { space: caseId, ...said }))
    })
    const saved = copies.map((copy) => A.save(copy))
    const { vault } = host
    const key = await keyOf(vault)
    await host.close()
    const expected = A.getHeads(
      merged(
        A.load(base),
        saved.map((bytes) => A.load(bytes)),
      ),
    )
      .toSorted()
      .join()

    const tasting: TasteRequest = {
      document: base,
      batches: copies.map((copy, i) => tasteOf(copy, before, authors[i])),
    }
    const cold: number[] = []
    const ours: number[] = []
    const theirs: number[] = []
    const judged: number[] = []
    for (let run = 0; run < runs * 2; run++) {
      const isCold = run % 2 === 0
      progress(`run ${Math.floor(run / 2) + 1} of ${runs}, worker ${isCold ? 'just started' : 'warm'}`)
      const laptop = await openLaptop(copyVault(vault), key)
      const network = laptop.local.network()
      if (!network) throw new Error('no network')
      const { taster } = laptop.local
      // An empty request starts the thread; real ones bring its code to the speed it has the rest of the day.
      await taster.taste({ document: undefined, batches: [] })
      for (let i = 0; i < 3 && !isCold; i++) await taster.taste(tasting)
      const took = await time(async () => {
        const judging = await timeAsIs(async () => valueOf(await takeIn(network, wires)))
        await applyBatches(network.documents, taster, inQueue)
        return judging.cpu
      })
      const target = isCold ? cold : ours
      target.push(took.cpu * 1_000)
      if (!isCold) judged.push(took.value * 1_000)
      const heads = network.documents.row(id)?.heads.toSorted().join()
      if (heads !== expected) throw new Error('the merge came out different')
      await laptop.close()
      if (isCold) continue
      const [first, ...rest] = [base, ...saved].map((bytes) => A.load<AnyDocument>(bytes))
      if (!first) throw new Error('no base')
      theirs.push((await time(() => merged(first, rest))).cpu * 1_000)
    }
    const data = `${peers} colleagues × ${each} offline edits on a case of 100 changes`
    const common = { unit: 'CPU ms', data, seeds: [seed], peerName: '', peer: [], budget: undefined }
    return [
      {
        ...common,
        name: 'merge',
        ours,
        peerName: 'Automerge.merge',
        peer: theirs,
        budget: { of: 'ratio', atMost: 0.75 },
      },
      { ...common, name: 'merge, the first after the worker starts', ours: cold },
      { ...common, name: 'merge: verifying and judging alone', ours: judged },
    ]
  },
}
