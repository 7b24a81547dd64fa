import { spawnSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { out } from '../support/drivers'
import { everybodyGoesHome, foundNetwork, joinNetwork, newFolder, openPerson, passphrase } from '../support/people'
import type { Person } from '../support/people'

// What Alma's network kept in spreadsheets comes in at a terminal. The built program is run; all people are invented.

afterAll(everybodyGoesHome)

let vaults: Readonly<Record<'alma' | 'dina', string>>
let folder: string
beforeAll(async () => {
  folder = newFolder()
  writeFileSync(join(folder, 'phrase'), passphrase)
  const alma = await foundNetwork()
  const dina = await joinNetwork(alma, 'Dina')
  await alma.call('space.open', { kind: 'registry' })
  await alma.call('registry.closePeriod', { period: '2011' })
  for (const one of [alma, dina]) await one.lock()
  vaults = { alma: alma.vault, dina: dina.vault }
}, 120_000)

type Answer = {
  readonly error?: { readonly type: string; readonly message: string }
  readonly rejected?: readonly { readonly line: number; readonly reason: string; readonly column: string | null }[]
  readonly [name: string]: unknown
}
const file = (name: string, content: string | Uint8Array | object): string => {
  const place = join(folder, name)
  const isJson = typeof content === 'object' && !(content instanceof Uint8Array)
  writeFileSync(place, isJson ? JSON.stringify(content) : content)
  return place
}
const terminal = (who: keyof typeof vaults, as: string, table: string, map: string, ...more: string[]) => {
  const words = ['import', table, '--as', as, '--map', map, ...more]
  const own = ['--vault', vaults[who], '--passphrase-file', join(folder, 'phrase')]
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(out, 'main/cli.js'), ...words, ...own], {
    env: { PATH: process.env.PATH, TEJIDO_KDF: 'floor' },
    cwd: folder,
  })
  const said = `${stdout.toString()}${stderr.toString()}`
  expect(said).not.toMatch(/node:|at \w+ \(|Error:/)
  return { status, said, stdout: stdout.toString() }
}
const tejido = (...given: Parameters<typeof terminal>) => {
  const { status, stdout, said } = terminal(...given, '--json', '--lang', 'es')
  return { status, said, value: JSON.parse(stdout || 'null') as Answer }
}
const asAlma = async <T>(work: (alma: Person) => Promise<T>): Promise<T> => {
  const alma = await openPerson('alma', vaults.alma)
  try {
    return await work(alma)
  } finally {
    await alma.lock()
  }
}
const entriesOf = (period: string) => asAlma(async (alma) => (await alma.query('registry.list', { period })).entries)

const mapping = {
  columns: {
    Fecha: { field: 'date.from', as: 'date:dmy' },
    País: { field: 'country', values: { México: 'MX', Honduras: 'HN' } },
    Departamento: { field: 'department' },
    Tipo: { field: 'types', as: 'list:|', values: { Amenaza: 'death_threat', Vigilancia: 'surveillance' } },
    Persona: { field: 'person' },
  },
  constants: { 'date.precision': 'exact', target: 'personal', genderDimension: 'no' },
}
const rows = Array.from({ length: 30 }, (_, i) => {
  const day = `${String(i + 1).padStart(2, '0')}/01/2013`
  // two that nobody can keep: a word of no list, and a day of no calendar
  if (i === 6) return `${day};México;Oaxaca;Rumor;Xiomara Inventada;x`
  if (i === 17) return '31/02/2013;México;Oaxaca;Amenaza;Xiomara Inventada;x'
  return `${day};${i % 2 ? 'México' : 'Honduras'};Peñón;Amenaza|Vigilancia;Xiomara Inventada;x`
})
const csv = `Fecha;País;Departamento;Tipo;Persona;Notas\r\n${rows.join('\r\n')}\r\n`

