import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHost } from '#core/createHost'
import type { Host, MeetingState } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import { everybodyGoesHome, newFolder, passphrase, tasteWorker } from '../support/people'

const other = 'amate copal obsidiana jade barro hilo telar'
let vault = ''
let host: Host
beforeEach(() => {
  vault = join(newFolder(), 'vault')
  host = createHost({ vault, tasteWorker })
})
afterEach(async () => {
  await host.lock()
  await everybodyGoesHome()
})

/** The meeting once it stands as `isThere` wants. */
const meeting = (isThere: (state: MeetingState) => boolean): Promise<MeetingState> =>
  new Promise((resolve) => {
    host.door()?.subscribe('meeting', {}, (view) => {
      const state = view.ok ? (view.value as MeetingState) : { phase: 'idle' as const }
      if (isThere(state)) resolve(state)
    })
  })

test('seven words are suggested, others each time', () => {
  const [one, two] = [host.suggest(), host.suggest()]
  expect(one.split(' ')).toHaveLength(7)
  expect(one).not.toBe(two)
  expect(one).toBe(one.normalize('NFC'))
  expect(existsSync(vault)).toBe(false)
})

test('a vault is made once and is open then; after a lock its phrase opens it', async () => {
  expect(host.state()).toEqual({ exists: false, isOpen: false, choosesFolder: false })
  expect(await host.unlock(passphrase)).toEqual(fail('VaultMissing'))
  expect(await host.create('corta')).toEqual(fail('PassphraseTooShort'))
  expect(await Promise.all([host.create(passphrase), host.create(other)])).toEqual([ok(null), fail('VaultExists')])
  expect(host.state()).toEqual({ exists: true, isOpen: true, choosesFolder: false })
  await host.lock()
  expect(host.door()).toBe(null)
  expect(await host.create(other)).toEqual(fail('VaultExists'))
  expect(await host.unlock(passphrase)).toEqual(ok(null))
})

test('the phrase changes for who knows the old one; then only the new one opens', async () => {
  expect(await host.changePassphrase(passphrase, other)).toEqual(fail('VaultLocked'))
  await host.create(passphrase)
  expect(await host.changePassphrase(other, other)).toEqual(fail('WrongPassphrase'))
  expect(await host.changePassphrase(passphrase, 'corta')).toEqual(fail('PassphraseTooShort'))
  expect(await host.changePassphrase(passphrase.toUpperCase(), other)).toEqual(ok(null))
  await host.lock()
  expect(await host.unlock(passphrase)).toEqual(fail('WrongPassphrase'))
  expect(await host.unlock(other)).toEqual(ok(null))
})

describe('a meeting', () => {
  const listen = { carriers: [{ kind: 'listen' }], wait: 60 }

  test('of any other shape is refused', async () => {
    expect(host.exchange(listen)).toEqual(fail('VaultLocked'))
    await host.create(passphrase)
    for (const input of [
      undefined,
      null,
      {},
      { carriers: [], wait: 1 },
      { ...listen, wait: 1e9 },
      { ...listen, more: 1 },
      { carriers: Array.from({ length: 5 }, () => ({ kind: 'listen' })), wait: 1 },
      { carriers: [{ kind: 'listen', port: 22 }], wait: 1 },
      { carriers: [{ kind: 'connect', host: 'a b', port: 1 }], wait: 1 },
      { carriers: [{ kind: 'connect', host: 'a', port: 70_000 }], wait: 1 },
      { carriers: [{ kind: 'folder', place: 'a\0b' }], wait: 1 },
      { carriers: [{ kind: 'folder', place: 'a'.repeat(5_000) }], wait: 1 },
      { carriers: [{ kind: 'folder', place: null }], wait: 1 }, // no box here to choose in
    ])
      expect([input, host.exchange(input)]).toEqual([input, fail('BadInput')])
  })

  test('is one at a time, tells its port, and ends when told', async () => {
    await host.create(passphrase)
    await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
    expect(host.exchange(listen)).toEqual(ok(null))
    expect(host.exchange(listen)).toEqual(fail('AlreadySo'))
    const state = await meeting((now) => now.phase === 'open' && now.port !== null)
    expect(state).toMatchObject({ phase: 'open', ways: ['listen'] })
    host.cancel()
    expect(await meeting((now) => now.phase === 'idle')).toEqual({ phase: 'idle' })
  })

  test('by a folder that the box chose: its path is in no answer', async () => {
    const folder = newFolder()
    host = createHost({ vault, tasteWorker, chooseFolder: () => Promise.resolve(folder) })
    await host.create(passphrase)
    await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
    expect(host.exchange({ carriers: [{ kind: 'folder', place: null }], wait: 0 })).toEqual(ok(null))
    const state = await meeting((now) => now.phase === 'over')
    expect(state).toMatchObject({ result: { ok: true } })
    expect(JSON.stringify(state)).not.toContain(folder)
  })

  test('is not begun when the box is closed without choosing', async () => {
    host = createHost({ vault, tasteWorker, chooseFolder: () => Promise.resolve(null) })
    await host.create(passphrase)
    host.exchange({ carriers: [{ kind: 'folder', place: null }], wait: 0 })
    expect(await meeting((now) => now.phase === 'idle')).toEqual({ phase: 'idle' })
  })
})
