import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aggression, analysis } from '../../support/caseFile'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, newPerson } from '../../support/people'
import type { Person } from '../../support/people'

// Alma's network passes a case to Carmen's, in another country, by a file on a stick.

afterAll(everybodyGoesHome)

const networkName = 'Red del Lago'
let alma: Person, bina: Person, carmen: Person, dora: Person
beforeAll(async () => {
  alma = await foundNetwork()
  bina = await joinNetwork(alma, 'Bina', 'member')
  carmen = await foundNetwork('Carmen', networkName)
  dora = await joinNetwork(carmen, 'Dora', 'member')
}, 120_000)

/** A file comes into a notebook in parts. */
const bring = async (who: Person, file: Uint8Array): Promise<string> => {
  const { uploadId } = await who.call('attachment.begin', {})
  for (let at = 0; at < file.length; at += 500_000) {
    const bytes = Buffer.from(file.subarray(at, at + 500_000)).toString('base64')
    await who.call('attachment.append', { uploadId, bytes })
  }
  return uploadId
}

/** A case with something in every part. */
const fullCase = async () => {
  const { caseId } = await alma.call('case.open', {
    kindOfSubject: 'defender',
    country: 'MX',
    alias: 'Ixchel',
    department: 'Chiapas',
    summaryInternal: 'Vino por la carretera',
  })
  const { personId } = await alma.call('case.addPerson', {
    caseId,
    relationToCase: 'defender',
    chosenName: 'Ixchel',
    contact: 'solo por su hermana',
  })
  await alma.call('case.addAggression', { caseId, ...aggression, narrative: 'La siguieron', persons: [personId] })
  await alma.call('case.addRiskAnalysis', { caseId, ...analysis, with: [await bina.id()] })
  const { planId } = await alma.call('case.addPlan', { caseId, kind: 'security', objectives: 'Salir de noche' })
  await alma.call('case.addMeasure', { caseId, type: 'legal', planId, owner: await alma.id() })
  const { noteId } = await alma.call('case.addNote', { caseId, kind: 'call', text: 'Llamó su hermana' })
  await alma.call('case.addNote', { caseId, kind: 'call', text: 'Era su prima', addendumOf: noteId })
  await alma.call('case.setConsent', { caseId, purpose: 'keep_file', state: 'given', person: personId })
  await alma.call('case.setConsent', { caseId, purpose: 'photo', state: 'refused', person: personId })
  const upload = await bring(alma, new TextEncoder().encode('la denuncia, escaneada'))
  const { attachmentId } = await alma.call('case.addAttachment', { caseId, uploadId: upload, name: 'denuncia.pdf' })
  return { caseId, personId, planId, noteId, attachmentId }
}
const agree = (caseId: string, state: 'given' | 'withdrawn' = 'given', to = networkName) =>
  alma.call('case.setConsent', { caseId, purpose: 'share_other_network', state, to })

const everything = ['persons', 'aggressions', 'risks', 'plans', 'notes'] as const
type Parts = readonly (typeof everything)[number][]
/** Makes the file and takes it out on a stick. */
const onStick = async (caseId: string, code: string, parts: Parts = everything, attachments: string[] = []) => {
  const made = await alma.call('transfer.make', {
    caseId,
    code,
    reason: 'Se va a Honduras',
    parts: [...parts],
    attachments,
  })
  const folder = newFolder()
  const { name } = await alma.call('transfer.save', { transferId: made.transferId, folder })
  expect(readdirSync(folder)).toEqual([name])
  const file = readFileSync(join(folder, name))
  expect(file.length).toBe(made.size)
  return { ...made, name, file }
}

