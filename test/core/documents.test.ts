import '@automerge/automerge-repo' // first: the acceptance tests need the full entry (WASM) loaded
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as A from '@automerge/automerge'
import { runStorageAdapterTests } from '@automerge/automerge-repo/helpers/tests/storage-adapter-tests.js'
import { afterAll, describe, expect, test } from 'vitest'
import { createActor, deviceOfActor } from '#core/documents/actors'
import { createVaultStorage } from '#core/documents/vaultStorage'
import { openVault, createVault } from '#core/vault/vault'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, passphrase } from '../support/people'

afterAll(everybodyGoesHome)

describe("automerge-repo's own acceptance tests for storage", () => {
  runStorageAdapterTests(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tejido-'))
    const vault = await createVault(join(dir, 'vault'), passphrase)
    if (!vault.ok) throw new Error(vault.error.type)
    const { db } = vault.value
    return {
      adapter: createVaultStorage(db),
      teardown: () => {
        vault.value.close()
        rmSync(dir, { recursive: true })
      },
    }
  }, 'the vault')
})

describe('documents', () => {
  test('every change is in the name of the laptop that made it, also one made at older heads', () => {
    const device = 'ab'.repeat(32)
    let doc = A.from({ text: 'hola' }, { actor: createActor(device) })
    const form = A.getHeads(doc)
    doc = A.change(doc, (d) => A.updateText(d, ['text'], 'hola uno'))
    doc = A.changeAt(doc, form, (d) => A.updateText(d, ['text'], 'muy hola')).newDoc
    doc = A.changeAt(doc, form, (d) => A.updateText(d, ['text'], 'hola hola')).newDoc
    const actors = A.getAllChanges(doc).map((change) => A.decodeChange(change).actor)
    expect(new Set(actors).size).toBeGreaterThan(1)
    expect(new Set(actors.map(deviceOfActor))).toEqual(new Set([device.slice(0, 16)]))
  })

  test("a stale form keeps a colleague's words, and a second save of it too", async () => {
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina', 'facilitator')
    const { caseId } = await alma.call('case.open', {
      kindOfSubject: 'defender',
      country: 'MX',
      summaryInternal: 'Llegó ayer.',
    })
    await alma.call('case.grant', { caseId, memberId: await bina.id() })
    await meet(alma, bina)
    const form = await alma.query('case.view', { caseId })
    const path = 'summaryInternal'
    await bina.call('case.setField', { caseId, path, value: 'Llegó ayer con su hija.', basedOn: [...form.heads] })
    await meet(alma, bina)
    await alma.call('case.setField', { caseId, path, value: 'Anoche llegó ayer.', basedOn: [...form.heads] })
    await alma.call('case.setField', { caseId, path, value: 'Anoche tarde llegó ayer.', basedOn: [...form.heads] })
    await meet(alma, bina)
    const [a, b] = [await alma.query('case.view', { caseId }), await bina.query('case.view', { caseId })]
    expect(a).toEqual(b)
    expect(a.summaryInternal).toContain('con su hija')
    expect(a.summaryInternal).toContain('Anoche tarde')
    expect(await alma.tryCall('case.setField', { caseId, path, value: 'x', basedOn: ['0'.repeat(64)] })).toBe(
      'UnknownVersion',
    )
  })

  test('the app shows what the document says after a stale save, in fifty random orders of actors', async () => {
    const alma = await foundNetwork()
    const path = 'summaryInternal'
    for (let i = 0; i < 50; i++) {
      const { caseId } = await alma.call('case.open', {
        kindOfSubject: 'defender',
        country: 'MX',
        summaryInternal: 'Llegó ayer.',
      })
      const { heads } = await alma.query('case.view', { caseId })
      await alma.call('case.setField', { caseId, path, value: 'Llegó ayer con su hija.' })
      await alma.call('case.setField', { caseId, path, value: 'Anoche llegó ayer.', basedOn: [...heads] })
      await alma.call('case.setField', { caseId, path, value: 'Anoche tarde llegó ayer.', basedOn: [...heads] })
      const { summaryInternal } = await alma.query('case.view', { caseId })
      expect(summaryInternal.match(/con su hija/g)).toHaveLength(1)
    }
    expect(await alma.engine().check()).toMatchObject({ value: { ok: true } })
  })

  test('what is acknowledged is there after a lock, and after the next', async () => {
    const alma = await foundNetwork()
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'family', country: 'HN' })
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'Primera.' })
    await alma.reopen()
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'Segunda.' })
    await alma.reopen()
    expect((await alma.query('case.view', { caseId })).notes.map(({ text }) => text)).toEqual(['Primera.', 'Segunda.'])
    expect(await alma.engine().check()).toMatchObject({ value: { ok: true } })
  })

  test('a status noted differently on two laptops is shown as two versions, with who wrote each', async () => {
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina', 'facilitator')
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    await alma.call('case.grant', { caseId, memberId: await bina.id() })
    await meet(alma, bina)
    await alma.call('case.setStatus', { caseId, status: 'active', reason: 'urge' })
    await bina.call('case.setStatus', { caseId, status: 'referred', reason: 'otra red' })
    await meet(alma, bina)
    const { conflicts } = await bina.query('case.view', { caseId })
    expect(conflicts).toHaveLength(1)
    expect(conflicts[0]?.versions.map(({ value, by }) => `${by}: ${value ?? ''}`).sort()).toEqual([
      'Alma: active',
      'Bina: referred',
    ])
    await alma.call('case.setStatus', { caseId, status: 'active', reason: 'urge' })
    await meet(alma, bina)
    expect((await bina.query('case.view', { caseId })).conflicts).toEqual([])
  })

  test('removal from a committee wins over a change of role made without knowing', async () => {
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina')
    const { committeeId } = await alma.call('committee.create', { type: 'security', name: 'Seguridad' })
    const memberId = await bina.id()
    await alma.call('committee.addMember', { committeeId, memberId, role: 'enlace' })
    await meet(alma, bina)
    await alma.call('committee.removeMember', { committeeId, memberId })
    await bina.call('committee.addMember', { committeeId, memberId, role: 'guardia' })
    await meet(alma, bina)
    expect((await alma.query('committee.list')).committees[0]?.members).toEqual([])
    expect(await bina.query('committee.list')).toEqual(await alma.query('committee.list'))
  })

  test('search finds every word of what she may read, whatever the accents and case, and nothing of other cases', async () => {
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina', 'facilitator')
    const { caseId } = await alma.call('case.open', {
      kindOfSubject: 'defender',
      country: 'MX',
      summaryInternal: 'Vino de Tehuantepec.',
    })
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'Llamó la señora Muñoz con PINGÜINOS.' })
    await meet(alma, bina)
    for (const text of ['tehuan', 'MUNOZ', 'muñoz', 'pinguinos', 'llamo señora'])
      expect((await alma.query('search', { text })).hits.length, text).toBe(1)
    expect((await alma.query('search', { text: '"; DROP TABLE search; --' })).hits).toEqual([])
    expect((await alma.query('case.list', { text: 'munoz' })).total).toBe(1)
    expect((await bina.query('search', { text: 'tehuantepec' })).hits).toEqual([])
    expect((await bina.query('case.list')).total).toBe(0)
  })

  test('a wrong passphrase and a second laptop program are refused in words', async () => {
    const alma = await foundNetwork()
    expect(await openVault(alma.vault, 'otra frase muy distinta de seis palabras')).toMatchObject({ ok: false })
    expect(await openVault(alma.vault, passphrase)).toMatchObject({ error: { type: 'VaultInUse' } })
  })
})
