import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreBackup } from '#core/commands/backup'
import { deviceKeysFromBytes } from '#core/identity/deviceKeys'
import { readMeta } from '#core/vault/meta'
import { openVault } from '#core/vault/vault'
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

// Alma's laptop is copied to a stick; Bina and Carla are in her network.

afterAll(everybodyGoesHome)

const openCase = async (who: Person, summaryInternal: string): Promise<string> =>
  (await who.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal })).caseId
const notesOf = async (who: Person, caseId: string): Promise<string[]> =>
  (await who.query('case.view', { caseId })).notes.map(({ text }) => text).sort()
const note = (who: Person, caseId: string, text: string) => who.call('case.addNote', { caseId, kind: 'call', text })
const backUp = async (who: Person): Promise<{ file: string; keyId: string }> => {
  const file = join(newFolder(), 'respaldo')
  const done = await who.engine().backUp(file)
  if (!done.ok) throw new Error(done.error.type)
  return { file, keyId: done.value.keyId ?? '' }
}
const restore = async (alias: string, file: string): Promise<Person> => {
  const vault = join(newFolder(), 'vault')
  const done = await restoreBackup(vault, file, passphrase)
  if (!done.ok) throw new Error(done.error.type)
  const person = await openPerson(alias, vault)
  expect((await person.query('me')).deviceId).toBe(done.value.deviceId)
  return person
}
const failureOf = async (dir: string, file: string, phrase = passphrase): Promise<string> => {
  const done = await restoreBackup(dir, file, phrase)
  return done.ok ? 'ok' : done.error.type
}
const devicesOf = async (who: Person, alias: string): Promise<string[]> =>
  (await who.query('device.list')).devices
    .filter((device) => device.alias === alias && device.status === 'active')
    .map(({ deviceId }) => deviceId)

let alma: Person
let bina: Person
let caseId: string
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  caseId = await openCase(alma, 'Llegó de noche.')
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await note(alma, caseId, 'antes de la copia')
  await meet(alma, bina)
  await note(alma, caseId, 'todavía sin sellar')
})

test('a backup holds no secret of the laptop, and both laptops restored from it are devices of their own', async () => {
  const before = await devicesOf(alma, 'Alma')
  const { file, keyId } = await backUp(alma)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(alma.vault).filter((name) => name.includes('copy'))).toEqual([])
  expect((await alma.query('device.list')).backups).toMatchObject([
    { keyId, alias: 'Alma', mine: true, status: 'active' },
  ])

  const one = await restore('Alma uno', file)
  const two = await restore('Alma dos', file)
  expect(await notesOf(one, caseId)).toEqual(['antes de la copia', 'todavía sin sellar'])
  expect((await one.query('me')).memberId).toBe(await alma.id())
  await note(one, caseId, 'desde la primera')
  await note(two, caseId, 'desde la segunda')
  await note(alma, caseId, 'desde la de siempre')
  for (let round = 0; round < 2; round++) {
    for (const laptop of [one, two, alma]) {
      const met = await meet(bina, laptop)
      expect([met.host.ok, met.guest.ok]).toEqual([true, true])
    }
    await note(bina, caseId, `Bina ${round}`) // hands the keys to who lacks them
    for (const laptop of [one, two, alma]) await meet(bina, laptop)
  }
  const all = [
    'Bina 0',
    'Bina 1',
    'antes de la copia',
    'desde la de siempre',
    'desde la primera',
    'desde la segunda',
    'todavía sin sellar',
  ]
  for (const laptop of [bina, one, two, alma]) {
    expect(await notesOf(laptop, caseId)).toEqual(all)
    expect(await devicesOf(laptop, 'Alma')).toHaveLength(before.length + 2)
    expect((await laptop.query('quarantine.list')).items).toEqual([])
    expect(await laptop.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  }
  const heads = await Promise.all(
    [bina, one, two, alma].map(async (who) => (await who.query('case.view', { caseId })).heads),
  )
  expect(new Set(heads.map((list) => [...list].sort().join())).size).toBe(1)
  await one.lock()
  const inside = await openVault(one.vault, passphrase)
  if (!inside.ok) throw new Error(inside.error.type)
  expect(readMeta(inside.value.db, 'backup key'), 'used once and destroyed').toBeUndefined()
  inside.value.close()
})