test('thirty rows with two bad ones: tried first, then really, and not a second time by accident', async () => {
  const [table, map] = [file('attacks.csv', Buffer.from(csv, 'latin1')), file('map.json', mapping)]
  const rejected = [
    { line: 8, reason: 'unknownTerm', column: 'Tipo' },
    { line: 19, reason: 'date', column: 'Fecha' },
  ]
  const report = { rows: 30, accepted: 28, rejected, notRead: ['Notas'], encoding: 'windows-1252' }
  const tried = tejido('alma', 'registry', table, map, '--dry-run')
  expect([tried.status, tried.value]).toEqual([0, { ...report, alreadyThere: 0, dryRun: true }])
  expect(await entriesOf('2013')).toEqual([])

  const done = tejido('alma', 'registry', table, map)
  expect([done.status, done.value]).toEqual([0, { ...report, alreadyThere: 0, dryRun: false }])
  const entries = await entriesOf('2013')
  expect(entries.length).toBe(28)
  expect(entries.at(-1)).toMatchObject({ country: 'HN', department: 'Peñón', types: ['death_threat', 'surveillance'] })

  expect(tejido('alma', 'registry', table, map, '--dry-run').value).toMatchObject({ alreadyThere: 28 })
  const again = tejido('alma', 'registry', table, map)
  expect([again.status, again.value.error?.type]).toEqual([1, 'ImportAlreadyThere'])
  expect((await entriesOf('2013')).length).toBe(28)
  for (const { said } of [tried, done, again]) expect(said).not.toMatch(/Xiomara|Rumor|Oaxaca/)
}, 120_000)

