import loadHighs from 'highs'
import type { Model } from 'highs'
import type { World } from '#core/anonymise/cell'
import { restOfRelation } from '#core/anonymise/cell'

/** Other numbers that agree with all that is published: by how much each cell differs from what it is. */
export type Move = ReadonlyMap<number, number>

/** A cell or what is left over of a relation, and by how much it is to differ. */
export type Goal = { readonly cell: number } | { readonly relation: number }

/** Looks for other numbers that somebody outside would have to take for possible as well. `fixed`: cells that do not differ. */
export type Solver = {
  /** What it costs that a cell takes part: those outside cannot tell of a hidden one anyway. */
  readonly setCost: (cell: number, cost: number) => void
  /** The cheapest other numbers in which the goal differs by `amount`; undefined where there are none. */
  readonly reach: (goal: Goal, amount: number, fixed: readonly number[]) => Move | undefined
  /** Other numbers in which a cell differs as much as can be, up (1) or down (-1), by `most`; what is shown stays. */
  readonly stretch: (cell: number, way: 1 | -1, fixed: readonly number[], most: number) => Move | undefined
  /** Other numbers in which as many cells as can be differ at once, by cell up or down by so much; what is shown stays. */
  readonly spread: (goals: ReadonlyMap<number, number>, way: 1 | -1, fixed: readonly number[]) => Move | undefined
  readonly close: () => void
}

/** What a hidden cell costs: a little, so that few take part. */
const hiddenCost = 1e-4
/** What a step of the goal is worth where it is stretched: less than any cell that is shown. */
const stepWorth = 0.5

let loading: ReturnType<typeof loadHighs> | undefined

/**
 * The linear program: two columns a cell, for more and for less, and a row a relation. What was published before can only
 * be what it is, and is left out. A relation that only speaks of such has no row.
 */
const programOf = ({ cells, relations }: World, costs: readonly number[], infinity: number) => {
  const live = cells.flatMap(({ state }, cell) => (state === 'known' ? [] : [cell]))
  const columnOf = new Map(live.map((cell, column) => [cell, column]))
  const size = live.length
  const rowOf = new Map<number, number>()
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  const rowLower: number[] = []
  const rowUpper: number[] = []
  relations.forEach((relation, place) => {
    const terms = relation.terms.flatMap(([cell, factor]) => {
      const column = columnOf.get(cell)
      return column === undefined ? [] : [{ column, factor }]
    })
    if (terms.length === 0) return
    rowOf.set(place, rowOf.size)
    for (const { column, factor } of terms) {
      indices.push(column, size + column)
      values.push(factor, -factor)
    }
    starts.push(indices.length)
    rowLower.push(relation.isEqual ? 0 : -restOfRelation(relation, cells))
    rowUpper.push(relation.isEqual ? 0 : infinity)
  })
  const cost = live.map((cell) => Math.max(hiddenCost, costs[cell] ?? 0))
  const down = live.map((cell) => cells[cell]?.counted.value ?? 0)
  const shape = { numRows: rowOf.size, numCols: 2 * size }
  const model = {
    ...shape,
    colCost: Float64Array.from([...cost, ...cost]),
    colLower: new Float64Array(2 * size),
    colUpper: Float64Array.from([...down.map(() => infinity), ...down]),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    matrix: {
      format: 'csr' as const,
      ...shape,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  }
  return { live, columnOf, rowOf, size, cost, down, rowLower, model }
}

/** Other numbers as the solver found them, by cell. */
const moveOf = (model: Model, live: readonly number[]): Move => {
  const { colValue } = model.getSolution()
  const move = new Map<number, number>()
  live.forEach((cell, column) => {
    const by = (colValue[column] ?? 0) - (colValue[live.length + column] ?? 0)
    if (Math.abs(by) > 1e-7) move.set(cell, Math.abs(by - Math.round(by)) < 1e-6 ? Math.round(by) : by)
  })
  return move
}

/** The solver over a world; `costs` by cell, 0 for what is hidden. It holds memory until it is closed. */
export const createSolver = async (world: World, costs: readonly number[]): Promise<Solver> => {
  loading ??= loadHighs()
  const highs = await loading
  const { infinity } = highs
  const { live, columnOf, rowOf, size, cost, down, rowLower, model: program } = programOf(world, costs, infinity)
  const model = highs.createModel(program)
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' })

  const free = (column: number): void => {
    model.changeColBounds(column, 0, infinity)
    model.changeColBounds(size + column, 0, down[column] ?? 0)
  }
  /** Solves with some cells held, and lets go of them. */
  const solved = (fixed: readonly number[]): Move | undefined => {
    const held = fixed.flatMap((cell) => columnOf.get(cell) ?? [])
    for (const column of held) {
      model.changeColBounds(column, 0, 0)
      model.changeColBounds(size + column, 0, 0)
    }
    model.run()
    const move = model.getModelStatus() === highs.constants.modelStatus.optimal ? moveOf(model, live) : undefined
    held.forEach(free)
    return move
  }
  /** A column is to differ one way only: else it would go forth and back for nothing. */
  const aim = (column: number, way: 1 | -1, most: number, worth: number): void => {
    const [to, back] = way === 1 ? [column, size + column] : [size + column, column]
    model.changeColCost(to, -worth)
    model.changeColBounds(to, 0, way === 1 ? most : Math.min(most, down[column] ?? 0))
    model.changeColBounds(back, 0, 0)
  }
  const rest = (column: number): void => {
    model.changeColCost(column, cost[column] ?? hiddenCost)
    model.changeColCost(size + column, cost[column] ?? hiddenCost)
    free(column)
  }

  return {
    setCost: (cell, one) => {
      const column = columnOf.get(cell)
      if (column === undefined) return
      cost[column] = Math.max(hiddenCost, one)
      rest(column)
    },
    reach: (goal, amount, fixed) => {
      if ('relation' in goal) {
        const row = rowOf.get(goal.relation)
        if (row === undefined) return undefined
        model.changeRowBounds(row, amount, infinity)
        const move = solved(fixed)
        model.changeRowBounds(row, rowLower[row] ?? 0, infinity)
        return move
      }
      const column = columnOf.get(goal.cell)
      if (column === undefined || -amount > (down[column] ?? 0)) return undefined
      model.changeColBounds(column, Math.max(0, amount), Math.max(0, amount))
      model.changeColBounds(size + column, Math.max(0, -amount), Math.max(0, -amount))
      const move = solved(fixed)
      free(column)
      return move
    },
    stretch: (cell, way, fixed, most) => {
      const column = columnOf.get(cell)
      if (column === undefined) return undefined
      aim(column, way, most, stepWorth)
      const move = solved(fixed)
      rest(column)
      return move
    },
    spread: (goals, way, fixed) => {
      const shown = live.flatMap((cell, column) => (world.cells[cell]?.state === 'open' ? [column] : []))
      const columns = { kind: 'set' as const, indices: Int32Array.from([...shown, ...shown.map((one) => size + one)]) }
      const none = new Float64Array(2 * shown.length)
      model.changeColsBounds(columns, none, none)
      const aimed = [...goals].flatMap(([cell, most]) => {
        const column = columnOf.get(cell)
        if (column !== undefined) aim(column, way, most, 1)
        return column ?? []
      })
      const move = solved(fixed)
      aimed.forEach(rest)
      model.changeColsBounds(
        columns,
        none,
        Float64Array.from([...shown.map(() => infinity), ...shown.map((one) => down[one] ?? 0)]),
      )
      return move
    },
    close: () => model.dispose(),
  }
}
