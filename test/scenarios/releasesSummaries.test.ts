import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import * as A from '@automerge/automerge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import { digestOf, signWord } from '#core/commands/releases/words'
import { releasesDocument } from '#shared/records/release'
import { openCaseToSum } from '../support/caseToSum'
import { deliver, insidersLeave, turn } from '../support/insider'
import { out as built } from '../support/drivers'
import { everybodyGoesHome, meet, newFolder, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { around, coordinators, standsAs } from '../support/releases'

// Summaries of cases that Alma reads and Bina does not.

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

let alma: Person, bina: Person, carla: Person, dina: Person
const asked = { period: '2025' }
const canary = 'CANARIO-Xóchitl-7Q2X'

/** A case of somebody who agreed to be in summaries, or did not say. */
const openCase = (i: number, agreed: boolean): Promise<void> => openCaseToSum(alma, i, { agreed, name: canary })

beforeAll(async () => {
  ;({ alma, bina, carla, dina } = await coordinators())
  for (let i = 0; i < 24; i++) await openCase(i, true)
  for (let i = 0; i < 6; i++) await openCase(i, false)
}, 240_000)

test('what is prepared by who reads the cases is approved by who looks at it, published, and given on; nobody is named in it', async () => {
  const { summaries, isClashing } = await alma.query('release.summaries', asked)
  expect([summaries.rows.length, summaries.undercount, isClashing]).toEqual([24, 6, false])
  expect(await bina.tryQuery('release.summaries', asked)).toBe('TooFewCases')
  expect(await alma.tryQuery('release.summaries', { period: '2999' })).toBe('PeriodOpen')
  expect(await dina.tryQuery('release.summaries', asked)).toBe('NotAllowed')
  const folder = newFolder()
  const draft = await alma.call('release.summaryFiles', { of: asked, folder })
  expect([draft.release, draft.draft, draft.undercount]).toEqual([null, 'notPublished', 6])
  const { releaseId } = await alma.call('release.leaseSummaries', asked)
  expect(await alma.tryCall('release.approve', { releaseId })).toBe('OwnApproval')
  await around(alma, bina, carla, dina)
  const shown = await bina.query('release.view', { releaseId })
  expect([shown.product, shown.publication, shown.summaries?.rows.length]).toEqual(['summaries', null, 24])
  expect(await alma.query('release.summariesAnew', { releaseId })).toEqual({ isSame: true })
  expect(await bina.query('release.summariesAnew', { releaseId })).toEqual({ isSame: false })
  expect(await dina.tryQuery('release.summariesAnew', { releaseId })).toBe('NotAllowed')
  await bina.call('release.approve', { releaseId })
  await bina.call('release.publish', { releaseId })
  // tables of the same year are another product, and in nobody's way
  expect(await bina.tryCall('release.lease', { spec: { period: '2012' } })).toBe('ok')
  await around(bina, alma, carla, dina)
  const out = newFolder()
  const final = await alma.call('release.summaryFiles', { of: { releaseId }, folder: out, language: 'en' })
  expect([final.release, final.draft]).toEqual([releaseId, null])
  expect(await alma.tryCall('release.files', { of: { releaseId }, folder: newFolder() })).toBe('UnknownRelease')
  for (const place of [folder, out])
    for (const name of readdirSync(place)) {
      const bytes = readFileSync(join(place, name))
      expect([name, bytes.includes(canary), bytes.includes('Xóchitl')]).toEqual([name, false, false])
      expect(name.startsWith('borrador-')).toBe(place === folder)
    }
  expect(await alma.tryCall('release.leaseSummaries', asked)).toBe('AlreadyPublished')
}, 120_000)

test('a few cases more are no second release: beside the first they would tell of those few', async () => {
  const [first] = (await alma.query('release.list')).releases.filter(({ product }) => product === 'summaries')
  await openCase(0, true)
  expect((await alma.query('release.summaries', asked)).isClashing).toBe(true)
  expect(await alma.query('release.summariesAnew', { releaseId: first?.releaseId ?? '' })).toEqual({ isSame: false })
  expect(await alma.tryCall('release.leaseSummaries', { ...asked, supersedes: first?.releaseId ?? '' })).toBe(
    'BlockedRelease',
  )
  expect(await alma.tryCall('release.summaryFiles', { of: asked, folder: newFolder() })).toBe('BlockedRelease')
}, 60_000)

test('at a terminal she gets those that were published, and of another period in plain words why not', async () => {
  await alma.lock()
  const [folder, phrase] = [newFolder(), join(newFolder(), 'frase')]
  writeFileSync(phrase, passphrase)
  const tejido = (period: string) => {
    const words = ['export', 'summaries', '--period', period, '--out', join(folder, period), '--json', '--lang', 'es']
    const own = ['--vault', alma.vault, '--passphrase-file', phrase]
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(built, 'main/cli.js'), ...words, ...own], {
      env: { PATH: process.env.PATH, TEJIDO_KDF: 'floor' },
    })
    return { status, said: stderr.toString(), value: JSON.parse(stdout.toString()) as Record<string, unknown> }
  }
  const { status, value } = tejido('2025')
  expect([status, value.draft, value.undercount]).toEqual([0, null, 6])
  expect(value).toMatchObject({ release: expect.any(String) as string, suppressed: expect.any(Number) as number })
  expect(readdirSync(join(folder, '2025'))).toHaveLength((value.files as unknown[]).length)
  const refused = tejido('2024')
  expect([refused.status, refused.value.error]).toMatchObject([1, { type: 'TooFewCases' }])
  expect(refused.said).toContain('menos de 20 expedientes')
  await alma.reopen()
}, 60_000)

test('summaries that do not hold what is asked are approved by nobody, whatever the laptop that leased them says', async () => {
  const [good] = (await bina.query('release.list')).releases.filter(({ product }) => product === 'summaries')
  const view = await bina.query('release.view', { releaseId: good?.releaseId ?? '' })
  const whole = view.summaries as SummaryPublication
  const network = (await bina.query('me')).networkId ?? ''
  const bad = await turn(carla)
  const after = (await bina.query('release.list')).releases.map(({ releaseId }) => releaseId)
  // one row with something that nobody else has, said to be as good as the others
  const at = whole.columns.indexOf('ageBand')
  const rows = whole.rows.map((row, i) => (i === 0 ? row.map((cell, c) => (c === at ? 'minor' : cell)) : row))
  const told: SummaryPublication = { ...whole, period: '2024', rows }
  const { id, row } = signWord(bad.device, network, {
    after: [],
    at: '2026-11-22T12:00:00.000Z',
    heard: bad.ledger
      .root()
      .heads()
      .map((head) => head.id),
    seq: 1,
    says: {
      kind: 'lease',
      product: 'summaries',
      spec: { period: '2024', audience: 'allies', sections: [], tables: [], country: null },
      digest: digestOf(told),
      data: {},
      thresholds: { public: 5, grave: 10 },
      earlier: [],
      supersedes: null,
    },
    carries: told,
  })
  const changes = bad.change(network, releasesDocument, (doc) => {
    doc[`words/${id}`] = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, new A.ImmutableString(String(value))]),
    )
  })
  await deliver(bina, bad, bad.batch(network, releasesDocument, changes))
  expect(after).not.toContain(id)
  expect(await standsAs(bina, id)).toBe('leased')
  expect(await bina.tryCall('release.approve', { releaseId: id })).toBe('BlockedRelease')
  await meet(alma, bina)
  expect(await standsAs(alma, id)).toBe('leased')
}, 60_000)
