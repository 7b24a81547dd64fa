import type { Relation, WorldCell } from '#core/anonymise/cell'
import { boxKey } from '#core/anonymise/dimension'
import type { Box } from '#core/anonymise/dimension'
import { besideIn, widerIn, withNode } from '#core/anonymise/lattice'
import type { Trees } from '#core/anonymise/tree'

/** What the types of one dimension say of another: a node of the first is in one of these of the second, at most. */
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

/** Boxes that hold all of a box by what its types imply. */
export const impliedBoxes = (implied: readonly Implied[], box: Box): readonly Box[] =>
  implied.flatMap(({ from, to, whole, without }) => {
    const node = whole[box[from] ?? '']
    if (node === undefined || box[to] !== undefined) return []
    return [{ ...withNode(withNode(box, from, null), without, null), [to]: node }]
  })

/** All that holds between cells. `isNothing`: whether a box that is no cell is known to be empty. */
export const relationsOf = (
  cells: readonly WorldCell[],
  trees: Trees,
  implied: readonly Implied[],
  isNothing: (box: Box) => boolean,
): Relation[] => {
  const places = new Map(cells.map(({ key }, place) => [key, place]))
  const placeOf = (box: Box | undefined): number | undefined => box && places.get(boxKey(box))
  const relations: Relation[] = []
  const seen = new Set<string>()

  const dividesIn = (box: Box, dimension: string, wider: Box, whole: number): void => {
    const name = `${whole}/${dimension}`
    if (seen.has(name)) return
    seen.add(name)
    const parts: number[] = []
    let isWhole = true
    for (const node of besideIn(trees, box, dimension)) {
      const part = withNode(wider, dimension, node)
      const place = placeOf(part)
      if (place !== undefined) parts.push(place)
      else if (!isNothing(part)) isWhole = false
    }
    const isMany = trees[dimension]?.isMany === true
    const sum = (factor: number) => parts.map((part) => [part, factor] as const)
    if (!isMany) {
      relations.push({
        terms: [[whole, 1], ...sum(-1)],
        isEqual: isWhole,
        kind: isWhole ? 'parts' : 'within',
        dimension,
      })
      return
    }
    for (const part of parts)
      relations.push({
        terms: [
          [whole, 1],
          [part, -1],
        ],
        isEqual: false,
        kind: 'within',
        dimension,
      })
    if (isWhole) relations.push({ terms: [[whole, -1], ...sum(1)], isEqual: false, kind: 'other', dimension })
  }

  /** What has neither of two is no less than nothing: wider in both, less each one, and what has both once more. */
  const overlaps = (box: Box, place: number, dimensions: readonly string[]): void => {
    const many = dimensions.filter((dimension) => trees[dimension]?.isMany)
    many.forEach((a, i) => {
      for (const b of many.slice(i + 1)) {
        const inA = widerIn(trees, box, a)
        const inB = widerIn(trees, box, b)
        const all = placeOf(inA && widerIn(trees, inA, b))
        const [atA, atB] = [placeOf(inA), placeOf(inB)]
        if (all === undefined || atA === undefined || atB === undefined) continue
        const terms = [
          [all, 1],
          [atA, -1],
          [atB, -1],
          [place, 1],
        ] as const
        relations.push({ terms, isEqual: false, kind: 'other', dimension: a })
      }
    })
  }

  cells.forEach(({ box }, place) => {
    const dimensions = Object.keys(box).sort()
    for (const dimension of dimensions) {
      const wider = widerIn(trees, box, dimension)
      const whole = placeOf(wider)
      if (wider && whole !== undefined) dividesIn(box, dimension, wider, whole)
    }
    overlaps(box, place, dimensions)
    for (const wide of impliedBoxes(implied, box)) {
      const whole = placeOf(wide)
      if (whole !== undefined)
        relations.push({
          terms: [
            [whole, 1],
            [place, -1],
          ],
          isEqual: false,
          kind: 'within',
          dimension: '',
        })
    }
    for (const { from, to, nodes, without } of implied) {
      const codes = nodes[box[from] ?? '']
      if (!codes || box[to] !== undefined) continue
      const wide = withNode(withNode(box, from, null), without, null)
      const all = codes.flatMap((code) => placeOf({ ...wide, [to]: code }) ?? [])
      if (all.length === codes.length && all.length > 1)
        relations.push({
          terms: [...all.map((one) => [one, 1] as const), [place, -1]],
          isEqual: false,
          kind: 'other',
          dimension: '',
        })
      const [only] = all
      if (codes.length === 1 && only !== undefined)
        relations.push({
          terms: [
            [only, 1],
            [place, -1],
          ],
          isEqual: false,
          kind: 'within',
          dimension: '',
        })
    }
  })
  return relations
}
