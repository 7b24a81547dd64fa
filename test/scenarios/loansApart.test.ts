import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreBackup } from '#core/commands/backup'
import { beforeBodies, meetOver, overDays } from '../support/cutLink'
import { inside } from '../support/inside'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  newPerson,
  openPerson,
  passphrase,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'
import type { Bytes } from '#core/vault/sql'
import { randomOf, seedsOf } from '../support/random'

// Bina has been away for months; Dora and Elena are new. Alma has everything, with its bodies.

afterAll(everybodyGoesHome)

const kept: number[] = []
const seeds = seedsOf('loans', 4, kept)

const offer = (person: Person, alias: string) =>
  person.call('house.offer', { alias, country: 'GT', type: 'safe_house', placesTotal: 9 })
const note = (person: Person, caseId: string, text: string) =>
  person.call('case.addNote', { caseId, kind: 'call', text })
const housesOf = async (person: Person): Promise<string[]> =>
  (await person.query('house.board')).houses.map(({ alias }) => alias).sort()
const notesOf = async (person: Person, caseId: string): Promise<string[]> =>
  (await person.query('case.view', { caseId })).notes.map(({ text }) => text).sort()

/** What the network's documents are, in heads and in words: the same at everybody. */
const truthOf = async (person: Person) => {
  const heads = await inside(person, ({ db, ledger }) =>
    db
      .prepare('SELECT name, heads, tips FROM document WHERE space = unhex(?) ORDER BY name')
      .all<{ name: string; heads: string; tips: Bytes }>([ledger.network])
      .map(({ name, heads, tips }) => [
        name,
        (JSON.parse(heads) as string[]).sort(),
        Buffer.from(tips).toString('hex'),
      ]),
  )
  const { members } = await person.query('member.list')
  const { committees } = await person.query('committee.list')
  return { heads, members, committees, houses: (await person.query('house.board')).houses }
}

const whole = async (person: Person): Promise<void> => {
  expect(await person.query('sync.status')).toMatchObject({ waiting: 0, checking: 0, bodies: 0 })
  expect(await person.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
}

const twinOf = async (person: Person): Promise<Person> => {
  await person.lock()
  const vault = join(newFolder(), 'vault')
  mkdirSync(vault)
  cpSync(person.vault, vault, { recursive: true })
  await person.reopen()
  return openPerson(person.alias, vault)
}

/** Knocks, and is let in over a link that is cut. */
const joinOver = async (host: Person, alias: string, cut: Parameters<typeof meetOver>[2]): Promise<Person> => {
  const guest = await newPerson(alias)
  const { code } = await host.call('invitation.create', { role: 'member' })
  await guest.call('network.join', { code, alias })
  await meetOver(host, guest, cut, { admit: true })
  return guest
}

let alma: Person
let bina: Person
let carla: Person
let elsa: Person
let caseId: string
const folder = newFolder()
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'coordinator')
  carla = await joinNetwork(alma, 'Carla', 'coordinator')
  await meet(alma, bina)
  await bina.call('member.setRole', { memberId: await carla.id(), role: 'coordinator' })
  await meet(alma, bina)
  elsa = await joinNetwork(alma, 'Elsa')
  caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: 'Llegó.' }))
    .caseId
  for (const one of [bina, carla]) await alma.call('case.grant', { caseId, memberId: await one.id() })
  for (const one of [bina, carla, elsa]) await meet(alma, one)
  for (const one of [bina, carla, elsa]) await one.lock()
  await overDays(alma, folder, 36, async (i) => {
    await offer(alma, `Casa ${i}`)
    await note(alma, caseId, `nota ${i}`)
  })
  for (const one of [bina, carla, elsa]) await one.reopen()
}, 180_000)

/** Bina as she comes back to Alma, each in a copy of her own, so that no test hears of another. */
const binaBack = async (): Promise<{ host: Person; back: Person }> => {
  const [host, back] = [await twinOf(alma), await twinOf(bina)]
  await meetOver(host, back, beforeBodies)
  return { host, back }
}

test('months behind: board and case are shown before the bodies, and can be changed after', async () => {
  const { host, back } = await binaBack()
  expect(await back.query('sync.status')).toMatchObject({ checking: 2 })
  expect(await housesOf(back)).toEqual(await housesOf(host))
  expect(await notesOf(back, caseId)).toHaveLength(36)
  expect((await back.query('search', { text: 'nota' })).hits.length).toBeGreaterThan(0)
  expect(await back.tryCall('case.addNote', { caseId, kind: 'call', text: 'ya' })).toBe('BeingChecked')
  await meet(host, back)
  await whole(back)
  await note(back, caseId, 'de vuelta')
  expect(await notesOf(back, caseId)).toHaveLength(37)
  await back.lock()
  await host.lock()
})

test('a case that nobody lent her is not shown to Elsa, who carries it', async () => {
  await meetOver(alma, elsa, beforeBodies)
  expect(await elsa.query('sync.status')).toMatchObject({ checking: 1 })
  expect(await elsa.tryQuery('case.view', { caseId })).not.toBe('ok')
  await meet(alma, elsa)
  await whole(elsa)
})

