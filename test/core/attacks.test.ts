import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Context } from '#core/commands/context'
import { dispatchCommand } from '#core/commands/dispatch'
import { fromHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { floorCost } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'
import { sealDocuments } from '#core/documents/sealDocuments'
import { encodeEmpty, encodeOp } from '#core/envelopes/content'
import { joinEnvelope, makeEnvelope } from '#core/envelopes/envelope'
import { signHeader } from '#core/envelopes/header'
import { createTaster } from '#core/envelopes/taste'
import { createDeviceKeys } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { signFounderBinding } from '#core/identity/joinRequest'
import { createRecoveryWords, memberKeysFromWords } from '#core/identity/memberKeys'
import { emptyVector, withPlace } from '#core/spaces/vector'
import { networkKeys } from '#core/sync/networkKeys'
import { takeIn } from '#core/sync/local'
import type { OpenNetwork } from '#core/sync/local'
import { createVault } from '#core/vault/vault'
import { openAlone } from '../support/alone'
import { everybodyGoesHome, newFolder, passphrase, tasteWorker } from '../support/people'

/** What a hostile reader of the code could do once. Each is a test so that nobody can again. */

afterAll(everybodyGoesHome)

let local: Context
let network: OpenNetwork
let id: string

beforeEach(async () => {
  const vault = await createVault(join(newFolder(), 'vault'), passphrase, floorCost)
  if (!vault.ok) throw new Error(vault.error.type)
  local = await openAlone(vault.value, createTaster(tasteWorker), () => new Date())
  await dispatchCommand(local, 'network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
  const open = local.network()
  if (!open) throw new Error('no network')
  network = open
  id = open.ledger.network
})

const keyOfNetwork = (): Uint8Array => {
  const [key] = network.ledger.keyring.ofSpace(id)
  if (!key) throw new Error('no key')
  return key.secret
}

/** A first word of a laptop that nobody admitted, under a key of the network. */
const firstWord = (
  device: DeviceKeys,
  content: Uint8Array,
  key = keyOfNetwork(),
  recipients: string[] = [],
): Uint8Array => {
  const saying = { network: fromHex(id), seq: 1, prev: '', rootHeads: [], recipients, content }
  const envelope = makeEnvelope(device, { ...saying, key })
  if (!envelope) throw new RangeError('too large')
  return joinEnvelope(envelope.signed, envelope.body)
}

test('nobody founds the network a second time', async () => {
  for (let i = 0; i < 4; i++) {
    const member = memberKeysFromWords(createRecoveryWords())
    const device = createDeviceKeys()
    if (!member) throw new Error('words')
    const fields = {
      name: 'Otra',
      country: 'MX',
      alias: 'Ajena',
      root: member.sign.publicKey,
      paper: member.box.publicKey,
      box: device.box.publicKey,
      bySignature: signFounderBinding(member, device),
    }
    await takeIn(network, [firstWord(device, encodeOp('found', fields, undefined, []))])
    const state = network.ledger.root().state()
    expect(state.members.size).toBe(1)
    expect(state.full.size).toBe(1)
    expect(state.network).toMatchObject({ id, name: 'Red' })
  }
  expect(network.ledger.quarantine.list().map(({ reason }) => reason)).toEqual(Array(4).fill('NoRight'))
})

test('an envelope of a newer version by a laptop that nobody admitted stops nobody from writing', async () => {
  const device = createDeviceKeys()
  const body = new Uint8Array(700)
  const header = {
    version: 2,
    device: device.deviceId,
    seq: 1,
    prev: '',
    rootHeads: [],
    bodyHash: hash(body),
    hint: randomBytes(32),
  }
  await takeIn(network, [joinEnvelope(signHeader(header, fromHex(id), device.sign.secretKey), body)])
  const other = createDeviceKeys()
  await takeIn(network, [firstWord(other, encodeOp('future' as 'invite', {} as never, undefined, []))])
  expect(network.ledger.updateNeeded()).toBe(false)
  expect(await dispatchCommand(local, 'invitation.create', { role: 'member' })).toMatchObject({ ok: true })
})

test('a laptop whose word was set apart keeps the past it had', async () => {
  const { ledger } = network
  const opened = await dispatchCommand(local, 'case.open', { kindOfSubject: 'defender', country: 'MX' })
  if (!opened.ok) throw new Error(opened.error.type)
  const { caseId } = opened.value as { caseId: string }
  ledger.ownTail.told([]) // nobody holds more of her chain than she does
  await sealDocuments(network.documents)
  const device = ledger.device
  const end = ledger.chains.end(device.deviceId)
  const [key] = ledger.keyring.ofSpace(caseId)
  if (!end || !key) throw new Error('no chain')
  const last = ledger.chains.at(end)
  expect(last?.state, 'her sealed edit').toBe('batch')
  const before = last?.past
  const bad = makeEnvelope(device, {
    network: fromHex(id),
    seq: end.seq + 1,
    prev: end.id,
    rootHeads: [],
    key: key.secret,
    recipients: [],
    content: encodeOp('box', { to: [] }, caseId, [end.id]), // her batch: no op of the case
  })
  if (!bad) throw new RangeError('too large')
  await takeIn(network, [joinEnvelope(bad.signed, bad.body)])
  const held = ledger.chains.at({ chain: end.chain, seq: end.seq + 1 })
  expect(held?.state).toBe('quarantined')
  expect(network.ledger.quarantine.list().map(({ reason }) => reason)).toEqual(['BadHeads'])
  expect(before?.size).toBeGreaterThan(0)
  expect(held?.past).toEqual(withPlace(before ?? emptyVector, end))
})

test('a word that names a batch as a head of the root waits, and takes nothing from the past before it', async () => {
  const { ledger } = network
  await dispatchCommand(local, 'committee.create', { type: 'security', name: 'Seguridad' })
  ledger.ownTail.told([])
  await sealDocuments(network.documents)
  const device = ledger.device
  const end = ledger.chains.end(device.deviceId)
  if (!end) throw new Error('no chain')
  expect(ledger.chains.at(end)?.state).toBe('batch')
  const before = ledger.chains.at(end)?.past
  const saying = { network: fromHex(id), seq: end.seq + 1, prev: end.id, rootHeads: [end.id], recipients: [] }
  const bad = makeEnvelope(device, { ...saying, key: keyOfNetwork(), content: encodeEmpty() })
  if (!bad) throw new RangeError('too large')
  await takeIn(network, [joinEnvelope(bad.signed, bad.body)])
  expect(ledger.chains.at({ chain: end.chain, seq: end.seq + 1 })).toMatchObject({ state: 'new', past: undefined })
  expect(ledger.quarantine.list()).toEqual([])
  expect(ledger.chains.at(end)?.past).toEqual(before)
})

test('a key that a stranger puts into a lockbox is never dialled, listened or sealed with', async () => {
  const planted = randomBytes(32)
  const { ledger } = network
  const own = Buffer.from(ledger.device.box.publicKey).toString('hex')
  const content = encodeOp('box', { to: [ledger.device.box.publicKey] }, undefined, [])
  const genuine = networkKeys(ledger).map(({ id: key }) => key)
  await takeIn(network, [firstWord(createDeviceKeys(), content, planted, [own])])
  expect(networkKeys(ledger).map(({ id: key }) => key)).toEqual(genuine)
  expect(genuine).toHaveLength(1)
})

test('envelopes of laptops that nobody admitted are bounded in all, and the rest is set apart', async () => {
  const wires = Array.from({ length: 400 }, () => firstWord(createDeviceKeys(), encodeEmpty()))
  const taken = await takeIn(network, wires)
  expect(taken).toMatchObject({ ok: true, value: { stored: 256, refused: 144 } })
  expect(network.ledger.quarantine.count()).toBeLessThanOrEqual(1_000)
})
