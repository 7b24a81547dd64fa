import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { createAdmissionLine } from '#core/relay/admission'
import { parseServerMessage } from '#core/relay/messages'
import { parseRelayUrl } from '#core/relay/relayUrl'
import { everybodyGoesHome, newFolder } from '../support/people'
import { newBlob, newBox, NotConnected, openClient, putOf } from '../support/relayClient'
import { getText, startRelayProcess, stopRelays } from '../support/relayProcess'
import type { RelayProcess } from '../support/relayProcess'

afterAll(async () => {
  await stopRelays()
  await everybodyGoesHome()
})

const pinIn = (said: string): string => /#([\w-]{43})/.exec(said)?.[1] ?? ''

describe('a relay with its own key', () => {
  let store: string
  let relay: RelayProcess
  beforeAll(async () => {
    store = newFolder()
    relay = await startRelayProcess(store, '--source', 'https://example.org/tejido', '--quota', '9')
  })

  test('greets with what it is, and says where its source is', async () => {
    const client = await openClient(relay.url)
    expect(client.hello).toMatchObject({ v: 1, asks: false, source: 'https://example.org/tejido' })
    expect(client.welcome).toMatchObject({ quota: 9_000_000, used: 0, days: 400 })
    expect(relay.source).toBe('https://example.org/tejido')
    expect(relay.said()).toContain('https://example.org/tejido')
    expect(await getText(relay.url, '/')).toContain('https://example.org/tejido')
    await client.close()
  })

  test('keeps what one laptop leaves for another: small, large in parts, and once only', async () => {
    const [box, small, large] = [newBox(), newBlob(), newBlob(10)]
    const alma = await openClient(relay.url)
    expect(await alma.put(box, small)).toMatchObject({ t: 'stored', seq: 1 })
    expect(await alma.put(box, large)).toMatchObject({ t: 'stored', seq: 2 })
    expect(await alma.put(box, small)).toMatchObject({ t: 'stored', seq: 1 })
    await alma.close()
    const bina = await openClient(relay.url)
    const listed = await bina.list(box)
    expect(listed.map(({ seq }) => seq)).toEqual([1, 2])
    expect(toHex(listed[1]?.hash ?? new Uint8Array())).toBe(toHex(putOf(box, large).hash).slice(0, 32))
    expect(Buffer.compare((await bina.get(box, 1)) as Uint8Array, small)).toBe(0)
    expect(Buffer.compare((await bina.get(box, 2)) as Uint8Array, large)).toBe(0)
    expect(await bina.get(box, 3)).toBe('NotFound')
    expect(await bina.list({ ...box, token: randomBytes(32) })).toEqual([])
    expect(await bina.get({ ...box, token: randomBytes(32) }, 1)).toBe('NotFound')
    await bina.close()
  })

  test('goes on where a half-sent blob broke off, on another connection', async () => {
    const [box, blob] = [newBox(), newBlob(9)]
    const words = putOf(box, blob)
    const first = await openClient(relay.url)
    expect(await first.ask({ ...words, part: blob.subarray(0, 262_144) })).toMatchObject({ t: 'part', at: 262_144 })
    first.socket.terminate()
    const second = await openClient(relay.url)
    expect(await second.ask({ ...words, part: new Uint8Array() })).toMatchObject({ t: 'part', at: 262_144 })
    expect(await second.ask({ ...words, at: 100, part: blob.subarray(100, 200) })).toMatchObject({ at: 262_144 })
    expect(await second.list(box)).toEqual([])
    expect(await second.put(box, blob)).toMatchObject({ t: 'stored', seq: 1 })
    expect(Buffer.compare((await second.get(box, 1)) as Uint8Array, blob)).toBe(0)
    await second.close()
  })

  test('a snapshot takes the place of the one before it', async () => {
    const [box, slot] = [newBox(), randomBytes(16)]
    const client = await openClient(relay.url)
    for (const seq of [1, 2, 3]) expect(await client.put(box, newBlob(), slot)).toMatchObject({ t: 'stored', seq })
    expect(await client.put(box, newBlob())).toMatchObject({ seq: 4 })
    expect((await client.list(box)).map(({ seq }) => seq)).toEqual([3, 4])
    expect(await client.get(box, 2)).toBe('NotFound')
    await client.close()
  })

  test('tells whoever watches, once for a burst, and not who brought it', async () => {
    const [box, other] = [newBox(), newBox()]
    const [alma, bina] = [await openClient(relay.url), await openClient(relay.url)]
    for (const one of [alma, bina])
      expect(await one.ask({ t: 'watch', boxes: [[box.keys.publicKey, box.token]] })).toMatchObject({ t: 'watching' })
    await alma.put(other, newBlob())
    const heard: string[] = []
    bina.socket.on('message', (data: Buffer) => {
      const said = parseServerMessage(data)
      if (said?.t === 'new') heard.push(toHex(said.box))
    })
    await Promise.all(Array.from({ length: 40 }, () => alma.put(box, newBlob())))
    await bina.pushed()
    await bina.put(box, newBlob())
    const news = await alma.pushed()
    expect(news.t === 'new' && toHex(news.box)).toBe(toHex(box.id))
    expect(new Set(heard)).toEqual(new Set([toHex(box.id)]))
    expect(heard.length).toBeLessThan(20)
    await Promise.all([alma.close(), bina.close()])
  })

  test('refuses what goes over the quota, and takes what it has already', async () => {
    const client = await openClient(relay.url)
    const box = newBox()
    const held = newBlob(10)
    await client.put(box, held)
    let said
    do said = await client.put(box, newBlob(11))
    while (said.t === 'stored')
    expect(said).toMatchObject({ t: 'failed', code: 'QuotaFull' })
    expect(await client.put(box, held)).toMatchObject({ t: 'stored', seq: 1 })
    const again = await openClient(relay.url)
    expect(again.welcome?.used).toBeGreaterThan(6_000_000)
    await Promise.all([client.close(), again.close()])
  })

  test('another key at the same address is found out; the certificate itself matters to nobody', async () => {
    const parsed = parseRelayUrl(relay.url)
    if (!parsed.ok) throw new Error(parsed.error.type)
    await expect(openClient({ ...parsed.value, pin: randomBytes(32) })).rejects.toThrow('pin')
    await expect(openClient({ ...parsed.value, pin: null })).rejects.toBeInstanceOf(NotConnected)
  })

  test('health says that all is well, and names no one', async () => {
    const box = newBox()
    const client = await openClient(relay.url)
    await client.put(box, newBlob(2))
    const health = await getText(relay.url, '/health')
    expect(health).toMatch(/^200 ok\nconnections \d+\nblobs \d+\nmebibytes \d+\nputs \d+\nrefused \d+\n$/)
    expect(await getText(relay.url, '/health', { 'x-forwarded-for': '203.0.113.9' })).toBe('200 ok\n')
    expect(await getText(relay.url, '/elsewhere')).toBe('404 ')
    expect(relay.said()).not.toMatch(new RegExp(`${toHex(box.id)}|\\d+\\.\\d+\\.\\d+\\.\\d+(?!:)`))
    await client.close()
  })

  test('told to stop it answers what is in flight, ends well, and is the same relay when it comes again', async () => {
    const box = newBox()
    const client = await openClient(relay.url)
    const before = client.hello.instance
    const flying = Array.from({ length: 60 }, () => client.put(box, newBlob(3)))
    await flying[0]
    expect(await relay.stop()).toBe(0)
    expect(await client.ended).toBe(1001)
    const answered = (await Promise.all(flying)).flatMap((said) => (said.t === 'stored' ? [said.seq] : []))
    expect(answered.length).toBeGreaterThan(0)
    const said = relay.said()
    relay = await startRelayProcess(store)
    expect(said.match(/\d+\.\d+\.\d+\.\d+/g)).toEqual(['127.0.0.1'])
    expect(relay.url.split('#')[1]).toBe(pinIn(said))
    const again = await openClient(relay.url)
    expect(toHex(again.hello.instance)).toBe(toHex(before))
    expect((await again.list(box)).map(({ seq }) => seq)).toEqual(answered.sort((x, y) => x - y))
    await again.close()
    for (const name of ['relay.db', 'relay.pem']) expect(statSync(join(store, name)).mode & 0o777).toBe(0o600)
    const other = await startRelayProcess(newFolder())
    const elsewhere = await openClient(other.url)
    expect(toHex(elsewhere.hello.instance)).not.toBe(toHex(before))
    await elsewhere.close()
    expect(await other.stop()).toBe(0)
  })
})

