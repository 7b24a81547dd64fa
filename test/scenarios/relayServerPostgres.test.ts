import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { everybodyGoesHome } from '../support/people'
import { startPostgres } from '../support/postgres'
import type { Postgres } from '../support/postgres'
import { newBlob, newBox, openClient } from '../support/relayClient'
import { getText, startRelayProcess, stopRelays } from '../support/relayProcess'
import type { RelayProcess } from '../support/relayProcess'

let server: Postgres
let [one, two]: RelayProcess[] = []
const relays = (): { one: RelayProcess; two: RelayProcess } => {
  if (!one || !two) throw new Error('no relay')
  return { one, two }
}

beforeAll(async () => {
  server = await startPostgres()
  ;[one, two] = await Promise.all([1, 2].map(() => startRelayProcess(server.url('shared'), '--quota', '5')))
})
afterAll(async () => {
  await stopRelays()
  await server.stop()
  await everybodyGoesHome()
})

test('two relays on one database are one relay: the same key, instance, blobs and seqs', async () => {
  const { one, two } = relays()
  expect(one.url.split('#')[1]).toBe(two.url.split('#')[1])
  const [alma, bina] = [await openClient(one.url), await openClient(two.url)]
  expect(toHex(alma.hello.instance)).toBe(toHex(bina.hello.instance))
  const box = newBox()
  const same = newBlob(10)
  await Promise.all(
    [alma, bina].flatMap((client) => [
      ...Array.from({ length: 30 }, () => client.put(box, newBlob())),
      client.put(box, same),
    ]),
  )
  const [atOne, atTwo] = [await alma.list(box), await bina.list(box)]
  expect(atOne).toEqual(atTwo)
  expect(atOne.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, i) => i + 1))
  const large = atOne.find((item) => toHex(item.hash) === toHex(hash(same)).slice(0, 32))?.seq ?? 0
  expect(await alma.get(box, large)).toEqual(same)
  expect(await bina.get(box, large)).toEqual(same)
  await Promise.all([alma.close(), bina.close()])
})

test('who watches at one hears of what comes in at the other, also after the database was away', async () => {
  const { one, two } = relays()
  const box = newBox()
  const [alma, bina] = [await openClient(one.url), await openClient(two.url)]
  await bina.ask({ t: 'watch', boxes: [[box.keys.publicKey, box.token]] })
  await alma.put(box, newBlob())
  const said = await bina.pushed()
  expect(said.t === 'new' && toHex(said.box)).toBe(toHex(box.id))
  await server.query(
    'postgres',
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tejido-relay'",
  )
  // what was missed meanwhile is not known, so she is told to look
  expect(await bina.pushed()).toMatchObject({ t: 'new' })
  let stored = await alma.put(box, newBlob())
  while (stored.t !== 'stored') stored = await alma.put(box, newBlob())
  expect(await bina.pushed()).toMatchObject({ t: 'new' })
  await Promise.all([alma.close(), bina.close()])
})

test('what was acknowledged by a relay that is killed is at the other; the quota is one for both', async () => {
  const { one, two } = relays()
  const box = newBox()
  const [alma, bina] = [await openClient(one.url), await openClient(two.url)]
  const slot = randomBytes(16)
  expect(await alma.put(box, newBlob(3), slot)).toMatchObject({ t: 'stored' })
  const putting = Array.from({ length: 60 }, () => alma.put(box, newBlob(3)))
  await Promise.race(putting)
  one.signal('SIGKILL')
  const acknowledged = (await Promise.all(putting)).flatMap((said) => (said.t === 'stored' ? [said.seq] : []))
  const there = new Set((await bina.list(box)).map(({ seq }) => seq))
  expect(acknowledged).not.toEqual([])
  expect(acknowledged.filter((seq) => !there.has(seq))).toEqual([])
  let said
  do said = await bina.put(box, newBlob(9))
  while (said.t === 'stored')
  expect(said).toMatchObject({ code: 'QuotaFull' })
  expect(await getText(two.url, '/health')).toMatch(/^200 ok\nconnections 1\n/)
  await bina.close()
})

test('a database that is gone is said, and the relay stops well', async () => {
  const { two } = relays()
  const client = await openClient(two.url)
  await server.stop()
  expect(await client.put(newBox(), newBlob())).toMatchObject({ t: 'failed', code: 'TooMany', wait: 5_000 })
  await client.close()
  expect(await two.stop()).toBe(0)
  expect(two.said()).not.toContain('postgres')
})
