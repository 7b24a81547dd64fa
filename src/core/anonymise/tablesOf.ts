import { boxKey } from '#core/anonymise/dimension'
import { boxOf, placesOf } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import { countBoxes } from '#core/anonymise/count'
import type { Row } from '#core/anonymise/dimension'
import { isTooFew } from '#core/anonymise/primary'
import type { Thresholds } from '#core/anonymise/primary'
import type { Fate, UnitRules } from '#core/anonymise/protectUnit'
import type { Cell, Hidden, Table } from '#shared/rules/publication'

/** A table with its cells, and how many of them are hidden for which reason. */
export type Made = {
  readonly table: Omit<Table, 'id'>
  readonly primary: number
  readonly secondary: number
}

/** A draft with what became of its boxes. */
export const madeTable = (draft: DraftTable, fates: ReadonlyMap<string, Fate>): Made => {
  let primary = 0
  let secondary = 0
  const cells = placesOf(draft).map((at): Cell => {
    const fate = fates.get(boxKey(boxOf(draft, at)))
    if (fate?.state === 'shown') return { at, value: fate.value }
    if (fate?.state === 'few') primary++
    else secondary++
    return { at, value: null }
  })
  return { table: { ...draft, cells }, primary, secondary }
}

/** Whether a cell tells all dimensions of a table apart. */
const isInside = (at: readonly (string | null)[]): boolean =>
  at.length > 1 && at.every((code) => code !== null && !code.includes('~'))

/**
 * The share that is hidden of the cells that tell all dimensions of a table apart, zeros that are shown aside; 0 where it
 * has no such cells.
 */
export const hiddenInside = ({ cells }: Pick<Table, 'cells'>): number => {
  const inner = cells.filter(({ at, value }) => isInside(at) && value !== 0)
  return inner.length === 0 ? 0 : inner.filter(({ value }) => value === null).length / inner.length
}

/** The share of the same cells that are about too few: no less will be hidden. */
export const fewInside = (
  draft: DraftTable,
  rows: readonly Row[],
  { trees, grave }: Pick<UnitRules, 'trees' | 'grave'>,
  thresholds: Thresholds,
): number => {
  const boxes = placesOf(draft).flatMap((at) => (isInside(at) ? [boxOf(draft, at)] : []))
  const inner = countBoxes(rows, boxes, trees).flatMap((counted, i) =>
    counted.value > 0 ? [{ counted, box: boxes[i] ?? {} }] : [],
  )
  return inner.length === 0 ? 0 : inner.filter((one) => isTooFew(one, thresholds, grave)).length / inner.length
}

const idOf = (place: number): string => `cuadro-${String(place + 1).padStart(2, '0')}`

/** Tables with their names, without those in which nothing but zeros can be seen; and what was hidden of them. */
export const numbered = (made: readonly Made[], left: Hidden['left']): { tables: Table[]; hidden: Hidden } => {
  const seen = made.filter(({ table }) => table.cells.some(({ value }) => value !== null && value > 0))
  const blind = made.filter((one) => !seen.includes(one))
  const tables = seen.map(({ table }, place): Table => ({ id: idOf(place), ...table }))
  const sum = (of: (one: Made) => number) => seen.reduce((total, one) => total + of(one), 0)
  return {
    tables,
    hidden: {
      cells: sum(({ table }) => table.cells.length),
      primary: sum(({ primary }) => primary),
      secondary: sum(({ secondary }) => secondary),
      byTable: seen.map(({ table, primary, secondary }, place) => ({
        id: idOf(place),
        cells: table.cells.length,
        hidden: primary + secondary,
      })),
      left: [...left, ...blind.map(({ table: { subject } }) => ({ subject, reason: 'tooFew' as const }))],
    },
  }
}
