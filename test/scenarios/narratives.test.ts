import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import * as A from '@automerge/automerge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOwnData } from '#core/commands/ownData/openOwnData'
import { digestOf, signWord } from '#core/commands/releases/words'
import { caseDocument } from '#shared/records/case'
import { releasesDocument } from '#shared/records/release'
import type { ReleaseSaying } from '#shared/rules/release'
import { deliver, insidersLeave, turn } from '../support/insider'
import type { Insider } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, passphrase } from '../support/people'
import type { Person } from '../support/people'

// Alma writes about one woman, so that nobody recognises her. Bina and Carla read it before it leaves.

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

let alma: Person, bina: Person, carla: Person, dina: Person, elena: Person
let ours: string
const text = `Una defensora de la tierra recibió amenazas en 2025.\n\nLa red la acompaña.`

const around = async (): Promise<void> => {
  for (let round = 0; round < 2; round++) for (const one of [bina, carla, dina, elena]) await meet(alma, one)
}
const openCase = async (ageBand: string, name: string): Promise<string> => {
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'HN', municipality: 'Tocoa' })
  await alma.call('case.addPerson', { caseId, relationToCase: 'defender', chosenName: name, ageBand, role: 'leader' })
  await alma.call('case.addAggression', {
    caseId,
    date: { from: '2025-05-14', precision: 'exact' },
    country: 'HN',
    types: ['surveillance'],
    target: 'personal',
    genderDimension: 'no',
    perpetratorNames: 'el comandante Zarpazo',
  })
  return caseId
}
const agree = (caseId: string, state: 'given' | 'withdrawn' = 'given') =>
  alma.call('case.setConsent', { caseId, purpose: 'case_summary', state, on: '2026-11-01', how: 'oral' })
const write = async (
  who: Person,
  caseId: string,
  written: string,
): Promise<{ caseId: string; narrativeId: string }> => ({
  caseId,
  narrativeId: (await who.call('narrative.write', { caseId, text: written })).narrativeId,
})
const textsOf = async (who: Person, caseId: string) => (await who.query('narrative.list', { caseId })).narratives
const filesOf = (who: Person, on: { caseId: string; narrativeId: string }, folder: string) =>
  who.call('narrative.files', { ...on, folder })

beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'facilitator')
  carla = await joinNetwork(alma, 'Carla', 'facilitator')
  dina = await joinNetwork(alma, 'Dina')
  elena = await joinNetwork(alma, 'Elena', 'facilitator')
  await meet(alma, bina)
  for (const one of [carla, elena]) await bina.call('member.setRole', { memberId: await one.id(), role: 'facilitator' })
  ours = await openCase('age_25_34', 'Ixchel Tzoc')
  for (const name of ['Nahual', 'Citlali', 'Yoltzin', 'Xóchitl']) await openCase('age_25_34', name)
  for (const one of [bina, carla, dina]) await alma.call('case.grant', { caseId: ours, memberId: await one.id() })
  // Bina and Carla read no other case: that she is one of five is what Alma's laptop knows
  await around()
}, 120_000)

test('names of hers, of others here, of houses and places are found before anything is kept', async () => {
  const told = 'Ixchel huyó de Tocoa con Citlali; Bina la vio. Zarpazo la buscaba.'
  const { findings, blockedBy, classSize, least, agreed } = await alma.query('narrative.check', {
    caseId: ours,
    text: told,
  })
  expect([...new Set(findings.filter(({ isSure }) => isSure).map(({ start, end }) => told.slice(start, end)))]).toEqual(
    ['Ixchel', 'Tocoa', 'Citlali', 'Bina', 'Zarpazo'],
  )
  expect([blockedBy, classSize, least, agreed]).toEqual([['identifiers'], 5, 5, false])
  expect((await alma.query('narrative.check', { caseId: ours, text })).findings).toEqual([])
  expect(await textsOf(alma, ours)).toEqual([])
  expect(await elena.tryQuery('narrative.check', { caseId: ours, text })).not.toBe('ok')
  const named = await write(alma, ours, told)
  expect(await alma.tryCall('narrative.lease', named)).toBe('NarrativeNotAgreed')
  await agree(ours)
  expect(await alma.tryCall('narrative.lease', named)).toBe('NarrativeTells')
}, 60_000)

