import { boxKey } from '#core/anonymise/dimension'
import { cellKey } from '#shared/rules/figureCells'
import type { Cell, Publication, Table } from '#shared/rules/publication'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * The numbers of a publication by what they are of. A total stands in many tables and charts; each is read from here, so
 * that no two places of a file can say two things about the same.
 */
export type Numbers = {
  /**
   * Of all records that are in these nodes, of those that the widest table of a unit is of: null protected, undefined where
   * no table tells it.
   */
  of(unit: string, box: Readonly<Record<string, string>>): number | null | undefined
}

const keyOf = (unit: string, box: Readonly<Record<string, string>>): string => `${unit} ${boxKey(box)}`

/** The box of a cell: the nodes of its axes, and what its whole table is of. */
const boxOf = ({ of, axes }: Table, { at }: Cell): Readonly<Record<string, string>> => ({
  ...of,
  ...Object.fromEntries(
    axes.flatMap(({ dimension }, place) => {
      const node = at[place] ?? null
      return node === null ? [] : [[dimension, node] as const]
    }),
  ),
})

const isWhole = ({ axes, cells }: Table): boolean => {
  const expected = axes.reduce((product, { nodes }) => product * (nodes.length + 1), 1)
  const nodes = axes.map((axis) => new Set<string | null>([null, ...axis.nodes.map(({ code }) => code)]))
  return (
    cells.length === expected &&
    new Set(cells.map(({ at }) => cellKey(at))).size === expected &&
    cells.every(({ at }) => at.length === axes.length && at.every((code, place) => nodes[place]?.has(code)))
  )
}

const isShowable = ({ value }: Cell, threshold: number): boolean =>
  value === null || value === 0 || (Number.isSafeInteger(value) && value >= threshold)

/**
 * Reads the numbers of a publication, and refuses to write what must not be written whatever came before: a number from 1
 * to the threshold less one, a table that is not whole or whose name is none of ours, or a number that is shown in one
 * place and differs or is protected in another.
 */
export const readNumbers = ({ tables, thresholds }: Publication): Result<Numbers> => {
  const all = new Map<string, number | null>()
  // they become names of files, and may have been written on another laptop
  const names = new Set(tables.map(({ id }) => id))
  if (names.size < tables.length || tables.some(({ id }) => !/^cuadro-[0-9]{2,3}$/.test(id)))
    return fail('BlockedRelease', { reasons: 'tableNames' })
  for (const table of tables) {
    if (!isWhole(table)) return fail('BlockedRelease', { reasons: 'tableNotWhole', table: table.id })
    for (const cell of table.cells) {
      if (!isShowable(cell, thresholds.public))
        return fail('BlockedRelease', { reasons: 'smallNumber', table: table.id })
      const key = keyOf(table.unit, boxOf(table, cell))
      if (all.has(key) && all.get(key) !== cell.value)
        return fail('BlockedRelease', { reasons: 'twoNumbers', table: table.id })
      all.set(key, cell.value)
    }
  }
  const widest = (unit: string): Readonly<Record<string, string>> =>
    tables
      .filter((table) => table.unit === unit)
      .map(({ of }) => of)
      .reduce<Readonly<Record<string, string>> | undefined>(
        (best, of) => (best && Object.keys(best).length <= Object.keys(of).length ? best : of),
        undefined,
      ) ?? {}
  return ok({ of: (unit, box) => all.get(keyOf(unit, { ...widest(unit), ...box })) })
}