describe('a relay for networks with a line', () => {
  const [selva, costa, montaña] = [createAdmissionLine(), createAdmissionLine(), createAdmissionLine()]
  const at = (url: string, line: string): string => `${url},${line}`
  let file: string
  let relay: RelayProcess
  beforeAll(async () => {
    file = join(newFolder(), 'admission')
    writeFileSync(file, `# redes\n${selva}\n\n${costa.toLowerCase().replace(/(.{5})/g, '$1 ')}\n`)
    relay = await startRelayProcess(newFolder(), '--admission-file', file, '--quota', '1')
  })

  test('lets in by a line, each with a quota of its own, and nobody else', async () => {
    const [alma, carla] = [await openClient(at(relay.url, selva)), await openClient(at(relay.url, costa))]
    expect(alma.hello.asks).toBe(true)
    await alma.put(newBox(), newBlob(8))
    await alma.put(newBox(), newBlob(8))
    expect(await alma.put(newBox(), newBlob(9))).toMatchObject({ code: 'QuotaFull' })
    expect(await carla.put(newBox(), newBlob(9))).toMatchObject({ t: 'stored' })
    await expect(openClient(relay.url)).rejects.toThrow('NotAdmitted')
    await expect(openClient(at(relay.url, montaña))).rejects.toThrow('NotAdmitted')
    await Promise.all([alma.close(), carla.close()])
  })

  test('whoever tries lines is slowed down soon; others are not', async () => {
    const said: string[] = []
    for (let i = 0; i < 120 && said.at(-1) !== 'TooMany'; i++)
      await openClient(at(relay.url, createAdmissionLine()), { from: '127.0.0.6' }).catch((error: unknown) =>
        said.push(error instanceof Error ? error.message : ''),
      )
    expect(said.length).toBeGreaterThan(30)
    expect(new Set(said.slice(0, -1))).toEqual(new Set(['NotAdmitted']))
    expect(said.at(-1)).toBe('TooMany')
    await (await openClient(at(relay.url, selva))).close()
  })

  test('a replaced line is out at once, whoever came in by it too; the others stay', async () => {
    const [alma, carla] = [await openClient(at(relay.url, selva)), await openClient(at(relay.url, costa))]
    writeFileSync(file, `${costa}\n${montaña}\n`)
    relay.signal('SIGHUP')
    expect(await alma.pushed()).toMatchObject({ t: 'failed', code: 'NotAdmitted' })
    expect(await alma.ended).toBe(1008)
    await expect(openClient(at(relay.url, selva))).rejects.toThrow('NotAdmitted')
    await (await openClient(at(relay.url, montaña))).close()
    expect(await carla.list(newBox())).toEqual([])
    await carla.close()
  })

  test('a file that is wrong changes nothing, and that is said; no line is ever said', async () => {
    writeFileSync(file, `${montaña}\nnot a line\n`)
    relay.signal('SIGHUP')
    while (!relay.said().includes('Those before stay')) await new Promise((resolve) => setTimeout(resolve, 20))
    await (await openClient(at(relay.url, costa))).close()
    for (const line of [selva, costa, montaña]) expect(relay.said()).not.toContain(line)
    await expect(startRelayProcess(newFolder(), '--admission-file', file)).rejects.toThrow('row 2')
    await expect(startRelayProcess(newFolder(), '--admission-file', `${file}x`)).rejects.toThrow('row 0')
    expect(await relay.stop()).toBe(0)
  })
})

