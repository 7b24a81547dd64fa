import { afterEach, expect, test } from 'vitest'
import { createHost } from '#core/createHost'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  newPerson,
  passphrase,
  tasteWorker,
  visitFolder,
} from '../support/people'

afterEach(everybodyGoesHome)

test('Bina asked with a code that nobody answers: she begins again with another, and her notebook keeps its drafts', async () => {
  const alma = await foundNetwork()
  const elsewhere = await foundNetwork('Otra', 'Otra red')
  const bina = await newPerson('Bina')
  expect(await bina.tryCall('network.stopJoining', {})).toBe('AlreadySo')
  const wrong = await elsewhere.call('invitation.create', { role: 'member' })
  await bina.call('draft.keep', { form: 'welcome.join', value: { alias: 'Bina' } })
  await bina.call('network.join', { code: wrong.code, alias: 'Bina' })
  const { code } = await alma.call('invitation.create', { role: 'member' })
  expect(await bina.tryCall('network.join', { code, alias: 'Bina' })).toBe('NetworkExists')
  await bina.call('network.stopJoining', {})
  expect(await bina.query('me')).toMatchObject({ pending: false, networkId: null, alias: null })
  expect(await bina.query('draft.get', { form: 'welcome.join' })).toEqual({ value: { alias: 'Bina' } })
  await bina.call('network.join', { code, alias: 'Bina' })
  await meet(alma, bina, { admit: true })
  expect(await bina.query('me')).toMatchObject({ pending: false, alias: 'Bina' })
  expect((await alma.query('member.list')).members.map(({ alias }) => alias)).toContain('Bina')
})

test('her request was left at a folder and the network is named here already: nothing of it stays, also after a night', async () => {
  const alma = await foundNetwork()
  const folder = newFolder()
  const bina = await newPerson('Bina')
  const first = await alma.call('invitation.create', { role: 'member' })
  await visitFolder(alma, folder)
  await bina.call('network.join', { code: first.code, alias: 'Bina' })
  await visitFolder(bina, folder)
  expect((await bina.query('me')).networkId).not.toBeNull()
  await bina.call('network.stopJoining', {})
  await bina.reopen()
  expect(await bina.query('me')).toMatchObject({ pending: false, networkId: null })
  expect((await bina.query('network.list')).networks).toHaveLength(1)
  expect(await bina.engine().check()).toMatchObject({ value: { ok: true, envelopes: 0 } })
  // the same network takes her by a fresh code, and answers the old request by nothing that reaches her
  const second = await alma.call('invitation.create', { role: 'member' })
  await bina.call('network.join', { code: second.code, alias: 'Bina' })
  await meet(alma, bina, { admit: true })
  expect(await bina.query('me')).toMatchObject({ pending: false, alias: 'Bina' })
  await bina.reopen()
  expect(await bina.engine().check()).toMatchObject({ value: { ok: true } })
})

test('in a further network of a vault: what she gave up is not named any more, and the first is as it was', async () => {
  const alma = await foundNetwork()
  const region = await foundNetwork('Delegada', 'Región')
  await alma.call('network.choose', { networkId: 'new' })
  const { code } = await region.call('invitation.create', { role: 'member' })
  await alma.call('network.join', { code, alias: 'Alma' })
  const folder = newFolder()
  await visitFolder(region, folder)
  await visitFolder(alma, folder)
  await alma.call('network.stopJoining', {})
  await alma.call('network.choose', { networkId: 'new' })
  await alma.call('network.join', { code, alias: 'Alma' })
  await meet(region, alma, { admit: true })
  expect((await alma.query('network.list')).networks.map(({ name }) => name)).toEqual(['Red de Práctica', 'Región'])
})

test('Bina makes fresh words and loses her laptop: with them and a pass she is back, and with those before she is not', async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina')
  await bina.lock()
  const host = createHost({ vault: bina.vault, tasteWorker })
  expect(await host.newWords(passphrase)).toMatchObject({ error: { type: 'VaultLocked' } })
  await host.unlock(passphrase)
  expect(await host.newWords('otra frase muy distinta de la suya')).toMatchObject({
    error: { type: 'WrongPassphrase' },
  })
  const words = async (): Promise<string> => {
    const made = await host.newWords(passphrase)
    return made.ok ? made.value.recoveryWords : made.error.type
  }
  const [older, newer] = [await words(), await words()]
  expect([older.split(' ').length, newer.split(' ').length]).toEqual([21, 21])
  const folder = newFolder()
  host.exchange({ carriers: [{ kind: 'folder', place: folder }], wait: 0 })
  await new Promise<void>((resolve) => {
    host
      .door()
      ?.subscribe('meeting', {}, (view) => view.ok && (view.value as { phase: string }).phase === 'over' && resolve())
  })
  await host.lock()
  await visitFolder(alma, folder)
  expect((await alma.query('device.list')).backups.map(({ status }) => status).sort()).toEqual(['active', 'out'])

  const memberId = (await alma.query('member.list')).members.find(({ alias }) => alias === 'Bina')?.memberId ?? ''
  const comesBack = async (recoveryWords: string): Promise<boolean> => {
    const laptop = await newPerson('Bina')
    const { code } = await alma.call('device.invite', { memberId })
    await laptop.call('network.recover', { code, recoveryWords })
    await meet(alma, laptop, { wait: 500 })
    const { pending, alias } = await laptop.query('me')
    return !pending && alias === 'Bina'
  }
  expect(await comesBack(older)).toBe(false)
  expect(await comesBack(newer)).toBe(true)
  const carla = await newPerson('Carla')
  const { code } = await alma.call('invitation.create', { role: 'member' })
  await carla.call('network.recover', { code, recoveryWords: newer })
  const met = await meet(alma, carla, { wait: 500 })
  expect(met.guest).toMatchObject({ error: { type: 'RecoveryWordsOfAnother' } })
})
