import type { Relation, WorldCell } from '#core/anonymise/cell'
import { boxKey } from '#core/anonymise/dimension'
import type { Box } from '#core/anonymise/dimension'
import { nodesAbove, withNode } from '#core/anonymise/lattice'
import { nodeIn, partsOf } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** What the nodes of one dimension say of another: a record that has the first has one of these of the second. */
export type Implied = {
  readonly from: string
  readonly to: string
  /** By node of the first: nodes of the second of which each such record has one. */
  readonly nodes: Readonly<Record<string, readonly string[]>>
  /** By node of the first: the one node that holds all such records, where there is one. */
  readonly whole: Readonly<Record<string, string>>
  /** A dimension that only boxes of the first tell apart, and that is let go of. */
  readonly without: string
}

/** A cell, a dimension in which it is told apart further, and the widest cells in it that are. */
type Division = {
  readonly whole: number
  readonly dimension: string
  readonly parts: readonly number[]
  /** Whether the parts are all of it. */
  readonly isFull: boolean
}

/** Cells by what they are about. */
type Places = { readonly of: (box: Box) => number | undefined; readonly isNothing: (box: Box) => boolean }

const divisionsOf = (cells: readonly WorldCell[], trees: Trees, { of, isNothing }: Places): Division[] => {
  const found = new Map<string, { whole: number; dimension: string; parts: number[] }>()
  cells.forEach(({ box }, part) => {
    for (const dimension of Object.keys(box).sort()) {
      const [, ...above] = nodesAbove(trees, box, dimension)
      const whole = above.map((node) => of(withNode(box, dimension, node))).find((place) => place !== undefined)
      if (whole === undefined) continue
      const key = `${whole}/${dimension}`
      const one = found.get(key)
      if (one) one.parts.push(part)
      else found.set(key, { whole, dimension, parts: [part] })
    }
  })
  const isFull = (box: Box, dimension: string): boolean => {
    const tree = trees[dimension]
    const parts = tree ? partsOf(tree, box[dimension] ?? null) : []
    return (
      parts.length > 0 &&
      parts.every((node) => {
        const part = withNode(box, dimension, node)
        return of(part) !== undefined || isNothing(part) || (!node.includes('~') && isFull(part, dimension))
      })
    )
  }
  return [...found.values()].map((one) => ({ ...one, isFull: isFull(cells[one.whole]?.box ?? {}, one.dimension) }))
}

const plus = (cells: readonly number[]) => cells.map((cell) => [cell, 1] as const)
const minus = (cells: readonly number[]) => cells.map((cell) => [cell, -1] as const)
const atLeast = (terms: Relation['terms'], kind: Relation['kind'], dimension: string): Relation => ({
  terms,
  isEqual: false,
  kind,
  dimension,
})

/** Parts that overlap, but for the rest: who is in it is in no other. */
const ofOverlapping = (
  { whole, dimension, parts, isFull }: Division,
  cells: readonly WorldCell[],
  trees: Trees,
): Relation[] => {
  const levelOf = (cell: number): number => {
    const tree = trees[dimension]
    return (tree && nodeIn(tree, cells[cell]?.box[dimension] ?? '')?.level) ?? 0
  }
  const level = Math.min(...parts.map(levelOf))
  const isRest = (cell: number): boolean =>
    cells[cell]?.box[dimension]?.includes('~') === true && levelOf(cell) === level
  const rests = parts.filter(isRest)
  const named = parts.filter((part) => !isRest(part))
  return [
    ...(named.length === 0 ? [atLeast([[whole, 1], ...minus(rests)], 'within', dimension)] : []),
    ...named.map((part) => atLeast([[whole, 1], ...minus(rests), [part, -1]], 'within', dimension)),
    ...(isFull ? [atLeast([[whole, -1], ...plus(parts)], 'other', dimension)] : []),
  ]
}

/** What has neither of two is no less than nothing: wider in both, less each one, and what has both once more. */
const ofTwo = (cells: readonly WorldCell[], trees: Trees, { of }: Places): Relation[] =>
  cells.flatMap(({ box }, place) => {
    const many = Object.keys(box).filter((dimension) => trees[dimension]?.isMany)
    return many.sort().flatMap((a, i) =>
      many.slice(i + 1).flatMap((b): Relation[] => {
        const [, overA = null] = nodesAbove(trees, box, a)
        const [, overB = null] = nodesAbove(trees, box, b)
        const [inA, inB] = [withNode(box, a, overA), withNode(box, b, overB)]
        const [all, atA, atB] = [of(withNode(inA, b, overB)), of(inA), of(inB)]
        if (all === undefined || atA === undefined || atB === undefined) return []
        return [atLeast([...plus([all]), ...minus([atA, atB]), ...plus([place])], 'other', a)]
      }),
    )
  })

