import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseVault } from '#core/vault/vault'
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

// Alma founded the network; Bina and Carla are in it.

afterAll(everybodyGoesHome)

const openCase = async (who: Person, summaryInternal = 'Llegó.'): Promise<string> =>
  (await who.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })).caseId
const note = (who: Person, caseId: string, text: string) => who.call('case.addNote', { caseId, kind: 'call', text })
const ownerOf = async (who: Person, caseId: string): Promise<string> =>
  (await who.query('case.access', { caseId })).readers.find(({ owner }) => owner)?.alias ?? ''
const refusal = async (who: Person, name: string, input: object): Promise<unknown> => {
  const done = await who.engine().call(name, input)
  return done.ok ? 'ok' : done.error
}

let alma: Person
let bina: Person
let carla: Person
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  carla = await joinNetwork(alma, 'Carla')
  await meet(alma, bina)
})

test('a space shows who can read it, and that one woman alone could lose it', async () => {
  const caseId = await openCase(bina)
  const holders = async (who: Person) =>
    (await who.query('space.holders')).spaces.find(({ spaceId }) => spaceId === caseId)
  expect(await holders(bina)).toMatchObject({ kind: 'case', sole: true, holders: [{ alias: 'Bina' }] })
  await bina.call('case.grant', { caseId, memberId: await carla.id() })
  const both = await holders(bina)
  expect(both?.sole).toBe(false)
  expect(both?.holders.map(({ alias }) => alias).sort()).toEqual(['Bina', 'Carla'])
  await bina.call('case.revoke', { caseId, memberId: await carla.id() })
  expect(await holders(bina)).toMatchObject({ sole: true, holders: [{ alias: 'Bina' }] })
  expect(await holders(alma), 'who does not read it does not see it').toBeUndefined()
})

test('a case is handed over, with a place for who had none, and only by who holds it', async () => {
  const caseId = await openCase(bina)
  await meet(alma, bina)
  await meet(alma, carla)
  expect(await bina.tryCall('case.handOver', { caseId, memberId: 'ab'.repeat(32) })).toBe('UnknownMember')
  expect(await bina.tryCall('case.handOver', { caseId, memberId: await bina.id() })).toBe('AlreadySo')
  expect(await alma.tryCall('case.handOver', { caseId, memberId: await carla.id() })).toBe('UnknownCase')
  await bina.call('case.handOver', { caseId, memberId: await carla.id() })
  await meet(alma, bina)
  await meet(alma, carla)
  for (const who of [bina, carla]) expect(await ownerOf(who, caseId)).toBe('Carla')
  expect(await bina.tryCall('case.handOver', { caseId, memberId: await alma.id() })).toBe('NotAllowed')
  await note(carla, caseId, 'Ahora lo llevo yo.')
  await carla.call('case.revoke', { caseId, memberId: await bina.id() })
  expect(await carla.tryCall('case.addNote', { caseId, kind: 'call', text: 'Sola.' })).toBe('ok')
})

test('who leaves hands over what she holds; alone with a case she is told, and names somebody', async () => {
  const dora = await joinNetwork(alma, 'Dora', 'facilitator')
  await meet(alma, bina)
  await meet(alma, dora)
  const shared = await openCase(dora, 'Compartido.')
  await dora.call('case.grant', { caseId: shared, memberId: await bina.id() })
  const [one, two] = [await openCase(dora, 'Uno.'), await openCase(dora, 'Dos.')]
  expect(await refusal(dora, 'network.leave', {})).toMatchObject({ type: 'SoleHolder', detail: { count: 2 } })
  expect(await refusal(dora, 'network.leave', { handTo: await dora.id() })).toMatchObject({ type: 'UnknownMember' })
  await note(dora, one, 'escrito al final')
  await dora.call('network.leave', { handTo: await bina.id() })
  expect(await dora.tryCall('case.addNote', { caseId: one, kind: 'call', text: 'Otra.' })).toBe('NotLive')
  expect((await dora.query('me')).alias).toBe('Dora')
  await meet(alma, dora)
  await meet(alma, bina)
  for (const caseId of [shared, one, two]) expect(await ownerOf(bina, caseId)).toBe('Bina')
  expect((await bina.query('case.view', { caseId: one })).notes.map(({ text }) => text)).toEqual(['escrito al final'])
  const { members } = await bina.query('member.list')
  expect(members.find(({ alias }) => alias === 'Dora')?.status).toBe('left')
  // what is written from now on is not for her
  await note(bina, two, 'ya sin ella')
  expect((await bina.query('case.access', { caseId: two })).readers.map(({ alias }) => alias)).toContain('Bina')
  await dora.reopen()
  expect(await dora.tryCall('case.open', { kindOfSubject: 'defender', country: 'MX' })).toBe('NotLive')
})

test('in a shared case the one with the earliest place comes next, unless somebody is named', async () => {
  const elsa = await joinNetwork(alma, 'Elsa', 'facilitator')
  await meet(alma, carla)
  const caseId = await openCase(elsa)
  for (const who of [carla, alma]) await elsa.call('case.grant', { caseId, memberId: await who.id() })
  await elsa.call('network.leave', {})
  await meet(alma, elsa)
  await meet(alma, carla)
  expect(await ownerOf(alma, caseId)).toBe('Carla')
  expect(await ownerOf(carla, caseId)).toBe('Carla')
  expect(await carla.tryCall('case.addNote', { caseId, kind: 'call', text: 'Sigue conmigo.' })).toBe('ok')
})

