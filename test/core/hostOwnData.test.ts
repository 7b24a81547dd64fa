import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHost } from '#core/createHost'
import { openOwnData } from '#core/commands/ownData/openOwnData'
import type { Host, OwnDataState } from '#shared/contract/host'
import { fail, ok } from '#shared/result'
import { everybodyGoesHome, newFolder, passphrase, tasteWorker } from '../support/people'

// Alma takes what she may read out of her notebook from a window, under a phrase of its own.

const own = 'orilla tambor neblina cacao tortuga volcán hilo'
let vault: string
let host: Host
beforeEach(() => {
  vault = join(newFolder(), 'vault')
  host = createHost({ vault, tasteWorker })
})
afterEach(async () => {
  await host.lock()
  await everybodyGoesHome()
})

const begin = async (): Promise<void> => {
  await host.create(passphrase)
  await host.door()?.call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
}
const states: OwnDataState[] = []
/** How it stands once it stands as `isThere` wants; what was told on the way is in `states`. */
const until = (isThere: (state: OwnDataState) => boolean): Promise<OwnDataState> =>
  new Promise((resolve) => {
    states.length = 0
    host.door()?.subscribe('ownData', {}, (view) => {
      const state = view.ok ? (view.value as OwnDataState) : { phase: 'idle' as const }
      states.push(state)
      if (isThere(state)) resolve(state)
    })
  })
const isOver = ({ phase }: OwnDataState): boolean => phase === 'over'

test('the file goes where the box says; its name is told and never its path nor its phrase, and that phrase alone opens it', async () => {
  const folder = newFolder()
  const asked: string[] = []
  const chooseFile = (what: string): Promise<string> => Promise.resolve(join(folder, `lo-mio-${asked.push(what)}`))
  host = createHost({ vault, tasteWorker, chooseFile })
  expect(host.takeOwnData(null, own)).toEqual(fail('VaultLocked'))
  await begin()
  expect([host.takeOwnData(null, own), host.takeOwnData(null, own)]).toEqual([ok(null), fail('AlreadySo')])
  const over = await until(isOver)
  expect(over).toMatchObject({
    result: { ok: true, value: { name: 'lo-mio-1', attachments: 0, elsewhere: 0, damaged: 0 } },
  })
  const shares = states.flatMap((state) => (state.phase === 'writing' ? [state.share] : []))
  expect(shares.at(-1)).toBeGreaterThan(0)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  for (const word of [folder, ...own.split(' ')]) expect(JSON.stringify(states)).not.toContain(word)
  const opened = (phrase: string) => openOwnData(join(folder, 'lo-mio-1'), phrase, join(folder, 'abierto'))
  expect(await opened(passphrase)).toEqual(fail('WrongPassphrase'))
  expect(await opened(own)).toMatchObject({ ok: true })
  expect(readFileSync(join(folder, 'abierto', 'index.json'), 'utf8')).toContain('"alias": "Alma"')
  expect(asked).toEqual(['ownData'])
})

test('cancelled it is over, and so it is when the notebook closes: no file is left', async () => {
  const folder = newFolder()
  await begin()
  host.cancelOwnData() // none is under way
  expect(host.takeOwnData(join(folder, 'a'), own)).toEqual(ok(null))
  await until((state) => state.phase === 'writing' && state.share > 0)
  host.cancelOwnData()
  expect(await until(isOver)).toEqual({ phase: 'over', result: fail('Cancelled') })
  expect(readdirSync(folder)).toEqual([])
  expect(host.takeOwnData(join(folder, 'b'), own)).toEqual(ok(null))
  await until((state) => state.phase === 'writing' && state.share > 0)
  await host.lock()
  expect(readdirSync(folder)).toEqual([])
  await host.unlock(passphrase)
  expect(await until(() => true)).toEqual({ phase: 'idle' })
})

test('without a box a whole path is needed; a short phrase, a name that is taken and a closed box leave nothing', async () => {
  const folder = newFolder()
  await begin()
  expect(host.takeOwnData(null, own)).toEqual(fail('BadInput'))
  const failureOf = async (place: string, phrase: string): Promise<string> => {
    await host.lock() // what became of the one before is told to nobody
    await host.unlock(passphrase)
    host.takeOwnData(place, phrase)
    const state = await until(isOver)
    return state.phase === 'over' && !state.result.ok ? state.result.error.type : 'ok'
  }
  expect(await failureOf('lo-mio', own)).toBe('PlaceNotWhole')
  expect(await failureOf(join('..', 'lo-mio'), own)).toBe('PlaceNotWhole')
  expect(await failureOf(join(folder, 'lo-mio'), 'tres palabras nada')).toBe('PassphraseTooShort')
  expect(await failureOf(join(folder, 'no', 'hay'), own)).toBe('FolderMissing')
  expect(await failureOf(folder, own)).toBe('FileExists')
  expect(readdirSync(folder)).toEqual([])
  await host.lock()
  host = createHost({ vault, tasteWorker, chooseFile: () => Promise.resolve(null) })
  await host.unlock(passphrase)
  expect(host.takeOwnData(null, own)).toEqual(ok(null))
  expect(await until((state) => state.phase === 'idle')).toEqual({ phase: 'idle' })
})
