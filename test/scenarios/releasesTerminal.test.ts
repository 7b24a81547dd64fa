import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { out } from '../support/drivers'
import { everybodyGoesHome, newFolder, openPerson, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { around, coordinators } from '../support/releases'

// What Alma, Bina and Dina export at a terminal. The built program is run, as they would run it.

afterAll(everybodyGoesHome)

let vaults: Readonly<Record<'alma' | 'bina' | 'dina', string>>
let phrase: string
beforeAll(async () => {
  phrase = join(newFolder(), 'phrase')
  writeFileSync(phrase, passphrase)
  const { alma, bina, carla, dina } = await coordinators()
  for (const one of [alma, bina, carla, dina]) await one.lock()
  vaults = { alma: alma.vault, bina: bina.vault, dina: dina.vault }
}, 120_000)

type Answer = {
  readonly files?: readonly { readonly path: string; readonly sha256: string }[]
  readonly error?: { readonly type: string }
  readonly [name: string]: unknown
}
const tejido = (who: keyof typeof vaults, ...words: string[]) => {
  const own = ['--vault', vaults[who], '--passphrase-file', phrase, '--json', '--lang', 'es']
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(out, 'main/cli.js'), ...words, ...own], {
    env: { PATH: process.env.PATH, TEJIDO_KDF: 'floor' },
    cwd: dirname(phrase),
  })
  const text = stdout.toString()
  expect(`${text}${stderr.toString()}`).not.toMatch(/node:|at \w+ \(|Error:/)
  return { status, value: JSON.parse(text || 'null') as Answer }
}
const tables = (who: keyof typeof vaults, ...more: string[]) => {
  const folder = newFolder()
  const ran = tejido(who, 'export', 'tables', '--period', '2012', '--audience', 'public', '--out', folder, ...more)
  return { folder, ...ran }
}
/** Opens vaults again, and has them meet. */
const meetAgain = async (): Promise<void> => {
  const people: Person[] = []
  for (const name of ['alma', 'bina', 'dina'] as const) people.push(await openPerson(name, vaults[name]))
  const [first, ...others] = people
  if (first) await around(first, ...others)
  for (const one of people) await one.lock()
}

test('alone it is a marked draft; once two have agreed and the note is on another laptop, the final files', async () => {
  const { status, value, folder } = tables('alma', '--separator', ',')
  expect([status, value.release, value.draft]).toEqual([0, null, 'notPublished'])
  expect([value.suppressed, value.houses]).toEqual([expect.any(Number), { shared: 0, of: 0 }])
  expect(value.files?.length).toBe(readdirSync(folder).length)
  for (const { path, sha256 } of value.files ?? []) {
    const bytes = readFileSync(path)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    expect(path.slice(folder.length + 1)).toMatch(/^borrador-/)
    // periods, tables and levels are codes: no field is ever a bare number that is too small to be told
    if (path.endsWith('.csv'))
      expect(bytes.toString().split(/[\r\n,]+/)).toEqual(expect.not.arrayContaining(['1', '2', '3', '4']))
  }
  const leased = tejido('alma', 'call', 'release.lease', '{"spec":{"period":"2012"}}')
  expect(leased).toMatchObject({ status: 0, value: { releaseId: expect.any(String) as string } })
  const { releaseId } = leased.value
  const named = JSON.stringify({ releaseId })
  expect(tejido('alma', 'call', 'release.approve', named)).toMatchObject({
    status: 1,
    value: { error: { type: 'OwnApproval' } },
  })
  await meetAgain()
  expect(tejido('bina', 'call', 'release.approve', named).status).toBe(0)
  expect(tejido('bina', 'call', 'release.publish', named).status).toBe(0)
  expect(tables('bina').value).toMatchObject({ release: null, draft: 'notElsewhere' })
  await meetAgain()
  const [hers, theirs] = [tables('alma'), tables('bina')]
  for (const final of [hers, theirs]) {
    expect([final.status, final.value.release, final.value.draft]).toEqual([0, releaseId, null])
    expect(readdirSync(final.folder).filter((name) => name.startsWith('borrador'))).toEqual([])
  }
  expect(hers.value.files?.map(({ sha256 }) => sha256)).toEqual(theirs.value.files?.map(({ sha256 }) => sha256))
}, 120_000)

test('a folder that is typed begins where she is; one that is handed on by name has to be whole', () => {
  const place = join(dirname(phrase), 'cuadros')
  const ran = tejido('alma', 'export', 'tables', '--period', '2012', '--out', 'cuadros')
  expect([ran.status, ran.value.files?.map(({ path }) => dirname(path))[0]]).toEqual([0, place])
  const named = JSON.stringify({ of: { spec: { period: '2012' } }, folder: 'otros' })
  expect(tejido('alma', 'call', 'release.files', named)).toMatchObject({
    status: 2,
    value: { error: { type: 'PlaceNotWhole' } },
  })
  expect(readdirSync(dirname(phrase)).sort()).toEqual(['cuadros', 'phrase'])
}, 60_000)

test('what is wrongly asked, not hers, or not there is said in one word', () => {
  const folder = newFolder()
  const wrong: [who: keyof typeof vaults, status: number, type: string, words: string[]][] = [
    ['alma', 2, 'WrongUsage', ['export', 'tables', '--out', folder]],
    ['alma', 2, 'WrongUsage', ['export', 'tables', '--period', '2012']],
    ['alma', 2, 'WrongUsage', ['export', 'tables', '--period', '2012-13', '--out', folder]],
    ['alma', 2, 'WrongUsage', ['export', 'tables', '--period', '2012', '--out', folder, '--audience', 'police']],
    ['alma', 2, 'WrongUsage', ['export', 'tables', '--period', '2012', '--out', folder, '--separator', 'x']],
    ['alma', 2, 'WrongUsage', ['export', 'all', '--period', '2012', '--out', folder]],
    ['alma', 1, 'PeriodOpen', ['export', 'tables', '--period', '2011', '--out', folder]],
    ['alma', 1, 'TooFewCases', ['export', 'summaries', '--period', '2012', '--out', folder]],
    ['alma', 4, 'FolderMissing', ['export', 'tables', '--period', '2012', '--out', join(folder, 'no', 'such')]],
    ['dina', 1, 'NotAllowed', ['export', 'tables', '--period', '2012', '--out', folder]],
    ['dina', 1, 'NotAllowed', ['export', 'summaries', '--period', '2012', '--out', folder]],
  ]
  for (const [who, status, type, words] of wrong) {
    const ran = tejido(who, ...words)
    expect([words, ran.status, ran.value.error?.type]).toEqual([words, status, type])
  }
  expect(readdirSync(folder)).toEqual([])
}, 120_000)
