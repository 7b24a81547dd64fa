/* oxlint-disable max-lines -- one network is founded once for all its attacks, each a few lines */
import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import * as A from '@automerge/automerge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createActor } from '#core/documents/actors'
import { digestOf } from '#core/envelopes/tasteBatches'
import type { Tasted } from '#core/envelopes/tasteBatches'
import { caseDocument } from '#shared/records/case'
import { profileDocument } from '#shared/records/networkProfile'
import { cpuOf } from '../support/cpu'
import { deliver, insidersLeave, leaveIn, setApart, turn } from '../support/insider'
import type { Changes, Insider } from '../support/insider'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  tasteWorker,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'

// Carla is on the case's team and has valid keys; what she sends is correctly signed and sealed. Alma and Bina are honest.

let alma: Person
let bina: Person
let carla: Insider
let caseId: string

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const person = await joinNetwork(alma, 'Carla')
  const opened = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: 'Llegó.' })
  caseId = opened.caseId
  for (const member of [bina, person]) await alma.call('case.grant', { caseId, memberId: await member.id() })
  await alma.call('case.addNote', { caseId, kind: 'call', text: 'Llamó desde la terminal.' })
  await alma.call('house.offer', { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 4 })
  await meet(alma, bina)
  await meet(alma, person)
  carla = await turn(person)
})
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const note = (text: string) => (doc: Record<string, unknown>) => {
  doc[`notes/${text}`] = { kind: new A.ImmutableString('call'), text: new A.ImmutableString(text) }
}
const honest = (text: string): Changes => carla.change(caseId, caseDocument, note(text))
const poison = (changes: Changes, but: Parameters<Insider['batch']>[3] = {}): Uint8Array =>
  carla.batch(caseId, caseDocument, changes, { deps: tips, ...but })
const withBytes = ({ hashes }: Changes, bytes: Uint8Array): Changes => ({ bytes, hashes })

/** The envelopes Carla's batches rest on: the case as it was when her laptop was taken over. */
let tips: string[]
beforeAll(() => {
  tips = carla.tips(caseId, caseDocument)
})

const notesOf = async (person: Person): Promise<string[]> =>
  (await person.query('case.view', { caseId })).notes.map(({ text }) => text)

/** Carla's pieces arrive at Alma's: nothing of hers changes, Alma learns who it was, soon. Returns the reasons. */
const arrivesInVain = async (...wires: readonly Uint8Array[]): Promise<string[]> => {
  const before = await alma.query('case.view', { caseId })
  const known = (await setApart(alma)).length
  expect(await cpuOf(() => deliver(alma, carla, ...wires)), 'no stall').toBeLessThan(wires.length * 4_000)
  expect(await alma.query('case.view', { caseId })).toEqual(before)
  const fresh = (await setApart(alma)).slice(known)
  expect(fresh.every((item) => item.startsWith('Carla: '))).toBe(true)
  expect(fresh).toHaveLength(wires.length)
  return fresh.map((item) => item.slice('Carla: '.length))
}

const mend = (bytes: Uint8Array): Uint8Array => {
  bytes.set(createHash('sha256').update(bytes.subarray(8)).digest().subarray(0, 4), 4)
  return bytes
}
const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array =>
  mend(bytes.slice().fill(value, at, at + 1))

// Undecided: a batch is tasted on top of all that is here, not of what it says it rests on.
test.fails("what passes at Alma's passes at Bina's, whichever order the pieces come in", async () => {
  await alma.call('case.addNote', { caseId, kind: 'visit', text: 'Antes de todo.' })
  const mirror = await turn(alma) // how Carla reads Alma's note: any copy of the case will do
  await alma.reopen()
  const theirs = mirror.document(caseId, caseDocument)
  // She builds on the note, and says in her envelope that she rests on nothing of it.
  const after = A.change(
    A.clone(theirs, { actor: createActor(carla.device.deviceId) }),
    { time: 0 },
    note('sin decir en qué se apoya'),
  )
  const hashes = A.getChangesMetaSince(after, A.getHeads(theirs)).map(({ hash }) => hash)
  const sly = poison({ hashes, bytes: A.saveBundle(after, hashes) })
  await deliver(bina, carla, ...carla.said()) // Bina has not heard Alma's note
  await deliver(alma, carla, sly)
  await meet(alma, bina)
  expect(await notesOf(bina)).toEqual(await notesOf(alma))
})

