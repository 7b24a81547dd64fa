import { restOfRelation } from '#core/anonymise/cell'
import type { World } from '#core/anonymise/cell'
import type { Need } from '#core/anonymise/primary'
import type { Move } from '#core/anonymise/solver'
import { createWitnesses, isMet } from '#core/anonymise/witness'

/** How far sums of whole numbers may be off where they were found by a machine that rounds. */
const slack = 1e-6

/** Looks at moves one by one; only what a move changes can be wrong about it. */
export type Auditor = { readonly isPossible: (move: Move) => boolean }

/** An auditor of a world. What is hidden may change meanwhile. */
export const createAuditor = ({ cells, relations }: World): Auditor => {
  const relationsAt = new Map<number, number[]>()
  relations.forEach(({ terms }, place) => {
    for (const [cell] of terms) {
      const own = relationsAt.get(cell)
      if (own) own.push(place)
      else relationsAt.set(cell, [place])
    }
  })
  const holds = (place: number, move: Move): boolean => {
    const relation = relations[place]
    if (!relation) return false
    const by = relation.terms.reduce((sum, [cell, factor]) => sum + factor * (move.get(cell) ?? 0), 0)
    return relation.isEqual ? Math.abs(by) < slack : restOfRelation(relation, cells) + by > -slack
  }
  return {
    /**
     * Whether these are numbers that agree with all that is published: nothing shown differs, nothing is below 0, all adds
     * up. Plain sums: who found them, and how, does not matter.
     */
    isPossible: (move) => {
      for (const [cell, by] of move) {
        const one = cells[cell]
        if (!one || one.state === 'open' || one.state === 'known' || one.counted.value + by < -slack) return false
        if (!(relationsAt.get(cell) ?? []).every((place) => holds(place, move))) return false
      }
      return true
    },
  }
}

/** The needs that no numbers speak for which agree with all that is published. */
export const failing = (world: World, needs: readonly Need[], moves: readonly Move[]): readonly Need[] => {
  const auditor = createAuditor(world)
  const witnesses = createWitnesses(world)
  for (const move of moves) if (auditor.isPossible(move)) witnesses.add(move)
  return needs.filter((need) => !isMet(need, witnesses.reachOf(need)))
}
