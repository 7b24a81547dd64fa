import type { Axis, AxisNode, Dimension, Path } from '#core/anonymise/dimension'

/** A node and where it stands. `parent`: null right under the whole. */
export type TreeNode = { readonly level: number; readonly parent: string | null }

/** A dimension with all its nodes. Codes are unique in a dimension: one that two levels share has the level before it. */
export type Tree = Dimension & {
  /** Nodes right under one (null: the whole), in the order in which they are printed; none under the finest. */
  readonly under: (node: string | null) => readonly string[]
  /** Whether records may be known to be in it and no further: then a `rest` node stands beside those under it. */
  readonly hasRest: (node: string | null) => boolean
  /** Where a node stands that is no rest; undefined for a code that is none of its nodes. */
  readonly find: (code: string) => TreeNode | undefined
}

/** Trees by the names of their dimensions: all that records of a unit can be told apart by. */
export type Trees = Readonly<Record<string, Tree>>

/** The node of what is known to be in `parent` and not at the level under it. */
export const restOf = (tree: Dimension, parent: string | null, level: number): string =>
  `${parent ?? ''}~${tree.levels[level] ?? ''}`

/** Where any node of a dimension stands, rests too; undefined for what is none. */
export const nodeIn = (tree: Tree, code: string): (TreeNode & { readonly isRest: boolean }) | undefined => {
  const at = code.indexOf('~')
  if (at < 0) {
    const found = tree.find(code)
    return found && { ...found, isRest: false }
  }
  const parent = at === 0 ? null : code.slice(0, at)
  const level = tree.levels.indexOf(code.slice(at + 1))
  const above = parent === null ? -1 : tree.find(parent)?.level
  if (above === undefined || level !== above + 1 || !tree.hasRest(parent)) return undefined
  return { level, parent, isRest: true }
}

/** What a node is divided in, the rest last; none where nothing is under it. */
export const partsOf = (tree: Tree, node: string | null): readonly string[] => {
  const under = tree.under(node)
  if (under.length === 0) return under
  const level = node === null ? 0 : (tree.find(node)?.level ?? 0) + 1
  return tree.hasRest(node) ? [...under, restOf(tree, node, level)] : under
}

/** A dimension read from under `from` (null: the whole) down to a level. undefined where nothing lies between the two. */
export const axisOf = (tree: Tree, from: string | null, deepest: number): Axis | undefined => {
  const nodes: AxisNode[] = []
  const first = from === null ? 0 : (tree.find(from)?.level ?? 0) + 1
  const go = (node: string | null, level: number): void => {
    if (level > deepest) return
    for (const code of partsOf(tree, node)) {
      nodes.push({ code, parent: node === from ? null : node, level })
      if (!code.includes('~')) go(code, level + 1)
    }
  }
  go(from, first)
  if (nodes.length === 0) return undefined
  const levels = [...new Set(nodes.map(({ level }) => level))].sort((a, b) => a - b)
  return { dimension: tree.name, levels, nodes }
}

/** The nodes that a record is in, by what is known of it: each node of a path, and the rest where a path ends early. */
export const nodesOfPaths = (tree: Tree, paths: readonly Path[]): readonly string[] => {
  if (paths.length === 0) return tree.hasRest(null) ? [restOf(tree, null, 0)] : []
  const nodes = new Set<string>()
  for (const path of paths) {
    for (const code of path) nodes.add(code)
    const last = path.at(-1) ?? null
    if (tree.under(last).length > 0 && tree.hasRest(last)) nodes.add(restOf(tree, last, path.length))
  }
  return [...nodes]
}

type Given = string | readonly [code: string, under: readonly string[]]

/**
 * A tree of two levels at most, whose nodes are all known beforehand. `isDerived`: its upper level follows from the lower
 * one, so that nothing is known by the upper one alone.
 */
export const fixedTree = (dimension: Dimension, given: readonly Given[], isDerived = false): Tree => {
  const under = new Map<string | null, readonly string[]>()
  const nodes = new Map<string, TreeNode>()
  const top = given.map((one) => (typeof one === 'string' ? one : one[0]))
  under.set(null, top)
  for (const code of top) nodes.set(code, { level: 0, parent: null })
  for (const one of given) {
    if (typeof one === 'string') continue
    under.set(one[0], one[1])
    for (const code of one[1]) nodes.set(code, { level: 1, parent: one[0] })
  }
  return {
    ...dimension,
    under: (node) => under.get(node) ?? [],
    hasRest: (node) => node === null || !isDerived,
    find: (code) => nodes.get(code),
  }
}
