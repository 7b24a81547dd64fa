import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { restoreBackup } from '#core/commands/backup'
import { createVault } from '#core/vault/vault'
import { placesIn } from '../../support/search'
import { everybodyGoesHome, foundNetwork, newFolder, openPerson, passphrase } from '../../support/people'
import type { Person } from '../../support/people'

afterAll(everybodyGoesHome)

const backUp = async (who: Person): Promise<string> => {
  const file = join(newFolder(), 'respaldo')
  const done = await who.engine().backUp(file)
  if (!done.ok) throw new Error(done.error.type)
  return file
}
const failureOf = async (dir: string, file: string, phrase = passphrase): Promise<string> => {
  const done = await restoreBackup(dir, file, phrase)
  return done.ok ? 'ok' : done.error.type
}

test('a damaged, cut, foreign or misremembered backup leaves no half vault', async () => {
  const sola = await foundNetwork('Sola')
  await sola.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: 'Algo.' })
  const file = await backUp(sola)
  const whole = readFileSync(file)
  const bad = join(newFolder(), 'malo')
  const here = newFolder()
  const tryWith = async (bytes: Uint8Array, phrase = passphrase): Promise<string> => {
    writeFileSync(bad, bytes)
    const dir = join(here, 'vault')
    const type = await failureOf(dir, bad, phrase)
    if (type !== 'ok') expect([type, existsSync(dir)]).toEqual([type, false])
    return type
  }
  expect(await tryWith(whole, 'ceiba jacaranda río luciérnaga piedra maíz noche')).toBe('WrongPassphrase')
  expect(await tryWith(new Uint8Array())).toBe('VaultEmpty')
  for (const length of [1, 500, 1_024, 1_024 + 4_096, whole.length - 1, whole.length - 4_096])
    expect(await tryWith(whole.subarray(0, length))).toBe('VaultTruncated')
  expect(await tryWith(Buffer.concat([whole, Buffer.alloc(4_096)]))).toBe('VaultDamaged')
  expect(await tryWith(Buffer.alloc(20_480, 'una foto'))).toBe('VaultDamaged')
  const otherVault = join(newFolder(), 'vault')
  const made = await createVault(otherVault, passphrase)
  if (!made.ok) throw new Error(made.error.type)
  made.value.close()
  const other = readFileSync(await backUp(await openPerson('Otra', otherVault)))
  expect(await tryWith(Buffer.concat([whole.subarray(0, 1_024), other.subarray(1_024)]))).toBe('VaultForeign')
  const keys = readFileSync(join(sola.vault, 'vault.keys'))
  await sola.lock()
  const own = readFileSync(join(sola.vault, 'vault.db'))
  expect(await tryWith(Buffer.concat([keys, own])), 'a vault is no backup').toBe('VaultForeign')
  expect(await failureOf(join(here, 'vault'), join(here, 'nada'))).toBe('VaultMissing')

  // one slot of two may be lost, and the salt, which comes from the key; in the database no other byte may differ
  const salt = 1_024 + 16
  const places = [
    ...Array.from({ length: 7 }, (_, i) => i * 173),
    ...Array.from({ length: 24 }, (_, i) => salt + Math.floor((i * (whole.length - 1 - salt)) / 23)),
  ]
  for (const at of places) {
    const flipped = Buffer.from(whole)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    if (at < salt) {
      const dir = join(newFolder(), 'vault')
      writeFileSync(bad, flipped)
      expect(await failureOf(dir, bad)).toBe('ok')
    } else expect(['VaultDamaged', 'VaultForeign']).toContain(await tryWith(flipped))
  }
  expect(await tryWith(whole)).toBe('ok')
  expect(await failureOf(join(here, 'vault'), file)).toBe('VaultExists')
})

test('the command line makes, restores and erases, and erases only when it is told twice', async () => {
  const sola = await foundNetwork('Sola')
  const { deviceId } = await sola.query('me')
  await sola.lock()
  const phrase = join(newFolder(), 'frase')
  writeFileSync(phrase, passphrase)
  const file = join(newFolder(), 'respaldo')
  const run = (vault: string, ...words: string[]) => {
    const given = ['out/main/cli.js', ...words, '--vault', vault, '--passphrase-file', phrase, '--json']
    const { status, stdout } = spawnSync(process.execPath, given, { encoding: 'utf8' })
    return { status, value: JSON.parse(stdout) as unknown }
  }
  expect(run(sola.vault, 'vault', 'backup', file)).toMatchObject({ status: 0, value: { deviceId } })
  const other = join(newFolder(), 'vault')
  const restored = run(other, 'vault', 'restore', file)
  expect(restored).toMatchObject({ status: 0 })
  expect((restored.value as { deviceId: string }).deviceId).toMatch(/^[0-9a-f]{64}$/)
  expect(run(other, 'vault', 'restore', file)).toMatchObject({ status: 1, value: { error: { type: 'VaultExists' } } })
  expect(run(other, 'vault', 'check')).toMatchObject({ status: 0, value: { ok: true } })

  const keys = readFileSync(join(other, 'vault.keys'))
  expect(run(other, 'vault', 'erase')).toMatchObject({ status: 2, value: { error: { type: 'WrongUsage' } } })
  expect(readFileSync(join(other, 'vault.keys')).equals(keys)).toBe(true)
  writeFileSync(join(other, 'mío.txt'), 'de ella')
  expect(run(other, 'vault', 'erase', '--yes')).toEqual({ status: 0, value: { ok: true } })
  expect(placesIn(other).map(({ name }) => name)).toEqual(['/mío.txt'])
  expect(run(other, 'vault', 'erase', '--yes')).toMatchObject({ value: { error: { type: 'VaultMissing' } } })
})
