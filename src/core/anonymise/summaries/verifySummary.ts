import { summaryColumns, traits } from '#core/anonymise/summaries/columns'
import { leastDepth } from '#core/anonymise/summaries/coded'
import { holds } from '#core/anonymise/summaries/holds'
import type { Demands } from '#core/anonymise/summaries/holds'
import { nodesOf } from '#core/anonymise/summaries/nodes'
import { cellOf, classesOf, tallyOf } from '#core/anonymise/summaries/printed'
import { depthIn, leastRows, summaryPublication } from '#core/anonymise/summaries/summary'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'

/**
 * Why summaries may not be published. `shape`: it is none, or its rows are not numbered as they should be; `demands`: it
 * promises less than is asked here; `code`: something stands there that is no code of its level; `fewRows`; `class`: a class is too
 * small, or too much alike in what must not be learnt; `figures`: what it says of itself is not so.
 */
export type SummaryFault = 'shape' | 'demands' | 'code' | 'fewRows' | 'class' | 'figures'

const isNumbered = (rows: SummaryPublication['rows']): boolean =>
  rows.every(([number]) => /^r[0-9]{4,6}$/.test(number ?? '')) &&
  new Set(rows.map(([number]) => number)).size === rows.length

/** A code of the column's tree, no finer than the column says and no coarser than what all cases of the release have in common. */
const isCoded = (publication: SummaryPublication): boolean =>
  summaryColumns.every((column) => {
    const nodes = nodesOf(column, publication.period)
    const least = column === 'aggression' ? 0 : leastDepth(column, publication)
    return publication.rows.every((row) => {
      const code = cellOf(row, column)
      const depth = code === null ? 0 : (nodes.get(code)?.length ?? 99)
      return depth >= least && depth <= depthIn(publication, column)
    })
  })

/** The share of cells that say no more than all have in common, of those that could: no more than these were hidden. */
const silentShare = (publication: SummaryPublication): number => {
  const told = traits.filter((trait) => depthIn(publication, trait) > leastDepth(trait, publication))
  const silent = publication.rows.flatMap((row) =>
    told.filter((trait) => [null, publication.period, publication.country].includes(cellOf(row, trait))),
  )
  return silent.length / Math.max(1, told.length * publication.rows.length)
}

const areFigures = (publication: SummaryPublication, sizes: readonly number[]): boolean => {
  const { classes, hiddenShare, undercount, k } = publication
  return (
    classes.count === sizes.length &&
    classes.smallest === Math.min(...sizes) &&
    classes.largest === Math.max(...sizes) &&
    hiddenShare < silentShare(publication) + 0.01 &&
    (undercount === null || undercount === 0 || undercount >= k)
  )
}

/**
 * What is wrong with summaries, told from nothing but what would be published; [] where they hold. It knows nothing of how
 * they were made: who approves them need not trust the laptop that made them. That a person has several rows in a class
 * it cannot see.
 */
export const verifySummary = (written: unknown, demands: Demands): SummaryFault[] => {
  const read = summaryPublication.safeParse(written)
  if (!read.success || !isNumbered(read.data.rows)) return ['shape']
  const { k, l, lGrave, rows } = read.data
  const classes = classesOf(read.data)
  const isLess = k < demands.k || l < demands.l || lGrave < demands.lGrave
  const faults: [SummaryFault, boolean][] = [
    ['demands', isLess],
    ['code', !isCoded(read.data)],
    ['fewRows', rows.length < leastRows],
    ['class', !classes.every((same) => holds(tallyOf(same), demands))],
    [
      'figures',
      !areFigures(
        read.data,
        classes.map((same) => same.length),
      ),
    ],
  ]
  return faults.filter(([, is]) => is).map(([fault]) => fault)
}
