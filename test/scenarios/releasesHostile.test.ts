import { deflateRawSync } from 'node:zlib'
import * as A from '@automerge/automerge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedBytesOf, signWord } from '#core/commands/releases/words'
import type { SignedWord, WordRow } from '#core/commands/releases/words'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { sign } from '#core/crypto/signing'
import { longestWord, releasesDocument } from '#shared/records/release'
import type { ReleaseSaying } from '#shared/rules/release'
import { deliver, insidersLeave, turn } from '../support/insider'
import type { Insider } from '../support/insider'
import { everybodyGoesHome, meet } from '../support/people'
import type { Person } from '../support/people'
import { around, coordinators, filesFor, specOf, standsAs } from '../support/releases'

// A ledger entry of a peer who has valid keys and no manners: Dina, a member, and later Carla, who coordinates.

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

let alma: Person, bina: Person, carla: Person, dina: Person
let network: string
let published: string
let insider: Insider
const spec = specOf('2012')

beforeAll(async () => {
  ;({ alma, bina, carla, dina } = await coordinators())
  network = (await alma.query('me')).networkId ?? ''
  const { releaseId } = await alma.call('release.lease', { spec })
  await meet(alma, bina)
  await bina.call('release.approve', { releaseId })
  await bina.call('release.publish', { releaseId })
  await around(bina, alma, carla, dina)
  published = releaseId
  expect(await standsAs(alma, published)).toBe('published')
  insider = await turn(dina)
}, 120_000)

type Rows = Readonly<Record<string, WordRow | null>>

/** Puts rows into the ledger as any member can; null takes one out. Both coordinators get them. */
const writes = async (who: Insider, rows: Rows): Promise<void> => {
  const changes = who.change(network, releasesDocument, (doc) => {
    for (const [id, row] of Object.entries(rows)) {
      // oxlint-disable-next-line typescript/no-dynamic-delete -- how Automerge takes a key out of a map
      delete doc[`words/${id}`]
      if (row)
        doc[`words/${id}`] = Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, new A.ImmutableString(String(value))]),
        )
    }
  })
  const wire = who.batch(network, releasesDocument, changes)
  for (const one of [alma, bina]) await deliver(one, who, wire)
}

const heard = (who: Insider): string[] =>
  who.ledger
    .root()
    .heads()
    .map(({ id }) => id)
const wordOf = (who: Insider, says: ReleaseSaying, more: Partial<SignedWord> = {}): Rows => {
  const { id, row } = signWord(who.device, network, {
    after: [],
    at: '2026-11-22T12:00:00.000Z',
    heard: heard(who),
    seq: 1,
    says,
    carries: null,
    ...more,
  })
  return { [id]: row }
}
/** Bytes of any kind, with a signature of hers that is right. */
const signedBytes = (who: Insider, bytes: Uint8Array): Rows => ({
  [toHex(hash(concatBytes(utf8('tejido/1/release word\0'), fromHex(who.device.deviceId), bytes)).subarray(0, 16))]: {
    device: who.device.deviceId,
    signature: toHex(sign('release word', fromHex(network), bytes, who.device.sign.secretKey)),
    bytes: Buffer.from(bytes).toString('base64'),
  },
})
const leaseSpec = (period: string) => ({
  period,
  audience: 'public' as const,
  sections: ['registry' as const],
  tables: [],
  country: null,
})
const leaseOf = (more: object = {}): ReleaseSaying => ({
  kind: 'lease',
  product: 'tables',
  spec: leaseSpec('2012'),
  digest: 'ab'.repeat(32),
  data: {},
  thresholds: { public: 5, grave: 10 },
  earlier: [],
  supersedes: null,
  ...more,
})
const notValid = async (who: Person): Promise<string[]> =>
  (await who.query('release.list')).notValid.map(({ why, alias, count }) => `${alias}: ${why} ${count}`)

/** Rows of the ledger that some laptops signed, as the document has them. */
const rowsBy = async (who: Insider, ...people: readonly Person[]): Promise<Record<string, WordRow>> => {
  const devices = await Promise.all(people.map(async (one) => (await one.query('me')).deviceId))
  const doc = who.document(network, releasesDocument) as Record<string, Record<string, unknown>>
  const rows = Object.entries(doc).map(([key, { device, signature, bytes }]): [string, WordRow] => [
    key.slice('words/'.length),
    { device: String(device), signature: String(signature), bytes: String(bytes) },
  ])
  return Object.fromEntries(
    rows.filter(([id, row]) => devices.includes(row.device) && signedBytesOf(network, id, row) instanceof Uint8Array),
  )
}

