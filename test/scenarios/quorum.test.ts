import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { epochView } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'
import { handedBy } from '#core/spaces/op'
import { isBoxIn } from '#core/spaces/rootState'
import { insidersLeave, turn } from '../support/insider'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  newPerson,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const round = async (...people: readonly Person[]): Promise<void> => {
  const [first, ...others] = people
  if (first) for (let i = 0; i < 2; i++) for (const other of others) await meet(first, other)
}
const rowOf = async (viewer: Person, who: Person) => {
  const id = await who.id()
  return (await viewer.query('member.list')).members.find(({ memberId }) => memberId === id)
}
/** A network with so many full facilitators, all of whom know each other. */
const facilitators = async (...aliases: readonly string[]): Promise<Person[]> => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const people = [alma, bina]
  for (const alias of aliases) {
    const one = await joinNetwork(alma, alias, 'facilitator')
    await meet(alma, bina)
    await bina.call('member.setRole', { memberId: await one.id(), role: 'facilitator' })
    await meet(alma, bina)
    people.push(one)
  }
  await round(...people)
  return people
}

describe('two facilitators are offline and disagree', () => {
  let alma: Person, bina: Person, carla: Person, dora: Person
  beforeAll(async () => {
    ;[alma, bina, carla, dora] = (await facilitators('Carla', 'Dora')) as [Person, Person, Person, Person]
  }, 120_000)

  test('each suspends the other: both are held, and the two who are left lift whom they trust', async () => {
    await alma.call('member.suspend', { memberId: await bina.id(), reason: '' })
    await bina.call('member.suspend', { memberId: await alma.id(), reason: '' })
    await round(carla, alma, bina, dora)
    for (const viewer of [carla, dora]) {
      expect((await rowOf(viewer, alma))?.status).toBe('suspended')
      expect((await rowOf(viewer, bina))?.status).toBe('suspended')
    }
    for (const one of [alma, bina]) {
      expect(await carla.call('member.lift', { memberId: await one.id() })).toEqual({
        done: false,
        signatures: 1,
        needed: 2,
      })
      await meet(carla, dora)
      expect(await dora.call('member.lift', { memberId: await one.id() })).toEqual({
        done: true,
        signatures: 2,
        needed: 2,
      })
      await meet(carla, dora)
    }
    await round(carla, alma, bina, dora)
    for (const viewer of [alma, bina, carla, dora])
      for (const who of [alma, bina]) expect((await rowOf(viewer, who))?.status).toBe('active')
  })

  test('a signature that was taken back is not completed by another', async () => {
    const target = await dora.id()
    await alma.call('member.expel', { memberId: target, reason: '' })
    const [mine] = (await alma.query('signature.list')).signatures
    expect(mine).toMatchObject({ act: 'expel', alias: 'Dora', mine: true })
    await alma.call('signature.withdraw', { signatureId: mine?.signatureId ?? '' })
    expect((await alma.query('signature.list')).signatures).toEqual([])
    await meet(alma, carla)
    expect(await carla.call('member.expel', { memberId: target, reason: '' })).toMatchObject({
      done: false,
      signatures: 1,
    })
    await carla.call('member.lift', { memberId: target })
    await round(carla, alma, bina, dora)
    expect((await rowOf(bina, dora))?.status).toBe('active')
  })

  test('an invitation admits nobody while who gave it is suspended, nor once it was taken back', async () => {
    const [gala, hilda] = [await newPerson('Gala'), await newPerson('Hilda')]
    const codes = await Promise.all([
      carla.call('invitation.create', { role: 'member' }),
      carla.call('invitation.create', { role: 'member' }),
    ])
    await round(alma, carla)
    const folder = newFolder()
    await visitFolder(alma, folder)
    for (const [i, guest] of [gala, hilda].entries()) {
      await guest.call('network.join', { code: codes[i]?.code ?? '', alias: guest.alias })
      await visitFolder(guest, folder)
    }
    await visitFolder(alma, folder)
    const requests = (await alma.query('request.list')).requests
    const idOf = (alias: string): string => requests.find((request) => request.alias === alias)?.id ?? ''
    await alma.call('member.suspend', { memberId: await carla.id(), reason: '' })
    expect(await alma.tryCall('request.admit', { requestId: idOf('Gala') })).not.toBe('ok')
    await alma.call('member.lift', { memberId: await carla.id() })
    const { invitations } = await alma.query('invitation.list')
    const asked = invitations.filter(({ byAlias, used }) => byAlias === 'Carla' && !used)
    expect(asked.length).toBeGreaterThanOrEqual(2)
    for (const { invitationId } of asked) await alma.call('invitation.revoke', { invitationId })
    expect(await alma.tryCall('request.admit', { requestId: idOf('Hilda') })).toBe('InvitationUnknown')
    expect((await alma.query('member.list')).members.map(({ alias }) => alias)).not.toContain('Hilda')
  })

  test('after two removals that did not know of each other nobody writes under a key that either has', async () => {
    const [eva, flor] = [await joinNetwork(alma, 'Eva'), await joinNetwork(alma, 'Flor')]
    await round(alma, bina, carla, dora, eva, flor)
    await alma.call('member.expel', { memberId: await eva.id(), reason: '' })
    await bina.call('member.expel', { memberId: await flor.id(), reason: '' })
    await meet(alma, bina)
    await alma.call('house.offer', { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 2 })
    await round(alma, bina, carla)
    expect((await carla.query('house.board')).houses).toHaveLength(1)
    const { ledger } = await turn(carla)
    const state = ledger.state()
    const [current] = usableEpochs(epochView(ledger, undefined))
    expect(current && handedBy(current.op).every((box) => isBoxIn(state, box))).toBe(true)
    const last = ledger.chains.end((await alma.query('me')).deviceId ?? '')
    expect(last && ledger.chains.at(last)?.state).toBe('batch')
    await carla.reopen()
  })
})