test('two others who facilitate and read the case approve it; then it is published, and its files say nothing but the text', async () => {
  const on = await write(alma, ours, text)
  await alma.call('narrative.lease', on)
  expect(await alma.tryCall('narrative.lease', on)).toBe('AlreadySo')
  expect(await alma.tryCall('narrative.approve', on)).toBe('NarrativeOwn')
  await around()
  expect(await dina.tryCall('narrative.approve', on)).toBe('NotAllowed')
  expect(await elena.tryCall('narrative.approve', on)).toBe('UnknownCase')
  await bina.call('narrative.approve', on)
  expect(await bina.tryCall('narrative.approve', on)).toBe('AlreadySo')
  await around()
  expect((await textsOf(alma, ours))[0]).toMatchObject({ status: 'leased', approved: [{ alias: 'Bina' }] })
  expect(await alma.tryCall('narrative.publish', on)).toBe('NarrativeNotApproved')
  expect(await alma.tryCall('narrative.files', { ...on, folder: newFolder() })).toBe('NarrativeNotApproved')
  await carla.call('narrative.approve', on)
  await around()
  const folder = newFolder()
  expect((await filesOf(alma, on, folder)).draft).toBe('notPublished')
  await alma.call('narrative.publish', on)
  expect(await alma.tryCall('narrative.publish', on)).toBe('AlreadySo')
  expect((await filesOf(alma, on, newFolder())).draft).toBe('notElsewhere')
  expect((await textsOf(alma, ours))[0]).toMatchObject({ status: 'published', isElsewhere: false })
  await around()
  const out = newFolder()
  expect((await filesOf(alma, on, out)).draft).toBe(null)
  for (const one of [alma, carla]) expect((await textsOf(one, ours))[0]).toMatchObject({ isElsewhere: true })
  expect(readdirSync(out).sort()).toEqual(['relato.html', 'relato.txt'])
  expect(readFileSync(join(out, 'relato.txt'), 'utf8')).toBe(`${text}\n`)
  const page = readFileSync(join(out, 'relato.html'), 'utf8')
  expect(page).toContain('<p>Una defensora de la tierra recibió amenazas en 2025.</p>\n<p>La red la acompaña.</p>')
  for (const word of ['Alma', 'Ixchel', ours, on.narrativeId, '2026', 'BORRADOR', '<script'])
    expect(page).not.toContain(word)
  expect(readdirSync(folder).sort()).toEqual(['borrador-relato.html', 'borrador-relato.txt'])
  expect(readFileSync(join(folder, 'borrador-relato.txt'), 'utf8')).toContain('BORRADOR')
  expect(await alma.tryCall('narrative.files', { ...on, folder: out })).toBe('FileExists')
  expect(await alma.tryCall('narrative.files', { ...on, folder: 'relato' })).toBe('PlaceNotWhole')
  expect((await textsOf(carla, ours))[0]).toMatchObject({
    status: 'published',
    approved: [{}, {}],
    published: { alias: 'Alma' },
  })
  expect((await alma.query('case.access', { caseId: ours })).accesses).toContainEqual(
    expect.objectContaining({ action: 'export' }),
  )
}, 120_000)

test('the ledger that everybody holds tells neither the case nor the text, and is as whole as before', async () => {
  const folder = newFolder()
  await elena.engine().exportOwnData(join(folder, 'todo'), passphrase)
  expect(await openOwnData(join(folder, 'todo'), passphrase, join(folder, 'abierto'))).toMatchObject({ ok: true })
  const network = join(folder, 'abierto', 'documents', 'network')
  const documents = readdirSync(network).map(
    (name) =>
      JSON.parse(readFileSync(join(network, name), 'utf8')) as {
        name: string
        parts: { words: Record<string, { bytes: string }> }
      },
  )
  const { parts } = documents.find(({ name }) => name === releasesDocument) ?? {}
  const words = Object.values(parts?.words ?? {}).map(({ bytes }) => inflateRawSync(Buffer.from(bytes, 'base64')))
  expect(words).toHaveLength(4)
  const [on] = await textsOf(alma, ours)
  const secrets = [Buffer.from('defensora'), Buffer.from(ours, 'hex'), Buffer.from(on?.narrativeId ?? '', 'hex')]
  for (const word of words)
    for (const secret of [...secrets, Buffer.from(ours), Buffer.from(on?.narrativeId ?? 'x')])
      expect(word.includes(secret)).toBe(false)
  expect(await alma.query('release.list')).toMatchObject({ missing: 0, notValid: [] })
})

test('what was approved is approved as it was: another text, or two apart, begin anew', async () => {
  const [before] = await textsOf(alma, ours)
  const on = { caseId: ours, narrativeId: before?.narrativeId ?? '' }
  const next = await write(alma, ours, `${text} Sigue en riesgo.`)
  for (const command of ['narrative.lease', 'narrative.approve', 'narrative.publish'] as const)
    expect(await alma.tryCall(command, on)).toBe('NarrativeChanged')
  expect(await alma.tryCall('narrative.files', { ...on, folder: newFolder() })).toBe('NarrativeChanged')
  expect((await textsOf(alma, ours))[0]).toMatchObject({
    narrativeId: next.narrativeId,
    status: 'written',
    isCurrent: true,
  })
  await write(bina, ours, 'Una defensora del agua.')
  await around()
  expect((await textsOf(alma, ours)).map(({ isCurrent }) => isCurrent)).toEqual([false, false, false, false])
  expect(await alma.tryCall('narrative.lease', next)).toBe('NarrativeChanged')
  const both = await write(carla, ours, 'Una defensora de la tierra y del agua.')
  await around()
  expect((await textsOf(alma, ours)).find(({ isCurrent }) => isCurrent)?.narrativeId).toBe(both.narrativeId)
  expect(await alma.tryCall('narrative.lease', both)).toBe('ok')
}, 60_000)