test("a row whose id holds another's id does not take it off the board when it goes", async () => {
  const before = await alma.query('house.board')
  const id = before.houses[0]?.houseCardId ?? ''
  const network = carla.network
  const from = A.clone(carla.document(network, profileDocument), { actor: createActor(carla.device.deviceId) })
  const since = (doc: A.Doc<Record<string, unknown>>, heads: A.Heads): Changes => {
    const hashes = A.getChangesMetaSince(doc, heads).map(({ hash }) => hash)
    return { hashes, bytes: A.saveBundle(doc, hashes) }
  }
  const start = A.getHeads(from)
  const put = A.change(from, { time: 0 }, (doc) => {
    doc[`houses/${id} x`] = { alias: 'Sombra' }
  })
  const middle = A.getHeads(put)
  await deliver(alma, carla, carla.batch(network, profileDocument, since(put, start)))
  const gone = A.change(put, { time: 0 }, (doc) => {
    Reflect.deleteProperty(doc, `houses/${id} x`)
  })
  await deliver(alma, carla, carla.batch(network, profileDocument, since(gone, middle)))
  expect(await alma.query('house.board')).toEqual(before)
})

test("a card on a case's own shelf does not stand on the network's board", async () => {
  const before = await alma.query('house.board')
  const card = { alias: 'Falsa', country: 'GT', type: 'safe_house', status: 'open', placesTotal: 9, placesFree: 9 }
  const doc = A.from<Record<string, unknown>>(
    { [`houses/${'f'.repeat(32)}`]: card, [`houses/${before.houses[0]?.houseCardId ?? ''}`]: card },
    { actor: createActor(carla.device.deviceId) },
  )
  const hashes = A.getChangesMetaSince(doc, []).map(({ hash }) => hash)
  await deliver(
    alma,
    carla,
    carla.batch(caseId, profileDocument, { hashes, bytes: A.saveBundle(doc, hashes) }, { deps: [] }),
  )
  expect(await alma.query('house.board')).toEqual(before)
})

test("Carla's batch with a broken checksum, cut short, with a tail, or of another kind never reaches Automerge", async () => {
  const good = honest('buena')
  const broken = good.bytes.slice().fill((good.bytes[5] ?? 0) ^ 1, 5, 6)
  const whole = A.save(carla.document(caseId, caseDocument))
  const tail = new Uint8Array([...good.bytes, ...whole])
  const [raw] = A.getAllChanges(carla.document(caseId, caseDocument))
  expect(
    await arrivesInVain(
      ...[
        broken,
        good.bytes.slice(0, -3),
        tail,
        new Uint8Array([...good.bytes, 0]),
        whole,
        raw ?? whole,
        new Uint8Array(0),
      ].map((bytes) => poison(withBytes(good, bytes))),
    ),
  ).toEqual(Array.from({ length: 7 }, () => 'BadChunk'))
})

test("Carla cannot write in Bina's name, nor under an actor of nobody", async () => {
  const bind = await bina.query('me')
  const asBina = carla.change(caseId, caseDocument, note('de Bina'), { actor: createActor(bind.deviceId ?? '') })
  const asNobody = carla.change(caseId, caseDocument, note('de nadie'), { actor: 'aa'.repeat(16) })
  const short = carla.change(caseId, caseDocument, note('corta'), { actor: carla.device.deviceId.slice(0, 30) })
  expect(await arrivesInVain(...[asBina, asNobody, short].map((changes) => poison(changes)))).toEqual(
    Array.from({ length: 3 }, () => 'ForeignActor'),
  )
})

