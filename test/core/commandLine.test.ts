import { spawn } from 'node:child_process'
import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseDocument } from '#shared/records/case'
import * as A from '@automerge/automerge'
import { deliver, insidersLeave, turn } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, newPerson, passphrase } from '../support/people'

// What Alma types at a terminal, right and wrong. The built program is run, as she would run it.

const cli = join(import.meta.dirname, '../../out/main/cli.js')
const canary = 'CANARIO-la-casa-de-la-luna'
let vault: string
let file: string
let wrong: string
let caseId: string
let home: string

beforeAll(async () => {
  home = newFolder()
  file = join(home, 'phrase')
  wrong = join(home, 'wrong')
  writeFileSync(file, `${passphrase}\n`)
  writeFileSync(wrong, 'otra frase que no es la suya\n')
  const alma = await foundNetwork()
  const carla = await joinNetwork(alma, 'Carla')
  const opened = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', summaryInternal: canary })
  caseId = opened.caseId
  await alma.call('case.grant', { caseId, memberId: await carla.id() })
  await meet(alma, carla)
  const insider = await turn(carla)
  const changes = insider.change(caseId, caseDocument, (doc) => {
    doc.alias = new A.ImmutableString('\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil\u0000')
  })
  await deliver(alma, insider, insider.batch(caseId, caseDocument, changes))
  await alma.lock()
  vault = alma.vault
})
afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

type Run = { readonly code: number | null; readonly out: string; readonly err: string }
type With = { readonly env?: NodeJS.ProcessEnv; readonly stdin?: string; readonly stopAfter?: number }

/** Runs the program with the floor of Argon2id and a home of its own. */
const run = (args: readonly string[], { env = {}, stdin, stopAfter }: With = {}): Promise<Run> =>
  new Promise((resolve) => {
    const clean = { PATH: process.env.PATH, HOME: home, LANG: 'es_MX.UTF-8', TEJIDO_KDF: 'floor', ...env }
    const child = spawn(process.execPath, [cli, ...args], { env: clean, cwd: home, stdio: ['pipe', 'pipe', 'pipe'] })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (data: Buffer) => out.push(data))
    child.stderr.on('data', (data: Buffer) => err.push(data))
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin ?? '')
    const stop = stopAfter === undefined ? undefined : setTimeout(() => child.kill('SIGINT'), stopAfter)
    child.on('close', (code) => {
      clearTimeout(stop)
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() })
    })
  })
const almas = (...args: string[]): string[] => [...args, '--vault', vault, '--passphrase-file', file]

/** With --json: one value on stdout and nothing else. */
const only = (out: string): unknown => {
  expect(out.endsWith('\n')).toBe(true)
  expect(out.trimEnd().split('\n')).toHaveLength(1)
  return JSON.parse(out)
}

/** A failure: its code, its type as the only value, one plain sentence, no path, stack or content. */
const failsWith = ({ code, out, err }: Run, type: string, expected: number): void => {
  expect([only(out), code]).toEqual([{ error: { type, message: expect.any(String) as string } }, expected])
  expect(err.trimEnd().split('\n')).toHaveLength(1)
  expect(err.trim().length).toBeGreaterThan(5)
  for (const never of [canary, vault, home, 'node:', '    at ', '.js:', 'Error:', passphrase])
    expect(err + out).not.toContain(never)
}

test('unknown options, missing values, bad numbers and words too many are wrong usage, exit 2', async () => {
  const runs: [string[], string][] = [
    [['--nonsense'], 'WrongUsage'],
    [['--remote-debugging-port=1', 'status'], 'WrongUsage'],
    [['status', '--vault'], 'WrongUsage'],
    [['sync', '--connect', 'x:99999'], 'WrongUsage'],
    [['sync', '--once', '--watch', '--folder', home], 'WrongUsage'],
    [['status', '--wait', '1e9'], 'BadNumber'],
    [['--lang', 'fr', 'status'], 'WrongUsage'],
    [['constructor'], 'WrongUsage'],
    [['vault', '__proto__'], 'WrongUsage'],
    [['call'], 'WrongUsage'],
    [['query', 'me', '{}', 'more'], 'WrongUsage'],
    [['invite'], 'WrongUsage'],
    [almas('sync'), 'CarrierMissing'], // her network has no relays noted
    [['help', 'nonsense'], 'UnknownName'],
  ]
  for (const [args, type] of runs) failsWith(await run([...args, '--json']), type, 2)
})

