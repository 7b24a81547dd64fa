import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  openPerson,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'

afterAll(everybodyGoesHome)

const notesOf = async (person: Person, caseId: string): Promise<string[]> =>
  (await person.query('case.view', { caseId })).notes.map(({ text }) => text).sort()
const write = (person: Person, caseId: string, text: string): Promise<unknown> =>
  person.call('case.addNote', { caseId, kind: 'call', text })

/** An image of a laptop's disk as it is now, to be started later. */
const image = async (person: Person): Promise<string> => {
  await person.lock()
  const place = join(newFolder(), 'image')
  cpSync(person.vault, place, { recursive: true })
  await person.reopen()
  return place
}

let alma: Person, bina: Person, carla: Person, dora: Person
let caseId: string
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  carla = await joinNetwork(alma, 'Carla', 'facilitator')
  dora = await joinNetwork(alma, 'Dora')
  await meet(alma, bina)
  await bina.call('member.setRole', { memberId: await carla.id(), role: 'facilitator' })
  for (let i = 0; i < 2; i++) for (const one of [bina, carla, dora]) await meet(alma, one)
  caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
  for (const one of [bina, dora]) await alma.call('case.grant', { caseId, memberId: await one.id() })
  for (let i = 0; i < 2; i++) for (const one of [bina, carla, dora]) await meet(alma, one)
}, 120_000)

describe('a disk that lost what was sent', () => {
  test.each(['over TCP', 'from a folder'])('is healed from the first peer, %s, and nothing forks', async (how) => {
    const folder = newFolder()
    const before = await image(dora)
    await write(dora, caseId, `enviada ${how}`)
    await meet(dora, alma)
    await visitFolder(dora, folder)
    await dora.lock()
    const restored = await openPerson('Dora', before)
    await write(restored, caseId, `escrita después ${how}`)
    if (how === 'over TCP') await meet(alma, restored)
    else await visitFolder(restored, folder)
    await meet(restored, alma)
    const notes = await notesOf(restored, caseId)
    expect(notes).toEqual(expect.arrayContaining([`enviada ${how}`, `escrita después ${how}`]))
    expect(await notesOf(alma, caseId)).toEqual(notes)
    expect((await alma.query('fork.list')).forks).toEqual([])
    expect((await restored.query('me')).memberId).toBe(await restored.id())
    dora = restored
  })

  test('and what it had not sealed when it was copied is not said twice', async () => {
    await dora.reopen() // so that nobody was asked yet, and nothing is sealed
    await write(dora, caseId, 'antes de la copia')
    const before = await image(dora)
    await write(dora, caseId, 'después de la copia')
    await meet(dora, alma)
    await dora.lock()
    const restored = await openPerson('Dora', before)
    await write(restored, caseId, 'escrita en la copia')
    await meet(alma, restored)
    await meet(restored, alma)
    const notes = await notesOf(alma, caseId)
    for (const text of ['antes de la copia', 'después de la copia', 'escrita en la copia'])
      expect(notes.filter((note) => note === text)).toEqual([text])
    expect(await notesOf(restored, caseId)).toEqual(notes)
    for (const one of [alma, restored]) {
      expect((await one.query('quarantine.list')).items).toEqual([])
      expect(await one.engine().check()).toMatchObject({ ok: true, value: { ok: true, quarantined: 0 } })
    }
    expect(await restored.query('sync.status')).toMatchObject({ unsealed: 0, waiting: 0 })
    dora = restored
  })
})

describe('a laptop that was cloned', () => {
  let clone: Person
  test('forks when both speak: it is out for everyone, both branches travel, and its owner sees it', async () => {
    clone = await openPerson('Clon', await image(dora))
    const [here, there] = [newFolder(), newFolder()]
    await write(dora, caseId, 'de la verdadera')
    await visitFolder(dora, here)
    await write(clone, caseId, 'de la copia')
    await visitFolder(clone, there)
    await visitFolder(alma, here)
    await visitFolder(bina, there)
    await meet(alma, bina)
    await meet(bina, carla)
    for (const one of [alma, bina, carla]) {
      const { forks } = await one.query('fork.list')
      expect(forks).toMatchObject([{ alias: 'Dora' }])
      expect(forks[0]?.branches).toHaveLength(2)
    }
    expect((await alma.query('quarantine.list')).items.map(({ alias, reason }) => `${alias}: ${reason}`)).toContain(
      'Dora: Fork',
    )
    expect(await notesOf(alma, caseId)).toEqual(await notesOf(bina, caseId))
    expect(await notesOf(alma, caseId)).not.toContain('de la copia')
    await meet(alma, dora, { wait: 3_000 })
    expect(await dora.tryCall('case.addNote', { caseId, kind: 'call', text: 'ya no' })).toBe('NotLive')
  })

  test('two facilitators choose the branch that counts; one is not enough', async () => {
    const { forks } = await alma.query('fork.list')
    const [fork] = forks
    const mine = fork?.branches.find(({ pieces }) => pieces > 0)
    const deviceId = fork?.deviceId ?? ''
    // Alma met the true one first: on her laptop that branch is the chain itself
    const envelopeId = mine?.envelopeId ?? ''
    expect(await alma.call('fork.choose', { deviceId, envelopeId })).toEqual({ done: false, signatures: 1, needed: 2 })
    expect(await notesOf(alma, caseId)).not.toContain('de la verdadera')
    await meet(alma, bina)
    expect(await bina.call('fork.choose', { deviceId, envelopeId })).toEqual({ done: true, signatures: 2, needed: 2 })
    await meet(alma, bina)
    for (const one of [alma, bina]) {
      expect(await notesOf(one, caseId)).toContain('de la verdadera')
      expect(await notesOf(one, caseId)).not.toContain('de la copia')
    }
  })
})
