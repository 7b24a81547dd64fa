import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { servePort } from '#shared/contract/servePort'
import type { Port } from '#shared/contract/servePort'
import type { OpenDoor } from '#shared/contract/door'
import type { Host } from '#shared/contract/host'
import { parseRequest, phraseLimit, requestLimit, subscriptionLimit } from '#shared/contract/wire'
import type { Pipe } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'

const phrase = 'ceiba jaguar nube río piedra luna maíz'
const ids = fc.nat()

describe('a request text', () => {
  test('of a known shape is read', () => {
    expect(parseRequest('{"id":1,"kind":"unlock","passphrase":"x"}')).toEqual({
      id: 1,
      kind: 'unlock',
      passphrase: 'x',
    })
    expect(parseRequest('{"id":0,"kind":"query","name":"me"}')).toEqual({ id: 0, kind: 'query', name: 'me', input: {} })
    expect(parseRequest('{"id":2,"kind":"unsubscribe","more":1}')).toEqual({ id: 2, kind: 'unsubscribe' })
  })

  test('of any other shape is refused, and answered only when it says to whom', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '1',
      '"call"',
      '{}',
      '{"id":"1","kind":"query","name":"me"}',
      '{"id":-1,"kind":"unsubscribe"}',
      '{"id":1.5,"kind":"unsubscribe"}',
      undefined,
      7,
      {},
      new Uint8Array(4),
    ])
      expect(parseRequest(text)).toEqual({ refused: 'BadInput', id: null })
    for (const rest of [
      '',
      ',"kind":"lock"',
      ',"kind":"query"',
      ',"kind":"call","name":7',
      ',"kind":["call"],"name":"me"',
      ',"kind":"unlock","passphrase":1',
      `,"kind":"call","name":"${'a'.repeat(101)}"`,
    ])
      expect(parseRequest(`{"id":3${rest}}`)).toEqual({ refused: 'BadInput', id: 3 })
    for (const kind of ['state', 'suggest', 'cancel', 'cancelCopy', 'cancelOwnData'])
      expect(parseRequest(`{"id":3,"kind":"${kind}","place":"/"}`)).toEqual({ id: 3, kind })
    expect(parseRequest(' '.repeat(requestLimit + 1))).toEqual({ refused: 'InputTooLarge', id: null })
    for (const more of ['', ',"place":"/a"', ',"passphrase":"x"', ',"place":"","passphrase":"x"'])
      expect(parseRequest(`{"id":3,"kind":"takeOwnData"${more}}`)).toEqual({ refused: 'BadInput', id: 3 })
    for (const kind of ['unlock', 'create', 'changePassphrase', 'takeOwnData'])
      for (const part of ['passphrase', 'old', 'next'])
        expect(parseRequest(JSON.stringify({ id: 3, kind, [part]: 'a'.repeat(phraseLimit + 1) }))).toEqual({
          refused: 'InputTooLarge',
          id: 3,
        })
  })

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record({ id: fc.anything(), kind: fc.anything(), name: fc.anything() })
            .map((one) => JSON.stringify(one) as unknown),
          fc.anything(),
        ),
        (text) => {
          expect(() => parseRequest(text)).not.toThrow()
        },
      ),
      { numRuns: 2_000, seed: 7 },
    )
  })
})

