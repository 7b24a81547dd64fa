import type { World } from '#core/anonymise/cell'
import type { Need } from '#core/anonymise/primary'
import type { Move } from '#core/anonymise/solver'

/**
 * Other numbers that agree with all that is published. Each that was found speaks for every number that it changes, and
 * keeps its word as more gets hidden: what was possible stays so.
 */
export type Witnesses = {
  /** All of them, in the order in which they were found. */
  readonly moves: readonly Move[]
  readonly add: (move: Move) => void
  /** How far a need's number can be below and above what it is, by what was found so far without any of `fixed`. */
  readonly reachOf: (need: Need, fixed?: ReadonlySet<number>) => { readonly below: number; readonly above: number }
}

/** By how much a move changes what a need is about. */
const changeOf = ({ relations }: World, { goal }: Need, move: Move): number =>
  'cell' in goal
    ? (move.get(goal.cell) ?? 0)
    : (relations[goal.relation]?.terms ?? []).reduce((sum, [cell, factor]) => sum + factor * (move.get(cell) ?? 0), 0)

/** Whether a need is met by this. */
export const isMet = (
  { value, least, width }: Need,
  reach: { readonly below: number; readonly above: number },
): boolean => value + reach.above > least - 1e-6 && reach.above + reach.below > width - 1e-6

/** An empty collection. */
export const createWitnesses = (world: World): Witnesses => {
  const moves: Move[] = []
  const byCell = new Map<number, number[]>()
  const cellsOf = ({ goal }: Need): readonly number[] =>
    'cell' in goal ? [goal.cell] : (world.relations[goal.relation]?.terms ?? []).map(([cell]) => cell)
  return {
    moves,
    add: (move) => {
      for (const cell of move.keys()) {
        const own = byCell.get(cell)
        if (own) own.push(moves.length)
        else byCell.set(cell, [moves.length])
      }
      moves.push(move)
    },
    reachOf: (need, fixed) => {
      let below = 0
      let above = 0
      const touches = (move: Move): boolean => {
        if (fixed) for (const one of fixed) if (move.has(one)) return true
        return false
      }
      for (const cell of cellsOf(need))
        for (const at of byCell.get(cell) ?? []) {
          const move = moves[at]
          if (!move) continue
          const change = changeOf(world, need, move)
          if ((change > above || -change > below) && !touches(move)) {
            above = Math.max(above, change)
            below = Math.max(below, -change)
          }
        }
      return { below, above }
    },
  }
}
