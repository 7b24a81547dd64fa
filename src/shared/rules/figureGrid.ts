import { cellsOf } from '#shared/rules/figureCells'
import type { Axis, Table } from '#shared/rules/publication'

/** A row of a table laid out flat: where it is on the row axes, how deep under its parents, and a value for each column. */
export type GridRow = {
  readonly at: readonly (string | null)[]
  /** How many parents its last node has. */
  readonly depth: number
  readonly isTotal: boolean
  readonly values: readonly (number | null)[]
}

/** A table laid out for people: all axes but one down, one across. */
export type Grid = {
  readonly down: readonly Axis[]
  /** null where the only column is the figure itself. */
  readonly across: Axis | null
  /** Codes of the columns, the whole last; one null where nothing is across. */
  readonly columns: readonly (string | null)[]
  readonly rows: readonly GridRow[]
}

/** More than these across are no longer read on a printed page. */
const mostColumns = 14

/** Nodes as they are printed: the whole after its parts. */
const nodesOf = ({ nodes }: Axis): readonly (string | null)[] => [...nodes.map(({ code }) => code), null]

const depthOf = ({ nodes }: Axis, code: string | null): number => {
  const parent = nodes.find((node) => node.code === code)?.parent
  return parent == null ? 0 : 1 + depthOf({ nodes } as Axis, parent)
}

/** The axis that goes across: the shortest, the last of those; none where all are long or there is only one. */
const acrossOf = (axes: readonly Axis[]): Axis | null => {
  const shortest = Math.min(...axes.map(({ nodes }) => nodes.length))
  const found = axes.findLast(({ nodes }) => nodes.length === shortest)
  return axes.length < 2 || shortest > mostColumns ? null : (found ?? null)
}

const combined = (axes: readonly Axis[]): readonly (readonly (string | null)[])[] =>
  axes.reduce<readonly (readonly (string | null)[])[]>(
    (rows, axis) => rows.flatMap((row) => nodesOf(axis).map((code) => [...row, code])),
    [[]],
  )

/** Lays a table out. */
export const gridOf = (table: Table): Grid => {
  const across = acrossOf(table.axes)
  const down = table.axes.filter((axis) => axis !== across)
  const columns = across ? nodesOf(across) : [null]
  const valueAt = cellsOf(table)
  const rows = combined(down).map((at): GridRow => {
    const whole = (column: string | null) =>
      table.axes.map((axis) => (axis === across ? column : at[down.indexOf(axis)]))
    const lastAxis = down.at(-1)
    return {
      at,
      depth: lastAxis ? depthOf(lastAxis, at.at(-1) ?? null) : 0,
      isTotal: at.at(-1) === null,
      values: columns.map((column) => valueAt(whole(column).map((code) => code ?? null)) ?? null),
    }
  })
  return { down, across, columns, rows }
}
