import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { checkEntry } from '#core/commands/registry/submit'
import { parseMapping } from '#core/import/mapping'
import { planImport } from '#core/import/planImport'
import { readTable } from '#core/import/table'
import { entryInput } from '#shared/contract/registry'
import { failures } from '#shared/errors'
import en from '../../../src/shared/i18n/en.json'
import { entryRecord } from '#shared/records/registryEntry'

// How Rosa says which column is which field, and what becomes of her rows. All of it is invented.

const target = { fields: entryRecord.fields, input: entryInput, check: checkEntry }
const more = ['person', 'period', 'draft']
const columns = {
  fecha: { field: 'date.from', as: 'date:dmy' },
  tipo: { field: 'types', as: 'list:;', values: { Amenaza: 'death_threat', Hostigamiento: 'harassment' } },
}
const constants = {
  'date.precision': 'exact',
  country: 'MX',
  target: 'personal',
  genderDimension: 'no',
}
const mappingOf = (given: unknown) => parseMapping(JSON.stringify(given), entryRecord.fields, more)
const plan = async (csv: string, given: object = { columns, constants }) => {
  const [table, mapping] = [await readTable(strToU8(csv)), mappingOf(given)]
  if (!table.ok) return expect.fail(table.error.type)
  if (!mapping.ok) return expect.fail(JSON.stringify(mapping.error))
  const done = planImport(table.value, mapping.value, target)
  return done.ok ? done.value : expect.fail(done.error.type)
}
const withColumn = (name: string, column: object) => ({ columns: { ...columns, [name]: column }, constants })

describe('a mapping', () => {
  test.each([
    ['JSON', '{'],
    ['columns', '{"columns":{}}'],
    ['columns', '{"columns":{"a":{"field":"types","as":"list"}}}'],
    ['columns', '{"columns":{"a":{"field":"types","more":1}}}'],
    ['constants', '{"columns":{"a":{"field":"types"}},"constants":{"x":{}}}'],
    ['tipes', '{"columns":{"a":{"field":"tipes"}}}'],
    ['coder', '{"columns":{"a":{"field":"coder"}}}'],
    ['date', '{"columns":{"a":{"field":"date"}}}'],
    ['date.day', '{"columns":{"a":{"field":"date.day"}}}'],
    ['__proto__.x', '{"columns":{"a":{"field":"__proto__.x"}}}'],
    ['country', '{"columns":{"a":{"field":"country"},"b":{"field":"country"}}}'],
    ['status', '{"columns":{"a":{"field":"types"}},"constants":{"status":"verified"}}'],
  ])('is refused by what is wrong in it: %s', (field, json) => {
    const read = parseMapping(json, entryRecord.fields, more)
    expect(read).toEqual({ ok: false, error: { type: 'ImportMapping', detail: { field } } })
    expect(failures.ImportMapping).toBe(2)
  })

  test('that names a column which the table lacks is told by the field', async () => {
    const [table, mapping] = [await readTable(strToU8('fecha,otra\n1,2\n')), mappingOf({ columns, constants })]
    if (!table.ok || !mapping.ok) return expect.fail('not read')
    expect(planImport(table.value, mapping.value, target)).toEqual({
      ok: false,
      error: { type: 'ImportColumnMissing', detail: { field: 'types' } },
    })
  })
})

test('a row becomes what the command takes; columns that nobody named are listed', async () => {
  const { accepted, rejected, notRead } = await plan(
    'fecha,tipo,notas,,\n14/05/2023,Amenaza; Hostigamiento;,Ana vino,,x\n',
  )
  expect(rejected).toEqual([])
  expect(notRead).toEqual(['notas', '#5'])
  expect(accepted).toEqual([
    {
      line: 2,
      entry: {
        date: { from: '2023-05-14', precision: 'exact' },
        types: ['death_threat', 'harassment'],
        ...{ country: 'MX', target: 'personal', genderDimension: 'no' },
      },
    },
  ])
})

test('a day is read only as the mapping says, and one that no calendar has stays out', async () => {
  const days = [
    '1/2/2023',
    '2023-02-01',
    '01.02.2023 10:30',
    '05/14/2023',
    '29/02/2023',
    '1/2/23',
    'mayo',
    '32/01/2023',
  ]
  const csv = `fecha;tipo\n${days.map((day) => `${day};Amenaza`).join('\n')}\n`
  const { accepted, rejected } = await plan(csv)
  expect(accepted.map(({ entry }) => (entry.date as { from: string }).from)).toEqual(Array(3).fill('2023-02-01'))
  expect(rejected).toEqual([5, 6, 7, 8, 9].map((line) => ({ line, reason: 'date', column: 'fecha' })))
  const ymd = { columns: { ...columns, fecha: { field: 'date.from', as: 'date:ymd' } }, constants }
  const other = await plan(csv, ymd)
  expect(other.accepted.map(({ line }) => line)).toEqual([3])
})