test('a batch that holds another number of changes or other changes than Carla signed for is set apart', async () => {
  const [one, other] = [honest('una'), honest('otra')]
  expect(
    await arrivesInVain(
      poison(one, { count: 2 }),
      poison(one, { digest: digestOf(other.hashes) }),
      poison(withBytes(one, other.bytes)),
      poison(one, { digest: new Uint8Array(32) }),
    ),
  ).toEqual(Array.from({ length: 4 }, () => 'ChangesDiffer'))
})

test('changes that rest on what nobody ever gets are not left lying in the document: one, or a thousand', async () => {
  const doc = A.clone(carla.document(caseId, caseDocument), { actor: createActor(carla.device.deviceId) })
  let hidden = A.change(doc, { time: 0 }, note('escondida'))
  const start = A.getHeads(hidden)
  hidden = A.change(hidden, { time: 0 }, note('huérfana'))
  const one = A.getHeads(hidden)
  for (let i = 0; i < 1_000; i++) hidden = A.change(hidden, { time: 0 }, (d) => void (d.statusReason = i))
  const all = A.getChangesMetaSince(hidden, start).map(({ hash }) => hash)
  const bundle = (hashes: readonly string[]): Changes => ({ hashes, bytes: A.saveBundle(hidden, [...hashes]) })
  expect(await arrivesInVain(poison(bundle(one)), poison(bundle(all)))).toEqual(['ChangesDiffer', 'ChangesDiffer'])
})

test('of two batches with one actor and one seq Alma keeps the first and sets the second apart', async () => {
  const actor = createActor(carla.device.deviceId)
  const first = carla.change(caseId, caseDocument, note('la primera'), { actor })
  const second = carla.change(caseId, caseDocument, note('la segunda'), { actor })
  const known = (await setApart(alma)).length
  await deliver(alma, carla, poison(first), poison(second))
  const notes = await notesOf(alma)
  expect(notes).toContain('la primera')
  expect(notes).not.toContain('la segunda')
  expect((await setApart(alma)).slice(known)).toEqual([expect.stringMatching(/^Carla: (BrokenChanges|ChangesDiffer)$/)])
})

test('a bomb of 58 KB that opens to 60 MB is stopped, and the memory comes back', async () => {
  const blow = (value: unknown): Changes => carla.change(caseId, caseDocument, (doc) => void (doc.alias = value))
  const bombs = [blow(new A.ImmutableString('a'.repeat(60_000_000))), blow(new Uint8Array(20_000_000))].map((bomb) => {
    expect(bomb.bytes.length).toBeLessThan(60_000)
    return poison(bomb)
  })
  const before = process.memoryUsage.rss()
  for (const bomb of bombs) expect((await arrivesInVain(bomb))[0]).toMatch(/^(TooMuchMemory|TooSlow|BrokenChanges)$/)
  expect((process.memoryUsage.rss() - before) / 2 ** 20, 'MB above before').toBeLessThan(256)
})

test('ten million digits cannot be put into the view by a kilobyte of bytes', async () => {
  const bytes = carla.change(caseId, caseDocument, (doc) => void (doc.alias = new Uint8Array(1_000_000)))
  expect(bytes.bytes.length).toBeLessThan(2_000)
  expect(await arrivesInVain(poison(bytes))).toEqual([expect.stringMatching(/^Too/)])
})

/** mulberry32: a small seeded generator. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

/** Batches that never come to an end, found by the next test: the count of a column that says thousands of millions. */
const spinning: Changes[] = []

