import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as A from '@automerge/automerge'
import { afterEach, expect, test } from 'vitest'
import { deliver, insidersLeave, turn } from '../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, visitFolder } from '../support/people'
import type { Person } from '../support/people'
import { randomOf } from '../support/random'

afterEach(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const seed = 20_261_122
const fileOf = (length: number): Uint8Array => {
  const random = randomOf(seed + length)
  return Uint8Array.from({ length }, () => Math.floor(random.next() * 256))
}
const half = 524_288

/** Gives a file to a person's engine as a screen does, in parts. */
const upload = async (person: Person, file: Uint8Array): Promise<string> => {
  const { uploadId } = await person.call('attachment.begin', {})
  for (let at = 0; at === 0 || at < file.length; at += half)
    await person.call('attachment.append', {
      uploadId,
      bytes: Buffer.from(file.subarray(at, at + half)).toString('base64'),
    })
  return uploadId
}
const read = async (person: Person, caseId: string, attachmentId: string): Promise<Uint8Array | number> => {
  const first = await person.query('attachment.read', { caseId, attachmentId })
  if (first.missing > 0) return first.missing
  const parts = []
  for (let part = 0; part < first.parts; part++) {
    const { bytes } = await person.query('attachment.read', { caseId, attachmentId, part })
    parts.push(Buffer.from(bytes ?? '', 'base64'))
  }
  return Uint8Array.from(Buffer.concat(parts))
}
const onOneCase = async (): Promise<{ alma: Person; bina: Person; caseId: string }> => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await meet(alma, bina)
  return { alma, bina, caseId }
}
const attach = async (person: Person, caseId: string, file: Uint8Array, name = 'audio.ogg'): Promise<string> => {
  const done = await person.call('case.addAttachment', { caseId, uploadId: await upload(person, file), name })
  return done.attachmentId
}

test("Alma's small file comes to Bina by itself, a large one when Bina asks for it, and both are the same bytes", async () => {
  const { alma, bina, caseId } = await onOneCase()
  const [small, large] = [fileOf(300_001), fileOf(2_600_000)]
  const smallId = await attach(alma, caseId, small)
  const largeId = await attach(alma, caseId, large, 'video.mp4')
  await meet(alma, bina)
  expect(Buffer.from(small).equals((await read(bina, caseId, smallId)) as Uint8Array)).toBe(true)
  expect(await read(bina, caseId, largeId)).toBe(10)
  expect(await bina.call('attachment.fetch', { caseId, attachmentId: largeId })).toEqual({ missing: 10 })
  await meet(alma, bina)
  expect(Buffer.from(large).equals((await read(bina, caseId, largeId)) as Uint8Array)).toBe(true)
  await bina.reopen()
  expect(Buffer.from(small).equals((await read(bina, caseId, smallId)) as Uint8Array)).toBe(true)
})

test('a stick carries pieces between two who never meet, as files of few sizes that say nothing', async () => {
  const { alma, bina, caseId } = await onOneCase()
  const file = fileOf(270_000)
  const attachmentId = await attach(alma, caseId, file)
  const folder = newFolder()
  await visitFolder(alma, folder)
  await visitFolder(bina, folder)
  await visitFolder(bina, folder)
  expect(Buffer.from(file).equals((await read(bina, caseId, attachmentId)) as Uint8Array)).toBe(true)
  const start = Buffer.from(file.subarray(0, 64))
  for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(start)).toBe(false)
})

test('what was taken out is forgotten on every laptop that hears of it, and its name too', async () => {
  const { alma, bina, caseId } = await onOneCase()
  const attachmentId = await attach(alma, caseId, fileOf(9_000), 'retrato de Ceiba.jpg')
  await meet(alma, bina)
  await bina.call('case.removeAttachment', { caseId, attachmentId })
  await meet(alma, bina)
  for (const person of [alma, bina]) {
    expect(await person.tryQuery('attachment.read', { caseId, attachmentId })).toBe('UnknownRow')
    expect((await person.query('search', { text: 'retrato' })).hits).toEqual([])
    expect(person.engine().missing()).toEqual([])
  }
})

test('a row that Carla writes by hand in one case takes no file out of another, also when its case is erased', async () => {
  const alma = await foundNetwork()
  const second = await joinNetwork(alma, 'Bina', 'coordinator')
  const bina = await joinNetwork(alma, 'Carla')
  const cases: string[] = []
  for (let i = 0; i < 2; i++) {
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    await alma.call('case.grant', { caseId, memberId: await bina.id() })
    cases.push(caseId)
  }
  const [hers = '', other = ''] = cases
  const file = fileOf(9_000)
  const attachmentId = await attach(alma, hers, file)
  await meet(alma, bina)
  const carla = await turn(bina)
  const row = carla.document(hers, 'case')[`attachments/${attachmentId}`] as { pieces: unknown[] }
  const pieces = row.pieces.map((id) => new A.ImmutableString(String(id)))
  const change = carla.change(other, 'case', (doc) => {
    const removedAt = new A.ImmutableString('2026-11-22T10:00:00.000Z')
    doc[`attachments/${'1f'.repeat(16)}`] = { v: 1, name: new A.ImmutableString('x'), pieces, removedAt }
  })
  await deliver(alma, carla, carla.batch(other, 'case', change))
  expect((await alma.query('case.view', { caseId: other })).attachments).toEqual([])
  expect(Buffer.from(file).equals((await read(alma, hers, attachmentId)) as Uint8Array)).toBe(true)
  await alma.call('case.erase', { caseId: other })
  await meet(alma, second)
  await second.call('case.erase', { caseId: other })
  await meet(alma, second)
  expect(await alma.tryQuery('case.view', { caseId: other })).not.toBe('ok')
  expect(Buffer.from(file).equals((await read(alma, hers, attachmentId)) as Uint8Array)).toBe(true)
})

test('who is not on the team reads nothing of it, and asks for nothing', async () => {
  const { alma, caseId } = await onOneCase()
  const carla = await joinNetwork(alma, 'Carla')
  const attachmentId = await attach(alma, caseId, fileOf(9_000))
  await meet(alma, carla)
  await meet(alma, carla)
  expect(await carla.tryQuery('attachment.read', { caseId, attachmentId })).toBe('UnknownCase')
  expect(await carla.tryCall('attachment.fetch', { caseId, attachmentId })).toBe('UnknownCase')
})

test('too much, nothing, and a file that was never begun are refused in words', async () => {
  const { alma, caseId } = await onOneCase()
  const empty = await upload(alma, new Uint8Array())
  expect(await alma.tryCall('case.addAttachment', { caseId, uploadId: empty, name: 'a' })).toBe('FileEmpty')
  const uploadId = 'a'.repeat(32)
  expect(await alma.tryCall('case.addAttachment', { caseId, uploadId, name: 'a' })).toBe('UnknownUpload')
  const begun = await alma.call('attachment.begin', {})
  const bytes = Buffer.alloc(half).toString('base64')
  for (let i = 0; i < 50; i++) await alma.call('attachment.append', { ...begun, bytes })
  expect(await alma.tryCall('attachment.append', { ...begun, bytes })).toBe('FileTooLarge')
  expect(await alma.tryCall('attachment.append', { ...begun, bytes: 'not base64!' })).toBe('BadInput')
})