test('approvals that somebody wrote by hand count for nothing: of a member, of who does not read the case, of its writer', async () => {
  const [current] = (await textsOf(alma, ours)).filter(({ isCurrent }) => isCurrent)
  const on = { caseId: ours, narrativeId: current?.narrativeId ?? '' }
  const digest = digestOf(['narrative', on.narrativeId, current?.text])
  await around()
  const network = (await alma.query('me')).networkId ?? ''
  const almaId = await alma.id()
  const say = async (insider: Insider, says: ReleaseSaying): Promise<string> => {
    const heard = insider.ledger
      .root()
      .heads()
      .map(({ id }) => id)
    const word = { after: [], at: '2026-11-22T12:00:00.000Z', heard, seq: 1, says, carries: null }
    const { id, row } = signWord(insider.device, network, word)
    const changes = insider.change(network, releasesDocument, (doc) => {
      doc[`words/${id}`] = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, new A.ImmutableString(String(value))]),
      )
    })
    await deliver(alma, insider, insider.batch(network, releasesDocument, changes))
    return id
  }
  const outsider = await turn(elena)
  const seen = await say(outsider, { kind: 'narrative', digest, k: 5 })
  // Dina is a member, Elena facilitates and does not read the case, Carla wrote the text
  const writer = await turn(carla)
  for (const one of [await turn(dina), outsider, writer])
    await say(one, { kind: 'narrativeApproval', narrative: seen, digest })
  await say(outsider, { kind: 'narrativeEntry', narrative: seen, digest })
  const [after] = (await textsOf(alma, ours)).filter(({ isCurrent }) => isCurrent)
  expect(after).toMatchObject({ status: 'leased', approved: [], published: null })
  expect(await alma.tryCall('narrative.publish', on)).toBe('NarrativeNotApproved')
  // what Carla's laptop wrote and says is Alma's: Carla does not approve that either
  const [forged, words] = ['ab'.repeat(16), 'Una defensora del bosque.']
  const claimed = writer.change(ours, caseDocument, (doc) => {
    const fields = { text: words, by: almaId, at: '2026-11-22T13:00:00.000Z' }
    doc[`narratives/${forged}`] = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, new A.ImmutableString(value)]),
    )
  })
  await deliver(alma, writer, writer.batch(ours, caseDocument, claimed))
  const [hers] = (await textsOf(alma, ours)).filter(({ narrativeId }) => narrativeId === forged)
  expect(hers).toMatchObject({ text: words, written: { alias: 'Alma' } })
  const other = digestOf(['narrative', forged, words])
  const leased = await say(outsider, { kind: 'narrative', digest: other, k: 5 })
  await say(writer, { kind: 'narrativeApproval', narrative: leased, digest: other })
  const [now] = (await textsOf(alma, ours)).filter(({ narrativeId }) => narrativeId === forged)
  expect(now).toMatchObject({ status: 'leased', approved: [], leased: { alias: 'Elena' } })
  expect((await alma.query('release.list')).notValid).toMatchObject([{ why: 'notCoordinator', count: 1 }])
}, 60_000)

test('who is one of few is told of by nobody; an agreement that ended ends it', async () => {
  const rare = await openCase('age_12_17', 'Maya')
  await agree(rare)
  const on = await write(alma, rare, text)
  expect((await alma.query('narrative.check', { caseId: rare, text })).blockedBy).toEqual(['profile'])
  expect(await alma.tryCall('narrative.lease', on)).toBe('NarrativeRare')
  const lapsed = await openCase('age_25_34', 'Itzel')
  await alma.call('case.setConsent', {
    ...{ caseId: lapsed, purpose: 'case_summary', state: 'given', how: 'oral' },
    ...{ on: '2025-01-01', expiresOn: '2025-06-01' },
  })
  expect(await alma.tryCall('narrative.lease', await write(alma, lapsed, text))).toBe('NarrativeNotAgreed')
  await meet(alma, bina)
  const told = await write(bina, ours, 'Una defensora de los ríos.')
  await meet(alma, bina)
  await alma.call('narrative.lease', told)
  await alma.call('narrative.approve', told)
  await agree(ours, 'withdrawn')
  expect(await alma.tryCall('narrative.publish', told)).toBe('NarrativeNotAgreed')
  expect(await alma.tryCall('narrative.files', { ...told, folder: newFolder() })).toBe('NarrativeNotAgreed')
}, 60_000)
