import type { Axis, Box } from '#core/anonymise/dimension'
import type { Table, Unit } from '#shared/rules/publication'
import { axisOf } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** A table before anything is counted. */
export type DraftTable = Omit<Table, 'id' | 'cells'>

/** A dimension of a table and the finest level that it is read at. */
export type Reading = readonly [dimension: string, level: string]

/**
 * A table of the records `of`, read by some dimensions. A dimension that `of` already fixes so far that nothing is left to
 * tell apart is left out of it.
 */
export const draftTable = (
  trees: Trees,
  unit: Unit,
  subject: string,
  of: Box,
  readings: readonly Reading[],
): DraftTable => {
  const axes = readings.flatMap(([dimension, level]): Axis[] => {
    const tree = trees[dimension]
    const axis = tree && axisOf(tree, of[dimension] ?? null, tree.levels.indexOf(level))
    return axis ? [axis] : []
  })
  return { subject, unit, of, axes }
}

/** How many cells a table has: the wholes as well. */
export const sizeOf = ({ axes }: DraftTable): number => axes.reduce((size, { nodes }) => size * (nodes.length + 1), 1)

/** Every combination of nodes of a table once, in the order of its axes, the wholes first. */
export const placesOf = ({ axes }: DraftTable): (string | null)[][] =>
  axes.reduce<(string | null)[][]>(
    (places, { nodes }) =>
      places.flatMap((at) => [null, ...nodes.map(({ code }) => code)].map((code) => [...at, code])),
    [[]],
  )

/** The box that a cell of a table is the count of. */
export const boxOf = ({ of, axes }: Pick<Table, 'of' | 'axes'>, at: readonly (string | null)[]): Box => {
  const box: Record<string, string> = { ...of }
  axes.forEach(({ dimension }, i) => {
    const node = at[i] ?? null
    if (node !== null) box[dimension] = node
  })
  return box
}
