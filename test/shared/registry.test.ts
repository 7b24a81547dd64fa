import { expect, test } from 'vitest'
import { codedAggression } from '#shared/records/aggression'
import { projectDocument } from '#shared/records/document'
import { specOf } from '#shared/records/documents'
import { entriesSpec, monthDocument } from '#shared/records/registry'
import { entryRecord } from '#shared/records/registryEntry'
import { dateOfPeriod, isPeriod, isWithin, periodOf, sortOfDate, sortRange, spanOf } from '#shared/rules/period'
import { compareCodings, entryFault, entryMachine, isProven, normalisedPerson } from '#shared/rules/registry'
import { statesOf } from '#shared/rules/machine'

const date = (from: string | null, precision: string | null = 'exact', to: string | null = null) => ({
  from,
  to,
  precision,
})

test('a period is a year or a month, and is of the date as far as that is known', () => {
  expect(['2023', '2023-05', '2023-13', '23', '2023-5', '2023-05-01', ''].map(isPeriod)).toEqual([
    true,
    true,
    ...[false, false, false, false, false],
  ])
  expect(periodOf(date('2023-05-14'))).toBe('2023-05')
  expect(periodOf(date('2023-05-01', 'month'))).toBe('2023-05')
  expect(periodOf(date('2023-05-01', 'quarter'))).toBe('2023')
  expect(periodOf(date('2023-05-01', 'year'))).toBe('2023')
  expect(periodOf(date(null, 'unknown'))).toBeNull()
  for (const period of ['2023', '2023-02']) expect(periodOf(dateOfPeriod(period))).toBe(period)
  expect(isWithin('2023-05', '2023')).toBe(true)
  expect(isWithin('2023', '2023-05')).toBe(false)
  expect(isWithin(null, '2023')).toBe(false)
})

test('the range of a period holds the dates in it and no other', () => {
  const dates = [
    ...[date('2022-12-31'), date('2023-01-01', 'year'), date('2023-04-30'), date('2023-05-01', 'month')],
    ...[date('2023-05-01'), date('2023-05-31'), date('2023-06-01'), date('2023-04-01', 'quarter'), date('2024-01-01')],
    ...[date(null, 'unknown'), date("'; DROP TABLE record --")],
  ]
  const inside = (period: string): string[] => {
    const { from, below } = sortRange(period)
    return dates.map(sortOfDate).filter((sort) => sort >= from && sort < below)
  }
  expect(inside('2023-05')).toEqual(['2023-05', '2023-05-01', '2023-05-31'])
  expect(inside('2023')).toEqual([
    ...['2023', '2023-04-30', '2023-05', '2023-05-01', '2023-05-31', '2023-06-01', '2023-q2'],
  ])
})

test('a date spans the days on which it may have happened', () => {
  const length = (one: ReturnType<typeof date>): number | undefined => {
    const span = spanOf(one)
    return span && span[1] - span[0] + 1
  }
  expect(length(date('2023-05-14'))).toBe(1)
  expect(length(date('2024-02-10', 'month'))).toBe(29)
  expect(length(date('2023-05-14', 'quarter'))).toBe(91)
  expect(length(date('2023-05-14', 'year'))).toBe(365)
  expect(length(date('2023-05-14', 'approximate'))).toBe(15)
  expect(length(date('2023-05-14', 'range', '2023-05-20'))).toBe(7)
  expect(length(date(null))).toBeUndefined()
  expect(length(date('mañana'))).toBeUndefined()
})

test('her own word is proof, and so are two sources; one, or an unknown one beside it, is not', () => {
  expect(isProven(['defender'])).toBe(true)
  expect(isProven(['media', 'organisation'])).toBe(true)
  expect(isProven(['media'])).toBe(false)
  expect(isProven(['media', 'unknown'])).toBe(false)
  expect(isProven([])).toBe(false)
})

test('an entry whose fields do not go together is told by the first that does not', () => {
  const good = {
    date: date('2023-05-14'),
    types: ['harassment'],
    groupLeast: null,
    groupMost: null,
    genderDimension: 'no',
    indicators: [],
  }
  expect(entryFault(good)).toBeUndefined()
  expect(entryFault({ ...good, date: date('2023-05-14', 'range', '2023-05-13') })).toBe('date.to')
  expect(entryFault({ ...good, date: date(null) })).toBe('date.from')
  expect(entryFault({ ...good, date: date(null, 'unknown') })).toBeUndefined()
  expect(entryFault({ ...good, types: [] })).toBe('types')
  expect(entryFault({ ...good, groupLeast: 9, groupMost: 3 })).toBe('groupMost')
  expect(entryFault({ ...good, genderDimension: 'yes' })).toBe('indicators')
})

test('a name is one, however it is written', () => {
  const forms = ['Pérez, Ana', 'ana perez', 'ANA  PÉREZ', 'Perez Ana.', 'Pe\u0301rez Ana']
  expect(new Set(forms.map(normalisedPerson))).toEqual(new Set(['ana perez']))
  expect(normalisedPerson(' ?! ')).toBe('')
})

test('two codings agree on what they say alike, in any order; what the second left out is compared with nothing', () => {
  const first = { types: ['a', 'b'], complaint: { filed: 'no', body: '' }, target: 'personal', country: 'MX' }
  const { agrees, differs } = compareCodings(first, {
    types: ['b', 'a'],
    complaint: { body: '', filed: 'no', outcome: null },
    target: 'collective',
    country: undefined,
  })
  expect([agrees, differs]).toEqual([['types', 'complaint'], ['target']])
})

test('from "withdrawn" nothing leads back, and from everywhere something leads there', () => {
  expect(entryMachine.moves.withdrawn).toEqual([])
  for (const state of statesOf(entryMachine))
    if (state !== 'withdrawn') expect(entryMachine.moves[state], state).toContain('withdrawn')
})

test('an entry has every coded field of an aggression, no words of hers, and nothing that leads to a case', () => {
  const names = Object.keys(entryRecord.fields)
  expect(names).toEqual(expect.arrayContaining(Object.keys(codedAggression)))
  for (const name of ['narrative', 'persons', 'perpetratorNames', 'caseId', 'caseCode', 'linkedCase', 'evidence'])
    expect(names).not.toContain(name)
  expect(specOf('registry', monthDocument('2023-05-14'))).toBe(entriesSpec)
  expect(specOf('registry', monthDocument(null))).toBe(entriesSpec)
  expect(specOf('case', 'entries-2023-05')).toBeUndefined()
})

test('whatever stands in a document, it is read as entries without anything thrown', () => {
  const state = {
    'entries/aa': { status: 7, types: 'x', date: [1], perpetrators: { a: 1 }, consent: null, compared: 'no' },
    'entries/bb': 'no row',
    'entries/cc': {
      status: 'from_a_newer_app',
      date: { from: '2023-05-14', precision: 'exact' },
      types: { torture: true },
    },
  }
  const rows = projectDocument(entriesSpec, state, { space: 'ab'.repeat(32), name: 'entries-2023-05' })
  expect(rows.map(({ id, status, sort }) => [id, status, sort])).toEqual([
    ['aa', 'draft', ''],
    ['cc', 'from_a_newer_app', '2023-05-14'],
  ])
})
