import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, expect, test } from 'vitest'
import { out } from '../support/drivers'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  openPerson,
  passphrase,
} from '../support/people'
import type { Person } from '../support/people'
import { board, offer } from '../support/parcels'

afterAll(everybodyGoesHome)

test('at a terminal: what is written and read is told as other programs expect it', async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  await meet(alma, bina)
  const alias = await offer(alma)
  const binaId = await bina.id()
  for (const person of [alma, bina]) await person.lock()
  const stick = newFolder()
  const phrase = join(newFolder(), 'phrase')
  writeFileSync(phrase, passphrase)
  const tejido = (person: Person, ...words: string[]) => {
    const own = ['--vault', person.vault, '--passphrase-file', phrase, '--json', '--lang', 'es']
    const env = { PATH: process.env.PATH, TEJIDO_KDF: 'floor' }
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(out, 'main/cli.js'), ...words, ...own], {
      env,
    })
    const text = stdout.toString()
    expect(`${text}${stderr.toString()}`).not.toMatch(/node:|at \w+ \(|Error:/)
    return { status, value: JSON.parse(text || 'null') as Record<string, unknown>, said: stderr.toString() }
  }
  const a = join(stick, 'a')
  const { status, value } = tejido(alma, 'export', 'parcel', '--out', a, '--since', binaId)
  const sha256 = createHash('sha256').update(readFileSync(a)).digest('hex')
  expect([status, value]).toEqual([
    0,
    { files: [{ path: a, sha256, bytes: statSync(a).size }], sent: expect.any(Number) as number },
  ])
  expect(tejido(alma, 'export', 'parcel', '--out', a)).toMatchObject({
    status: 1,
    value: { error: { type: 'FileExists' } },
  })
  expect(tejido(bina, 'sync', '--parcel', a)).toMatchObject({
    status: 0,
    value: { received: value.sent, sent: 0, missing: [] },
  })
  const r = join(stick, 'r')
  expect(tejido(bina, 'export', 'request', '--out', r)).toMatchObject({
    status: 0,
    value: { sent: 0, files: [{ path: r }] },
  })
  expect(tejido(alma, 'export', 'parcel', '--out', join(stick, 'b'), '--for', r)).toMatchObject({
    status: 0,
    value: { sent: 0 },
  })
  expect(tejido(alma, 'sync', '--parcel', join(stick, 'c'))).toMatchObject({
    status: 0,
    value: { sent: expect.any(Number) as number, received: 0 },
  })
  const wrong: [number, string, string[]][] = [
    [2, 'WrongUsage', ['export', 'parcel', '--out', `${a}1`, '--since', binaId, '--for', r]],
    [2, 'BadNumber', ['export', 'parcel', '--out', `${a}1`, '--part-size', '4001']],
    [1, 'ParcelNotRequest', ['export', 'parcel', '--out', `${a}1`, '--for', a]],
    [4, 'ParcelUnreadable', ['export', 'parcel', '--out', `${a}1`, '--for', join(stick, 'none')]],
    [4, 'FolderMissing', ['sync', '--parcel', join(stick, 'no', 'such')]],
  ]
  for (const [code, type, words] of wrong) {
    const done = tejido(alma, ...words)
    expect([words, done.status, (done.value.error as { type: string }).type]).toEqual([words, code, type])
    expect(done.said).not.toContain(stick)
  }
  expect(readdirSync(stick).sort()).toEqual(['a', 'b', 'c', 'r'])
  expect(await board(await openPerson('Bina', bina.vault))).toContain(alias)
}, 120_000)