test('what no list knows, what is missing and what does not go together is told by the column, never by what it says', async () => {
  const secret = 'Xiomara'
  const { accepted, rejected } = await plan(
    [
      'fecha,tipo,dimensión,personas,muni,acuerdo',
      `14/05/2023,${secret},no,1,m,given`,
      `,Amenaza,no,1,m,given`,
      `14/05/2023,,no,1,m,given`,
      `14/05/2023,Amenaza,yes,1,m,given`,
      `14/05/2023,Amenaza,no,${secret},m,given`,
      `14/05/2023,Amenaza,no,1,${secret.repeat(20)},given`,
      `14/05/2023,Amenaza,no,1,m,refused`,
      `14/05/2023,Amenaza,no,1,m,given,${secret}`,
      `14/05/2023,Amenaza,no,1,m,given`,
    ].join('\n'),
    {
      columns: {
        ...columns,
        dimensión: { field: 'genderDimension' },
        personas: { field: 'groupLeast', as: 'number' },
        muni: { field: 'municipality' },
        acuerdo: { field: 'consent.registry' },
      },
      constants,
    },
  )
  expect(accepted.map(({ line }) => line)).toEqual([10])
  expect(rejected).toEqual([
    { line: 2, reason: 'unknownTerm', column: 'tipo' },
    { line: 3, reason: 'missing', column: 'fecha' },
    { line: 4, reason: 'missing', column: 'tipo' },
    { line: 5, reason: 'together', column: 'indicators' },
    { line: 6, reason: 'number', column: 'personas' },
    { line: 7, reason: 'tooLong', column: 'muni' },
    { line: 8, reason: 'consentRefused', column: null },
    { line: 9, reason: 'tooManyCells', column: null },
  ])
  expect(JSON.stringify(rejected)).not.toContain(secret)
  for (const { reason } of rejected) expect(Object.keys(en.cli.rowRejected)).toContain(reason)
})

test('columns of 0 and 1 come together in one list, and what is neither stays out', async () => {
  const causes = (term: string) => ({ field: 'causes', as: `flag:${term}` })
  const { accepted, rejected } = await plan(
    'fecha,tipo,c/land,c/labour\n14/05/2023,Amenaza,1,TRUE\n14/05/2023,Amenaza,0,\n14/05/2023,Amenaza,x,0\n',
    { columns: { ...columns, 'c/land': causes('land_territory'), 'c/labour': causes('labour') }, constants },
  )
  expect(accepted.map(({ entry }) => entry.causes)).toEqual([['land_territory', 'labour'], undefined])
  expect(rejected).toEqual([{ line: 4, reason: 'flag', column: 'c/land' }])
})

test('rows of a list are put by number, the first where none is said; a constant stands where no column gave a value', async () => {
  const { accepted } = await plan(
    'fecha,tipo,quién,segundo,país\n14/05/2023,Amenaza,state,private,HN\n14/05/2023,Amenaza,,private,\n',
    {
      columns: {
        ...columns,
        quién: { field: 'perpetrators.category' },
        segundo: { field: 'perpetrators.1.category' },
        país: { field: 'country' },
      },
      constants,
    },
  )
  expect(accepted.map(({ entry }) => [entry.country, entry.perpetrators])).toEqual([
    ['HN', [{ category: 'state' }, { category: 'private' }]],
    ['MX', [{ category: 'private' }]],
  ])
})

test('a word that values has is what it says there, null is nothing, and words of objects are only words', async () => {
  const { accepted, rejected } = await plan(
    'fecha,tipo,tierra\n14/05/2023,Amenaza,Sí\n14/05/2023,Amenaza,N/D\n14/05/2023,Amenaza,constructor\n',
    withColumn('tierra', { field: 'causeLinked', values: { Sí: 'yes', 'N/D': null } }),
  )
  expect(accepted.map(({ entry }) => entry.causeLinked)).toEqual(['yes', undefined])
  expect(rejected).toEqual([{ line: 4, reason: 'unknownTerm', column: 'tierra' }])
})
