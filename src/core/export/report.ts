import type { Publication, Table, Unit } from '#shared/rules/publication'
import { chartBeside, chartOf } from '#core/export/charts'
import type { Chart } from '#core/export/charts'
import type { Numbers } from '#core/export/numbers'
import { markOf, readable, shareWords } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'

/** Something that stands in a report. `write`: an empty place for people, with what belongs there. */
export type Block =
  | { readonly kind: 'write'; readonly help: Words }
  | { readonly kind: 'note'; readonly text: Words }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: Words; readonly text: Words }[] }
  /** `isTitled`: its heading says already what it shows. */
  | { readonly kind: 'chart'; readonly chart: Chart; readonly isTitled: boolean; readonly note: Words | null }
  | { readonly kind: 'table'; readonly table: Table; readonly number: number }

/** A part of a report, with the level of its heading. */
export type Section = {
  readonly id: string
  readonly level: 2 | 3 | 4
  readonly title: Words
  readonly blocks: readonly Block[]
}

/** What the parts of a report are made from. */
type Source = { readonly publication: Publication; readonly numbers: Numbers; readonly speaker: Speaker }

const wordsOf = (value: number | null, speaker: Speaker): Words => [
  value === null ? markOf(speaker.languages) : readable(value),
]

/** Totals of some units, each read once, and the share with a gender dimension, where both of its numbers are published. */
const factsOf = ({ numbers, speaker }: Source, units: readonly Unit[]): readonly Block[] => {
  const totals = units.flatMap((unit) => {
    const value = numbers.of(unit, {})
    return value === undefined ? [] : [{ label: speaker.unit(unit), text: wordsOf(value, speaker) }]
  })
  const whole = units.includes('aggressions') ? numbers.of('aggressions', {}) : undefined
  const part = numbers.of('aggressions', { gender: 'yes' })
  const gendered =
    typeof whole === 'number' && typeof part === 'number'
      ? [
          {
            label: speaker.say('report.gendered'),
            text: speaker.say('report.share', {
              number: readable(part),
              whole: readable(whole),
              share: shareWords(part, whole),
            }),
          },
        ]
      : []
  const facts = [...totals, ...gendered]
  return facts.length === 0 ? [] : [{ kind: 'facts', facts }]
}

/** The tables of some units, each with its chart; the same chart is not drawn twice. */
const tablesOf = ({ publication, speaker }: Source, units: readonly Unit[]): readonly Section[] => {
  const drawn = new Set<string>()
  return publication.tables.flatMap((table, index): readonly Section[] => {
    if (!units.includes(table.unit)) return []
    const chart = chartBeside(table, speaker)
    const isNew = chart !== undefined && !drawn.has(JSON.stringify(chart))
    if (isNew) drawn.add(JSON.stringify(chart))
    const number = speaker.say('number', { number: index + 1 })
    return [
      {
        id: table.id,
        level: 3,
        title: speaker.list([number, speaker.title(table)], '. '),
        blocks: [
          ...(isNew ? [{ kind: 'chart', chart, isTitled: table.axes.length === 1, note: null } as const] : []),
          { kind: 'table', table, number: index + 1 },
        ],
      },
    ]
  })
}

const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code)

/** Countries that the tables tell apart, in their order. */
const countriesOf = ({ tables }: Publication): readonly string[] => [
  ...new Set(
    tables
      .filter(({ unit }) => unit === 'aggressions')
      .flatMap(({ axes }) => axes)
      .filter(({ dimension }) => dimension === 'place')
      .flatMap(({ nodes }) => nodes.map(({ code }) => code).filter(isCountry)),
  ),
]

/** The figures of one country: of each table that crosses it with something, that something. */
const countryCharts = ({ publication, speaker }: Source, country: string): readonly Block[] =>
  publication.tables.flatMap((table, index): readonly Block[] => {
    const other = table.axes.find(({ dimension }) => dimension !== 'place')
    const hasPlace = table.axes.some(({ dimension }) => dimension === 'place')
    if (table.unit !== 'aggressions' || table.axes.length !== 2 || !hasPlace || !other) return []
    const name = speaker.node('place', country)
    const title = speaker.title({ ...table, axes: [other] })
    const chart = chartOf(table, other, () => country, speaker.list([name, title], ': '), speaker)
    return chart
      ? [{ kind: 'chart', chart, isTitled: false, note: speaker.say('report.seeTable', { number: index + 1 }) }]
      : []
  })

/**
 * A chapter for each country of which something can be shown. Who has none follows from published numbers alone, and is
 * said, so that nobody takes its absence for peace.
 */
const countrySections = (source: Source): readonly Section[] => {
  const { publication, numbers, speaker } = source
  const countries = countriesOf(publication)
  if (countries.length === 0) return []
  const chapters = countries.flatMap((country): readonly Section[] => {
    const total = numbers.of('aggressions', { place: country })
    const charts = countryCharts(source, country)
    if (charts.length === 0 && typeof total !== 'number') return []
    if (total === 0) return []
    const name = speaker.node('place', country)
    return [
      {
        id: `pais-${country.toLowerCase()}`,
        level: 4,
        title: name,
        blocks: [
          ...(total === undefined
            ? []
            : [
                {
                  kind: 'facts',
                  facts: [{ label: speaker.unit('aggressions'), text: wordsOf(total, speaker) }],
                } as const,
              ]),
          { kind: 'write', help: speaker.say('report.countryHelp') },
          ...(charts.length === 0 ? [{ kind: 'note', text: speaker.say('report.noCharts') } as const] : charts),
        ],
      },
    ]
  })
  const without = countries.filter((country) => !chapters.some(({ id }) => id === `pais-${country.toLowerCase()}`))
  const note = speaker.say('report.noCountry', {
    countries: speaker.list(without.map((country) => speaker.node('place', country))),
  })
  return [
    {
      id: 'paises',
      level: 3,
      title: speaker.say('report.countries'),
      blocks: without.length === 0 ? [] : [{ kind: 'note', text: note }],
    },
    ...chapters,
  ]
}

/**
 * A report of a period with its five parts: context, aggressions in figures with a chapter a country, what the network did,
 * lessons, recommendations. Figures stand in their places; the rest is for people to write.
 */
export const reportOf = (source: Source): readonly Section[] => {
  const { speaker } = source
  const part = (id: string, blocks: readonly Block[] = []): Section => ({
    id,
    level: 2,
    title: speaker.say(`report.${id}`),
    blocks: [...blocks, { kind: 'write', help: speaker.say(`report.${id}Help`) }],
  })
  const withTables = (id: string, units: readonly Unit[]): readonly Section[] => {
    const tables = tablesOf(source, units)
    const none: readonly Block[] = tables.length === 0 ? [{ kind: 'note', text: speaker.say('report.noTables') }] : []
    return [part(id, [...factsOf(source, units), ...none]), ...tables]
  }
  return [
    part('context'),
    ...withTables('aggressions', ['aggressions']),
    ...countrySections(source),
    ...withTables('responses', ['alerts', 'requests', 'stays']),
    part('lessons'),
    part('recommendations'),
  ]
}