test('a case goes whole to the other network, and is theirs only when they have answered', async () => {
  const { caseId, personId, planId, noteId, attachmentId } = await fullCase()
  await agree(caseId)
  const { code, words, until } = await carmen.call('transfer.newCode', {})
  // the two women hear the same words, and Alma sees whose code it is
  expect(await alma.query('transfer.readCode', { code: ` ${code.toLowerCase()} ` })).toEqual({
    network: networkName,
    words,
    until,
  })
  const { transferId, file, name } = await onStick(caseId, code, everything, [attachmentId])
  expect(name).toMatch(/^[0-9a-f]{16}\.dat$/)
  for (const clear of ['Ixchel', 'hermana', 'denuncia', 'Práctica', 'Lago'])
    expect(file.includes(Buffer.from(clear))).toBe(false)

  const sent = await alma.query('case.view', { caseId })
  expect(sent.status).toBe('received') // nothing is passed on before they say so
  expect(sent.transfers).toMatchObject([{ direction: 'out', network: networkName, theirCode: '', answer: null }])
  expect(JSON.stringify(sent.transfers)).not.toContain('secret')

  const uploadId = await bring(carmen, file)
  expect(await carmen.query('transfer.look', { uploadId })).toMatchObject({
    network: 'Red de Práctica',
    country: 'MX',
    rows: { persons: 1, aggressions: 1, risks: 1, plans: 1, notes: 2 },
    consents: 2,
    files: 1,
  })
  expect(await dora.tryCall('transfer.receive', { uploadId })).toBe('NotAllowed')
  const received = await carmen.call('transfer.receive', { uploadId })
  const theirs = await carmen.query('case.view', { caseId: received.caseId })
  expect(theirs).toMatchObject({
    caseCode: received.caseCode,
    status: 'received',
    alias: 'Ixchel',
    department: 'Chiapas',
    riskBand: 'high',
    summaryInternal: 'Vino por la carretera',
    persons: [{ personId, chosenName: 'Ixchel', contact: 'solo por su hermana', by: null }],
    aggressions: [{ narrative: 'La siguieron', persons: [personId], recordedBy: null }],
    riskAnalyses: [{ score: { band: 'high' }, with: [], by: null }],
    plans: [{ planId, objectives: 'Salir de noche' }],
    measures: [{ planId, owner: null, type: 'legal' }],
    notes: [
      { noteId, text: 'Llamó su hermana' },
      { text: 'Era su prima', addendumOf: noteId },
    ],
    attachments: [{ name: 'denuncia.pdf', opens: true }],
    transfers: [{ direction: 'in', network: 'Red de Práctica', country: 'MX', answer: received.answer }],
    conflicts: [],
  })
  // what she allowed there she is asked again here; what she did not want holds
  expect(theirs.consents.map(({ purpose, state }) => [purpose, state]).sort()).toEqual([
    ['photo', 'refused'],
    ['share_other_network', 'given'],
  ])
  const [first] = theirs.attachments
  const read = await carmen.query('attachment.read', {
    caseId: received.caseId,
    attachmentId: first?.attachmentId ?? '',
  })
  expect(Buffer.from(read.bytes ?? '', 'base64').toString()).toBe('la denuncia, escaneada')
  expect(theirs.access.map(({ alias }) => alias)).toEqual(['Carmen'])
  // nobody of Alma's network is named in it
  expect(JSON.stringify(theirs)).not.toContain(await alma.id())
  expect(JSON.stringify(theirs)).not.toContain(await bina.id())

  const wrong = `${received.answer.slice(0, -1)}${received.answer.endsWith('A') ? 'B' : 'A'}`
  for (const answer of [wrong, '', received.caseCode, 'x'.repeat(4_000)])
    expect(await alma.tryCall('transfer.answer', { caseId, transferId, answer })).toBe('TransferAnswerWrong')
  expect((await alma.query('case.view', { caseId })).status).toBe('received')
  await alma.call('transfer.answer', { caseId, transferId, answer: received.answer.toLowerCase().replaceAll('-', ' ') })
  expect(await alma.query('case.view', { caseId })).toMatchObject({
    status: 'transferred',
    statusReason: 'Se va a Honduras',
    transfers: [{ network: networkName, theirCode: received.caseCode }],
  })
  // it survives the night, and the log gives what the notebook shows
  await carmen.reopen()
  expect(await carmen.query('case.view', { caseId: received.caseId })).toMatchObject({ persons: [{ personId }] })
  expect((await carmen.engine().check()).ok).toBe(true)
}, 120_000)

test('what she keeps at home stays at home', async () => {
  const { caseId } = await fullCase()
  await agree(caseId, 'given', '')
  const { code } = await carmen.call('transfer.newCode', {})
  const { file } = await onStick(caseId, code, ['risks'])
  const { caseId: there } = await carmen.call('transfer.receive', { uploadId: await bring(carmen, file) })
  const theirs = await carmen.query('case.view', { caseId: there })
  expect(theirs).toMatchObject({ alias: '', summaryInternal: '', persons: [], aggressions: [], notes: [], plans: [] })
  expect(theirs.measures).toEqual([])
  expect(theirs.attachments).toEqual([])
  expect(theirs.riskAnalyses).toHaveLength(1)
  expect(JSON.stringify(theirs)).not.toContain('Ixchel')
})