describe('the port of the engine', () => {
  const engine = (over: Partial<OpenDoor> = {}): OpenDoor => ({
    call: (name) => Promise.resolve(ok(`called ${name}`)),
    query: (name) => Promise.resolve(ok(`asked ${name}`)),
    subscribe: (name, _input, listen) => {
      listen(ok(`view of ${name}`))
      return () => undefined
    },
    ...over,
  })
  const served = (over: Partial<OpenDoor> = {}) => {
    let receive: (event: { data: unknown }) => void = () => undefined
    const replies: unknown[] = []
    const port: Port = {
      postMessage: (text) => replies.push(JSON.parse(text)),
      on: (_event, listener) => {
        receive = listener
      },
      start: () => undefined,
    }
    const opened = vi.fn()
    let door: OpenDoor | null = null
    const open = vi.fn((given: string) => {
      if (given !== phrase) return Promise.resolve(fail('WrongPassphrase'))
      door = engine(over)
      return Promise.resolve(ok(null))
    })
    const host: Host = {
      state: () => ({ exists: true, isOpen: door !== null, choosesFolder: false }),
      suggest: () => phrase,
      create: open,
      unlock: open,
      changePassphrase: () => Promise.resolve(door ? ok(null) : fail('VaultLocked')),
      newWords: () => Promise.resolve(fail('VaultLocked')),
      backUp: () => (door ? ok(null) : fail('VaultLocked')),
      restore: () => Promise.resolve(fail('VaultExists')),
      exchange: () => (door ? ok(null) : fail('VaultLocked')),
      cancel: () => undefined,
      cancelCopy: () => undefined,
      takeOwnData: () => (door ? ok(null) : fail('VaultLocked')),
      cancelOwnData: () => undefined,
      door: () => door,
      lock: () => Promise.resolve(),
    }
    const engineSide = servePort(port, host, opened)
    const say = async (message: unknown): Promise<unknown[]> => {
      receive({ data: typeof message === 'string' ? message : JSON.stringify(message) })
      await new Promise((resolve) => setImmediate(resolve))
      return replies.splice(0)
    }
    return { say, opened, open, lock: () => engineSide.lock() }
  }

  test('refuses all but the phrase until it is open', async () => {
    const { say, opened } = served()
    for (const kind of ['call', 'query', 'subscribe', 'unsubscribe'])
      expect(await say({ id: 1, kind, name: 'case.list' })).toEqual([{ id: 1, result: fail('VaultLocked') }])
    expect(await say({ id: 2, kind: 'unlock', passphrase: 'otra' })).toEqual([
      { id: 2, result: fail('WrongPassphrase') },
    ])
    expect(opened).not.toHaveBeenCalled()
    expect(await say({ id: 3, kind: 'unlock', passphrase: phrase })).toEqual([{ id: 3, result: ok(null) }])
    expect(await say({ id: 4, kind: 'query', name: 'me' })).toEqual([{ id: 4, result: ok('asked me') }])
    expect(await say({ id: 5, kind: 'call', name: 'case.open' })).toEqual([{ id: 5, result: ok('called case.open') }])
    expect(opened).toHaveBeenCalledOnce()
  })

  test('before it is open it tells whether there is a vault, and suggests a phrase', async () => {
    const { say, opened } = served()
    expect(await say({ id: 1, kind: 'state' })).toEqual([
      { id: 1, result: ok({ exists: true, isOpen: false, choosesFolder: false }) },
    ])
    expect(await say({ id: 2, kind: 'suggest' })).toEqual([{ id: 2, result: ok({ phrase }) }])
    for (const request of [
      { kind: 'changePassphrase', old: phrase, next: phrase },
      { kind: 'exchange', input: {} },
    ])
      expect(await say({ id: 3, ...request })).toEqual([{ id: 3, result: fail('VaultLocked') }])
    expect(opened).not.toHaveBeenCalled()
    expect(await say({ id: 4, kind: 'create', passphrase: phrase })).toEqual([{ id: 4, result: ok(null) }])
    expect(opened).toHaveBeenCalledOnce()
  })

  test('a thing that breaks inside is one coarse failure, and the next request is answered', async () => {
    const { say } = served({ query: () => Promise.reject(new Error('SELECT nombre FROM personas')) })
    await say({ id: 1, kind: 'unlock', passphrase: phrase })
    expect(await say({ id: 2, kind: 'query', name: 'me' })).toEqual([{ id: 2, result: fail('Unexpected') }])
    expect(await say({ id: 3, kind: 'call', name: 'case.open' })).toEqual([{ id: 3, result: ok('called case.open') }])
  })

  test('follows a view until told to stop, and no more views than a screen needs', async () => {
    const stop = vi.fn()
    const { say, lock } = served({
      subscribe: (_name, _input, listen) => {
        listen(ok('first'))
        return stop
      },
    })
    await say({ id: 1, kind: 'unlock', passphrase: phrase })
    expect(await say({ id: 10, kind: 'subscribe', name: 'case.list' })).toEqual([
      { sub: 10, view: ok('first') },
      { id: 10, result: ok(null) },
    ])
    expect(await say({ id: 10, kind: 'subscribe', name: 'case.list' })).toEqual([{ id: 10, result: fail('BadInput') }])
    await say({ id: 10, kind: 'unsubscribe' })
    expect(stop).toHaveBeenCalledOnce()
    for (let id = 100; id < 100 + subscriptionLimit; id += 1) await say({ id, kind: 'subscribe', name: 'case.list' })
    expect(await say({ id: 99, kind: 'subscribe', name: 'case.list' })).toEqual([{ id: 99, result: fail('BadInput') }])
    await lock()
    expect(stop).toHaveBeenCalledTimes(1 + subscriptionLimit)
  })

  test('survives whatever a page that was taken over sends', async () => {
    const { say } = served()
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          ids.map((id) => JSON.stringify({ id, kind: 'x' })),
        ),
        async (text) => {
          for (const reply of await say(text)) expect(reply).toHaveProperty('result.ok', false)
        },
      ),
      { numRuns: 300, seed: 11 },
    )
    expect(await say({ id: 1, kind: 'unlock', passphrase: phrase })).toEqual([{ id: 1, result: ok(null) }])
  })
})

describe('the preload', () => {
  test('gives the page one frozen object of four functions, and nothing of ipcRenderer', async () => {
    const exposed: [string, Pipe][] = []
    const sent: unknown[][] = []
    let onPort: ((event: { ports: unknown[] }) => void) | undefined
    vi.doMock('electron', () => ({
      contextBridge: { exposeInMainWorld: (name: string, pipe: Pipe) => exposed.push([name, pipe]) },
      ipcRenderer: {
        send: (...args: unknown[]) => sent.push(args),
        once: (_channel: string, listener: typeof onPort) => {
          onPort = listener
        },
      },
    }))
    await import('../../src/preload/index')
    const [name, pipe] = exposed[0] ?? []
    if (!pipe) throw new Error('nothing was exposed')
    expect([name, exposed.length, Object.keys(pipe), Object.isFrozen(pipe)]).toEqual([
      'tejido',
      1,
      ['send', 'receive', 'lock', 'copy'],
      true,
    ])
    expect(Object.values(pipe).every((member) => typeof member === 'function')).toBe(true)

    const posted: unknown[] = []
    const port = {
      postMessage: (text: unknown) => posted.push(text),
      onmessage: undefined as ((event: { data: unknown }) => void) | undefined,
    }
    pipe.send('early')
    onPort?.({ ports: [port] })
    pipe.send('late')
    pipe.send(' '.repeat(requestLimit + 1))
    pipe.send({ not: 'a text' } as unknown as string)
    expect(posted).toEqual(['early', 'late'])

    const heard: string[] = []
    port.onmessage?.({ data: 'first' })
    port.onmessage?.({ data: { not: 'a text' } })
    pipe.receive((text) => heard.push(text))
    port.onmessage?.({ data: 'second' })
    expect(heard).toEqual(['first', 'second'])
    pipe.lock()
    expect(sent).toEqual([['door'], ['lock']])
  })
})