test('three hundred batches with one changed byte and a mended checksum all get a typed answer from the worker', async () => {
  const seed = Number(process.env.TEJIDO_SEED ?? 20_131)
  const random = seeded(seed)
  const good = honest('mutante')
  const document = A.save(carla.document(caseId, caseDocument))
  let worker = new Worker(tasteWorker)
  const answer = (bytes: Uint8Array): Promise<string> =>
    new Promise((resolve) => {
      const end = (told: string): void => {
        clearTimeout(timer)
        worker.off('error', onError).off('message', onMessage)
        resolve(told)
      }
      const timer = setTimeout(() => end('spins'), 2_000)
      const onError = (): void => end('thread died')
      const onMessage = (tasted: Tasted | 'ready'): void => {
        if (tasted === 'ready') return
        if (tasted.ok) passed.push(JSON.stringify([tasted.heads, tasted.state]))
        end(tasted.ok ? 'ok' : tasted.reason)
      }
      worker.on('error', onError).on('message', onMessage)
      const { deviceId: device } = carla.device
      worker.postMessage({ document, batches: [{ bytes, count: 1, digest: digestOf(good.hashes), device }] })
    })
  const passed: string[] = []
  const tally = new Map<string, number>()
  // more than three hundred only where none of them spins: the next tests need one that does
  for (let i = 0; i < 300 || (spinning.length === 0 && i < 6_000); i++) {
    const at = 9 + Math.floor(random() * (good.bytes.length - 9))
    const mutant = changed(good.bytes, at, Math.floor(random() * 256))
    const told = await answer(mutant)
    if (told === 'spins') spinning.push(withBytes(good, mutant))
    tally.set(told, (tally.get(told) ?? 0) + 1)
    if (told !== 'spins' && told !== 'thread died') continue
    await worker.terminate()
    worker = new Worker(tasteWorker)
  }
  await worker.terminate()
  process.stdout.write(`mutants, seed ${seed}: ${JSON.stringify([...tally])}\n`)
  // A byte that nothing reads may be another: then the changes are those that Carla signed for, and no others.
  expect(passed.every((state) => state === passed[0])).toBe(true)
})

test('batches that would spin for ever end after a second each, and Carla is named', async () => {
  expect(spinning.length).toBeGreaterThan(0)
  const [one] = spinning
  if (one) expect(await arrivesInVain(poison(one))).toEqual(['TooSlow'])
})

test("Alma's screen answers while two of Carla's batches that spin for ever are looked at", async () => {
  const folder = newFolder()
  leaveIn(
    folder,
    carla,
    spinning.slice(0, 1).flatMap((one) => [one, one].map((each) => poison(each))),
  )
  let isOver = false
  const visiting = visitFolder(alma, folder).then(() => (isOver = true))
  await new Promise((resolve) => setTimeout(resolve, 300))
  await alma.query('case.view', { caseId })
  expect(isOver, 'the view came while the batches were looked at').toBe(false)
  await visiting
})

test('mutants in a group are found one by one, and a good batch among them is applied', async () => {
  const seed = 4_711
  const random = seeded(seed)
  process.stdout.write(`delivered mutants, seed ${seed}\n`)
  const known = (await setApart(alma)).length
  const mutants = Array.from({ length: 5 }, (_, i) => {
    const base = honest(`mutante ${i}`)
    const at = 40 + Math.floor(random() * (base.bytes.length - 40))
    return poison(
      withBytes(base, changed(base.bytes, at, ((base.bytes[at] ?? 0) + 1 + Math.floor(random() * 254)) % 256)),
    )
  })
  const good = poison(honest('buena entre malas'))
  const all = [...mutants.slice(0, 3), good, ...mutants.slice(3)]
  expect(await cpuOf(() => deliver(alma, carla, ...all))).toBeLessThan(12_000)
  expect(await notesOf(alma)).toContain('buena entre malas')
  const fresh = (await setApart(alma)).slice(known)
  const shown = (await notesOf(alma)).filter((text) => text.startsWith('mutante '))
  expect(fresh.length + shown.length).toBe(5) // a byte that nothing reads leaves a batch as good as it was
  expect(fresh.length).toBeGreaterThan(2)
})