test('Node options that let somebody watch are refused before a passphrase is read', async () => {
  const { code, out, err } = await run(almas('query', 'me', '--json'), {
    env: { NODE_OPTIONS: '--inspect=127.0.0.1:0' },
  })
  expect(code).toBe(2)
  expect(only(out)).toMatchObject({ error: { type: 'DangerousEnvironment' } })
  expect(err).not.toContain(canary)
  for (const option of ['--import=data:text/javascript,1', '--require=node:fs'])
    expect((await run(almas('query', 'me', '--json'), { env: { NODE_OPTIONS: option } })).code).toBe(2)
})

test('help works without vault or passphrase, in a bare environment, in both languages', async () => {
  const { code, out, err } = await run(['help', '--json'], { env: { HOME: undefined, LANG: 'C', TZ: 'Nowhere/Odd' } })
  expect([code, err]).toEqual([0, ''])
  expect(only(out)).toMatchObject({ commands: { 'case.open': {} }, queries: { me: {} } })
  for (const lang of ['es', 'en']) expect(await run(['help', '--lang', lang])).toMatchObject({ code: 0, err: '' })
  expect((await run([])).code).toBe(0)
  expect(only((await run(['help', 'case.open', '--json'])).out)).toMatchObject({ 'case.open': {} })
})

test('bad JSON, a hundred thousand levels, two megabytes and keys of no field are refused and not echoed', async () => {
  const bad: [string, string][] = [
    [`{"text":"${canary}`, 'BadInput'],
    ['['.repeat(100_000) + ']'.repeat(100_000), 'BadInput'],
    ['{"a":'.repeat(65) + '1' + '}'.repeat(65), 'BadInput'],
    [`"${'x'.repeat(2_000_000)}"`, 'InputTooLarge'],
    ['', 'BadInput'],
    ['{} trailing', 'BadInput'],
    [`{'caseId': 1}`, 'BadInput'],
  ]
  for (const [stdin, type] of bad)
    failsWith(await run(almas('call', 'case.addNote', '-', '--json'), { stdin }), type, 2)
  const note = { caseId, kind: 'call', text: 'x' }
  const inputs = [
    JSON.stringify(note).replace('{', '{"__proto__":{"a":1},'),
    JSON.stringify({ ...note, [canary]: 1 }),
    JSON.stringify({ ...note, text: 'a\u001b[2J' }),
    '[]',
  ]
  for (const input of inputs) failsWith(await run(almas('call', 'case.addNote', input, '--json')), 'BadInput', 2)
  failsWith(await run(almas('call', 'toString', '{}', '--json')), 'UnknownName', 2)
})

test('wrong passphrase 3, none 3, no vault 1, vault in use 1, nobody answers 4', async () => {
  failsWith(await run(['query', 'me', '--vault', vault, '--passphrase-file', wrong, '--json']), 'WrongPassphrase', 3)
  failsWith(await run(['query', 'me', '--vault', vault, '--json']), 'PassphraseMissing', 3)
  failsWith(
    await run(['query', 'me', '--vault', vault, '--passphrase-file', join(home, 'none'), '--json']),
    'PassphraseMissing',
    3,
  )
  failsWith(
    await run(['query', 'me', '--vault', join(home, 'none'), '--passphrase-file', file, '--json']),
    'VaultMissing',
    1,
  )
  failsWith(await run(almas('sync', '--connect', '127.0.0.1:9', '--wait', '0', '--json')), 'Unreachable', 4)
  failsWith(await run(almas('sync', '--folder', join(home, 'none'), '--wait', '0', '--json')), 'FolderMissing', 4)
  const holder = await newPerson('Bina')
  failsWith(await run(['query', 'me', '--vault', holder.vault, '--passphrase-file', file, '--json']), 'VaultInUse', 1)
  failsWith(await run(['vault', 'create', '--vault', vault, '--passphrase-file', file, '--json']), 'VaultExists', 1)
})