test('the secrets of the laptop are in no byte of what the backup decrypts to', async () => {
  const { file } = await backUp(alma)
  await alma.lock()
  const own = await openVault(alma.vault, passphrase)
  if (!own.ok) throw new Error(own.error.type)
  const device = deviceKeysFromBytes(readMeta(own.value.db, 'device keys') ?? new Uint8Array())
  own.value.close()
  await alma.reopen()
  const vault = join(newFolder(), 'vault')
  expect(await failureOf(vault, file)).toBe('ok')
  const copy = await openVault(vault, passphrase)
  if (!copy.ok) throw new Error(copy.error.type)
  // what SQLite would give to whoever opens the copy: dumped whole, without SQLCipher
  const plain = join(newFolder(), 'plain.db')
  const { db } = copy.value
  db.exec(`ATTACH '${plain}' AS plain KEY ''; SELECT sqlcipher_export('plain'); DETACH plain`)
  copy.value.close()
  const bytes = readFileSync(plain)
  expect(bytes.includes(Buffer.from(device.sign.publicKey)), 'the dump is a dump').toBe(true)
  for (const secret of [device.sign.secretKey.subarray(0, 32), device.box.secretKey])
    expect(bytes.includes(Buffer.from(secret))).toBe(false)
})

/** Two sign that a backup key binds nobody any more: Alma was always a full facilitator. */
/** Her own backup key she takes back alone. */
const takeBack = async (keyId: string): Promise<void> => {
  expect(await alma.call('device.revoke', { deviceId: keyId, reason: 'memoria perdida' })).toEqual({
    done: true,
    signatures: 1,
    needed: 1,
  })
  await meet(alma, bina)
  const { backups } = await alma.query('device.list')
  expect(backups.find((backup) => backup.keyId === keyId)?.status).toBe('out')
}

test('a laptop restored from a backup whose key was taken back is out once it hears of it', async () => {
  const { file, keyId } = await backUp(alma)
  await takeBack(keyId)
  const stick = newFolder()
  await visitFolder(alma, stick)
  const found = await restore('Quien la encontró', file)
  expect(await found.tryQuery('case.list')).toBe('ok') // she reads what was in it, and knows no better
  await visitFolder(found, stick)
  expect(await found.tryCall('case.addNote', { caseId, kind: 'call', text: 'Hola.' })).toBe('NotLive')
  await visitFolder(alma, stick)
  const { deviceId } = await found.query('me')
  expect(await devicesOf(alma, 'Alma')).not.toContain(deviceId)
})

test('a laptop that was restored and heard of before its backup key was taken back stays in', async () => {
  const { file, keyId } = await backUp(alma)
  const third = await restore('Alma tres', file)
  await meet(alma, third)
  const { deviceId } = await third.query('me')
  await takeBack(keyId)
  expect(await devicesOf(alma, 'Alma')).toContain(deviceId)
  expect(await devicesOf(bina, 'Alma')).toContain(deviceId)
  expect((await meet(alma, third)).guest.ok).toBe(true)
  expect(await third.tryCall('case.addNote', { caseId, kind: 'call', text: 'Sigo.' })).toBe('ok')
})

test('one facilitator takes back the backup key of a member, and the stick binds nobody', async () => {
  const dora = await joinNetwork(alma, 'Dora')
  const { file, keyId } = await backUp(dora)
  await meet(alma, dora)
  expect(await alma.call('device.revoke', { deviceId: keyId })).toMatchObject({ done: true })
  const found = await restore('Quien la encontró', file)
  const stick = newFolder()
  for (const who of [found, alma, found]) await visitFolder(who, stick)
  expect(await found.tryQuery('case.list')).toBe('NotLive')
  expect(await devicesOf(alma, 'Dora')).toHaveLength(1)
})