describe('a relay behind a proxy', () => {
  test('speaks plainly, on this machine only, and gives the address that people use', async () => {
    const relay = await startRelayProcess(newFolder(), '--behind-proxy', '--public', 'wss://relay.example.org/t/')
    expect(relay.url).toBe('wss://relay.example.org:443/t')
    expect(await relay.stop()).toBe(0)
    const own = await startRelayProcess(newFolder(), '--behind-proxy')
    expect(own.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/$/)
    const client = await openClient(own.url)
    expect(await client.put(newBox(), newBlob())).toMatchObject({ t: 'stored' })
    await client.close()
    await expect(startRelayProcess(newFolder(), '--behind-proxy', '--listen', '0.0.0.0:0')).rejects.toThrow(
      'on this machine only',
    )
    await expect(startRelayProcess(newFolder(), '--listen', new URL(own.url).host)).rejects.toThrow(
      'not possible to listen',
    )
  })
})

test('a store that another relay has open, a key that is none, a number out of range: each is said', async () => {
  const store = newFolder()
  const relay = await startRelayProcess(store)
  await expect(startRelayProcess(store)).rejects.toThrow('Another relay')
  await relay.stop()
  const key = join(newFolder(), 'key.pem')
  writeFileSync(key, 'no key')
  chmodSync(key, 0o600)
  await expect(startRelayProcess(newFolder(), '--key-file', key)).rejects.toThrow('key file')
  await expect(startRelayProcess(newFolder(), '--expire-days', '30')).rejects.toThrow()
})