test('what is written after the loan arrives, waits for what it rests on, and is shown once that is checked', async () => {
  const { host, back } = await binaBack()
  await offer(host, 'Casa de la cola')
  await note(host, caseId, 'nota de la cola')
  await meetOver(host, back, beforeBodies)
  expect(await housesOf(back)).not.toContain('Casa de la cola')
  expect((await back.query('sync.status')).waiting).toBeGreaterThanOrEqual(2)
  await meet(host, back)
  await whole(back)
  expect(await housesOf(back)).toContain('Casa de la cola')
  expect(await notesOf(back, caseId)).toContain('nota de la cola')
  await back.lock()
  await host.lock()
})

test('rebuilt and looked through while it is being checked, it is shown as it was lent', async () => {
  const { host, back } = await binaBack()
  const shown = await housesOf(back)
  expect(await back.engine().rebuild()).toMatchObject({ ok: true })
  expect(await back.query('sync.status')).toMatchObject({ checking: 2 })
  expect(await housesOf(back)).toEqual(shown)
  expect(await back.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  await meet(host, back)
  await whole(back)
  await back.lock()
  await host.lock()
})

test('a laptop restored from a copy with headers without bodies goes on from there', async () => {
  const { host, back } = await binaBack()
  const file = join(newFolder(), 'respaldo')
  expect(await back.engine().backUp(file)).toMatchObject({ ok: true })
  await back.lock()
  const vault = join(newFolder(), 'vault')
  expect(await restoreBackup(vault, file, passphrase)).toMatchObject({ ok: true })
  const restored = await openPerson('Bina', vault)
  expect((await restored.query('sync.status')).bodies).toBeGreaterThan(0)
  expect(await housesOf(restored)).toEqual(await housesOf(host))
  await meet(host, restored)
  await meet(host, restored)
  await whole(restored)
  await restored.lock()
})

test('the bodies may also come from a folder', async () => {
  const { host, back } = await binaBack()
  await visitFolder(host, folder)
  await visitFolder(back, folder)
  await visitFolder(back, folder)
  await whole(back)
  expect(await housesOf(back)).toEqual(await housesOf(host))
  await back.lock()
  await host.lock()
})

test('two who both lack bodies give each other what they have, and neither counts as holding all', async () => {
  const dora = await joinOver(alma, 'Dora', beforeBodies)
  const elena = await joinOver(alma, 'Elena', beforeBodies)
  const before = (await dora.query('sync.status')).bodies
  await meet(dora, elena)
  expect((await elena.query('sync.status')).bodies).toBeGreaterThanOrEqual(before)
  await visitFolder(dora, folder)
  await visitFolder(dora, folder)
  await whole(dora)
  await meet(dora, elena)
  await whole(elena)
  expect(await housesOf(elena)).toEqual(await housesOf(alma))
  await offer(elena, 'Casa de Elena')
  await meet(dora, elena)
  expect(await housesOf(dora)).toContain('Casa de Elena')
  await meet(alma, elena)
}, 120_000)

test.each(seeds)('a link that is cut again and again, seed %i: she ends as who never had a loan', async (seed) => {
  const random = randomOf(seed)
  const next = await twinOf(bina)
  const never = await twinOf(bina)
  for (let cuts = 0; cuts < 5; cuts++) {
    await meetOver(alma, next, { down: 1_500 + random.whole(90_000) })
    if (random.next() < 0.4) await next.reopen()
  }
  await meet(alma, next)
  await meet(alma, next)
  await visitFolder(alma, folder)
  await visitFolder(never, folder)
  await whole(next)
  await whole(never)
  const truth = await truthOf(never)
  expect(truth.heads.length).toBeGreaterThan(0)
  expect(await truthOf(next)).toEqual(truth)
  expect(await notesOf(next, caseId)).toEqual(await notesOf(never, caseId))
  await next.lock()
  await never.lock()
})

test('a case that is erased while it is on loan is gone', async () => {
  const { host, back } = await binaBack()
  const third = await twinOf(carla)
  await meet(host, third)
  await host.call('case.erase', { caseId })
  await meet(host, third)
  expect(await third.call('case.erase', { caseId })).toMatchObject({ done: true })
  await meet(third, host)
  // the words that erase come first: the bodies do not
  await meetOver(host, back, beforeBodies)
  expect(await back.query('sync.status')).toMatchObject({ checking: 1 })
  expect(await back.tryQuery('case.view', { caseId })).toBe('UnknownCase')
  expect((await back.query('search', { text: 'nota' })).hits).toEqual([])
  const left = await inside(back, ({ db }) =>
    db.prepare('SELECT count(*) FROM document WHERE space = unhex(?)', { pluck: true }).get<number>([caseId]),
  )
  expect(left).toBe(0)
  await meet(host, back)
  await whole(back)
  for (const one of [host, back, third]) await one.lock()
})
