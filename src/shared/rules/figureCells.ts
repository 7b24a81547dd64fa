import type { Axis, Table } from '#shared/rules/publication'

/** The same cell of every table by its place: the codes of its axes. A null is no code. */
export const cellKey = (at: readonly (string | null)[]): string => JSON.stringify(at)

/** The cells of a table by their nodes. */
export const cellsOf = ({ cells }: Table): ((at: readonly (string | null)[]) => number | null | undefined) => {
  const byKey = new Map(cells.map(({ at, value }) => [cellKey(at), value]))
  return (at) => byKey.get(cellKey(at))
}

/** The nodes of an axis at which a table has protected figures. */
const touched = ({ cells }: Table, { nodes }: Axis, place: number): readonly string[] => {
  const codes = new Set(cells.filter(({ value }) => value === null).map(({ at }) => at[place] ?? null))
  return nodes.filter(({ code }) => codes.has(code)).map(({ code }) => code)
}

/** Where figures of a table are missing, by the axis that says it in fewest words; undefined where that is no one place. */
export const missingAt = (table: Table): { readonly axis: Axis; readonly codes: readonly string[] } | undefined =>
  table.axes
    .map((axis, place) => ({ axis, codes: touched(table, axis, place) }))
    .filter(({ codes }) => codes.length > 0)
    .sort((a, b) => a.codes.length - b.codes.length)[0]
