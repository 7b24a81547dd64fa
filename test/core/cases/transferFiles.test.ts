import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCode } from '#core/commands/transfers/receivingCode'
import { sealCase } from '#core/commands/transfers/sealedCase'
import type { SealedCase } from '#core/commands/transfers/sealedCase'
import { concatBytes, fromHex, utf8 } from '#core/crypto/bytes'
import { seal } from '#core/crypto/aead'
import { sealTo } from '#core/crypto/sealedBox'
import { encodeCbor } from '#core/identity/encode'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'
import { randomOf } from '../../support/random'

// Files for another network that no honest notebook would make, and one that is very large.

afterAll(everybodyGoesHome)

let carmen: Person
beforeAll(async () => {
  carmen = await foundNetwork('Carmen', 'Red del Lago')
}, 60_000)

const id = (n: number): string => n.toString(16).padStart(32, '0')
const empty: SealedCase = {
  transferId: id(1),
  from: 'Otra red',
  country: 'GT',
  madeOn: '2026-11-20',
  secret: new Uint8Array(32),
  top: { kindOfSubject: 'defender', country: 'GT' },
  rows: [],
  files: [],
}
const note = (n: number, values: Readonly<Record<string, unknown>>, part = 'notes', version = 1) => ({
  part,
  id: id(n),
  version,
  values,
})

const bring = async (file: Uint8Array): Promise<string> => {
  const { uploadId } = await carmen.call('attachment.begin', {})
  for (let at = 0; at < file.length; at += 500_000)
    await carmen.call('attachment.append', {
      uploadId,
      bytes: Buffer.from(file.subarray(at, at + 500_000)).toString('base64'),
    })
  return uploadId
}
const codeKey = async () => {
  const says = readCode((await carmen.call('transfer.newCode', {})).code)
  if (!says) throw new Error('a fresh code does not read')
  return says
}
/** The file as somebody with her code could seal it. */
const sealed = async (one: SealedCase): Promise<Uint8Array> => {
  const { key, network } = await codeKey()
  const file = sealCase(one, key, network)
  if (!file.ok) throw new Error(file.error.type)
  return file.value
}
const receive = async (file: Uint8Array): Promise<string> =>
  carmen.tryCall('transfer.receive', { uploadId: await bring(file) })

test('what does not fit the records is refused whole, and no case is made of it', async () => {
  const long = 'x'.repeat(20_001)
  const bad: readonly [string, Partial<SealedCase>][] = [
    ['TransferUnfit', { rows: [note(1, { kind: 'call', text: long })] }],
    ['TransferUnfit', { rows: [note(1, { kind: 'call', text: 7 })] }],
    ['TransferUnfit', { rows: [note(1, { kind: 'no such kind', text: 'a' })] }],
    ['TransferUnfit', { rows: [note(1, { kind: 'call', text: 'a', by: 'ab'.repeat(32) })] }],
    ['TransferUnfit', { top: { country: 'Guatemala' } }],
    ['TransferNewer', { rows: [note(1, { kind: 'call', text: 'a', mood: 'b' })] }],
    ['TransferNewer', { rows: [note(1, { kind: 'call', text: 'a' }, 'notes', 99)] }],
    ['TransferNewer', { rows: [note(1, {}, 'attachments')] }],
    ['TransferNewer', { rows: [note(1, {}, 'transfers')] }],
    ['TransferNewer', { rows: [note(1, {}, 'toString')] }],
    ['TransferNewer', { top: { country: 'GT', caseCode: 'AAAAA' } }],
    ['TransferNewer', { top: { country: 'GT', excludedMembers: [] } }],
    ['TransferNewer', { files: [{ id: id(1), values: { name: 'a', key: '00' }, bytes: new Uint8Array(3) }] }],
    ['TransferUnfit', { files: [{ id: id(1), values: { name: 'a\nb' }, bytes: new Uint8Array(3) }] }],
    ['TransferTooLarge', { rows: Array.from({ length: 5_001 }, (_, n) => note(n, { kind: 'call', text: 'a' })) }],
  ]
  for (const [why, more] of bad) expect([why, await receive(await sealed({ ...empty, ...more }))]).toEqual([why, why])
  expect((await carmen.query('case.list')).total).toBe(0)
})

test('what no notebook of ours wrote inside is no reason to fall over', async () => {
  const raw = async (plain: Uint8Array): Promise<string> => {
    const { key, network } = await codeKey()
    const once = new Uint8Array(32).fill(3)
    const box = sealTo(key, once) ?? new Uint8Array()
    const bound = concatBytes(utf8('tejido/1/transfer\0'), fromHex(network))
    return receive(concatBytes(box, seal(once, plain, bound)))
  }
  const ended = (value: unknown): Uint8Array => concatBytes(encodeCbor(value), Uint8Array.of(0x80, 0, 0))
  expect(await raw(ended({ v: 2, soon: true }))).toBe('TransferNewer')
  for (const value of [{ v: 1 }, {}, [], 'x', 7, null, { v: 'uno' }])
    expect(await raw(ended(value))).toBe('TransferDamaged')
  for (const plain of [new Uint8Array(), new Uint8Array(9), Uint8Array.of(0x80), Uint8Array.of(0xff, 0xff, 0x80)])
    expect(await raw(plain)).toBe('TransferDamaged')
  expect((await carmen.query('case.list')).total).toBe(0)
})

test('a case of many long notes comes whole, and goes on to the colleague who gets a place', async () => {
  const dora = await joinNetwork(carmen, 'Dora', 'member')
  const random = randomOf(20_261_122)
  const long = (): string => Array.from({ length: 19_000 }, () => String.fromCharCode(97 + random.whole(26))).join('')
  const notes = Array.from({ length: 120 }, (_, n) =>
    note(n + 10, { kind: 'call', text: long(), at: `2026-01-01T00:00:00.${String(n).padStart(3, '0')}Z` }),
  )
  const file = await sealed({ ...empty, rows: notes })
  const { caseId } = await carmen.call('transfer.receive', { uploadId: await bring(file) })
  await carmen.call('case.grant', { caseId, memberId: await dora.id() })
  await meet(carmen, dora)
  const seen = await dora.query('case.view', { caseId })
  expect(seen.notes.map(({ text }) => text)).toEqual(notes.map(({ values }) => values.text))
}, 120_000)