test('a phrase too short, a damaged vault, and a vault that is a file are named', async () => {
  writeFileSync(join(home, 'short'), 'ceiba\n')
  failsWith(
    await run(['vault', 'create', '--vault', join(home, 'v'), '--passphrase-file', join(home, 'short'), '--json']),
    'PassphraseTooShort',
    1,
  )
  const copy = join(newFolder(), 'vault')
  cpSync(vault, copy, { recursive: true })
  for (const name of ['keys', 'vault.db', 'database', 'data']) {
    try {
      truncateSync(join(copy, name), 10)
    } catch {
      // another name
    }
  }
  const { code, err } = await run(['vault', 'check', '--vault', copy, '--passphrase-file', file, '--json'])
  expect(code).toBeGreaterThan(0)
  expect(err).not.toContain(copy)
  failsWith(await run(['query', 'me', '--vault', file, '--passphrase-file', file, '--json']), 'VaultNotAFolder', 1)
  rmSync(copy, { recursive: true })
})

test('Ctrl-C while Alma listens is exit 130, and her vault can be opened again', async () => {
  failsWith(
    await run(almas('sync', '--listen', '127.0.0.1:0', '--wait', '60', '--json'), { stopAfter: 2_500 }),
    'Cancelled',
    130,
  )
  expect(await run(almas('query', 'me', '--json'))).toMatchObject({ code: 0, err: '' })
})

test('with --json each answer is one value and nothing else', async () => {
  for (const args of [
    ['query', 'me'],
    ['query', 'case.list', '-'],
    ['status'],
    ['vault', 'check'],
    ['admit', '--list'],
  ]) {
    const { code, out, err } = await run(almas(...args, '--json'), { stdin: '{}' })
    expect([code, err]).toEqual([0, ''])
    only(out)
  }
})

test('control characters that Carla put in a record do not reach the terminal', async () => {
  const input = JSON.stringify({ caseId })
  const { code, out } = await run(almas('query', 'case.view', input))
  expect(code).toBe(0)
  expect(out).toContain('evil')
  expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  const json = await run(almas('query', 'case.view', input, '--json'))
  expect(json.out.trimEnd()).not.toMatch(/[\u0000-\u001f]/)
})

test('a home that is missing, or is no folder, is a typed failure when no vault is named', async () => {
  for (const HOME of [join(home, 'none'), '/proc/1/nowhere'])
    failsWith(await run(['query', 'me', '--passphrase-file', file, '--json'], { env: { HOME } }), 'VaultMissing', 1)
  for (const env of [{ HOME: file }, { XDG_DATA_HOME: '/dev/null' }])
    failsWith(await run(['query', 'me', '--passphrase-file', file, '--json'], { env }), 'VaultNotAFolder', 1)
})

test('a vault cannot be made where no folder can be', async () => {
  for (const HOME of [file, '/proc/1/nowhere']) {
    const { code, out, err } = await run(['vault', 'create', '--passphrase-file', file, '--json'], { env: { HOME } })
    expect(code).toBe(1)
    expect(only(out)).toMatchObject({ error: { type: expect.stringMatching(/^(Vault|Disk)/) as string } })
    expect(err).not.toContain(HOME)
  }
})

test('a folder whose name is too long is a sentence, not a bug', async () => {
  failsWith(
    await run(almas('sync', '--folder', join(home, 'x'.repeat(300)), '--wait', '0', '--json')),
    'FolderMissing',
    4,
  )
})
