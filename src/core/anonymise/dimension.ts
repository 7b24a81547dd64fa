import type { Box } from '#shared/rules/publication'

export type { Axis, AxisNode, Box } from '#shared/rules/publication'

/**
 * What a number that is published is about. A *dimension* is a way to tell records apart (when, where, what was done); its
 * values stand in a tree of levels, coarsest first. A *box* says one node in some dimensions, and all records in the others:
 * every number that is published is the count of a box.
 */

/** A dimension by what it is and how it may be read. */
export type Dimension = {
  readonly name: string
  /** The names of its levels, coarsest first. */
  readonly levels: readonly string[]
  /** A record may have several values: those of the level then overlap, and do not add up to their whole. */
  readonly isMany: boolean
  /** That all of some people have it would tell of each of them (group disclosure). */
  readonly tellsOfAll: boolean
}

/** The nodes of one value from the coarsest level down, as far as it is known: ['2023', '2023-S1', '2023-T1', '2023-02']. */
export type Path = readonly string[]

/** A record as it can be counted. */
export type Row = {
  readonly id: string
  /** Who may recognise herself in it: records of one person or one event have it in common. */
  readonly contributor: string
  /** By dimension; [] where nothing is known. */
  readonly at: Readonly<Record<string, readonly Path[]>>
}

/** The name of a box: the same for the same box in every table and release. */
export const boxKey = (box: Box): string =>
  Object.entries(box)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dimension, node]) => `${dimension}=${node}`)
    .join('&')
