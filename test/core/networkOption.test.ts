import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everybodyGoesHome, newFolder, newPerson, passphrase } from '../support/people'

// What Alma types at a terminal whose vault holds two networks.

afterAll(everybodyGoesHome)

const cli = join(import.meta.dirname, '../../out/main/cli.js')
let vault: string
let phrase: string
let nation: string
let region: string

type Ran = { readonly code: number | null; readonly value: unknown; readonly said: string }

const run = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const given = [...args, '--json', '--passphrase-file', phrase]
    const child = spawn(process.execPath, [cli, '--vault', vault, ...given], { stdio: ['ignore', 'pipe', 'pipe'] })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (data: Buffer) => out.push(data))
    child.stderr.on('data', (data: Buffer) => err.push(data))
    child.on('close', (code) => {
      const said = Buffer.concat(out).toString()
      resolve({ code, value: said === '' ? undefined : JSON.parse(said), said: said + Buffer.concat(err).toString() })
    })
  })
const failsWith = ({ code, value }: Ran, type: string, expected: number): void =>
  expect([value, code]).toEqual([{ error: { type, message: expect.any(String) as string } }, expected])
const create = (...more: string[]): Promise<Ran> =>
  run('network', 'create', '--name', 'Red', '--country', 'MX', '--as', 'Alma', ...more)
const idOf = ({ value }: Ran): string => (value as { networkId: string }).networkId

beforeAll(async () => {
  const alma = await newPerson('Alma')
  await alma.lock()
  vault = alma.vault
  phrase = join(newFolder(), 'frase')
  writeFileSync(phrase, passphrase)
  nation = idOf(await create('--network', 'new')) // a fresh vault is an empty place already
  expect(readdirSync(vault).filter((name) => name.startsWith('vault-'))).toEqual([])
  expect(await run('status')).toMatchObject({ code: 0 })
  failsWith(await create(), 'NetworkExists', 1)
  region = idOf(await create('--network', 'new', '--kind', 'regional'))
})

test('with several, an action that means one says that it has to be told which', async () => {
  for (const words of [
    ['status'],
    ['query', 'me'],
    ['invite', '--role', 'member'],
    ['sync', '--folder', newFolder()],
    ['admit'],
  ])
    failsWith(await run(...words), 'NetworkUnclear', 2)
  failsWith(await create(), 'NetworkUnclear', 2)
})

test('she names one by its id or the beginning of it, and nothing that is here is named by less or by another', async () => {
  for (const id of [nation, region])
    for (const given of [id, id.slice(0, 8)])
      expect(await run('query', 'me', '--network', given)).toMatchObject({ code: 0, value: { networkId: id } })
  for (const given of [nation.slice(0, 7), 'ab'.repeat(32), '../vault', nation.toUpperCase(), ''])
    failsWith(await run('query', 'me', '--network', given), 'UnknownNetwork', 1)
  failsWith(await create('--network', 'new', '--kind', 'mundial'), 'BadInput', 2)
  expect(await run('query', 'me', '--network', 'new')).toMatchObject({ code: 0, value: { networkId: null } })
})

test('the list needs no choice, and choosing is for the next time the app opens, not for the terminal', async () => {
  const both = { networks: [{ networkId: nation }, { networkId: region, kind: 'regional', current: false }] }
  expect(await run('query', 'network.list')).toMatchObject({ code: 0, value: both })
  const chosen = await run('call', 'network.choose', JSON.stringify({ networkId: region }))
  expect(chosen).toMatchObject({ code: 0, value: { ok: true } })
  expect((await run('query', 'network.list')).value).toMatchObject({
    networks: [{ current: false }, { networkId: region, current: true }],
  })
  failsWith(await run('query', 'me'), 'NetworkUnclear', 2)
  failsWith(await run('call', 'network.choose', JSON.stringify({ networkId: 'ab'.repeat(32) })), 'UnknownNetwork', 1)
})

test('check, rebuild, backup and a new phrase are about all of them', async () => {
  expect(await run('vault', 'check')).toMatchObject({ code: 0, value: { ok: true, documents: 2 } })
  expect(await run('vault', 'rebuild')).toMatchObject({ code: 0, value: { documents: 2, closed: 0 } })
  const file = join(newFolder(), 'respaldo')
  const copied = await run('vault', 'backup', file)
  expect(copied.code).toBe(0)
  expect((copied.value as { further: unknown[] }).further).toHaveLength(2) // the region, and the place that is still empty
  const next = join(newFolder(), 'frase')
  writeFileSync(next, 'volcán semilla telar puente noche canasta')
  expect(await run('vault', 'passphrase', '--new-passphrase-file', next)).toMatchObject({ code: 0 })
  phrase = next
  expect(await run('query', 'me', '--network', region)).toMatchObject({ code: 0, value: { networkId: region } })
})

test('one that is damaged is named by its id and fails by itself, in a sentence without a path', async () => {
  for (const file of readdirSync(vault).filter((name) => name.startsWith('vault-'))) {
    const bytes = readFileSync(join(vault, file))
    bytes[5_000] = (bytes[5_000] ?? 0) ^ 1
    writeFileSync(join(vault, file), bytes)
  }
  const refused = await run('status', '--network', region)
  failsWith(refused, 'VaultDamaged', 1)
  for (const never of [vault, 'vault-', region]) expect(refused.said).not.toContain(never)
  expect(await run('status', '--network', nation)).toMatchObject({ code: 0 })
  failsWith(await run('status'), 'NetworkUnclear', 2)
})