test('shapes that no app writes are shown as far as they can be, and everybody can go on writing', async () => {
  const wrong = carla.change(caseId, caseDocument, (doc) => {
    const shapes = {
      constructor: { kind: 1, text: ['no'], by: {}, at: null },
      toString: 'a text where a note should be',
      hasOwnProperty: [1, [2, [3]]],
      'nul\0key': { text: 'nul \0 bidi \u202e lone \ud800' },
      numbers: { text: Infinity, at: -0, by: new Date(0), kind: false },
    }
    for (const [key, shape] of Object.entries(shapes)) doc[`notes/${key}`] = shape
    doc.status = { not: 'a status' }
    doc.riskBand = [1, 2]
    doc.nextReview = true
    doc.openedOn = -1
    doc['aggressions/a1'] = { date: 'yesterday', types: { x: 1 }, perpetrators: ['x', 1, null] }
    doc['aggressions/a2'] = 7
  })
  await deliver(alma, carla, poison(wrong))
  const view = await alma.query('case.view', { caseId })
  expect(view).toMatchObject({ status: 'received', riskBand: null, nextReview: null })
  expect(
    view.notes.every(({ text, by, at, kind }) =>
      [text, by, at, kind].every((v) => v === null || typeof v === 'string'),
    ),
  ).toBe(true)
  expect(view.aggressions).toEqual([expect.objectContaining({ aggressionId: 'a1', types: [] })])
  expect(await alma.tryQuery('case.list')).toBe('ok')
  expect(await alma.tryQuery('search', { text: 'bidi' })).toBe('ok')
  expect(await alma.tryCall('case.addNote', { caseId, kind: 'call', text: 'Se sigue.' })).toBe('ok')
  expect(await alma.tryCall('case.setStatus', { caseId, status: 'active', reason: 'urge' })).toBe('ok')
  expect(await notesOf(alma)).toContain('Se sigue.')
})

test('texts, lists and nothing where maps belong do not stop a colleague from adding her row', async () => {
  const flat = carla.change(caseId, caseDocument, (doc) => {
    doc['persons/1f'] = 'nobody'
    doc['aggressions/'] = []
    doc.summaryInternal = 7
  })
  await deliver(alma, carla, poison(flat))
  expect(await alma.query('case.view', { caseId })).toMatchObject({ persons: [], summaryInternal: '' })
  const done = [
    await alma.tryCall('case.addPerson', { caseId, relationToCase: 'child', chosenName: 'Ixchel' }),
    await alma.tryCall('case.addAggression', {
      caseId,
      date: { from: '2013-03-01', precision: 'day' },
      country: 'MX',
      types: ['threat'],
      target: 'personal',
      genderDimension: 'unknown',
    }),
    await alma.tryCall('case.setField', { caseId, path: 'summaryInternal', value: 'Otra vez.' }),
  ]
  expect(done).toEqual(['ok', 'ok', 'ok'])
})

test('ten thousand levels of nesting are stopped in the worker, two hundred are carried and not shown', async () => {
  // Written as ops, not as objects: the honest library takes minutes over such a thing.
  const nest = (levels: number): Changes => {
    const doc = carla.document(caseId, caseDocument)
    const actor = createActor(carla.device.deviceId)
    const startOp = 1_000
    const ops = Array.from({ length: levels }, (_, i) => ({
      action: 'makeMap' as const,
      obj: i === 0 ? '_root' : `${startOp + i - 1}@${actor}`,
      key: i === 0 ? `deep${levels}` : 'a',
      pred: [],
    }))
    const deps = A.getHeads(doc)
    const change = A.encodeChange({ actor, seq: 1, startOp, time: 0, message: null, deps, ops } as never)
    const hashes = [A.decodeChange(change).hash]
    const backend = A.getBackend(doc)
    backend.loadIncremental(change)
    return { hashes, bytes: backend.saveBundle(hashes) }
  }
  await arrivesInVain(poison(nest(10_000)))
  await deliver(alma, carla, poison(nest(200)))
  expect(await alma.tryQuery('case.view', { caseId })).toBe('ok')
  expect(await alma.tryCall('case.addNote', { caseId, kind: 'call', text: 'Hondo.' })).toBe('ok')
  expect(await alma.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
})
