import { languagesOf } from '#core/export/words'
import type { Speaker, Words } from '#core/export/words'
import { monthWord } from '#shared/vocabulary/figureWords'
import { axisBeside, barsOf } from '#shared/rules/figureBars'
import type { Axis, Table } from '#shared/rules/publication'

/** A bar. `value` null: a protected figure, drawn at one and the same length, which says nothing of its size. */
export type Bar = { readonly label: Words; readonly value: number | null }

/** A chart before it is drawn. `columns`: upright, for a few points in time with short names. */
export type Chart = { readonly title: Words; readonly shape: 'bars' | 'columns'; readonly bars: readonly Bar[] }

const monthWords = (speaker: Speaker, code: string): Words | undefined => {
  const [first, ...others] = languagesOf(speaker.languages).map((language) => monthWord(language, code))
  if (first === undefined) return undefined
  return [first, ...others.filter((one): one is string => one !== undefined && one !== first)]
}

/**
 * A chart of one axis of a table, at one node of each other axis (null: the whole). undefined where it would show nothing
 * that the table does not say better: too many bars, or no figure above zero that may be shown.
 */
export const chartOf = (
  table: Table,
  axis: Axis,
  others: (dimension: string) => string | null,
  title: Words,
  speaker: Speaker,
): Chart | undefined => {
  const found = barsOf(table, axis, others)
  if (found === undefined) return undefined
  const months = found.map(({ code }) => (axis.dimension === 'time' ? monthWords(speaker, code) : undefined))
  const areMonths = months.every((one) => one !== undefined)
  return {
    title,
    shape: areMonths ? 'columns' : 'bars',
    bars: found.map(({ code, value }, place) => ({
      label: (areMonths ? months[place] : undefined) ?? speaker.node(axis.dimension, code),
      value,
    })),
  }
}

/** The chart that stands beside a table: of its axis that is no place, over all else; undefined where none helps. */
export const chartBeside = (table: Table, speaker: Speaker): Chart | undefined => {
  const axis = axisBeside(table)
  if (axis === undefined) return undefined
  return chartOf(table, axis, () => null, speaker.title({ ...table, axes: [axis] }), speaker)
}
