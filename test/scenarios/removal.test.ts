import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, visitFolder } from '../support/people'
import type { Person } from '../support/people'

afterAll(everybodyGoesHome)

const statusOf = async (viewer: Person, who: Person): Promise<string> => {
  const id = await who.id()
  return (await viewer.query('member.list')).members.find(({ memberId }) => memberId === id)?.status ?? 'unknown'
}
const round = async (...people: readonly Person[]): Promise<void> => {
  const [first, ...others] = people
  if (first) for (let i = 0; i < 2; i++) for (const other of others) await meet(first, other)
}

describe('Dora leaves in anger', () => {
  let alma: Person, bina: Person, carla: Person, dora: Person, elia: Person
  let caseId: string
  let folder: string
  beforeAll(async () => {
    alma = await foundNetwork()
    bina = await joinNetwork(alma, 'Bina', 'facilitator')
    carla = await joinNetwork(alma, 'Carla', 'facilitator')
    dora = await joinNetwork(alma, 'Dora')
    elia = await joinNetwork(alma, 'Elia')
    folder = newFolder()
    await meet(alma, bina)
    await bina.call('member.setRole', { memberId: await carla.id(), role: 'facilitator' })
    await round(alma, bina, carla, dora, elia)
    caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
    for (const one of [bina, dora]) await alma.call('case.grant', { caseId, memberId: await one.id() })
    await round(alma, bina, carla, dora, elia)
  }, 120_000)

  test('Bina suspends her with one tap; she is in the list as suspended, and no longer writes once she hears', async () => {
    const done = await bina.call('member.suspend', { memberId: await dora.id(), reason: 'su laptop fue robada' })
    expect(done).toEqual({ done: true, signatures: 1, needed: 1 })
    await round(alma, bina, dora)
    expect(await statusOf(alma, dora)).toBe('suspended')
    expect(await dora.tryCall('case.addNote', { caseId, kind: 'call', text: 'sigo aquí' })).toBe('NotLive')
  })

  test('Bina lifts it, and all is as it was', async () => {
    expect(await bina.call('member.lift', { memberId: await dora.id() })).toMatchObject({ done: true })
    await round(alma, bina, dora)
    expect(await statusOf(carla, dora)).toBe('active')
    expect(await dora.tryCall('case.addNote', { caseId, kind: 'call', text: 'de vuelta' })).toBe('ok')
    await round(alma, dora, bina)
    // Alma looks too: the trace of it is written today, before Dora goes, and so under a key that she had
    for (const who of [alma, bina])
      expect((await who.query('case.view', { caseId })).notes.map(({ text }) => text)).toContain('de vuelta')
  })

  test('Carla expels her alone, since she never facilitated; what she writes after is read by nobody and set apart', async () => {
    const id = await dora.id()
    await meet(carla, alma)
    expect(await carla.call('member.expel', { memberId: id, reason: '' })).toEqual({
      done: true,
      signatures: 1,
      needed: 1,
    })
    await dora.call('case.addNote', { caseId, kind: 'call', text: 'nadie leerá esto' })
    await visitFolder(dora, folder)
    await round(carla, alma, bina, elia)
    await visitFolder(alma, folder)
    const { notes } = await alma.query('case.view', { caseId })
    expect(notes.map(({ text }) => text)).not.toContain('nadie leerá esto')
    expect((await alma.query('quarantine.list')).items.map(({ alias, reason }) => `${alias}: ${reason}`)).toContain(
      'Dora: PastCut',
    )
  })

  test('Alma sees what Dora could read, since when, and who has not heard', async () => {
    const apart = await alma.query('member.exposure', { memberId: await dora.id() })
    expect(apart.unheard.map(({ alias }) => alias).sort()).toEqual(['Bina', 'Elia'])
    await round(alma, bina, elia)
    const before = await alma.query('member.exposure', { memberId: await dora.id() })
    expect(before).toMatchObject({ status: 'expelled', network: true, unheard: [] })
    expect(before.spaces).toEqual([
      expect.objectContaining({
        spaceId: caseId,
        kind: 'case',
        since: new Date().toISOString().slice(0, 10),
        readsNow: false,
        rotated: false,
      }),
    ])
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'después' })
    await round(alma, bina)
    const after = await alma.query('member.exposure', { memberId: await dora.id() })
    expect(after.spaces[0]).toMatchObject({ rotated: true })
  })

  test('Bina admits the late note: it counts after all, at everyone', async () => {
    const { items } = await bina.query('quarantine.list')
    const late = items.flatMap(({ reason, envelopeId }) =>
      reason === 'PastCut' && envelopeId !== null ? [envelopeId] : [],
    )
    expect(late.length).toBeGreaterThan(0)
    await bina.call('quarantine.admit', { envelopeIds: late })
    await round(bina, alma)
    const { notes } = await alma.query('case.view', { caseId })
    expect(notes.map(({ text }) => text)).toContain('nadie leerá esto')
  })

  test('Elia was away for three rotations, and gets in over TCP, whoever dials', async () => {
    for (const text of ['uno', 'dos', 'tres']) {
      const guest = await joinNetwork(alma, `Invitada ${text}`)
      await alma.call('member.expel', { memberId: await guest.id(), reason: '' })
      await alma.call('house.offer', { alias: `Casa ${text}`, country: 'MX', type: 'safe_house', placesTotal: 2 })
    }
    const met = await meet(elia, alma)
    expect(met.host.ok && met.guest.ok).toBe(true)
    expect((await elia.query('house.board')).houses.map(({ alias }) => alias).sort()).toEqual([
      'Casa dos',
      'Casa tres',
      'Casa uno',
    ])
  })
})

describe('after somebody is put out, her laptop', () => {
  test('is waited for no more, and what it alone holds of others is no copy', async () => {
    const alma = await foundNetwork()
    const dora = await joinNetwork(alma, 'Dora')
    const elia = await joinNetwork(alma, 'Elia')
    const met = async () => (await alma.query('sync.status')).peers.map(({ alias }) => alias).sort()
    const caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
    await meet(alma, elia)
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'solo lo tiene Dora' })
    await meet(alma, dora)
    expect(await alma.query('sync.status')).toMatchObject({ onlyHere: 0, unsealed: 0, missing: [] })
    expect(await alma.query('today')).toMatchObject({ onlyHere: 0 })
    expect(await met()).toEqual(['Dora', 'Elia'])

    await alma.call('member.expel', { memberId: await dora.id(), reason: '' })
    const { onlyHere, peers } = await alma.query('sync.status')
    expect(peers.map(({ alias, lacks }) => [alias, lacks > 0])).toEqual([['Elia', true]])
    expect(onlyHere, 'the note, and that Dora is out').toBeGreaterThan(1)
    expect(await alma.query('today')).toMatchObject({ onlyHere })
    await meet(alma, elia)
    expect(await alma.query('sync.status')).toMatchObject({ onlyHere: 0, missing: [], peers: [{ lacks: 0 }] })
  })
})
