import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { Repo, generateAutomergeUrl, parseAutomergeUrl } from '@automerge/automerge-repo'
import Database from '@signalapp/sqlcipher'
import { applyBatches } from '#core/documents/applyBatches'
import { createVaultStorage } from '#core/documents/vaultStorage'
import { createRandom } from './generate'
import { benchFolder, keyOf, openLaptop } from './laptop'
import type { Laptop } from './laptop'
import { time, timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'
import { createShelf } from './shelf'

/** Documents the peer opens: enough to see the cost of one. More would flatter us, since a Repo slows down as it fills. */
const peerDocuments = 200

const mean = async (count: number, work: (i: number) => Promise<unknown>): Promise<number> => {
  let cpu = 0
  for (let i = 0; i < count; i++) cpu += (await timeAsIs(() => work(i))).cpu
  return (cpu * 1_000) / count
}

/** Repo over plain SQLite, with the same snapshots. */
const createPeer = (saved: readonly Uint8Array[]) => {
  const path = join(benchFolder(), 'plain.db')
  const open = (): InstanceType<typeof Database> => {
    const db = new Database(path)
    db.exec('CREATE TABLE IF NOT EXISTS chunk (key TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT')
    return db
  }
  const urls = Array.from({ length: peerDocuments }, () => generateAutomergeUrl())
  const db = open()
  const storage = createVaultStorage(db)
  for (const [i, url] of urls.entries()) {
    const bytes = saved[i % saved.length]
    if (bytes) void storage.save([parseAutomergeUrl(url).documentId, 'snapshot', 'one'], bytes)
  }
  db.close()
  /** CPU ms a document, each found for the first time; opening the database and the Repo is left out. */
  const findEach = async (count: number): Promise<number> => {
    const reading = open()
    const repo = new Repo({ network: [], storage: createVaultStorage(reading) })
    globalThis.gc?.()
    const cpu = await mean(count, async (i) => (await repo.find(urls[i] ?? generateAutomergeUrl())).doc())
    await repo.shutdown()
    reading.close()
    return cpu
  }
  return { findEach }
}

/** Resident bytes of a fresh process that lists this vault and opens one case. */
const memoryOf = (vault: string, caseId: string): number => {
  const script = join(dirname(process.argv[1] ?? ''), 'memory.js') // built beside the bench
  return Number(execFileSync(process.execPath, [...process.execArgv, script, vault, caseId], { encoding: 'utf8' }))
}

const searched = ['amenaza', 'vereda', 'Xóchitl', 'camion', 'fiscalia', 'madrugada encapuchados']

/** Unlock to the list, one case, search, memory: a vault of many cases. */
export const listPart: Part = {
  name: 'list',
  run: async ({ quick, seed, progress }: Bench): Promise<Figure[]> => {
    const [cases, runs] = quick ? [200, 2] : [Number(process.env.TEJIDO_BENCH_CASES ?? 2_000), 5]
    const shelf = await createShelf(cases, seed, progress)
    const key = await keyOf(shelf.vault)
    const random = createRandom(seed)
    const peer = createPeer(shelf.saved)
    const unlocked: number[] = []
    const unlockedWall: number[] = []
    const opened: number[] = []
    const stale: number[] = []
    const found: number[] = []
    const held: number[] = []
    const allOpened: number[] = []
    const oneFound: number[] = []
    for (let run = 0; run < runs; run++) {
      progress(`run ${run + 1} of ${runs}`)
      const took = await time(async (): Promise<Laptop> => {
        const laptop = openLaptop(shelf.vault, key)
        await applyBatches(laptop.documents(), laptop.local.taster) // as the engine does after a crash; nothing here
        const { total } = await laptop.query('case.list', {})
        if (total !== cases) throw new Error('the list is short')
        return laptop
      })
      const laptop = took.value
      unlocked.push(took.cpu * 1_000)
      unlockedWall.push(took.wall * 1_000)
      const some = Array.from({ length: 40 }, () => random.pick(shelf.caseIds))
      opened.push(await mean(some.length, (i) => laptop.query('case.view', { caseId: some[i] ?? '' })))
      found.push(await mean(searched.length, (i) => laptop.query('search', { text: searched[i] ?? '' })))
      for (const caseId of some.slice(0, 10))
        await laptop.call('case.setField', { caseId, path: 'priority', value: run % 2 === 0 ? 'low' : 'high' })
      stale.push(await mean(10, (i) => laptop.query('case.view', { caseId: some[i] ?? '' })))
      await laptop.close()
      held.push(memoryOf(shelf.vault, shelf.caseIds[0] ?? '') / 2 ** 20)
      allOpened.push((await peer.findEach(peerDocuments)) * cases)
      oneFound.push(await peer.findEach(40))
    }
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
        name: 'open one case (case.view)',
        ours: opened,
        peerName: 'automerge-repo find',
        peer: oneFound,
        budget: { of: 'ratio', atMost: 0.7 },
      },
      { ...common, name: 'open a case just edited, its view behind', ours: stale },
      { ...common, name: 'search one or two words', ours: found, budget: { of: 'ours', atMost: 100 } },
      {
        ...common,
        name: 'memory of the process, cases listed and one open',
        unit: 'MiB',
        ours: held,
        budget: { of: 'ours', atMost: 300 },
      },
    ]
  },
}
