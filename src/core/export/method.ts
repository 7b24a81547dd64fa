import { languagesOf, markOf, readable, shareWords } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'
import { subjectWords } from '#shared/vocabulary/figureWords'
import { missingAt } from '#shared/rules/figureCells'
import type { Publication, Table } from '#shared/rules/publication'

/** A part of the sheet on method: a title, where it has one, and its sentences. */
export type MethodPart = { readonly title: Words | null; readonly sentences: readonly Words[] }

/** Dimensions of which a record may have several values. */
const manyValued = ['type', 'perpetrator', 'indicator', 'cause', 'sdg']

/** How many figures a table has, and how many of them are protected. Never why each: that would tell which are small. */
const countsOf = (tables: readonly Table[]): { readonly cells: number; readonly hidden: number } => {
  const cells = tables.flatMap((table) => table.cells)
  return { cells: cells.length, hidden: cells.filter(({ value }) => value === null).length }
}

/** Most nodes that one sentence names. */
const mostNamed = 8

/** What a table can no longer answer: where figures are missing, by the axis that says it in fewest words. */
const unansweredOf = (table: Table, speaker: Speaker): Words => {
  const first = missingAt(table)
  const named = (first?.codes ?? []).map((code) => speaker.node(first?.axis.dimension ?? '', code))
  const more = named.length - mostNamed
  const where = more > 0 ? [...named.slice(0, mostNamed), speaker.say('method.more', { count: more })] : named
  const { cells, hidden } = countsOf([table])
  return speaker.say('method.ofTable', {
    title: speaker.title(table),
    hidden: readable(hidden),
    cells: readable(cells),
    where: where.length === 0 ? speaker.node('', null) : speaker.list(where),
  })
}

const refusedWords = ({ refused }: Publication, speaker: Speaker): Words =>
  refused === null
    ? speaker.say('method.refusedFew')
    : refused === 0
      ? speaker.say('method.refusedNone')
      : speaker.say('method.refusedSome', { refused: readable(refused) })

const counted = (publication: Publication, speaker: Speaker): readonly Words[] => {
  const { tables, period, version } = publication
  const units = [...new Set(tables.map(({ unit }) => unit))]
  const used = new Set(tables.flatMap(({ axes }) => axes.map(({ dimension }) => dimension)))
  const many = manyValued.filter((dimension) => used.has(dimension)).map((name) => speaker.dimension(name))
  return [
    speaker.say('method.period', { period: speaker.node('time', period), version }),
    ...units.map((unit) => speaker.say(`method.${unit}`)),
    ...(many.length > 0 ? [speaker.say('method.many', { dimensions: speaker.list(many) })] : []),
    refusedWords(publication, speaker),
    speaker.say('dictionary.rest'),
    speaker.say('method.once'),
  ]
}

const guarded = ({ tables, thresholds }: Publication, speaker: Speaker): readonly Words[] => {
  const { cells, hidden } = countsOf(tables)
  return [
    speaker.say('method.threshold', { public: thresholds.public, grave: thresholds.grave }),
    speaker.say('method.secondary', { mark: markOf(speaker.languages) }),
    speaker.say('method.earlier'),
    hidden === 0
      ? speaker.say('method.none')
      : speaker.say('method.hidden', {
          hidden: readable(hidden),
          cells: readable(cells),
          share: shareWords(hidden, cells),
        }),
  ]
}

/** Tables that were left out, by name where their subject has one. */
const leftWords = ({ hidden }: Publication, speaker: Speaker): readonly Words[] =>
  hidden.left.map(({ subject, reason }) => {
    const [first = subject, ...others] = languagesOf(speaker.languages).map(
      (one) => subjectWords(one, subject) ?? subject,
    )
    return speaker.say('method.leftOne', { title: [first, ...others], reason: speaker.say(`method.reason.${reason}`) })
  })

/** How things were counted, what was protected and why, what can no longer be answered, and what is not there at all. */
export const methodOf = (publication: Publication, speaker: Speaker): readonly MethodPart[] => {
  const torn = publication.tables.filter((table) => countsOf([table]).hidden > 0)
  const left = leftWords(publication, speaker)
  const parts: readonly MethodPart[] = [
    { title: null, sentences: [...counted(publication, speaker), ...guarded(publication, speaker)] },
    {
      title: speaker.say('method.unanswered'),
      sentences: torn.map((table) => unansweredOf(table, speaker)),
    },
    { title: speaker.say('method.left'), sentences: left },
  ]
  return parts.filter(({ sentences }) => sentences.length > 0)
}
