import type { CellState, Relation, World, WorldCell } from '#core/anonymise/cell'
import { countBoxes } from '#core/anonymise/count'
import type { Counted } from '#core/anonymise/count'
import type { Pace } from '#core/anonymise/pace'
import { isWithin, joinedSets } from '#core/anonymise/cliques'
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

/**
 * The codes of a dimension that are told apart in several ways beside the others of a set. One that is told apart in one way
 * only closes no ring: whatever the others are, it can be dealt out among them as that one table says.
 */
const ringCodes = (
  dimension: string,
  set: ReadonlySet<string>,
  shown: readonly Box[],
  trees: Trees,
  implied: readonly Implied[],
): string[] => {
  const names = new Set([...set].map((name) => name.split('@')[0] ?? ''))
  const ways = new Map<string, ReadonlySet<string>[]>()
  const add = (code: string, way: ReadonlySet<string>): void => {
    const own = ways.get(code) ?? []
    if (own.some((other) => isWithin(way, other))) return
    ways.set(code, [...own.filter((other) => !isWithin(other, way)), way])
  }
  for (const box of shown) {
    const code = box[dimension]
    const tree = trees[dimension]
    if (code === undefined || !tree || !set.has(`${dimension}@${nodeIn(tree, code)?.level ?? 0}`)) continue
    add(code, new Set(Object.keys(box).filter((name) => name !== 'time' && names.has(name))))
    for (const { from, to, nodes } of implied) {
      const isTied = from === dimension ? nodes[code] : to === dimension && Object.values(nodes).flat().includes(code)
      if (isTied) add(code, new Set([from, to].filter((name) => names.has(name))))
    }
  }
  return [...ways].flatMap(([code, own]) => (own.length > 1 ? [code] : [])).sort()
}

/** Times at which two other dimensions of a set are told apart at once: only there a ring closes. */
const ringTimes = (
  set: ReadonlySet<string>,
  dimensions: readonly string[],
  shown: readonly Box[],
  { time }: Trees,
): string[] => {
  const times = shown.flatMap((box) => {
    const isTold = dimensions.filter((one) => box[one] !== undefined).length >= 3
    const node = isTold && time && box.time !== undefined ? nodeIn(time, box.time) : undefined
    return node && box.time !== undefined && set.has(`time@${node.level}`) ? [box.time] : []
  })
  return [...new Set(times)].sort()
}

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
      const all: (string | null)[] =
        dimension === 'time'
          ? ringTimes(set, dimensions, shown, trees)
          : [null, ...ringCodes(dimension, set, shown, trees, implied)]
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