test('what is unsigned, forged, of a plain member, huge, or a bomb is not counted, and is shown with whose laptop it came from', async () => {
  const before = await alma.query('release.list')
  const [row] = Object.values(await rowsBy(insider, alma))
  if (!row) throw new Error('no row')
  await writes(insider, {
    ['00'.repeat(16)]: { device: insider.device.deviceId, signature: '', bytes: '' },
    ['01'.repeat(16)]: { ...row, signature: '0'.repeat(128) },
    // Alma's own word, once more under another name
    ['02'.repeat(16)]: row,
    ['03'.repeat(16)]: { ...row, bytes: 'A'.repeat(longestWord + 1) },
    ...wordOf(insider, leaseOf()),
    ...wordOf(insider, { kind: 'cancel', lease: published, reason: 'No.' }),
    // four million zeros in four thousand bytes, signed: it is never unpacked
    ...signedBytes(insider, new Uint8Array(deflateRawSync(new Uint8Array(4_000_000)))),
  })
  for (const one of [alma, bina]) {
    const { releases, missing } = await one.query('release.list')
    expect([releases.map(({ releaseId, status }) => [releaseId, status]), missing]).toEqual([
      before.releases.map(({ releaseId, status }) => [releaseId, status]),
      0,
    ])
    expect((await notValid(one)).sort()).toEqual([
      'Dina: forged 2',
      'Dina: malformed 1',
      'Dina: notCoordinator 3',
      'Dina: tooLarge 1',
    ])
    expect((await filesFor(one, { releaseId: published })).draft).toBe(null)
  }
}, 120_000)

test('who takes the entries out of the ledger takes nothing from it: they are put back, and bind what comes next', async () => {
  const doc = insider.document(network, releasesDocument)
  const all = Object.keys(doc).flatMap((key) => (key.startsWith('words/') ? [key.slice('words/'.length)] : []))
  const [first = '', ...others] = all
  await writes(insider, {
    [first]: { device: insider.device.deviceId, signature: '', bytes: '' },
    ...Object.fromEntries(others.map((id) => [id, null])),
  })
  for (const one of [alma, bina]) expect(await standsAs(one, published)).toBe('published')
  expect(await alma.tryCall('release.lease', { spec })).toBe('AlreadyPublished')
  await alma.reopen()
  expect(await standsAs(alma, published)).toBe('published')
  // Carla's laptop heard of nothing: she gets the document from Alma with all that was put back
  await around(alma, bina, carla)
  expect(await standsAs(carla, published)).toBe('published')
  expect((await carla.query('release.view', { releaseId: published })).publication).not.toBe(null)
}, 120_000)

test('one who coordinates alone publishes nothing: not what nobody approved, nor other numbers, nor as if nothing was published', async () => {
  const { publication } = await carla.query('release.view', { releaseId: published })
  const { releaseId } = await alma.call('release.lease', { spec: specOf('2012-S2') })
  await around(alma, bina, carla)
  await bina.call('release.approve', { releaseId })
  await around(bina, alma, carla)
  const bad = await turn(carla)
  const after = Object.keys(await rowsBy(bad, alma, bina))
  const blind = wordOf(bad, leaseOf({ spec: leaseSpec('2012-T1') }))
  await writes(bad, {
    // other numbers than those that were approved
    ...wordOf(bad, { kind: 'entry', product: 'tables', lease: releaseId, digest: '' }, { after, carries: publication }),
    // another of the same year while one is under way, and one that names no correction
    ...wordOf(bad, leaseOf({ spec: leaseSpec('2012-T2'), earlier: [published] }), { after }),
    ...wordOf(bad, leaseOf({ earlier: [published] }), { after }),
    // as if she had heard of nothing: whatever it is, what was published was not looked at
    ...blind,
    // thresholds that no network can have
    ...wordOf(bad, leaseOf({ thresholds: { public: 1, grave: 1 } }), { after }),
    ...signedBytes(bad, new Uint8Array(deflateRawSync(new Uint8Array(20_000_000)))),
    ...signedBytes(bad, utf8('{}')),
  })
  const [blindId = ''] = Object.keys(blind)
  for (const one of [alma, bina]) expect(await standsAs(one, blindId)).toBe('overtaken')
  expect(await bina.tryCall('release.approve', { releaseId: blindId })).toBe('NoSuchMove')
  for (const one of [alma, bina]) {
    expect([await standsAs(one, releaseId), await standsAs(one, published)]).toEqual(['approved', 'published'])
    expect((await one.query('release.list')).releases).toHaveLength(3)
    const hers = (await notValid(one)).filter((row) => row.startsWith('Carla'))
    expect(hers.sort()).toEqual(['Carla: malformed 2', 'Carla: tooLarge 1', 'Carla: unsound 3'])
  }
  expect(await alma.tryCall('release.publish', { releaseId })).toBe('ok')
}, 120_000)
