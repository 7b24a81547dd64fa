import type { CellState, Relation, World, WorldCell } from '#core/anonymise/cell'
import { countBoxes } from '#core/anonymise/count'
import type { Counted } from '#core/anonymise/count'
import type { Pace } from '#core/anonymise/pace'
import { joinedSets } from '#core/anonymise/cliques'
import { boxKey } from '#core/anonymise/dimension'
import type { Box, Row } from '#core/anonymise/dimension'
import { widened, withNode } from '#core/anonymise/lattice'
import { relationsOf } from '#core/anonymise/relations'
import type { Implied } from '#core/anonymise/relations'
import { nodeIn } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** A box that is or was published, and what is known of it. */
export type Shown = { readonly box: Box; readonly state: Exclude<CellState, 'latent'> }

/** Unpublished cells that are still looked at. Beyond that nobody waits for the answer. */
const mostLatent = 5_000

/** A dimension at a level, for each level that a box tells apart: sets of these are what may form a ring. */
const levelsOf = (trees: Trees, implied: readonly Implied[], box: Box): string[] =>
  Object.entries(box).flatMap(([dimension, code]) => {
    const tree = trees[dimension]
    const level = (tree && nodeIn(tree, code)?.level) ?? 0
    const also = implied.flatMap(({ from, to }) => (from === dimension ? [`${to}@0`] : []))
    return [...Array.from({ length: level + 1 }, (_, i) => `${dimension}@${i}`), ...also]
  })

/** Boxes over dimensions that have to be looked at jointly. undefined: too many. */
const jointBoxes = (
  trees: Trees,
  implied: readonly Implied[],
  shown: readonly Box[],
  isNothing: (box: Box) => boolean,
): Box[] | undefined => {
  const sets = new Map<string, ReadonlySet<string>>()
  for (const box of shown) {
    const levels = levelsOf(trees, implied, box).sort()
    sets.set(levels.join(), new Set(levels))
  }
  const found: Box[] = []
  for (const set of joinedSets([...sets.values()])) {
    // time first: most boxes that hold nothing are found empty as soon as it is known when
    const names = new Set([...set].map((name) => name.split('@')[0] ?? '').sort())
    const dimensions = ['time', ...[...names].filter((name) => name !== 'time')]
    let boxes: Box[] = [{}]
    for (const dimension of dimensions) {
      const tree = trees[dimension]
      const codes = new Set(
        shown.flatMap((box) => {
          const code = box[dimension]
          if (code === undefined || !tree) return []
          // a ring closes only when two others are told apart at a time
          if (dimension === 'time' && dimensions.filter((one) => box[one] !== undefined).length < 3) return []
          return set.has(`${dimension}@${nodeIn(tree, code)?.level ?? 0}`) ? [code] : []
        }),
      )
      const all: (string | null)[] = dimension === 'time' ? [...codes].sort() : [null, ...[...codes].sort()]
      boxes = boxes.flatMap((box) => all.map((code) => withNode(box, dimension, code)))
      boxes = boxes.filter((box) => !isNothing(box))
      if (boxes.length > 4 * mostLatent) return undefined
    }
    found.push(...boxes)
  }
  return found
}

/**
 * All that follows from what is shown. 'tooMany': what would have to be looked at jointly is too much. 'stopped': it was
 * told to.
 */
export const worldOf = async (
  rows: readonly Row[],
  trees: Trees,
  implied: readonly Implied[],
  shown: ReadonlyMap<string, Shown>,
  pace: Pace,
): Promise<World | 'tooMany' | 'stopped'> => {
  const boxes = [...shown.values()].map(({ box }) => box)
  const countedOf = new Map<string, Counted>()
  const count = (some: readonly Box[]): void => {
    countBoxes(rows, some, trees).forEach((counted, i) => countedOf.set(boxKey(some[i] ?? {}), counted))
  }
  count(boxes)
  // a zero that can be seen leaves nothing to look for inside it
  const zeros = new Set(
    [...shown].flatMap(([key, { state }]) => (countedOf.get(key)?.value === 0 && state !== 'hidden' ? [key] : [])),
  )
  // unless something in it is protected: then who looks for that has to look at all that is in it
  for (const { box, state } of shown.values())
    if (state === 'hidden') for (const wide of widened(trees, box)) zeros.delete(boxKey(wide))
  const nothing = new Map<string, boolean>()
  const isNothing = (box: Box): boolean => {
    const key = boxKey(box)
    const before = nothing.get(key)
    if (before !== undefined) return before
    const found = widened(trees, box).some((wide) => zeros.has(boxKey(wide)))
    nothing.set(key, found)
    return found
  }

  const joint = jointBoxes(trees, implied, boxes, isNothing)
  if (!joint) return 'tooMany'
  if (!(await pace.step())) return 'stopped'
  const all = new Map(boxes.map((box) => [boxKey(box), box]))
  for (const box of joint) all.set(boxKey(box), box)
  if (all.size - shown.size > mostLatent) return 'tooMany'
  if (!(await pace.step())) return 'stopped'
  count([...all.values()].filter((box) => !countedOf.has(boxKey(box))))
  const cells = [...all]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, box]): WorldCell => ({
      key,
      box,
      counted: countedOf.get(key) ?? { value: 0, contributors: 0, largest: 0, alone: null },
      state: shown.get(key)?.state ?? 'latent',
    }))
  if (!(await pace.step())) return 'stopped'
  return linked(cells, relationsOf(cells, trees, implied, isNothing))
}

/** Only what hangs together with something that is published now: nothing is to be found about the rest that was not before. */
const linked = (cells: readonly WorldCell[], relations: readonly Relation[]): World => {
  const group = cells.map((_, i) => i)
  const rootOf = (cell: number): number => {
    let at = cell
    while (group[at] !== at) at = group[at] = group[group[at] ?? at] ?? at
    return at
  }
  for (const { terms } of relations) for (const [cell] of terms) group[rootOf(cell)] = rootOf(terms[0]?.[0] ?? cell)
  const live = new Set(cells.flatMap(({ state }, i) => (state === 'open' ? [rootOf(i)] : [])))
  const places = new Map<number, number>()
  cells.forEach((_, i) => {
    if (live.has(rootOf(i))) places.set(i, places.size)
  })
  return {
    cells: cells.filter((_, i) => places.has(i)),
    relations: relations.flatMap((relation) =>
      relation.terms.every(([cell]) => places.has(cell))
        ? [{ ...relation, terms: relation.terms.map(([cell, factor]) => [places.get(cell) ?? 0, factor] as const) }]
        : [],
    ),
  }
}
