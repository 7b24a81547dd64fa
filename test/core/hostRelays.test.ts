import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createHost } from '#core/createHost'
import type { Host, MeetingState, RelaysState } from '#shared/contract/host'
import type { CommandInput, CommandName } from '#shared/contract/commands'
import type { RelayRow } from '#shared/contract/relays'
import { fail, ok } from '#shared/result'
import { everybodyGoesHome, newFolder, passphrase, tasteWorker } from '../support/people'
import { openRelay, relaysStop } from '../support/relays'
import type { TestRelay } from '../support/relays'

let relay: TestRelay
let host: Host
beforeAll(async () => {
  relay = await openRelay()
})
beforeEach(async () => {
  host = createHost({ vault: join(newFolder(), 'vault'), tasteWorker })
  await host.create(passphrase)
  await call('network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
})
afterEach(() => host.lock())
afterAll(async () => {
  await relaysStop()
  await everybodyGoesHome()
})

const call = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<void> => {
  expect([name, await host.door()?.call(name, input)]).toEqual([name, ok(expect.anything())])
}
const own = async (name: string): Promise<unknown> => {
  const view = await host.door()?.query(name, {})
  return view?.ok ? view.value : undefined
}
const state = async () => (await own('relays')) as RelaysState
/** How it stands with each relay, in the order in which they changed last. */
const states = async () => (await state()).map((one) => one.failure?.type ?? one.state)
const stands = (wanted: readonly string[]): Promise<void> => expect.poll(states, { timeout: 10_000 }).toEqual(wanted)
const listed = async () => ((await own('relay.list')) as { relays: RelayRow[] }).relays
const goAlone = (auto: boolean, proxy = ''): Promise<void> => call('preferences.set', { relays: { auto, proxy } })

test('nobody is gone to until she says so; then it is kept in touch with, and no longer once she takes it back', async () => {
  await call('relay.add', { url: relay.address })
  expect(await own('preferences.get')).toMatchObject({ relays: { auto: false, proxy: '' } })
  expect(await states()).toEqual([])
  expect((await listed())[0]?.lastContact).toBe(null)
  await goAlone(true)
  await stands(['inTouch'])
  expect((await state())[0]?.relayId).toBe((await listed())[0]?.relayId)
  expect((await listed())[0]?.lastContact).not.toBe(null)
  await goAlone(false)
  await stands([])
})

test('what she writes while in touch is at the relay by itself', async () => {
  await call('relay.add', { url: relay.address })
  await goAlone(true)
  await stands(['inTouch'])
  await call('house.offer', { alias: 'Casa Amate', country: 'GT', type: 'safe_house', placesTotal: 3 })
  await expect.poll(() => own('sync.status'), { timeout: 25_000 }).toMatchObject({ onlyHere: 0, unsealed: 0 })
}, 40_000)

test('it follows the list: a relay that is added is gone to, one that is removed is left', async () => {
  await goAlone(true)
  expect(await states()).toEqual([])
  await call('relay.add', { url: relay.address })
  await stands(['inTouch'])
  const second = await openRelay()
  await call('relay.add', { url: second.address })
  await stands(['inTouch', 'inTouch'])
  const [first] = (await listed()).filter(({ address }) => address === relay.address)
  await call('relay.remove', { relayId: first?.relayId ?? '' })
  await stands(['inTouch'])
  expect((await state())[0]?.relayId).not.toBe(first?.relayId)
})

test('it follows the network: those of the one in use, and none of the other', async () => {
  await call('relay.add', { url: relay.address })
  await goAlone(true)
  await stands(['inTouch'])
  const { networkId } = (await own('me')) as { networkId: string }
  await call('network.choose', { networkId: 'new' })
  await stands([])
  await call('network.create', { name: 'Otra', country: 'GT', alias: 'Alma' })
  expect(await states()).toEqual([])
  // the same relay for both: another network's boxes in it are others
  await call('relay.add', { url: relay.address })
  await stands(['inTouch'])
  expect((await listed())[0]?.lastContact).not.toBe(null)
  await call('network.choose', { networkId })
  await stands(['inTouch'])
})

test('it goes by the proxy or not at all, and never asks for an .onion name without one', async () => {
  await call('relay.add', { url: relay.address })
  await goAlone(true, '127.0.0.1:9')
  await stands(['Unreachable'])
  await goAlone(true)
  await stands(['inTouch'])
  await goAlone(false)
  await call('relay.remove', { relayId: (await listed())[0]?.relayId ?? '' })
  await call('relay.add', { url: 'ws://abcdefghij234567.onion' })
  await goAlone(true)
  await stands(['RelayNeedsProxy'])
  expect(await host.door()?.call('preferences.set', { relays: { auto: true, proxy: 'Tor' } })).toMatchObject({
    error: { type: 'BadInput' },
  })
})

test('one that is away is tried again until it is back', async () => {
  const away = await openRelay()
  await call('relay.add', { url: away.address })
  await away.stop()
  await goAlone(true)
  await stands(['Unreachable'])
  expect(await state()).toMatchObject([{ state: 'trying' }])
  await away.restart()
  await expect.poll(states, { timeout: 20_000 }).toEqual(['inTouch'])
  await away.stop()
  await stands(['Unreachable'])
}, 40_000)

test('a lock ends it before the notebook is closed; open again, it goes on by itself', async () => {
  await call('relay.add', { url: relay.address })
  await goAlone(true)
  await stands(['inTouch'])
  const begun = Date.now()
  await host.lock()
  expect(Date.now() - begun).toBeLessThan(1_000)
  await host.unlock(passphrase)
  await stands(['inTouch'])
})

/** The next meeting, once it is over. */
const meet = (way: object): Promise<MeetingState> => {
  expect(host.exchange({ carriers: [way], wait: 0 })).toEqual(ok(null))
  return new Promise((resolve) => {
    let isBegun = false
    host.door()?.subscribe('meeting', {}, (view) => {
      const { phase } = view.ok ? (view.value as MeetingState) : { phase: 'idle' }
      // it is told first, and over then
      if (view.ok && isBegun && phase === 'over') setImmediate(() => resolve(view.value as MeetingState))
      isBegun = phase === 'open' || isBegun
    })
  })
}
/** A key that is no relay's. */
const noKey = 'A'.repeat(43)

test('going to all once, while nobody is gone to by herself: what each answered is told', async () => {
  const other = await openRelay()
  await call('relay.add', { url: relay.address })
  await call('relay.add', { url: other.address.replace(/#.*/, `#${noKey}`) })
  expect(await meet({ kind: 'relays' })).toMatchObject({ result: { ok: true } })
  expect((await states()).sort()).toEqual(['RelayPinWrong', 'off'])
  expect(await state()).toMatchObject([{ state: 'off' }, { state: 'off' }])
  await call('relay.add', { url: other.address })
  expect(await meet({ kind: 'relays' })).toMatchObject({ result: { ok: true } })
  expect(await states()).toEqual(['off', 'off'])
})

test('one is gone to by its address; one that is none is refused before anything begins', async () => {
  expect(host.exchange({ carriers: [{ kind: 'relay', address: 'https://example.org' }], wait: 0 })).toEqual(
    fail('RelayAddressWrong', { reason: 'form' }),
  )
  expect(await meet({ kind: 'relay', address: relay.address })).toMatchObject({ result: { ok: true } })
  await goAlone(false, '127.0.0.1:9')
  expect(await meet({ kind: 'relay', address: relay.address })).toMatchObject({ result: fail('Unreachable') })
  expect(await meet({ kind: 'relays' })).toMatchObject({ result: fail('NobodyAnswered') })
})
