import { join } from 'node:path'
import * as A from '@automerge/automerge'
import Database from '@signalapp/sqlcipher'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { toHex } from '#core/crypto/bytes'
import { foundNetwork, everybodyGoesHome } from '../support/people'
import type { Person } from '../support/people'
import { applyEdit, createRandom, edits, field, firstState, note } from './generate'
import type { Edit, Random } from './generate'
import { benchFolder } from './laptop'
import { timeAsIs } from './measure'
import type { Bench, Figure, Part } from './measure'

/** Changes a case has before anything is timed. */
const changesBefore = 100

/** The peer: a bare Automerge document, each change committed to plain SQLite before the next. */
const createPeer = (random: Random) => {
  const db = new Database(join(benchFolder(), 'plain.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE change (no INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO change (bytes) VALUES (?)')
  const by = toHex(random.bytes(32))
  let doc = A.from<AnyDocument>(firstState(random, by))
  return {
    edit(edit: Edit): void {
      const id = toHex(random.bytes(16))
      doc = A.change(doc, (draft) => applyEdit(draft, edit, id, by))
      const change = A.getLastLocalChange(doc)
      if (change) insert.run([new Uint8Array(change)])
    },
    close: () => db.close(),
  }
}

const callOn = async (person: Person, caseId: string, { name, input }: Edit): Promise<void> => {
  const done = await person.engine().call(name, { caseId, ...input })
  if (!done.ok) throw new Error(`refused: ${done.error.type}`)
}

type Sum = { wall: number; cpu: number }
const add = (to: Sum, { wall, cpu }: Sum): void => {
  to.wall += wall
  to.cpu += cpu
}

/** Mean ms of one edit of each side, edit by edit in turn, so that a busy machine is busy for both. */
const sideBySide = async (person: Person, seed: number, kind: (random: Random) => Edit, count: number) => {
  const random = createRandom(seed)
  const peer = createPeer(random)
  const { caseId } = await person.call('case.open', {
    kindOfSubject: 'defender',
    country: 'GT',
    priority: 'high',
    summaryInternal: 'Contó lo que pasó en la vereda.',
  })
  for (const edit of edits(random, changesBefore, 'Contó lo que pasó en la vereda.').edits) {
    await callOn(person, caseId, edit)
    peer.edit(edit)
  }
  const [ours, theirs]: Sum[] = [
    { wall: 0, cpu: 0 },
    { wall: 0, cpu: 0 },
  ]
  if (!ours || !theirs) throw new Error('two sides')
  for (let i = 0; i < count; i++) {
    const edit = kind(random)
    add(ours, await timeAsIs(() => callOn(person, caseId, edit)))
    add(theirs, await timeAsIs(() => peer.edit(edit)))
  }
  peer.close()
  const each = (sum: number): number => (sum * 1_000) / count
  return {
    ours: { wall: each(ours.wall), cpu: each(ours.cpu) },
    peer: { wall: each(theirs.wall), cpu: each(theirs.cpu) },
  }
}

/** A durable edit: command → acknowledgement, through the engine's door. */
export const editPart: Part = {
  name: 'edit',
  async run({ quick, seed, progress }: Bench): Promise<Figure[]> {
    const [runs, count] = quick ? [2, 10] : [5, 60]
    const person = await foundNetwork()
    const figures: Figure[] = []
    for (const [what, kind] of [
      ['case.addNote', note],
      ['case.setField', field],
    ] as const) {
      const seeds = Array.from({ length: runs }, (_, i) => seed + i)
      const measured = []
      for (const one of seeds) {
        progress(`${what}, seed ${one}`)
        measured.push(await sideBySide(person, one, kind, count))
      }
      for (const clock of ['wall', 'cpu'] as const)
        figures.push({
          name: `durable edit, ${what} (${clock === 'wall' ? 'to acknowledgement' : 'CPU'})`,
          unit: clock === 'wall' ? 'ms' : 'CPU ms',
          data: `${count} edits on a case of ${changesBefore} changes`,
          seeds,
          ours: measured.map(({ ours }) => ours[clock]),
          peerName: 'Automerge.change + plain SQLite commit',
          peer: measured.map(({ peer }) => peer[clock]),
          budget: clock === 'wall' ? { of: 'ratio', atMost: 1.5 } : undefined,
        })
    }
    await everybodyGoesHome()
    return figures
  },
}
