import type { Box } from '#core/anonymise/dimension'
import type { Counted } from '#core/anonymise/count'

/**
 * What is known of a box from outside: `open` is published now unless it gets hidden; `known` was published before and cannot
 * be hidden any more; `hidden` is protected; `latent` is in no table, but follows in part from those that are.
 */
export type CellState = 'open' | 'known' | 'hidden' | 'latent'

/** A number that somebody may try to find. */
export type WorldCell = {
  readonly key: string
  readonly box: Box
  readonly counted: Counted
  state: CellState
}

/** What holds between cells, by their places: the sum of `terms` is 0, or, where `isEqual` is false, at least 0. */
export type Relation = {
  readonly terms: readonly (readonly [cell: number, factor: number])[]
  readonly isEqual: boolean
  /**
   * `parts`: a whole (the first term) and all it is divided in. `within`: the first holds the others, which do not overlap.
   * `other`: anything else that holds.
   */
  readonly kind: 'parts' | 'within' | 'other'
  /** The dimension in which the first is divided. */
  readonly dimension: string
}

/** All cells and what holds between them. */
export type World = { readonly cells: readonly WorldCell[]; readonly relations: readonly Relation[] }

/** What the terms of a relation add up to now: 0 where it is equal, else what is left over. */
export const restOfRelation = ({ terms }: Relation, cells: readonly WorldCell[]): number =>
  terms.reduce((sum, [cell, factor]) => sum + factor * (cells[cell]?.counted.value ?? 0), 0)
