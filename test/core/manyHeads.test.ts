import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dispatchCommand } from '#core/commands/dispatch'
import { createBoxKeys } from '#core/crypto/boxing'
import { fromHex } from '#core/crypto/bytes'
import { floorCost } from '#core/crypto/passphraseKey'
import { createSigningKeys } from '#core/crypto/signing'
import { encodeOp } from '#core/envelopes/content'
import { joinEnvelope, makeEnvelope } from '#core/envelopes/envelope'
import { parseHeader } from '#core/envelopes/header'
import { sayInRoot } from '#core/envelopes/say'
import { createTaster } from '#core/envelopes/taste'
import { createBindRequest } from '#core/identity/bindRequest'
import { createDeviceKeys } from '#core/identity/deviceKeys'
import { takeIn } from '#core/sync/local'
import { blob } from '#core/vault/sql'
import { createVault } from '#core/vault/vault'
import { openAlone } from '../support/alone'
import { everybodyGoesHome, newFolder, passphrase, tasteWorker } from '../support/people'

afterAll(everybodyGoesHome)

test('who hears forty things said apart names them all, sixteen at a time, and goes on', async () => {
  const vault = await createVault(join(newFolder(), 'vault'), passphrase, floorCost)
  if (!vault.ok) throw new Error(vault.error.type)
  const local = await openAlone(vault.value, createTaster(tasteWorker), () => new Date())
  await dispatchCommand(local, 'network.create', { name: 'Red', country: 'MX', alias: 'Alma' })
  const network = local.network()
  if (!network) throw new Error('no network')
  const { ledger } = network
  const [member = ''] = ledger.state().members.keys()
  const [key] = ledger.keyring.ofSpace(ledger.network)
  if (!key) throw new Error('no key')

  // forty backups, each restored by a laptop that has heard of nothing but its backup
  const proofs = Array.from({ length: 40 }, () => createSigningKeys())
  ledger.db.transaction(() => {
    for (const sign of proofs) {
      const fields = { network: ledger.network, member, kind: 'backup' } as const
      const request = createBindRequest(fields, { sign, box: createBoxKeys() })
      sayInRoot(ledger, 'bind', { request: blob(request), to: [] })
    }
  })()
  const rootHeads = ledger
    .root()
    .heads()
    .map(({ id }) => id)
  const wires = proofs.map((keys) => {
    const device = createDeviceKeys()
    const fields = { network: ledger.network, member, kind: 'laptop' } as const
    const request = createBindRequest(fields, device, { proof: { kind: 'backup', keys } })
    const content = encodeOp('bind', { request, to: [] }, undefined, [])
    const network = fromHex(ledger.network)
    const envelope = makeEnvelope(device, {
      network,
      seq: 1,
      prev: '',
      rootHeads,
      key: key.secret,
      recipients: [],
      content,
    })
    if (!envelope) throw new RangeError('too large')
    return joinEnvelope(envelope.signed, envelope.body)
  })
  expect(await takeIn(network, wires)).toMatchObject({ ok: true, value: { stored: 40 } })
  expect(ledger.root().heads()).toHaveLength(40)
  expect(ledger.state().devices.size).toBe(41)

  const before = ledger.chains.end(ledger.device.deviceId)?.seq ?? 0
  expect(await dispatchCommand(local, 'invitation.create', { role: 'member' })).toMatchObject({ ok: true })
  const own = Array.from({ length: 3 }, (_, i) => {
    const held = ledger.chains.at({ chain: ledger.device.deviceId, seq: before + 1 + i })
    return held ? (parseHeader(held.signed)?.rootHeads ?? []) : []
  })
  expect(new Set(own.flat()).size).toBe(40)
  expect(own.map(({ length }) => length)).toEqual([16, 16, 8])
  expect(ledger.root().heads()).toHaveLength(1)
  expect(ledger.quarantine.list()).toEqual([])
  vault.value.close()
})
