import type { Box } from '#core/anonymise/dimension'
import { nodeIn, partsOf } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** A box with another node in one dimension; null: that dimension is no longer told apart. */
export const withNode = (box: Box, dimension: string, node: string | null): Box => {
  const others = Object.fromEntries(Object.entries(box).filter(([name]) => name !== dimension))
  return node === null ? others : { ...others, [dimension]: node }
}

/**
 * The box one step wider in a dimension. undefined where nothing is wider: nothing is ever said of all years together, and
 * a node that no tree has stands alone.
 */
export const widerIn = (trees: Trees, box: Box, dimension: string): Box | undefined => {
  const tree = trees[dimension]
  const node = tree && nodeIn(tree, box[dimension] ?? '')
  if (!node || (dimension === 'time' && node.parent === null)) return undefined
  return withNode(box, dimension, node.parent)
}

/** The nodes that stand beside a box's node in a dimension, itself included: together they are all of the wider one. */
export const besideIn = (trees: Trees, box: Box, dimension: string): readonly string[] => {
  const tree = trees[dimension]
  const node = tree && nodeIn(tree, box[dimension] ?? '')
  return tree && node ? partsOf(tree, node.parent) : []
}

/** The box's node in a dimension and all above it; null for the whole last, but for time. */
const above = (trees: Trees, box: Box, dimension: string): (string | null)[] => {
  const tree = trees[dimension]
  const nodes: (string | null)[] = []
  for (let at: string | null = box[dimension] ?? null; at !== null; at = (tree && nodeIn(tree, at)?.parent) ?? null)
    nodes.push(at)
  return dimension === 'time' ? nodes : [...nodes, null]
}

/** Every box that holds all of this one, itself included. */
export const widened = (trees: Trees, box: Box): readonly Box[] =>
  Object.keys(box).reduce<Box[]>(
    (boxes, dimension) =>
      boxes.flatMap((one) => above(trees, box, dimension).map((node) => withNode(one, dimension, node))),
    [box],
  )
