import { join } from 'node:path'
import { readdirSync, readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandName } from '#shared/contract/commands'
import { aggressionRecord } from '#shared/records/aggression'
import { caseRecord } from '#shared/records/case'
import { houseCardRecord } from '#shared/records/houseCard'
import { consentRecord } from '#shared/records/consent'
import { noteRecord, personRecord } from '#shared/records/person'
import { entryRecord } from '#shared/records/registryEntry'
import { stayRecord } from '#shared/records/stay'
import { createCanaries, filled } from '../support/canaryFields'
import { everybodyGoesHome, newFolder } from '../support/people'
import type { Person } from '../support/people'
import { coordinators } from '../support/releases'
import { formsOf, found } from '../support/search'
import type { Place } from '../support/search'

// Every field that takes words, of every kind of record that figures are counted from or stand beside, has a word of its own.

afterAll(everybodyGoesHome)

const canaries = createCanaries()
let alma: Person
let ids: string[]

/** A command with its input, and canaries in all else that it takes. */
const say = (name: CommandName, input: object): Promise<Record<string, unknown>> => alma.call(name, input)

const entry = (i: number): object => ({
  ...filled('entry', entryRecord.fields, canaries),
  person: canaries.next('entryPerson'),
  date: { from: `2012-0${1 + (i % 6)}-14`, precision: 'exact' },
  country: 'MX',
  types: [['surveillance', 'smear_campaign', 'death_threat'][i % 3]],
  target: 'personal',
  genderDimension: i % 2 === 0 ? 'no' : 'unknown',
  perpetrators: [{ category: ['state', 'private', 'armed'][i % 3] }],
  complaint: { filed: 'no', body: canaries.next('entryComplaint'), outcome: null },
})

const openCase = async (i: number): Promise<string> => {
  const { caseId } = await say('case.open', {
    ...filled('case', { alias: caseRecord.fields.alias, summaryInternal: caseRecord.fields.summaryInternal }, canaries),
    kindOfSubject: 'defender',
    country: 'HN',
  })
  for (const path of ['department', 'municipality'])
    await say('case.setField', { caseId, path, value: canaries.next(`case${path}`) })
  await say('case.setField', { caseId, path: 'sphere', value: ['political', 'criminal', 'community'][i % 3] })
  await say('case.addPerson', {
    caseId,
    ...filled('person', personRecord.fields, canaries),
    relationToCase: 'defender',
    ageBand: 'age_25_34',
    role: 'leader',
  })
  await say('case.addAggression', {
    caseId,
    ...filled('aggression', aggressionRecord.fields, canaries),
    date: { from: '2025-05-14', precision: 'exact' },
    country: 'HN',
    types: [['surveillance', 'smear_campaign', 'online_harassment'][i % 3]],
    target: 'personal',
    genderDimension: 'no',
    perpetrators: [{ category: ['state', 'private', 'armed'][i % 3] }],
  })
  await say('case.addNote', { caseId, ...filled('note', noteRecord.fields, canaries), kind: 'call' })
  await say('case.setConsent', {
    caseId,
    ...filled('consent', consentRecord.fields, canaries),
    purpose: 'case_summary',
    state: 'given',
    on: '2026-11-01',
    how: 'oral',
  })
  return String(caseId)
}

beforeAll(async () => {
  ;({ alma } = await coordinators(40))
  await alma.call('registry.openPeriod', { period: '2012', reason: canaries.next('reason') })
  const { termId } = await say('term.add', {
    list: 'aggressionType',
    code: 'x-red-canaria',
    parent: 'threat',
    labelEs: canaries.next('termEs'),
    labelEn: canaries.next('termEn'),
  })
  const entries: string[] = []
  for (let i = 0; i < 30; i++) entries.push(String((await say('registry.submit', entry(i))).entryId))
  entries.push(String((await say('registry.submit', { ...entry(0), types: ['x-red-canaria'] })).entryId))
  await alma.call('registry.closePeriod', { period: '2012' })
  const { houseCardId } = await say('house.offer', {
    ...filled('house', houseCardRecord.fields, canaries),
    alias: canaries.next('houseAlias'),
    country: 'MX',
    type: 'safe_house',
    placesTotal: 6,
  })
  await say('house.openTeam', { houseCardId, address: canaries.next('houseAddress') })
  for (let i = 0; i < 24; i++) {
    const { stayId } = await say('stay.arrive', {
      ...filled('stay', stayRecord.fields, canaries),
      ...{ houseCardId, guestAlias: canaries.next('guestAlias'), partySize: 2, arrival: '2012-02-03' },
      ...{ plannedDeparture: null, roomId: null, services: [] },
    })
    await say('stay.depart', { houseCardId, stayId, kind: 'return', date: i % 2 === 0 ? '2012-02-07' : '2012-06-07' })
  }
  await say('house.shareFigures', { houseCardId, through: '2012-12' })
  await say('committee.create', { type: 'self_care', name: canaries.next('committee') })
  const cases: string[] = []
  for (let i = 0; i < 24; i++) cases.push(await openCase(i))
  ids = [String(termId), String(houseCardId), ...entries, ...cases, await alma.id()]
}, 240_000)

/** All that is in some files: archives as they are and unpacked, pages also with their entities read. */
const placesOf = (folder: string): Place[] =>
  readdirSync(folder).flatMap((name) => {
    const bytes = readFileSync(join(folder, name))
    const inner = name.endsWith('.xlsx')
      ? Object.entries(unzipSync(bytes)).map(([part, one]) => ({
          name: `${name}/${part}`,
          bytes: Buffer.from(part + strFromU8(one)),
        }))
      : []
    const read = bytes
      .toString('utf8')
      .replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_all, hex?: string, decimal?: string) =>
        String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16)),
      )
    return [{ name, bytes: Buffer.concat([Buffer.from(name), bytes, Buffer.from(read)]) }, ...inner]
  })

test('not one word of any field, and no id, is in any byte of tables and summaries', async () => {
  const folders = [newFolder(), newFolder()]
  const [tables = '', summaries = ''] = folders
  const look = { language: 'both', hxl: true } as const
  const made = await alma.call('release.files', { of: { spec: { period: '2012' } }, folder: tables, ...look })
  const rows = await alma.call('release.summaryFiles', { of: { period: '2025' }, folder: summaries, ...look })
  expect([made.files.length > 8, rows.files.length > 3, canaries.all.length > 700]).toEqual([true, true, true])
  const places = folders.flatMap(placesOf)
  // what is sought can be found: the mark of a draft is in each
  expect(
    found(
      places.filter(({ name }) => !name.includes('/')),
      formsOf('borrador-'),
    ).length,
  ).toBe(made.files.length + rows.files.length)
  expect(canaries.all.filter((word) => found(places, formsOf(word)).length > 0)).toEqual([])
  expect(found(places, formsOf('Canaria'))).toEqual([])
  expect(found(places, formsOf('x-red-'))).toEqual([])
  expect(ids.filter((id) => found(places, formsOf(id)).length > 0)).toEqual([])
}, 120_000)
