import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreBackup } from '#core/commands/backup'
import { eraseVault, openVault } from '#core/vault/vault'
import { everybodyGoesHome, meet, newFolder, openPerson, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { foundBoth, furtherFilesOf, goTo, networksOf, note, notesOf } from '../support/region'

// The vault of Alma, who is in a national network and in the region: copied, damaged, given another phrase, destroyed.

afterAll(everybodyGoesHome)

const devicesOf = async (who: Person, alias: string): Promise<string[]> =>
  (await who.query('device.list')).devices
    .filter((device) => device.alias === alias && device.status === 'active')
    .map(({ deviceId }) => deviceId)

let alma: Person
let bina: Person
let dora: Person
let nation: string
let region: string
let nationalCase: string
let regionalCase: string
beforeAll(async () => {
  ;({ alma, bina, dora, nation, region, nationalCase, regionalCase } = await foundBoth())
})

test('one backup holds both, and restored each is a new laptop of hers in its network', async () => {
  const file = join(newFolder(), 'respaldo')
  const made = await alma.engine().backUp(file)
  if (!made.ok) throw new Error(made.error.type)
  expect(made.value.further).toHaveLength(1)
  expect(new Set([made.value.keyId, made.value.further[0]?.keyId]).size).toBe(2)
  const folder = join(newFolder(), 'vault')
  const done = await restoreBackup(folder, file, passphrase)
  if (!done.ok) throw new Error(done.error.type)
  expect(furtherFilesOf(folder)).toEqual(furtherFilesOf(alma.vault))
  const again = await openPerson('Alma otra', folder)
  expect((await networksOf(again)).map(({ networkId, kind }) => [networkId, kind])).toEqual([
    [nation, 'network'],
    [region, 'regional'],
  ])
  const fresh = [done.value.deviceId, ...done.value.further]
  for (const [i, [network, caseId]] of [[nation, nationalCase] as const, [region, regionalCase] as const].entries()) {
    for (const who of [again, alma, dora]) await goTo(who, network)
    const { deviceId } = await again.query('me')
    expect(deviceId).toBe(fresh[i])
    expect(deviceId).not.toBe((await alma.query('me')).deviceId)
    await note(alma, caseId, 'después de la copia')
    await meet(dora, again)
    await meet(dora, alma)
    await meet(dora, again)
    expect(await notesOf(again, caseId)).toEqual(['después de la copia'])
    const alias = network === nation ? 'Alma' : 'Alma R'
    for (const who of [again, alma, dora]) expect(await devicesOf(who, alias)).toContain(deviceId)
    await note(again, caseId, 'desde la copia')
    await meet(dora, again)
    expect(await notesOf(dora, caseId)).toContain('desde la copia')
  }
  expect(await again.engine().check()).toMatchObject({ value: { ok: true } })
})

test('a backup of both that is cut, spoilt or put together otherwise leaves no half vault', async () => {
  const file = join(newFolder(), 'respaldo')
  expect(await alma.engine().backUp(file)).toMatchObject({ ok: true })
  const whole = readFileSync(file)
  const trailer = whole.length - (12 + 8)
  const pages = [0, 1].map((i) => whole.readUInt32BE(trailer + 12 + 4 * i))
  expect(1_024 + 4_096 * ((pages[0] ?? 0) + (pages[1] ?? 0))).toBe(trailer)
  const seam = 1_024 + 4_096 * (pages[0] ?? 0)
  const bad = join(newFolder(), 'malo')
  const here = newFolder()
  const tryWith = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(bad, bytes)
    const dir = join(here, 'vault')
    const done = await restoreBackup(dir, bad, passphrase)
    const type = done.ok ? 'ok' : done.error.type
    if (type !== 'ok') expect([type, existsSync(dir)]).toEqual([type, false])
    rmSync(dir, { recursive: true, force: true })
    return type
  }
  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = Buffer.from(whole)
    change(bytes)
    return bytes
  }
  for (const cut of [1, 4, 8, 19, 20 + 1, 20 + 4_095]) {
    const type = await tryWith(whole.subarray(0, whole.length - cut))
    expect([cut, type]).toEqual([cut, 'VaultTruncated'])
  }
  expect(await tryWith(whole.subarray(0, trailer)), 'no trailer: one database, with pages too many').toBe(
    'VaultDamaged',
  )
  expect(await tryWith(whole.subarray(0, seam)), 'the first alone, which lists another').toBe('VaultDamaged')
  const pagesOf = (first: number, second: number) =>
    changed((bytes) => {
      bytes.writeUInt32BE(first, trailer + 12)
      bytes.writeUInt32BE(second, trailer + 16)
    })
  const [first = 0, second = 0] = pages
  expect(await tryWith(pagesOf(first + 1, second))).toBe('VaultTruncated')
  expect(await tryWith(pagesOf(first - 1, second))).toBe('VaultDamaged')
  expect(await tryWith(pagesOf(first + 1, second - 1))).toBe('VaultDamaged')
  expect(await tryWith(pagesOf(0, first + second))).toBe('VaultDamaged')
  expect(await tryWith(pagesOf(0xffffffff, 0xffffffff))).toBe('VaultTruncated')
  expect(await tryWith(changed((bytes) => bytes.writeUInt16BE(2, trailer + 6)))).toBe('VaultNewer')
  expect(await tryWith(changed((bytes) => bytes.writeUInt16BE(0, trailer + 6)))).toBe('VaultDamaged')
  expect(await tryWith(changed((bytes) => bytes.writeUInt32BE(1, trailer + 8)))).toBe('VaultDamaged')
  expect(await tryWith(changed((bytes) => bytes.writeUInt32BE(0xffffffff, trailer + 8)))).toBe('VaultTruncated')
  expect(await tryWith(changed((bytes) => bytes.fill(0, trailer, trailer + 6)))).toBe('VaultTruncated')
  for (const at of [seam - 1, seam + 20, trailer - 1])
    expect(await tryWith(changed((bytes) => (bytes[at] = (bytes[at] ?? 0) ^ 1)))).toBe('VaultDamaged')
  const swapped = Buffer.concat([whole.subarray(0, 1_024), whole.subarray(seam, trailer), whole.subarray(1_024, seam)])
  expect(await tryWith(Buffer.concat([swapped, pagesOf(second, first).subarray(trailer)]))).toBe('VaultForeign')
  expect(await tryWith(whole)).toBe('ok')
})