const ofImplied = (cells: readonly WorldCell[], implied: readonly Implied[], { of }: Places): Relation[] =>
  cells.flatMap(({ box }, place) =>
    implied.flatMap(({ from, to, nodes, whole, without }): Relation[] => {
      const node = box[from] ?? ''
      const codes = nodes[node]
      if (!codes || box[to] !== undefined) return []
      const others = withNode(withNode(box, from, null), without, null)
      const one = whole[node] === undefined ? undefined : of({ ...others, [to]: whole[node] })
      const all = codes.flatMap((code) => of({ ...others, [to]: code }) ?? [])
      return [
        ...(one === undefined
          ? []
          : [
              atLeast(
                [
                  [one, 1],
                  [place, -1],
                ],
                'within',
                '',
              ),
            ]),
        ...(all.length < codes.length
          ? []
          : [atLeast([...plus(all), [place, -1]], all.length === 1 ? 'within' : 'other', '')]),
      ]
    }),
  )

/**
 * What holds of all records holds of those that are left when some are taken away: each relation once more, of what each
 * of its cells is less its own parts, where they are not all of it and do not overlap.
 */
const ofWhatIsLeft = (
  relations: readonly Relation[],
  divisions: readonly Division[],
  cells: readonly WorldCell[],
  trees: Trees,
  { of, isNothing }: Places,
): Relation[] => {
  const byWhole = new Map<number, Division[]>()
  for (const division of divisions)
    if (!division.isFull && trees[division.dimension]?.isMany !== true)
      byWhole.set(division.whole, [...(byWhole.get(division.whole) ?? []), division])
  return relations.flatMap((relation) => {
    const [[first] = [-1]] = relation.terms
    return (byWhole.get(first) ?? []).flatMap(({ dimension, parts }): Relation[] => {
      const node = cells[first]?.box[dimension]
      if (relation.terms.some(([cell]) => cells[cell]?.box[dimension] !== node)) return []
      const nodes = parts.flatMap((part) => cells[part]?.box[dimension] ?? [])
      const boxesAt = (code: string): Box[] =>
        relation.terms.map(([cell]) => withNode(cells[cell]?.box ?? {}, dimension, code))
      const taken = nodes.filter((code) => boxesAt(code).every((box) => of(box) !== undefined || isNothing(box)))
      if (taken.length === 0) return []
      const less = taken.flatMap((code) =>
        boxesAt(code).flatMap((box, i) => {
          const cell = of(box)
          return cell === undefined ? [] : [[cell, -(relation.terms[i]?.[1] ?? 0)] as const]
        }),
      )
      return [{ ...relation, terms: [...relation.terms, ...less] }]
    })
  })
}

/** Cells that are nothing because all that they could be divided in is: there is no part that could say so. */
const ofEmpty = (cells: readonly WorldCell[], trees: Trees, { isNothing }: Places): Relation[] =>
  cells.flatMap(({ box, counted, state }, place): Relation[] => {
    if (counted.value > 0 || state === 'open' || state === 'known') return []
    const empty = Object.values(trees).find((tree) => {
      const parts = partsOf(tree, box[tree.name] ?? null)
      return parts.length > 0 && parts.every((node) => isNothing(withNode(box, tree.name, node)))
    })
    return empty ? [{ terms: [[place, 1]], isEqual: true, kind: 'other', dimension: empty.name }] : []
  })

/** All that holds between cells. `isNothing`: whether a box that is no cell is known to be empty. */
export const relationsOf = (
  cells: readonly WorldCell[],
  trees: Trees,
  implied: readonly Implied[],
  isNothing: (box: Box) => boolean,
): Relation[] => {
  const byKey = new Map(cells.map(({ key }, place) => [key, place]))
  const places: Places = { of: (box) => byKey.get(boxKey(box)), isNothing }
  const divisions = divisionsOf(cells, trees, places)
  const exact: Relation[] = ofEmpty(cells, trees, places)
  const loose: Relation[] = [...ofTwo(cells, trees, places), ...ofImplied(cells, implied, places)]
  for (const division of divisions) {
    const { whole, dimension, parts, isFull } = division
    if (trees[dimension]?.isMany === true) loose.push(...ofOverlapping(division, cells, trees))
    else if (isFull) exact.push({ terms: [[whole, 1], ...minus(parts)], isEqual: true, kind: 'parts', dimension })
    else loose.push(atLeast([[whole, 1], ...minus(parts)], 'within', dimension))
  }
  return [...exact, ...loose, ...ofWhatIsLeft(loose, divisions, cells, trees, places)]
}
