import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHost } from '#core/createHost'
import type { CopyState, Host, MeetingState } from '#shared/contract/host'
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
      { carriers: [{ kind: 'lan', port: 22 }], wait: 1 },
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

  test('on the local network tells who is there, and is ended by the clock', async () => {
    await host.create(passphrase)
    await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
    const states: MeetingState[] = []
    host.door()?.subscribe('meeting', {}, (view) => view.ok && states.push(view.value as MeetingState))
    expect(host.exchange({ carriers: [{ kind: 'lan' }], wait: 0 })).toEqual(ok(null)) // over before it calls anybody
    await expect.poll(() => states.at(-1)).toEqual({ phase: 'idle' })
    expect(states).toContainEqual(
      expect.objectContaining({
        phase: 'open',
        ways: ['lan'],
        lan: expect.objectContaining({ people: [], unknown: 0 }) as object,
      }),
    )
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

describe('a parcel', () => {
  const found = async (): Promise<void> => {
    await host.create(passphrase)
    await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
  }
  const exchange = (carrier: object) => host.exchange({ carriers: [{ kind: 'parcel', ...carrier }], wait: 0 })

  test('goes where the box says: its name is told, its path is in no answer, and it is read again', async () => {
    const folder = newFolder()
    const asked: string[] = []
    const chooseFile = (what: string): Promise<string> => {
      asked.push(what)
      return Promise.resolve(join(folder, what === 'parcel' ? `k3f9${asked.length}` : 'k3f91'))
    }
    host = createHost({ vault, tasteWorker, chooseFile })
    await found()
    const over = async (): Promise<MeetingState> => meeting((now) => now.phase === 'over')
    expect(exchange({ act: 'write', place: null, partSize: 100 })).toEqual(ok(null))
    const written = await over()
    expect(written).toMatchObject({ result: { ok: true, value: { files: ['k3f91'], received: 0 } } })
    expect(JSON.stringify(written)).not.toContain(folder)
    await host.lock()
    await host.unlock(passphrase)
    expect(exchange({ act: 'read', place: null })).toEqual(ok(null))
    expect(await over()).toMatchObject({ result: { ok: true, value: { files: [], sent: 0 } } })
    await host.lock()
    await host.unlock(passphrase)
    expect(exchange({ act: 'write', place: null, answers: null })).toEqual(ok(null))
    expect(await over()).toMatchObject({ result: { ok: false, error: { type: 'ParcelNotRequest' } } })
    expect(asked).toEqual(['parcel', 'openParcel', 'openParcel', 'parcel'])
    expect(readdirSync(folder)).toEqual(['k3f91'])
  })

  test('of any other shape is refused, and so is one for which there is no box', async () => {
    await found()
    for (const carrier of [
      { act: 'write', place: null },
      { act: 'eat', place: '/a' },
      { act: 'write', place: '/a', partSize: 0 },
      { act: 'write', place: '/a', partSize: 4_001 },
      { act: 'write', place: '/a', since: 'nadie' },
      { act: 'write', place: '/a', answers: null },
      { act: 'write', place: 'a\0b' },
      { act: 'read', place: '' },
    ])
      expect([carrier, exchange(carrier)]).toEqual([carrier, fail('BadInput')])
  })
})

describe('a backup', () => {
  /** The backup once it stands as `isThere` wants. */
  const copy = (isThere: (state: CopyState) => boolean): Promise<CopyState> =>
    new Promise((resolve) => {
      host.door()?.subscribe('copy', {}, (view) => {
        const state = view.ok ? (view.value as CopyState) : { phase: 'idle' as const }
        if (isThere(state)) resolve(state)
      })
    })
  const me = async (): Promise<unknown> => {
    const known = await host.door()?.query('me', {})
    return known?.ok ? (known.value as { alias: string | null }).alias : known
  }

  test('goes into the file that the box chose, which no answer names but by its last part, and is noted', async () => {
    const file = join(newFolder(), 'respaldo.copia')
    const asked: string[] = []
    host = createHost({ vault, tasteWorker, chooseFile: (what) => Promise.resolve(asked.push(what) ? file : null) })
    expect(host.backUp(null)).toEqual(fail('VaultLocked'))
    await host.create(passphrase)
    await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
    expect(await host.door()?.query('backup.last', {})).toEqual(ok({ at: null }))
    expect([host.backUp(null), host.backUp(null)]).toEqual([ok(null), fail('AlreadySo')])
    const state = await copy((now) => now.phase === 'over')
    expect(state).toMatchObject({ result: { ok: true, value: { name: 'respaldo.copia' } } })
    expect(JSON.stringify(state)).not.toContain(file)
    expect(await host.door()?.query('backup.last', {})).toMatchObject({
      value: { at: expect.stringMatching(/^2/) as unknown },
    })
    expect(host.backUp(null)).toEqual(ok(null))
    expect(await copy((now) => now.phase === 'over' && !now.result.ok)).toMatchObject({
      result: { error: { type: 'FileExists' } },
    })

    // lost: another laptop, with the file and the phrase of that day
    await host.lock()
    vault = join(newFolder(), 'another')
    host = createHost({ vault, tasteWorker, chooseFile: (what) => Promise.resolve(asked.push(what) ? file : null) })
    expect(await host.restore(null, other)).toEqual(fail('WrongPassphrase'))
    expect(host.state()).toMatchObject({ exists: false, isOpen: false })
    expect(await host.restore(null, passphrase)).toEqual(ok(null))
    expect(host.state()).toMatchObject({ exists: true, isOpen: true })
    expect(await me()).toBe('Alma')
    expect(await host.restore(null, passphrase)).toEqual(fail('VaultExists'))
    expect(asked).toEqual(['backup', 'backup', 'restore', 'restore'])
  })

  test('tells how much of it is done; cancelled it is over, and so it is when the notebook closes: no file is left', async () => {
    const folder = newFolder()
    await host.create(passphrase)
    await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
    host.cancelCopy() // none is under way
    expect(host.backUp(join(folder, 'a.copia'))).toEqual(ok(null))
    await copy((now) => now.phase === 'writing' && now.share > 0)
    host.cancelCopy()
    expect(await copy((now) => now.phase === 'over')).toEqual({ phase: 'over', result: fail('Cancelled') })
    expect(readdirSync(folder)).toEqual([])
    expect(await host.door()?.query('backup.last', {})).toEqual(ok({ at: null }))
    expect(host.backUp(join(folder, 'b.copia'))).toEqual(ok(null))
    await copy((now) => now.phase === 'writing' && now.share > 0)
    await host.lock()
    expect(readdirSync(folder)).toEqual([])
    expect(readdirSync(vault).filter((name) => name.includes('copy'))).toEqual([])
    await host.unlock(passphrase)
    expect(await copy(() => true)).toEqual({ phase: 'idle' })
  })

  test('is not begun when the box is closed, nor restored; without a box a path is needed', async () => {
    expect(await host.restore(null, passphrase)).toEqual(fail('BadInput'))
    host = createHost({ vault, tasteWorker, chooseFile: () => Promise.resolve(null) })
    expect(await host.restore(null, passphrase)).toEqual(fail('Cancelled'))
    await host.create(passphrase)
    expect(host.backUp(null)).toEqual(ok(null))
    expect(await copy((now) => now.phase === 'idle')).toEqual({ phase: 'idle' })
    await host.lock()
    host = createHost({ vault, tasteWorker })
    await host.unlock(passphrase)
    expect(host.backUp(null)).toEqual(fail('BadInput'))
    const folder = newFolder()
    expect(host.backUp(join(folder, 'a.copia'))).toEqual(ok(null))
    await copy((now) => now.phase === 'over')
    expect(readdirSync(folder)).toEqual(['a.copia'])
  })
})