test('who has a conflict of interest with a case does not get it from who leaves: nothing is handed, and another is named', async () => {
  const gina = await joinNetwork(alma, 'Gina', 'facilitator')
  await meet(alma, bina)
  await meet(alma, gina)
  const [free, caseId] = [await openCase(gina, 'Sin conflicto.'), await openCase(gina, 'Es su vecina.')]
  await gina.call('case.setField', { caseId, path: 'excludedMembers', value: [await carla.id()] })
  expect(await gina.tryCall('case.handOver', { caseId, memberId: await carla.id() })).toBe('ConflictOfInterest')
  expect(await gina.tryCall('network.leave', { handTo: await carla.id() })).toBe('ConflictOfInterest')
  for (const one of [free, caseId]) expect(await ownerOf(gina, one)).toBe('Gina')
  expect((await gina.query('case.access', { caseId: free })).readers.map(({ alias }) => alias)).toEqual(['Gina'])
  await gina.call('network.leave', { handTo: await bina.id() })
  await meet(alma, gina)
  await meet(alma, bina)
  for (const one of [free, caseId]) expect(await ownerOf(bina, one)).toBe('Bina')
})

test('nor does she come next by herself, though she had a place before it was noted', async () => {
  const hilda = await joinNetwork(alma, 'Hilda', 'facilitator')
  await meet(alma, bina)
  await meet(alma, carla)
  const caseId = await openCase(hilda)
  await hilda.call('case.grant', { caseId, memberId: await carla.id() })
  await hilda.call('case.setField', { caseId, path: 'excludedMembers', value: [await carla.id()] })
  expect(await hilda.tryCall('network.leave', {})).toBe('ConflictOfInterest')
  await hilda.call('case.grant', { caseId, memberId: await bina.id() })
  await hilda.call('network.leave', {})
  await meet(alma, hilda)
  await meet(alma, bina)
  expect(await ownerOf(bina, caseId)).toBe('Bina')
})

test('before a border a laptop goes only when nothing is on it alone', async () => {
  const flor = await joinNetwork(alma, 'Flor', 'facilitator')
  await meet(alma, flor)
  const caseId = await openCase(flor)
  await note(flor, caseId, 'solo en esta computadora')
  expect(await refusal(flor, 'device.travel', {})).toMatchObject({
    type: 'NotEnoughCopies',
    detail: { copies: 0, needed: 2 },
  })
  await meet(alma, flor)
  expect(await flor.query('device.travelReadiness')).toMatchObject({ ready: false, copies: 1, needed: 2, unsealed: 0 })
  expect(await refusal(flor, 'device.travel', {})).toMatchObject({ type: 'NotEnoughCopies', detail: { copies: 1 } })
  const folder = newFolder()
  await visitFolder(flor, folder)
  expect(await flor.query('device.travelReadiness')).toMatchObject({
    ready: false,
    copies: 2,
    soleSpaces: [{ spaceId: caseId, kind: 'case' }],
  })
  expect(await refusal(flor, 'device.travel', {})).toMatchObject({ type: 'SoleHolder', detail: { count: 1 } })
  await flor.call('case.grant', { caseId, memberId: await alma.id() })
  expect(await refusal(flor, 'device.travel', {}), 'the grant itself is only here').toMatchObject({
    type: 'NotEnoughCopies',
  })
  await meet(alma, flor)
  await visitFolder(flor, folder)
  expect(await flor.query('device.travelReadiness')).toMatchObject({ ready: true, soleSpaces: [] })
  await note(flor, caseId, 'y algo más')
  expect(await refusal(flor, 'device.travel', {})).toMatchObject({ type: 'NotEnoughCopies' })
  await meet(alma, flor)
  await visitFolder(flor, folder)
  const { deviceId } = await flor.query('me')
  await flor.call('device.travel', {})
  expect(await flor.tryCall('case.addNote', { caseId, kind: 'call', text: 'No.' })).toBe('NotLive')
  await meet(alma, flor)
  const { devices } = await alma.query('device.list')
  expect(devices.find((device) => device.deviceId === deviceId)?.status).toBe('out')
  expect((await alma.query('member.list')).members.find(({ alias }) => alias === 'Flor')?.status).toBe('active')
  expect((await alma.query('case.view', { caseId })).notes).toHaveLength(2)
  await flor.lock()
  expect(eraseVault(flor.vault).ok).toBe(true)
  expect(existsSync(flor.vault)).toBe(false)
  await expect(openPerson('Flor', flor.vault)).rejects.toThrow('VaultMissing')
})

test('the last who can let anyone in does not leave before somebody else can', async () => {
  const lone = await foundNetwork('Lola')
  const vera = await joinNetwork(lone, 'Vera')
  expect(await lone.tryCall('network.leave', { handTo: await vera.id() })).toBe('LastFacilitator')
  await lone.call('member.setRole', { memberId: await vera.id(), role: 'facilitator' })
  expect(await lone.tryCall('network.leave', { handTo: await vera.id() })).toBe('ok')
})
