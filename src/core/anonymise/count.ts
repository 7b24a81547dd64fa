import type { Box, Path, Row } from '#core/anonymise/dimension'
import { nodesOfPaths } from '#core/anonymise/tree'
import type { Trees } from '#core/anonymise/tree'

/** What is in a box. */
export type Counted = {
  readonly value: number
  /** How many different people or events it is about. */
  readonly contributors: number
  /** Of the one who has most records in it, how many. */
  readonly largest: number
  /** Who she is, where she is the only one. */
  readonly alone: string | null
}

const empty: Counted = { value: 0, contributors: 0, largest: 0, alone: null }

/** Boxes that tell the same dimensions apart: every row is looked up in all of them at once. */
type Group = {
  readonly dimensions: readonly string[]
  /** By dimension: the place of each node that one of the boxes names. */
  readonly nodes: readonly ReadonlyMap<string, number>[]
  readonly strides: readonly number[]
  /** Place among all combinations → place among the boxes, -1 for none. */
  readonly slots: ReadonlyMap<number, number>
}

const groupsOf = (boxes: readonly Box[]): Group[] => {
  const byDimensions = new Map<string, number[]>()
  boxes.forEach((box, place) => {
    const name = Object.keys(box).sort().join('&')
    const places = byDimensions.get(name)
    if (places) places.push(place)
    else byDimensions.set(name, [place])
  })
  return [...byDimensions].map(([name, places]) => {
    const dimensions = name === '' ? [] : name.split('&')
    const nodes = dimensions.map((dimension) => {
      const codes = new Set(places.map((place) => boxes[place]?.[dimension] ?? ''))
      return new Map([...codes].map((code, at) => [code, at]))
    })
    let stride = 1
    const strides = nodes.map(({ size }) => {
      const own = stride
      stride *= size
      return own
    })
    const slots = new Map<number, number>()
    for (const place of places) {
      const at = dimensions.reduce(
        (sum, dimension, i) => sum + (nodes[i]?.get(boxes[place]?.[dimension] ?? '') ?? 0) * (strides[i] ?? 0),
        0,
      )
      slots.set(at, place)
    }
    return { dimensions, nodes, strides, slots }
  })
}

/** Where rows of the same paths are, worked out once for each group. */
const placesIn = (group: Group, trees: Trees): ((row: Row) => readonly number[]) => {
  const seen = group.dimensions.map(() => new Map<string, readonly number[]>())
  const none: readonly Path[] = []
  return (row) => {
    let places: readonly number[] = [0]
    for (const [i, dimension] of group.dimensions.entries()) {
      const paths = row.at[dimension] ?? none
      const name = paths.length === 1 ? (paths[0]?.at(-1) ?? '') : paths.map((path) => path.at(-1) ?? '').join('|')
      let here = seen[i]?.get(name)
      if (!here) {
        const tree = trees[dimension]
        const nodes = tree ? nodesOfPaths(tree, paths) : []
        here = nodes.flatMap((code) => {
          const at = group.nodes[i]?.get(code)
          return at === undefined ? [] : [at * (group.strides[i] ?? 0)]
        })
        seen[i]?.set(name, here)
      }
      if (here.length === 0) return here
      const own = here
      places =
        own.length === 1 ? places.map((at) => at + (own[0] ?? 0)) : places.flatMap((at) => own.map((o) => at + o))
    }
    return places
  }
}

/** How many records, and whose, are in each of some different boxes, in their order. Rows in any order give the same. */
export const countBoxes = (rows: readonly Row[], boxes: readonly Box[], trees: Trees): readonly Counted[] => {
  const people = new Map<string, Row[]>()
  for (const row of rows) {
    const own = people.get(row.contributor)
    if (own) own.push(row)
    else people.set(row.contributor, [row])
  }
  const value = new Int32Array(boxes.length)
  const contributors = new Int32Array(boxes.length)
  const largest = new Int32Array(boxes.length)
  const last = new Int32Array(boxes.length).fill(-1)
  const run = new Int32Array(boxes.length)
  const names = [...people.keys()]
  const first = new Int32Array(boxes.length)
  for (const group of groupsOf(boxes)) {
    const places = placesIn(group, trees)
    names.forEach((name, person) => {
      for (const row of people.get(name) ?? [])
        for (const at of places(row)) {
          const slot = group.slots.get(at)
          if (slot === undefined) continue
          value[slot] = (value[slot] ?? 0) + 1
          if (last[slot] !== person) {
            last[slot] = person
            run[slot] = 0
            if (contributors[slot] === 0) first[slot] = person
            contributors[slot] = (contributors[slot] ?? 0) + 1
          }
          const own = (run[slot] ?? 0) + 1
          run[slot] = own
          if (own > (largest[slot] ?? 0)) largest[slot] = own
        }
    })
  }
  return boxes.map((_, slot) => {
    const many = value[slot] ?? 0
    if (many === 0) return empty
    const people = contributors[slot] ?? 0
    return {
      value: many,
      contributors: people,
      largest: largest[slot] ?? 0,
      alone: people === 1 ? (names[first[slot] ?? 0] ?? null) : null,
    }
  })
}