describe('two of three facilitators are lost', () => {
  test('two guardians name who facilitates; one is not enough, and none while two facilitators stand', async () => {
    const [alma, bina, carla] = (await facilitators('Carla')) as [Person, Person, Person]
    const [dora, elia] = [await joinNetwork(alma, 'Dora'), await joinNetwork(alma, 'Elia')]
    await round(alma, bina, carla, dora, elia)
    const guardians = [await dora.id(), await elia.id()]
    expect(await alma.call('guardians.set', { needed: 2, members: guardians })).toMatchObject({
      done: false,
      signatures: 1,
    })
    await meet(alma, bina)
    expect(await bina.call('guardians.set', { needed: 2, members: guardians })).toMatchObject({ done: true })
    await round(bina, alma, carla, dora, elia)
    const named = [await carla.id(), await dora.id()]
    expect(await dora.tryCall('guardians.recover', { facilitators: named })).toBe('FacilitatorsStand')
    expect(await carla.tryCall('guardians.recover', { facilitators: named })).toBe('NotGuardian')
    // each of the two suspends the other and both are gone; nobody is left who could lift them with Carla
    await alma.call('member.suspend', { memberId: await bina.id(), reason: '' })
    await bina.call('member.suspend', { memberId: await alma.id(), reason: '' })
    await round(carla, alma, bina, dora, elia)
    expect(await carla.call('member.lift', { memberId: await alma.id() })).toMatchObject({ done: false })
    await meet(carla, dora)
    expect(await dora.call('guardians.recover', { facilitators: named })).toMatchObject({
      done: false,
      signatures: 1,
      needed: 2,
    })
    await meet(dora, elia)
    expect(await elia.call('guardians.recover', { facilitators: named })).toMatchObject({
      done: true,
      signatures: 2,
      needed: 2,
    })
    await round(elia, dora, carla)
    expect(await rowOf(carla, dora)).toMatchObject({ role: 'facilitator', provisional: false, status: 'active' })
    expect(await rowOf(carla, alma)).toMatchObject({ role: 'member' })
    expect(await carla.tryCall('case.open', { kindOfSubject: 'defender', country: 'MX' })).toBe('ok')
  }, 60_000)
})

describe('clocks', () => {
  test('one laptop in 1999 and one in 2099 change no decision', async () => {
    const alma = await newPerson('Alma', () => new Date('2099-12-31T23:59:00Z'))
    await alma.call('network.create', { name: 'Red de Práctica', country: 'MX', alias: 'Alma' })
    const bina = await newPerson('Bina', () => new Date('1999-01-01T00:00:00Z'))
    const { code } = await alma.call('invitation.create', { role: 'facilitator' })
    await bina.call('network.join', { code, alias: 'Bina' })
    await meet(alma, bina, { admit: true })
    const carla = await joinNetwork(alma, 'Carla')
    await round(alma, bina, carla)
    const { caseId } = await bina.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    await bina.call('case.grant', { caseId, memberId: await carla.id() })
    await round(bina, alma, carla)
    await alma.call('member.suspend', { memberId: await carla.id(), reason: '' })
    await round(alma, bina)
    expect((await rowOf(bina, carla))?.status).toBe('suspended')
    await alma.call('member.lift', { memberId: await carla.id() })
    await round(alma, bina, carla)
    await carla.call('case.addNote', { caseId, kind: 'call', text: 'desde hoy' })
    await bina.call('case.addNote', { caseId, kind: 'call', text: 'desde 1999' })
    await round(bina, carla)
    expect((await bina.query('case.view', { caseId })).notes.map(({ text }) => text).sort()).toEqual([
      'desde 1999',
      'desde hoy',
    ])
    expect(await bina.query('member.list')).toEqual(await alma.query('member.list'))
  })
})