test.each(['es', 'en'] as const)('without --json each row that stays out has its sentence (%s)', (lang) => {
  const [table, map] = [file('words.csv', csv), file('map.json', mapping)]
  const { status, said } = terminal('alma', 'registry', table, map, '--dry-run', '--lang', lang)
  expect(status).toBe(0)
  expect(said).toMatch(/8.*Tipo.*\n.*19.*Fecha.*\n.*Notas\n/)
  expect(said).not.toMatch(/Xiomara|Rumor|Oaxaca|rowRejected|import[A-Z]|\{/)
})

test('a workbook with days, a KoboToolbox file and a Uwazi file come in', async () => {
  const sheet = [
    ['Fecha', 'País', 'Departamento', 'Tipo', 'Persona'].map((value) => ({ value })),
    [
      { value: new Date('2014-03-09T00:00:00Z'), format: 'dd/mm/yyyy' },
      ...['México', 'Oaxaca', 'Amenaza', 'Xiomara Inventada'].map((value) => ({ value })),
    ],
  ]
  const book = file('attacks.xlsx', await writeXlsxFile(sheet as never, {} as never).toBuffer())
  const kobo = file(
    'kobo.csv',
    [
      '"hecho/fecha";"hecho/tipos";"causas/tierra";"causas/trabajo";"_id";"_submission_time"',
      '"2014-04-01";"death_threat surveillance";"1";"0";"88";"2014-04-02T10:00:00"',
    ].join('\n'),
  )
  const uwazi = file('uwazi.csv', 'title,date,kinds\nCaso 1,2014-05-01,Amenaza|Vigilancia\n')
  const constants = { ...mapping.constants, country: 'MX' }
  const from = { field: 'date.from', as: 'date:ymd' }
  const ofKobo = file('kobo.json', {
    columns: {
      'hecho/fecha': from,
      'hecho/tipos': { field: 'types', as: 'list: ' },
      'causas/tierra': { field: 'causes', as: 'flag:land_territory' },
      'causas/trabajo': { field: 'causes', as: 'flag:labour' },
    },
    constants,
  })
  const ofUwazi = file('uwazi.json', {
    columns: { date: from, kinds: { ...mapping.columns.Tipo } },
    constants,
  })
  const one = { rows: 1, accepted: 1, rejected: [] }
  expect(tejido('alma', 'registry', book, file('map.json', mapping)).value).toMatchObject({ ...one, encoding: 'xlsx' })
  expect(tejido('alma', 'registry', kobo, ofKobo).value).toMatchObject({ ...one, notRead: ['_id', '_submission_time'] })
  expect(tejido('alma', 'registry', uwazi, ofUwazi).value).toMatchObject({ ...one, notRead: ['title'] })
  const entries = await entriesOf('2014')
  expect(entries.map(({ date, types }) => [date.from, types])).toEqual([
    ['2014-05-01', ['death_threat', 'surveillance']],
    ['2014-04-01', ['death_threat', 'surveillance']],
    ['2014-03-09', ['death_threat']],
  ])
  const view = await asAlma((alma) => alma.query('registry.view', { entryId: entries[1]?.entryId ?? '' }))
  expect(view.causes).toEqual(['land_territory'])
}, 120_000)

test('files of cases are opened, one for each row', async () => {
  const table = file('cases.csv', 'alias,país,prioridad\nCeiba,MX,alta\nJacaranda,México,alta\nMaíz,HN,alta\n')
  const map = file('cases.json', {
    columns: {
      alias: { field: 'alias' },
      país: { field: 'country' },
      prioridad: { field: 'priority', values: { alta: 'high' } },
    },
    constants: { kindOfSubject: 'defender' },
  })
  const before = await asAlma(async (alma) => (await alma.query('case.list')).total)
  const tried = tejido('alma', 'cases', table, map, '--dry-run')
  expect(tried.value).toMatchObject({ rows: 3, accepted: 2, alreadyThere: null })
  expect(await asAlma(async (alma) => (await alma.query('case.list')).total)).toBe(before)
  expect(tejido('alma', 'cases', table, map)).toMatchObject({ status: 0, value: { accepted: 2 } })
  const { cases } = await asAlma((alma) => alma.query('case.list'))
  expect(cases.map(({ alias, priority }) => [alias, priority]).sort()).toEqual([
    ['Ceiba', 'high'],
    ['Maíz', 'high'],
  ])
}, 120_000)

test('what is wrongly asked, not hers, closed or not there is said in one word, and nothing is kept', async () => {
  const [table, map] = [file('attacks.csv', csv.replaceAll('2013', '2015')), file('map.json', mapping)]
  const closed = file('closed.csv', csv.replaceAll('2013', '2011'))
  const link = join(folder, 'link.csv')
  symlinkSync('/dev/zero', link)
  const wrong: [who: keyof typeof vaults, status: number, type: string, words: [string, string, string]][] = [
    ['dina', 1, 'UnknownSpace', ['registry', table, map]],
    ['alma', 2, 'WrongUsage', ['houses', table, map]],
    ['alma', 2, 'WrongUsage', ['__proto__', table, map]],
    ['alma', 2, 'ImportMapping', ['registry', table, table]],
    ['alma', 2, 'ImportMapping', ['cases', table, map]],
    ['alma', 1, 'ImportColumnMissing', ['registry', file('other.csv', 'a,b\n1,2\n'), map]],
    ['alma', 4, 'ImportUnreadable', ['registry', join(folder, 'none.csv'), map]],
    ['alma', 4, 'ImportUnreadable', ['registry', folder, map]],
    ['alma', 4, 'ImportUnreadable', ['registry', link, map]],
    ['alma', 1, 'ImportNothing', ['registry', closed, map]],
  ]
  for (const [who, status, type, words] of wrong)
    for (const more of type === 'ImportNothing' ? [[]] : [[], ['--dry-run']]) {
      const ran = tejido(who, ...words, ...more)
      expect([words, ran.status, ran.value.error?.type]).toEqual([words, status, type])
      expect(ran.said).not.toMatch(/Xiomara|\.csv|\.json|undefined|\{field\}/)
    }
  expect(tejido('alma', 'registry', closed, map, '--dry-run').value.rejected?.[0]?.reason).toBe('periodClosed')
  expect([...(await entriesOf('2015')), ...(await entriesOf('2011'))]).toEqual([])
}, 180_000)
