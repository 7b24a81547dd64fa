import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { joinWithPaper, visitInTurn } from '../support/laptops'
import { everybodyGoesHome, foundNetwork, newFolder, newPerson, passphrase } from '../support/people'
import type { Person } from '../support/people'

// The same at a terminal: the built program, a folder between two laptops.

const cli = join(import.meta.dirname, '../../out/main/cli.js')
let alma: Person
let carla: { person: Person; words: string }
let home: string
let folder: string

beforeAll(async () => {
  home = newFolder()
  folder = newFolder()
  writeFileSync(join(home, 'phrase'), `${passphrase}\n`)
  alma = await foundNetwork()
  carla = await joinWithPaper(alma, 'Carla')
})
afterAll(everybodyGoesHome)

/** What `tejido join` says, with --json, on a fresh laptop; and its exit code. */
const runJoin = async (code: string, ...more: string[]): Promise<{ code: number; said: Record<string, unknown> }> => {
  const laptop = await newPerson('otra')
  await laptop.lock()
  const [place, file] = [laptop.vault, join(home, 'phrase')]
  const args = ['join', code, '--as', 'X', '--vault', place, '--passphrase-file', file, '--folder', folder, '--json']
  const env = { PATH: process.env.PATH, HOME: home, LANG: 'es_MX.UTF-8', TEJIDO_KDF: 'floor' }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args, '--wait', '0', ...more], { env }, (error, out) => {
      const code = error ? Number(error.code) : 0
      resolve({ code, said: JSON.parse(out) as Record<string, unknown> })
    })
  })
}

test('who joins by a pass is shown six words and no recovery words; who joins by an invitation both', async () => {
  const { code } = await carla.person.call('device.invite', {})
  const { code: invitation } = await alma.call('invitation.create', { role: 'member' })
  await visitInTurn(folder, carla.person, alma)
  const byPass = await runJoin(code)
  expect(byPass).toMatchObject({ code: 0, said: { pending: true, recoveryWords: null } })
  expect(byPass.said.checkWords).toHaveLength(6)
  const byInvitation = await runJoin(invitation)
  expect(byInvitation.code).toBe(0)
  expect(String(byInvitation.said.recoveryWords).split(' ')).toHaveLength(24)
})

test('with a file of her words she comes back; with one that is none, or too long, nothing is asked', async () => {
  const memberId = await carla.person.id()
  const { code } = await alma.call('device.invite', { memberId })
  await visitInTurn(folder, alma)
  const words = join(home, 'words')
  writeFileSync(words, carla.words.split(' ').join('\n'))
  expect(await runJoin(code, '--words-file', words)).toMatchObject({
    code: 0,
    said: { pending: true, recoveryWords: null },
  })
  await visitInTurn(folder, alma)
  const { requests } = await alma.query('request.list')
  expect(requests.findLast(({ kind }) => kind === 'device')).toMatchObject({ proved: true, admitted: true })
  writeFileSync(words, 'una '.repeat(24))
  const wrong = { code: 1, said: { error: { type: 'RecoveryWordsWrong' } } }
  expect(await runJoin(code, '--words-file', words)).toMatchObject(wrong)
  writeFileSync(words, 'una '.repeat(100_000))
  expect(await runJoin(code, '--words-file', words)).toMatchObject(wrong)
  expect(await runJoin(code, '--words-file', join(home, 'nowhere'))).toMatchObject(wrong)
})
