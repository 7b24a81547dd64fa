import { boxKey } from '#core/anonymise/dimension'
import type { FileOptions } from '#core/export/files'
import type { Random } from './random'
import type { Axis, AxisNode, Publication, Table, Unit } from '#shared/rules/publication'

/** A node with those under it. */
type Given = string | readonly [code: string, under: readonly Given[]]

const nodesOf = (given: readonly Given[], parent: string | null, level: number): AxisNode[] =>
  given.flatMap((one) => {
    const [code, under] = typeof one === 'string' ? [one, []] : one
    return [{ code, parent, level }, ...nodesOf(under, code, level + 1)]
  })

/** An axis by its nodes; `first`: the level of its dimension that it begins with. */
export const axisBy = (dimension: string, given: readonly Given[], first = 0): Axis => {
  const nodes = nodesOf(given, null, first)
  return { dimension, levels: [...new Set(nodes.map(({ level }) => level))].sort(), nodes }
}

const combined = (axes: readonly Axis[]): (string | null)[][] =>
  axes.reduce<(string | null)[][]>(
    (rows, { nodes }) => rows.flatMap((row) => [null, ...nodes.map(({ code }) => code)].map((code) => [...row, code])),
    [[]],
  )

/** What a table is about, before it has numbers. */
type Asked = { readonly unit?: Unit; readonly of?: Record<string, string>; readonly axes: readonly Axis[] }

/** Tables whose numbers come by box, so that the same box has the same number in each. */
export const tablesBy = (
  asked: readonly Asked[],
  valueOf: (unit: Unit, box: Record<string, string>) => number | null,
): Table[] =>
  asked.map(({ unit = 'aggressions', of = {}, axes }, index) => ({
    id: `cuadro-${String(index + 1).padStart(2, '0')}`,
    subject: axes.map(({ dimension }) => dimension).join('-'),
    unit,
    of,
    axes,
    cells: combined(axes).map((at) => {
      const nodes = at.flatMap((code, place) => (code === null ? [] : [[axes[place]?.dimension ?? '', code] as const]))
      return { at, value: valueOf(unit, { ...of, ...Object.fromEntries(nodes) }) }
    }),
  }))

/** A publication of such tables. */
export const publicationOf = (tables: readonly Table[], more: Partial<Publication> = {}): Publication => ({
  format: 1,
  product: 'tables',
  period: '2012',
  audience: 'public',
  thresholds: { public: 5, grave: 10 },
  tables,
  hidden: { cells: 0, primary: 0, secondary: 0, byTable: [], left: [] },
  refused: 0,
  version: 1,
  ...more,
})

const countries = ['MX', 'GT', 'HN', 'SV', 'NI', 'CR', 'PA', 'BZ', 'other', '~country']
const months = Array.from({ length: 12 }, (_, month) => `2012-${String(month + 1).padStart(2, '0')}`)
const quarters: readonly Given[] = [1, 2, 3, 4].map((quarter) => [
  `2012-T${quarter}`,
  months.slice(3 * quarter - 3, 3 * quarter),
])
const place = axisBy('place', countries)
const family = axisBy('type', ['life', 'threat', 'defamation', 'legal', 'physical', 'sexual', 'digital', '~family'])
const term = axisBy('type', [
  ['threat', ['death_threat', 'threat_relatives', 'harassment', 'surveillance', 'threat~term']],
  ['defamation', ['smear_campaign', 'hate_speech', 'leadership_questioning', 'defamation~term']],
  '~family',
])
const perpetrator = axisBy('perpetrator', [
  ['side:state', ['state']],
  ['side:non_state', ['private', 'armed', 'close']],
  ['side:unknown', ['other', 'unknown']],
  '~side',
])
const gender = axisBy('gender', ['yes', 'no', 'not_determinable', '~answer'])

/** What a network publishes of a year, as far as these tests need it. */
const yearTables: readonly Asked[] = [
  { axes: [axisBy('time', [...quarters, '~quarter'], 2), place] },
  { axes: [family, place] },
  { axes: [term] },
  { axes: [perpetrator, place] },
  { axes: [gender, place] },
  {
    axes: [
      gender,
      axisBy('ageBand', ['minor', ['adult', ['age_18_34', 'age_35_59', 'age_60', 'adult~group']], '~adult']),
      axisBy('setting', ['rural', 'urban']),
    ],
  },
  { axes: [axisBy('sdg', ['killing', 'torture', 'detention'])], of: { verified: 'yes' } },
  { unit: 'alerts', axes: [axisBy('level', ['info', 'prevention', 'emergency'])] },
  {
    unit: 'requests',
    axes: [axisBy('outcome', ['accepted', ['declined', ['full', 'profile', 'security']], 'expired']), place],
  },
]

/** Shares that nodes have of their whole, where a fixture wants some big and some small. */
const shareOf = (random: Random): number => [0.45, 0.3, 0.12, 0.05, 0.01, 0][random.whole(6)] ?? 0

/** Tables of a year with invented numbers, small ones protected, and here and there a larger one: the same for a seed. */
export const yearOf = (random: Random, total = 414): Publication => {
  const shares = new Map<string, number>()
  const values = new Map<string, number | null>()
  const shareAt = (key: string): number => {
    const known = shares.get(key) ?? shareOf(random)
    shares.set(key, known)
    return known
  }
  const tables = tablesBy(yearTables, (unit, box) => {
    const key = `${unit} ${boxKey(box)}`
    const known = values.get(key)
    if (known !== undefined) return known
    const nodes = Object.entries(box).filter(([dimension]) => dimension !== 'verified')
    const whole = unit === 'aggressions' ? total : 60
    const count = Math.round(
      nodes.reduce((left, [dimension, code]) => left * shareAt(`${unit} ${dimension} ${code}`), whole),
    )
    const isShut = (count > 0 && count < 5) || (nodes.length > 1 && random.next() < 0.08)
    values.set(key, isShut ? null : count)
    return isShut ? null : count
  })
  return publicationOf(tables, {
    refused: [null, 0, 12][random.whole(3)] ?? null,
    hidden: { cells: 0, primary: 0, secondary: 0, byTable: [], left: [{ subject: 'departments', reason: 'tooFew' }] },
  })
}

/** How files are written, where a test asks for nothing else. */
export const fileOptions: FileOptions = {
  languages: 'es',
  separator: ';',
  hxl: false,
  paper: 'a4',
  isDraft: false,
  release: 'r1',
}
/** As `fileOptions`, with all that a file may have. */
export const fullFileOptions: FileOptions = { ...fileOptions, languages: 'both', hxl: true, paper: 'letter' }