test('without her agreement nothing goes, nor after she took it back', async () => {
  const { caseId } = await fullCase()
  const { code } = await carmen.call('transfer.newCode', {})
  const send = () => alma.tryCall('transfer.make', { caseId, code, reason: 'Se va', parts: [] })
  expect(await send()).toBe('NotAgreed')
  await agree(caseId, 'given', 'Otra red')
  expect(await send()).toBe('NotAgreed')
  await agree(caseId)
  expect(await send()).toBe('ok')
  await agree(caseId, 'withdrawn')
  expect(await send()).toBe('NotAgreed')
})

test('a companion who keeps no case passes none on, and nobody passes one that is not hers', async () => {
  const { caseId } = await fullCase()
  await agree(caseId)
  const { code } = await carmen.call('transfer.newCode', {})
  const send = () => bina.tryCall('transfer.make', { caseId, code, reason: 'Se va', parts: [] })
  expect(await send()).toBe('UnknownCase')
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await meet(alma, bina)
  expect(await send()).toBe('NotAllowed')
  expect(await bina.tryCall('transfer.newCode', {})).toBe('NotAllowed')
})

test('a wrong code, a late one and one of her own network are told apart', async () => {
  const { caseId } = await fullCase()
  await agree(caseId)
  const { code } = await carmen.call('transfer.newCode', {})
  const send = (given: string) => alma.tryCall('transfer.make', { caseId, code: given, reason: 'Se va', parts: [] })
  const slip = `${code.startsWith('7') ? '8' : '7'}${code.slice(1)}`
  for (const bad of [slip, code.slice(0, -6), '', 'ñ', '0'.repeat(4_000)])
    expect(await send(bad)).toBe('TransferCodeWrong')
  expect(await send((await alma.call('transfer.newCode', {})).code)).toBe('TransferSameNetwork')
  const old = await newPerson('Ema', () => new Date('2026-01-10T12:00:00Z'))
  await old.call('network.create', { name: 'Red de antes', country: 'GT', alias: 'Ema' })
  expect(await send((await old.call('transfer.newCode', {})).code)).toBe('TransferCodeExpired')
  expect(await alma.tryCall('transfer.make', { caseId, code, reason: ' ', parts: [] })).toBe('BadInput')
})

test('a file opens once, where it was made for, and unchanged', async () => {
  const { caseId } = await fullCase()
  await agree(caseId)
  const { code } = await carmen.call('transfer.newCode', {})
  const { file, transferId } = await onStick(caseId, code)
  const receive = async (who: Person, bytes: Uint8Array) =>
    who.tryCall('transfer.receive', { uploadId: await bring(who, bytes) })
  await alma.call('transfer.newCode', {})
  expect(await receive(alma, file)).toBe('TransferNotForHere')
  for (const at of [0, 40, 90, file.length - 1]) {
    const bad = Uint8Array.from(file)
    bad[at] = (bad[at] ?? 0) ^ 1
    expect(await receive(carmen, bad)).toBe('TransferNotForHere')
  }
  for (const short of [file.subarray(0, 50), file.subarray(0, -1)])
    expect(await receive(carmen, short)).toBe('TransferNotForHere')
  expect(await carmen.tryCall('transfer.receive', { uploadId: 'ab'.repeat(16) })).toBe('UnknownUpload')
  const before = (await carmen.query('case.list')).total
  expect(await receive(carmen, file)).toBe('ok')
  expect(await receive(carmen, file)).toBe('TransferTwice')
  expect((await carmen.query('case.list')).total).toBe(before + 1)
  // the key went with the first use: a second file made with the code opens nowhere
  const again = await onStick(caseId, code)
  expect(await receive(carmen, again.file)).toBe('TransferNotForHere')
  // what is not at hand any more is made again
  expect(await alma.tryCall('transfer.save', { transferId, folder: newFolder() })).toBe('TransferGone')
  expect(await alma.tryCall('transfer.save', { transferId: again.transferId, folder: '.' })).toBe('PlaceNotWhole')
  expect(await alma.tryCall('transfer.save', { transferId: again.transferId, folder: '/nowhere/at/all' })).toBe(
    'FolderMissing',
  )
})

test('a code is shown again until it is used or taken away', async () => {
  const { codeId, code, words, until } = await carmen.call('transfer.newCode', { validDays: 3 })
  const { codes } = await carmen.query('transfer.codes')
  expect(codes).toContainEqual({ codeId, code, words, until })
  expect(JSON.stringify(codes)).not.toContain('secret')
  await carmen.call('transfer.dropCode', { codeId })
  expect((await carmen.query('transfer.codes')).codes.map((one) => one.codeId)).not.toContain(codeId)
})
