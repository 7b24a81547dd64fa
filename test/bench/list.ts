import { join } from 'node:path'
import { generateAutomergeUrl, parseAutomergeUrl } from '@automerge/automerge-repo'
import Database from '@signalapp/sqlcipher'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { createVaultStorage } from '#core/documents/vaultStorage'
import type { QueryInput } from '#shared/contract/queries'
import { createRandom } from './generate'
import { benchFolder, keyOf, openLaptop } from './laptop'
import type { Laptop } from './laptop'
import { inFreshProcess, time, timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'
import { createShelf } from './shelf'

/** Documents the peer opens: enough to see the cost of one. More would flatter us, since a Repo slows down as it fills. */
const peerDocuments = 200

const mean = async (count: number, work: (i: number) => Promise<unknown>): Promise<number> => {
  let cpu = 0
  for (let i = 0; i < count; i++) cpu += (await timeAsIs(() => work(i))).cpu
  return (cpu * 1_000) / count
}

/** Repo over plain SQLite, with the same snapshots. `find`: CPU ms a document, over `count` after the first `skip`. */
const createPeer = (saved: readonly Uint8Array[]): { find(count: number, skip: number): number } => {
  const path = join(benchFolder(), 'plain.db')
  const db = new Database(path)
  db.exec('CREATE TABLE chunk (key TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT')
  db.exec('CREATE TABLE peer (no INTEGER PRIMARY KEY, id BLOB NOT NULL) STRICT')
  const storage = createVaultStorage(db)
  const add = db.prepare('INSERT INTO peer (id) VALUES (?)')
  db.transaction(() => {
    for (let i = 0; i < peerDocuments; i++) {
      const { binaryDocumentId, documentId } = parseAutomergeUrl(generateAutomergeUrl())
      add.run([new Uint8Array(binaryDocumentId)])
      void storage.save([documentId, 'snapshot', 'one'], saved[i % saved.length] ?? new Uint8Array())
    }
  })()
  db.close()
  return { find: (count, skip) => inFreshProcess('repoPeer', path, String(count), String(skip)) }
}

const searched = ['amenaza', 'vereda', 'Xóchitl', 'camion', 'fiscalia', 'madrugada encapuchados']

/** The list narrowed as the screen does it, one after another. */
const filters = [
  { status: 'active' },
  { riskBand: 'high', reviewBefore: '2027-01-01' },
  { text: 'amenaza' },
] satisfies QueryInput<'case.list'>[]

/** Unlock to the list, filter, one case, search, memory: a vault of so many cases. */
const listOf = (name: string, count: number): Part => ({
  name,
  run: async ({ quick, seed, progress }: Bench): Promise<Figure[]> => {
    const [cases, runs] = quick ? [count / 10, 2] : [count, 5]
    const shelf = await createShelf(cases, { seed, progress })
    const key = await keyOf(shelf.vault)
    const random = createRandom(seed)
    const peer = createPeer(shelf.saved)
    const unlocked: number[] = []
    const unlockedWall: number[] = []
    const opened: number[] = []
    const again: number[] = []
    const edited: number[] = []
    const stale: number[] = []
    const found: number[] = []
    const filtered: number[] = []
    const held: number[] = []
    const allOpened: number[] = []
    const oneFound: number[] = []
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`)
      const took = await time(async (): Promise<Laptop> => {
        const laptop = await openLaptop(shelf.vault, key)
        await applyBatches(laptop.documents(), laptop.local.taster, inQueue) // as the engine does after a crash; nothing here
        const { total } = await laptop.query('case.list', {})
        if (total !== cases) throw new Error('the list is short')
        return laptop
      })
      const laptop = took.value
      unlocked.push(took.cpu * 1_000)
      unlockedWall.push(took.wall * 1_000)
      const some = Array.from({ length: 40 }, () => random.pick(shelf.caseIds))
      const view = (i: number) => laptop.query('case.view', { caseId: some[i] ?? '' })
      opened.push(await mean(some.length, view))
      again.push(await mean(some.length, view))
      found.push(await mean(searched.length, (i) => laptop.query('search', { text: searched[i] ?? '' })))
      filtered.push(await mean(filters.length, (i) => laptop.query('case.list', filters[i])))
      const edit = (i: number, value: string) =>
        laptop.call('case.setField', { caseId: some[i] ?? '', path: 'priority', value })
      for (let i = 0; i < 10; i++) await edit(i, 'low') // loads the documents
      edited.push(await mean(10, (i) => edit(i, 'high')))
      stale.push(await mean(10, view))
      await laptop.close()
      held.push(inFreshProcess('memory', shelf.vault, 'cases') / 2 ** 20)
      allOpened.push(peer.find(peerDocuments, 0) * cases)
      oneFound.push(peer.find(40, 60))
    }
    const isLarge = cases >= 5_000 // for which these two budgets are
    const data = `${cases} cases of 100 changes`
    const common = { data, seeds: [seed], peerName: '', peer: [], budget: undefined, unit: 'CPU ms' }
    return [
      {
        ...common,
        name: 'unlock to case list, without Argon2id (CPU)',
        data: `${data}; the peer opens ${peerDocuments} documents, counted as ${cases}`,
        ours: unlocked,
        peerName: 'automerge-repo, every document',
        peer: allOpened,
        budget: { of: 'ratio', atMost: 1 / 200 },
      },
      { ...common, name: 'the same, by the clock', unit: 'ms', ours: unlockedWall, budget: { of: 'ours', atMost: 50 } },
      {
        ...common,
        name: 'open one case for the first time in a day: its access is written',
        ours: opened,
        peerName: 'automerge-repo find',
        peer: oneFound,
      },
      {
        ...common,
        name: 'open one case (case.view)',
        ours: again,
        peerName: 'automerge-repo find',
        peer: oneFound,
        budget: { of: 'ratio', atMost: 0.7 },
      },
      { ...common, name: 'case.setField in this vault, document loaded', ours: edited },
      { ...common, name: 'open a case just edited, its view behind', ours: stale },
      { ...common, name: 'filter the list', ours: filtered },
      {
        ...common,
        name: 'search one or two words',
        ours: found,
        budget: isLarge ? { of: 'ours', atMost: 100 } : undefined,
      },
      {
        ...common,
        name: 'memory of the process, cases listed and one open',
        unit: 'MiB',
        ours: held,
        budget: isLarge ? { of: 'ours', atMost: 300 } : undefined,
      },
    ]
  },
})

/** The facilitator's laptop of the budgets. */
export const listPart = listOf('list', 2_000)
/** A national network's. */
export const longListPart = listOf('long-list', 5_000)