test('when the database of the region is damaged the national network goes on, and the list says which does not open', async () => {
  await goTo(alma, region)
  await alma.lock()
  const [name = ''] = furtherFilesOf(alma.vault)
  const path = join(alma.vault, name)
  const whole = readFileSync(path)
  const spoilt = Buffer.from(whole)
  const middle = Math.floor(spoilt.length / 2)
  spoilt[middle] = (spoilt[middle] ?? 0) ^ 1
  writeFileSync(path, spoilt)
  await alma.reopen()
  expect(await networksOf(alma)).toMatchObject([
    { networkId: nation, current: true, failure: null },
    { networkId: region, name: null, current: false, failure: 'VaultDamaged' },
  ])
  expect(await alma.tryCall('network.choose', { networkId: region })).toBe('VaultDamaged')
  await note(alma, nationalCase, 'sigo aquí')
  expect((await meet(alma, bina)).guest.ok).toBe(true)
  expect(await alma.engine().check()).toMatchObject({ value: { ok: false, problems: ['VaultDamaged'] } })
  expect(await alma.engine().rebuild()).toMatchObject({ ok: true, value: { closed: 1 } })
  const file = join(newFolder(), 'respaldo')
  expect(await alma.engine().backUp(file)).toMatchObject({ error: { type: 'VaultDamaged' } })
  expect(existsSync(file)).toBe(false)
  expect(readFileSync(path).equals(spoilt)).toBe(true)
  await alma.lock()
  writeFileSync(path, whole)
  await alma.reopen()
  expect(await alma.query('me')).toMatchObject({ networkId: region })
  expect(await notesOf(alma, regionalCase)).toContain('después de la copia')
})

test('the new phrase opens both, and destroying the vault leaves neither', async () => {
  await goTo(dora, nation)
  const next = 'volcán semilla telar puente noche canasta'
  expect(await dora.engine().changePassphrase(next)).toMatchObject({ ok: true })
  await dora.lock()
  expect(await openVault(dora.vault, passphrase)).toMatchObject({ error: { type: 'WrongPassphrase' } })
  const vault = await openVault(dora.vault, next)
  if (!vault.ok) throw new Error(vault.error.type)
  for (const id of vault.value.further.list()) expect(vault.value.further.open(id).ok).toBe(true)
  vault.value.close()
  expect(furtherFilesOf(dora.vault)).toHaveLength(1)
  expect(eraseVault(dora.vault)).toMatchObject({ ok: true })
  expect(existsSync(dora.vault)).toBe(false)
})
