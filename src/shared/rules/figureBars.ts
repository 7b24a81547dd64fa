import { cellsOf } from '#shared/rules/figureCells'
import type { Axis, AxisNode, Table } from '#shared/rules/publication'

/** What a bar stands for. `value` null: a protected figure. */
export type FigureBar = { readonly code: string; readonly value: number | null }

/** More bars than these are read in the table. */
const mostBars = 26

/** The nodes that a chart shows: of time the finest, of all else the coarsest. */
const shownNodes = ({ dimension, nodes }: Axis): readonly AxisNode[] =>
  dimension === 'time'
    ? nodes.filter(({ code }) => nodes.every(({ parent }) => parent !== code))
    : nodes.filter(({ parent }) => parent === null)

const isRest = (code: string): boolean => code.includes('~')

/**
 * The bars of one axis of a table, at one node of each other axis (null: the whole). undefined where they would show nothing
 * that the table does not say better: too many, or no figure above zero that may be shown.
 */
export const barsOf = (
  table: Table,
  axis: Axis,
  others: (dimension: string) => string | null,
): readonly FigureBar[] | undefined => {
  const valueAt = cellsOf(table)
  const found = shownNodes(axis)
    .map(({ code }) => ({
      code,
      value: valueAt(table.axes.map((one) => (one === axis ? code : others(one.dimension)))) ?? null,
    }))
    .filter(({ code, value }) => !isRest(code) || value !== 0)
  return found.length > mostBars || !found.some(({ value }) => value !== null && value > 0) ? undefined : found
}

/** The axis that the chart beside a table is of: one that is no place; undefined where no chart helps. */
export const axisBeside = ({ axes }: Table): Axis | undefined =>
  axes.length > 2 ? undefined : (axes.find(({ dimension }) => dimension !== 'place') ?? axes[0])
