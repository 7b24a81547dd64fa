import type { Relation, World, WorldCell } from '#core/anonymise/cell'
import { restOfRelation } from '#core/anonymise/cell'
import type { Box } from '#core/anonymise/dimension'
import type { Goal } from '#core/anonymise/solver'
import { nodeIn, partsOf } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** People that a number has to be about: usually, and of what is gravest. */
export type Thresholds = { readonly public: number; readonly grave: number }

/** By dimension: nodes of which more people are needed. */
export type GraveNodes = Readonly<Record<string, ReadonlySet<string>>>

/**
 * A number that nobody may come near: from outside it has to be possible that it is `least` or more, and what is possible
 * has to be at least `width` wide.
 */
export type Need = {
  readonly key: string
  readonly goal: Goal
  readonly value: number
  readonly least: number
  readonly width: number
}

/** People that the number of a box has to be about. */
export const thresholdOf = (box: Box, thresholds: Thresholds, grave: GraveNodes): number => {
  const isGrave = Object.entries(box).some(([dimension, node]) => grave[dimension]?.has(node.split('~')[0] ?? ''))
  // a month and a place together are as good as a date
  const isMonth = box.place !== undefined && /^[0-9]{4}-[0-9]{2}$/.test(box.time ?? '')
  return isGrave || isMonth ? thresholds.grave : thresholds.public
}

/** Whether a number is about too few to be shown. */
export const isTooFew = (
  { box, counted }: Pick<WorldCell, 'box' | 'counted'>,
  thresholds: Thresholds,
  grave: GraveNodes,
): boolean => counted.contributors > 0 && counted.contributors < thresholdOf(box, thresholds, grave)

const ofCell = (cell: WorldCell, place: number, t: number): Need => ({
  key: cell.key,
  goal: { cell: place },
  value: cell.counted.value,
  least: t,
  // one person with many records is not to be recognised by how many there are
  width: Math.max(t, cell.counted.largest),
})

/** Whether that all of some have it says nothing of them. */
const saysNothing = (node: string | undefined): boolean =>
  node === undefined || node.includes('~') || ['unknown', 'side:unknown', 'adult'].includes(node)

/** Whether something else stands beside a node: that all are of the only one there is says nothing. */
const isOneOfSome = (trees: Trees, box: Box, dimension: string): boolean => {
  const tree = trees[dimension]
  const node = tree && nodeIn(tree, box[dimension] ?? '')
  return tree !== undefined && node !== undefined && partsOf(tree, node.parent).length > 1
}

/** What is left between a whole and its part: that all have it, or all but few. */
const ofRelation = (
  relation: Relation,
  place: number,
  { cells }: World,
  trees: Trees,
  t: (box: Box) => number,
): Need[] => {
  const all = relation.terms.map(([cell]) => cells[cell])
  const [whole, part] = [all[0], all.at(-1)]
  if (relation.kind !== 'within' || !whole || !part || all.some((one) => one?.state === 'latent')) return []
  const value = restOfRelation(relation, cells)
  const least = t(part.box)
  const isFew = value > 0 && value < least
  const isAll =
    value === 0 &&
    part.counted.value === whole.counted.value &&
    part.counted.value >= least &&
    trees[relation.dimension]?.tellsOfAll === true &&
    !saysNothing(part.box[relation.dimension]) &&
    isOneOfSome(trees, part.box, relation.dimension)
  const key = `${whole.key} less ${all
    .slice(1)
    .map((one) => one?.key)
    .join(' ')}`
  return isFew || isAll ? [{ key, goal: { relation: place }, value, least, width: least }] : []
}

/**
 * A whole less each of its parts, where one part is all of it: beside the relation that adds them up, so that there is
 * something to ask for.
 */
export const wholesInOne = ({ cells, relations }: World, trees: Trees): Relation[] =>
  relations.flatMap(({ terms, kind, dimension }) => {
    const [first, ...parts] = terms
    if (kind !== 'parts' || !first || trees[dimension]?.tellsOfAll !== true) return []
    const whole = cells[first[0]]?.counted.value ?? 0
    const all = parts.find(([cell]) => whole > 0 && cells[cell]?.counted.value === whole)
    return all ? [{ terms: [first, all], isEqual: false, kind: 'within', dimension }] : []
  })

/**
 * What has to be kept from being found, in an order that does not depend on how records came. `differing`: keys of cells that
 * are hidden because of what was said of other records; how large they are is no matter, but they are not to be found again.
 */
export const needsOf = (
  world: World,
  trees: Trees,
  thresholds: Thresholds,
  grave: GraveNodes,
  differing: ReadonlySet<string>,
): Need[] => {
  const t = (box: Box): number => thresholdOf(box, thresholds, grave)
  const ofCells = world.cells.flatMap((cell, place): Need[] => {
    if (cell.state === 'known' || cell.state === 'latent') return []
    if (isTooFew(cell, thresholds, grave)) return [ofCell(cell, place, t(cell.box))]
    return differing.has(cell.key) ? [{ ...ofCell(cell, place, t(cell.box)), least: 0, width: t(cell.box) }] : []
  })
  const ofRelations = world.relations.flatMap((relation, place) => ofRelation(relation, place, world, trees, t))
  return [...ofCells, ...ofRelations].sort((a, b) => b.width - a.width || (a.key < b.key ? -1 : 1))
}