test('what lost its right before it was sealed stays behind, and all else comes whole', async () => {
  const carla = await joinNetwork(alma, 'Carla')
  await alma.call('case.grant', { caseId, memberId: await carla.id() })
  await meet(alma, bina)
  const other = await openCase(bina, 'Otro expediente.')
  await bina.call('case.grant', { caseId: other, memberId: await carla.id() })
  await meet(alma, bina)
  await meet(alma, carla)
  await note(carla, caseId, 'de Carla, a tiempo')
  await meet(alma, carla)
  const stick = newFolder()
  await alma.call('case.revoke', { caseId, memberId: await carla.id() })
  await visitFolder(alma, stick)
  await carla.reopen() // nothing is sealed until somebody was asked how far her chain had come
  await note(carla, other, 'sellada para la copia')
  await note(carla, caseId, 'de Carla, tarde')
  const lost = 'de Carla, tarde'
  await visitFolder(carla, stick)
  expect(await carla.tryQuery('case.view', { caseId })).toBe('NotOnTeam')
  const { file } = await backUp(carla)
  const again = await restore('Carla', file)
  expect((await again.query('sync.status')).unsealed).toBe(0) // before she looks: that leaves a trace of its own
  expect(await notesOf(again, other)).toEqual(['sellada para la copia'])
  expect(await again.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  expect((await again.query('search', { text: lost })).hits).toEqual([])
})

test('a vault in no network is backed up and restored too', async () => {
  const sola = await newPerson('Sola')
  const file = join(newFolder(), 'respaldo')
  expect(await sola.engine().backUp(file)).toEqual({
    ok: true,
    value: { deviceId: null, keyId: null, further: [] },
  })
  const again = await restore('Sola', file)
  expect(await again.call('network.create', { name: 'Red', country: 'MX', alias: 'Sola' })).toHaveProperty('networkId')
})

test('it tells how far it has come, up to the whole, and she can look things up while the file is written', async () => {
  const shares: number[] = []
  const asked: Promise<unknown>[] = []
  const onShare = (share: number): void => {
    shares.push(share)
    if (share === 0.5) asked.push(alma.engine().query('me', {}))
  }
  const over = alma.engine().backUp(join(newFolder(), 'respaldo'), { onShare })
  expect(await over).toMatchObject({ ok: true })
  expect(shares.length).toBeGreaterThan(1)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
  expect(asked).toHaveLength(1)
  expect(await asked[0]).toMatchObject({ ok: true })
})

test('cancelled at any point it leaves no file, no copy beside the vault and no key that binds', async () => {
  const out = async () => (await alma.query('device.list')).backups.filter(({ status }) => status === 'out').length
  const inUse = async () => (await alma.query('device.list')).backups.filter(({ status }) => status === 'active').length
  const [outBefore, inUseBefore, here] = [await out(), await inUse(), readdirSync(alma.vault).sort()]
  const points = [0, 0.5, 0.75]
  for (const point of points) {
    const stick = newFolder()
    const cancel = new AbortController()
    if (point === 0) cancel.abort()
    const onShare = (share: number): void => {
      if (share >= point) cancel.abort()
    }
    const done = await alma.engine().backUp(join(stick, 'respaldo'), { onShare, signal: cancel.signal })
    expect([point, done]).toMatchObject([point, { ok: false, error: { type: 'Cancelled' } }])
    expect(readdirSync(stick)).toEqual([])
    expect(readdirSync(alma.vault).sort()).toEqual(here)
  }
  expect([await out(), await inUse()]).toEqual([outBefore + points.length, inUseBefore])
  const { file } = await backUp(alma)
  expect(statSync(file).size).toBeGreaterThan(100_000)
})

test('two are not made at once, and what a crash left of one goes at the next opening', async () => {
  const stick = newFolder()
  const one = alma.engine().backUp(join(stick, 'uno'))
  expect(await alma.engine().backUp(join(stick, 'dos'))).toMatchObject({ error: { type: 'AlreadySo' } })
  expect(await one).toMatchObject({ ok: true })
  await alma.lock()
  const here = readdirSync(alma.vault).sort()
  for (const name of ['vault.db.copy', 'vault.db.copy-wal', 'vault.db.copy-12'])
    writeFileSync(join(alma.vault, name), 'cortada')
  await alma.reopen()
  await alma.lock()
  expect(readdirSync(alma.vault).sort()).toEqual(here)
  await alma.reopen()
})

test('a file that is there is not written over, and a missing folder is said', async () => {
  const file = join(newFolder(), 'respaldo')
  writeFileSync(file, 'otra cosa')
  expect(await alma.engine().backUp(file)).toMatchObject({ ok: false, error: { type: 'FileExists' } })
  expect(readFileSync(file, 'utf8')).toBe('otra cosa')
  expect(await alma.engine().backUp(join(newFolder(), 'no', 'hay'))).toMatchObject({ error: { type: 'FolderMissing' } })
})
