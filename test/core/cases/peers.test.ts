import * as A from '@automerge/automerge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseSpec } from '#shared/records/case'
import type { Field, Fields } from '#shared/records/field'
import { analysis } from '../../support/caseFile'
import { deliver, insidersLeave, turn } from '../../support/insider'
import type { Insider } from '../../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'

// Carla's app is newer than Alma's, or very old, or writes what no app would.

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

const ids = {
  newer: '11'.repeat(16),
  older: '22'.repeat(16),
  referral: '33'.repeat(16),
}
let alma: Person, carla: Insider, caseId: string

beforeAll(async () => {
  alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Carla')
  ;({ caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' }))
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await meet(alma, bina)
  carla = await turn(bina)
}, 60_000)

const write = async (edit: (doc: Record<string, unknown>) => void): Promise<void> => {
  await deliver(alma, carla, carla.batch(caseId, 'case', carla.change(caseId, 'case', edit)))
}
const once = (text: string) => new A.ImmutableString(text)
const view = () => alma.query('case.view', { caseId })

test('fields of a newer app stay when this one edits the same rows', async () => {
  await write((doc) => {
    doc[`persons/${ids.newer}`] = {
      v: 9,
      chosenName: once('Ixchel'),
      relationToCase: once('defender'),
      health: 'Bien.',
      moonSign: once('luna'),
      clocks: { home: once('UTC-6') },
    }
    doc[`measures/${ids.newer}`] = { v: 9, type: once('x-newer-drums'), status: once('dreamt'), rhythm: 7 }
    doc.constellation = once('Pléyades')
  })
  const set = (path: string, value: string) => alma.call('case.setField', { caseId, path, value })
  await set(`persons.${ids.newer}.health`, 'Mejor.')
  await set(`persons.${ids.newer}.contact`, '555')
  await set('department', 'Oaxaca')
  // nobody is stuck in a state that only newer apps know
  await alma.call('case.setPartStatus', { caseId, part: 'measures', id: ids.newer, status: 'ongoing' })
  const { persons, measures } = await view()
  expect(persons[0]).toMatchObject({ chosenName: 'Ixchel', health: 'Mejor.', contact: '555' })
  expect(measures[0]).toMatchObject({ type: 'x-newer-drums', status: 'ongoing' })
  const almas = await turn(alma)
  const doc = JSON.parse(JSON.stringify(almas.document(caseId, 'case'))) as Record<string, Record<string, unknown>>
  expect(doc[`persons/${ids.newer}`]).toMatchObject({ v: 9, moonSign: 'luna', clocks: { home: 'UTC-6' } })
  expect(doc[`measures/${ids.newer}`]).toMatchObject({ v: 9, rhythm: 7, status: 'ongoing' })
  expect(doc.constellation).toBe('Pléyades')
  almas.close()
  await alma.reopen()
})

test('rows without a version, half empty or of no shape at all, are read as far as they go', async () => {
  await write((doc) => {
    for (const part of Object.keys(caseSpec.parts)) doc[`${part}/${ids.older}`] = {}
    doc[`risks/${ids.older}`] = { threats: 'many', vulnerabilities: [{ level: 99 }, 7], imminentSigns: ['weapon_seen'] }
    doc[`consents/${ids.older}`] = { purpose: once('photo'), state: true, after: ids.older, expiresOn: once('nunca') }
    doc[`notes/${ids.older}`] = { text: once('Sin versión.'), at: 5 }
  })
  const seen = await view()
  for (const part of ['persons', 'aggressions', 'plans', 'measures', 'referrals', 'mechanisms', 'relocations'] as const)
    expect(seen[part].length).toBeGreaterThan(0)
  expect(seen.riskAnalyses[0]).toMatchObject({
    method: 'formula',
    threats: [],
    score: { band: 'imminent', risk: null },
  })
  expect(seen.consents.find(({ purpose }) => purpose === 'photo')).toMatchObject({ state: 'refused' })
  expect(seen.notes[0]).toMatchObject({ text: 'Sin versión.', at: null, kind: null })
  expect(seen.relocations[0]).toMatchObject({ stage: 'planned' })
  await alma.call('case.addRiskAnalysis', { caseId, ...analysis })
  expect((await view()).riskAnalyses.at(-1)).toMatchObject({ version: 2, comparison: { band: { before: 'imminent' } } })
})

test('no part of a row from elsewhere can hold a word of a kind that the list of cases would show', async () => {
  await write((doc) => {
    doc[`referrals/${ids.referral}`] = { toOrg: once('Casa Pino'), consentId: once('nadie'), status: once('accepted') }
  })
  const { referrals, reminders } = await view()
  expect(referrals.some(({ consentId }) => consentId === 'nadie')).toBe(true)
  expect(reminders).toContainEqual({ kind: 'referral_not_agreed', on: null, id: ids.referral })
  expect(Object.keys((await alma.query('case.list')).cases[0] ?? {}).sort()).toEqual(
    ['alias', 'caseCode', 'caseId', 'country', 'department', 'nextReview', 'priority', 'riskBand', 'status'].sort(),
  )
})

/** Searched fields of a record by their path, with those inside groups. */
const searched = (fields: Fields, path = ''): string[] =>
  Object.entries(fields).flatMap(([name, field]: [string, Field]) =>
    field.inner ? searched(field.inner, `${path}${name}.`) : field.isSearched ? [`${path}${name}`] : [],
  )

test('search finds a word in every searched field of every part, and nothing for who is not on the case', async () => {
  const words: string[] = []
  const rows: Record<string, Record<string, unknown>> = {}
  for (const [part, { record }] of Object.entries(caseSpec.parts)) {
    const row: Record<string, unknown> = { v: 1 }
    for (const path of searched(record.fields)) {
      const word = `palabra${words.length}qz`
      words.push(word)
      const [name = '', inner] = path.split('.')
      const { merge, read } = record.fields[name] as Field
      if (inner === undefined) row[name] = merge === 'text' ? word : once(word)
      else if (Array.isArray(read(undefined)))
        row[name] = [{ ...(row[name] as [object] | undefined)?.[0], [inner]: once(word) }]
      else row[name] = { ...(row[name] as object | undefined), [inner]: once(word) }
    }
    rows[`${part}/${'44'.repeat(16)}`] = row
  }
  expect(words.length).toBeGreaterThan(30)
  await write((doc) => void Object.assign(doc, rows))
  const eva = await joinNetwork(alma, 'Eva', 'facilitator')
  await meet(alma, eva)
  for (const text of words) {
    expect([text, (await alma.query('search', { text })).hits.map(({ spaceId }) => spaceId)]).toEqual([text, [caseId]])
    expect((await eva.query('search', { text })).hits).toEqual([])
  }
  expect((await alma.query('case.list', { text: words[0] ?? '' })).total).toBe(1)
  expect((await eva.query('case.list', { text: words[0] ?? '' })).total).toBe(0)
})
