import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex, utf8 } from '#core/crypto/bytes'
import { seal } from '#core/crypto/aead'
import { derive } from '#core/crypto/derive'
import { randomBytes } from '#core/crypto/randomBytes'
import { signingKeysFromSeed } from '#core/crypto/signing'
import { createAdmissionLine } from '#core/relay/admission'
import { boxIdOf, lineKeyOf, readerOf } from '#core/relay/boxes'
import { blobSizes } from '#core/relay/messages'
import { everybodyGoesHome, newFolder } from '../support/people'
import { formsInMemory, placesInMemory, whyNoMemory } from '../support/processMemory'
import { openClient } from '../support/relayClient'
import type { Box } from '../support/relayClient'
import { startRelayProcess, stopRelays } from '../support/relayProcess'
import type { RelayProcess } from '../support/relayProcess'
import { formsOf, formsOfId, found, placesIn } from '../support/search'

if (whyNoMemory !== null) process.stdout.write(`skipped: memory of a seized relay (${whyNoMemory})\n`)

const words = ['CANARIO-resumen-Ñandú-6B1Q', 'CANARIO-alias-luciérnaga-2X', 'CANARIO-red-de-la-selva-9W']
const secret = randomBytes(32)
const ids = [randomBytes(32), randomBytes(32), randomBytes(32)].map(toHex) // a network, a member, a device
const writeSeed = derive(secret, 'carrier', utf8('write'))
const token = derive(secret, 'carrier', utf8('token'))
const line = createAdmissionLine()
const address = '198.51.100.77'

let folder: string
let relay: RelayProcess
let box: Box
const padded = (text: string, size: number): Uint8Array<ArrayBuffer> => {
  const plain = new Uint8Array(size)
  plain.set(utf8(text))
  return plain
}

beforeAll(async () => {
  folder = newFolder()
  const file = join(newFolder(), 'admission')
  writeFileSync(file, `${line}\n`)
  const keys = signingKeysFromSeed(writeSeed)
  box = { keys, token, id: boxIdOf(keys.publicKey, readerOf(token)) }
  relay = await startRelayProcess(folder, '--admission-file', file, '--behind-proxy')
  const client = await openClient(`${relay.url}#,${line}`, { headers: { 'x-forwarded-for': address } })
  for (const size of blobSizes.slice(0, 9)) {
    const wrapped = seal(secret, padded([...words, ...ids].join(' '), size - 40), new Uint8Array())
    expect(await client.put(box, wrapped)).toMatchObject({ t: 'stored' })
  }
  for (const { seq } of await client.list(box)) await client.get(box, seq)
  await client.close()
})
afterAll(async () => {
  await stopRelays()
  await everybodyGoesHome()
})

describe('a seized relay', () => {
  const told = [...words, ...ids]
  const secrets = [...ids, toHex(secret), toHex(writeSeed)]

  test('has no word, name, key or id in its files, nor what would let anybody in or read a list, nor an address', () => {
    const places = placesIn(folder).filter(({ name }) => name !== '/relay.reserve')
    expect(places.map(({ name }) => name).sort()).toContain('/relay.db')
    for (const text of [...told, line, address]) expect([text, found(places, formsOf(text))]).toEqual([text, []])
    for (const id of [...secrets, toHex(token), toHex(lineKeyOf(line))])
      expect(found(places, formsOfId(id))).toEqual([])
    expect(found(places, formsOfId(toHex(box.id)))).not.toEqual([]) // the search finds what is there
  })

  test.skipIf(whyNoMemory !== null)('has none of them in its memory either, while it runs', () => {
    const places = placesInMemory(relay.pid)
    expect(places.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeGreaterThan(20_000_000)
    for (const text of told) expect([text, found(places, formsInMemory(text))]).toEqual([text, []])
    for (const id of secrets) expect(found(places, formsOfId(id))).toEqual([])
  })

  test('and the same search finds a word that somebody left there unsealed, in files and in memory', async () => {
    const client = await openClient(`${relay.url}#,${line}`)
    expect(await client.put(box, padded(words.join(' '), blobSizes[3] ?? 0))).toMatchObject({ t: 'stored' })
    const [files, memory] = [placesIn(folder), whyNoMemory === null ? placesInMemory(relay.pid) : null]
    for (const word of words) {
      expect(found(files, formsOf(word))).not.toEqual([])
      if (memory) expect(found(memory, formsInMemory(word))).not.toEqual([])
    }
    await client.close()
    expect(await relay.stop()).toBe(0)
  })
})
