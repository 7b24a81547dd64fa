import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import * as A from '@automerge/automerge'
import { createActor } from '#core/documents/actors'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import { digestOf } from '#core/envelopes/tasteBatches'
import { caseDocument } from '#shared/records/case'
import { foundNetwork, joinNetwork, passphrase } from '../support/people'
import { admitAuthor, sayBatchAs, wireOf } from './craft'
import type { Author } from './craft'
import type { DeskFigures, DeskInput } from './deskWindow'
import { createRandom } from './generate'
import { benchFolder, keyOf, openLaptop } from './laptop'
import type { Laptop } from './laptop'
import type { Bench, Figure, Part } from './measure'
import { allWires, takeAll } from './open'
import { fillShelf } from './shelf'

type Held = { readonly doc: A.Doc<AnyDocument>; readonly tips: readonly string[] }

/** What a colleague wrote while the others were away: one envelope an edit, the most that edits can cost. */
const editsOf = (
  host: Laptop,
  author: Author,
  cases: readonly { readonly space: string; readonly saved: Uint8Array }[],
  count: number,
  seed: number,
): Uint8Array[] => {
  const random = createRandom(seed)
  const open = new Map<string, Held>()
  return Array.from({ length: count }, (_, i) => {
    const { space, saved } = random.pick(cases)
    const known = open.get(space) ?? {
      doc: A.load<AnyDocument>(saved, { actor: createActor(author.device.deviceId) }),
      tips: host.documents().row(documentIdOf(space, caseDocument))?.tips ?? [],
    }
    const doc = A.change(known.doc, { time: 0 }, (draft) => void (draft.priority = i % 2 === 0 ? 'low' : 'high'))
    const hashes = A.getChangesMetaSince(doc, A.getHeads(known.doc)).map(({ hash }) => hash)
    const said = { space, document: caseDocument, deps: [...known.tips], count: 1, digest: digestOf(hashes) }
    const envelope = sayBatchAs(host, author, { ...said, batch: A.saveBundle(doc, hashes) })
    open.set(space, { doc, tips: [envelope.id] })
    return wireOf(envelope)
  })
}

/** Two vaults: Alma's, full of cases, and Bina's, who reads some of them and holds what Carla wrote there. */
const twoVaults = async (cases: number, shared: number, envelopes: number, { seed, progress }: Bench) => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const [founder, reader] = [await alma.id(), await bina.id()]
  await alma.lock()
  await bina.lock()
  const host = await openLaptop(alma.vault, await keyOf(alma.vault))
  const carla = await admitAuthor(host, 'Carla', 'facilitator')
  const readers = (no: number): string[] => (no < shared ? [reader, carla.memberId] : [])
  const { caseIds, saved } = fillShelf(host, founder, cases, { seed, progress, readers })
  progress(`${envelopes} envelopes`)
  const some = caseIds
    .slice(0, shared)
    .map((space, i) => ({ space, saved: saved[i % saved.length] ?? new Uint8Array() }))
  const wires = editsOf(host, carla, some, envelopes, seed)
  const all = allWires(host)
  await host.close()
  const other = await openLaptop(bina.vault, await keyOf(bina.vault))
  await takeAll(other, all)
  await takeAll(other, wires)
  await other.close()
  return { alma: alma.vault, bina: bina.vault }
}

/** What she notices at her desk: the app as it is built, in a real Chromium, its engine a process of its own. */
export const deskPart: Part = {
  name: 'desk',
  run: async (bench: Bench): Promise<Figure[]> => {
    const { quick, seed, progress } = bench
    const [cases, shared, envelopes, runs] = quick ? [200, 30, 1_000, 1] : [2_000, 300, 10_000, 3]
    const vaults = await twoVaults(cases, shared, envelopes, bench)
    const input: DeskInput = { ...vaults, passphrase, runs, folder: benchFolder(), envelopes }
    const file = join(benchFolder(), 'desk.json')
    writeFileSync(file, JSON.stringify(input))
    progress('the window')
    const script = join(process.cwd(), 'test/bench/deskWindow.ts')
    const said = execFileSync(process.execPath, ['--import', 'tsx', script, file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const figures = JSON.parse(said) as DeskFigures
    const many = `${cases} cases of 100 changes`
    const arriving = `${envelopes} envelopes of one edit in ${shared} cases, over TCP`
    const figure = (name: string, unit: string, data: string, ours: readonly number[]): Figure => ({
      ...{ name, unit, data, ours, seeds: [seed], peerName: '', peer: [], budget: undefined },
    })
    return [
      figure('start to the opening screen', 'ms', `${many}; Chromium already runs`, figures.start),
      figure('phrase to Hoy', 'ms', `${many}; Argon2id at 64 MiB`, figures.today),
      figure('to the list of cases', 'ms', many, figures.list),
      figure('a key pressed to its letter drawn, nothing else going on', 'ms', '60 keys, the median', figures.typing),
      figure('the same, the slowest of 20', 'ms', '60 keys', figures.typingSlow),
      figure('a key pressed while envelopes arrive', 'ms', `${arriving}, the median`, figures.busy),
      figure('the same, the slowest of 20', 'ms', arriving, figures.busySlow),
      figure('all envelopes arrived', 's', arriving, figures.arrived),
      figure('memory: main and engine', 'MiB', `${many}; PSS after the list was open`, figures.own),
      figure('memory: Chromium’s processes', 'MiB', 'the same', figures.chromium),
      figure('JavaScript of the window', 'kB', 'minified, as installed', figures.bundle),
    ]
  },
}
