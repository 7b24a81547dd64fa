import { join } from 'node:path'
import * as A from '@automerge/automerge'
import { afterAll, expect, test } from 'vitest'
import { toHex } from '#core/crypto/bytes'
import { floorCost } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'
import { createActor } from '#core/documents/actors'
import { openLiveDocuments } from '#core/documents/liveDocuments'
import { createVault } from '#core/vault/vault'
import { everybodyGoesHome, newFolder, passphrase } from '../support/people'

afterAll(everybodyGoesHome)

test('of three hundred documents opened one after the other no more than two hundred stay open, and each says what it said', async () => {
  const vault = await createVault(join(newFolder(), 'vault'), passphrase, floorCost)
  if (!vault.ok) throw new Error(vault.error.type)
  const device = 'ab'.repeat(32)
  const live = openLiveDocuments(vault.value.db, device)
  const documents = Array.from({ length: 300 }, (_, i) => {
    const doc = A.from({ number: i }, { actor: createActor(device) })
    return { id: toHex(randomBytes(16)), doc, heads: A.getHeads(doc) }
  })
  let assembled = 0
  const open = (at: number) => {
    const { id, doc, heads } = documents[at] ?? { id: '', doc: A.init<Record<string, unknown>>(), heads: [] }
    return live.open(id, heads, () => {
      assembled += 1
      return doc
    })
  }
  for (let i = 0; i < 300; i++) {
    expect((await open(i)).doc().number).toBe(i)
    expect(live.count()).toBeLessThanOrEqual(200)
  }
  expect(assembled).toBe(300)
  expect((await open(0)).doc().number).toBe(0) // closed since, and back from Repo's cache
  expect(assembled).toBe(300)
  await live.close()
  vault.value.close()
})
