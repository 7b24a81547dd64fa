import { afterAll, expect, test } from 'vitest'
import { joinEnvelope } from '#core/envelopes/envelope'
import { randomBytes } from '#core/crypto/randomBytes'
import { toHex } from '#core/crypto/bytes'
import { openVault } from '#core/vault/vault'
import { insidersLeave, leaveIn, turn } from '../support/insider'
import type { Insider } from '../support/insider'
import {
  everybodyGoesHome,
  foundNetwork,
  joinNetwork,
  meet,
  newFolder,
  passphrase,
  visitFolder,
} from '../support/people'
import type { Person } from '../support/people'

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

/** Keys that a laptop reads with. */
const keysOf = async (person: Person): Promise<number> => {
  await person.lock()
  const vault = await openVault(person.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const count = vault.value.db.prepare('SELECT count(*) FROM space_key', { pluck: true }).get<number>() ?? 0
  vault.value.close()
  await person.reopen()
  return count
}

/** An epoch that cannot be placed, since what it follows is nowhere: it hands a key that nobody else has. */
const looseEpoch = (by: Insider, to: string): Uint8Array => {
  const key = randomBytes(32)
  const { signed, body } = by.make({
    content: by.op('epoch', { earlier: [], to: [] }),
    key,
    recipients: [to],
    seq: by.end().seq + 5,
    prev: toHex(randomBytes(32)),
  })
  return joinEnvelope(signed, body)
}

test('who was put out hands nobody a key to read with, however she leaves it; who is in hands hers', async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina')
  const elia = await joinNetwork(alma, 'Elia')
  const dora = await joinNetwork(alma, 'Dora')
  await meet(alma, elia)
  await meet(alma, bina)
  const binaId = await bina.id()
  const [putOut, colleague] = [await turn(dora), await turn(elia)]
  const box = [...putOut.ledger.state().devices.values()].find(({ member }) => member === binaId)?.box ?? ''
  await alma.call('member.expel', {
    memberId: putOut.ledger.state().devices.get(putOut.device.deviceId)?.member ?? '',
    reason: '',
  })
  await meet(alma, bina)
  const before = await keysOf(bina)
  const folder = newFolder()
  leaveIn(folder, putOut, [looseEpoch(putOut, box), looseEpoch(putOut, box)])
  await visitFolder(bina, folder)
  expect(await keysOf(bina)).toBe(before)
  leaveIn(folder, colleague, [looseEpoch(colleague, box)])
  await visitFolder(bina, folder)
  expect(await keysOf(bina)).toBe(before + 1)
})
