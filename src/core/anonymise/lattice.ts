import type { Box } from '#core/anonymise/dimension'
import { nodeIn } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** A box with another node in one dimension; null: that dimension is no longer told apart. */
export const withNode = (box: Box, dimension: string, node: string | null): Box => {
  const others = Object.fromEntries(Object.entries(box).filter(([name]) => name !== dimension))
  return node === null ? others : { ...others, [dimension]: node }
}

/** A box's node in a dimension and all above it, the whole (null) last; of time there is no whole: nothing is said of all years. */
export const nodesAbove = (trees: Trees, box: Box, dimension: string): (string | null)[] => {
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
      boxes.flatMap((one) => nodesAbove(trees, box, dimension).map((node) => withNode(one, dimension, node))),
    [box],
  )
