import type { World, WorldCell } from '#core/anonymise/cell'
import { boxOf } from '#core/anonymise/draftTable'
import { countBoxes } from '#core/anonymise/count'
import { boxKey } from '#core/anonymise/dimension'
import type { Box, Row } from '#core/anonymise/dimension'
import { widened } from '#core/anonymise/lattice'
import type { Table, Unit } from '#shared/rules/publication'
import type { Trees } from '#core/anonymise/tree'

/** What was published before: the tables of one release. */
export type Earlier = { readonly id: string; readonly tables: readonly Table[] }

/** What an earlier release said of a box: a number, or null that it was protected. */
export type Said = { readonly box: Box; readonly value: number | null }

/** Earlier releases by whether the records are still those that they counted. */
export type Before = {
  /** All that was said of records as they are now, of one and the same. */
  readonly same: ReadonlyMap<string, Said>
  /** What was said of records that have changed since, by each release. */
  readonly changed: readonly { readonly id: string; readonly said: ReadonlyMap<string, Said> }[]
}

const yearOf = (box: Box): string => (box.time ?? '').slice(0, 4)

const saidBy = ({ tables }: Earlier, unit: Unit, year: string): Map<string, Said> => {
  const said = new Map<string, Said>()
  for (const table of tables) {
    if (table.unit !== unit || yearOf(table.of) !== year) continue
    for (const { at, value } of table.cells) {
      const box = boxOf(table, at)
      const key = boxKey(box)
      if (value !== null || !said.has(key)) said.set(key, { box, value })
    }
  }
  return said
}

/**
 * What earlier releases said of the same year. One whose numbers are all still right is of the same records as far as
 * anybody can tell, and is put together with what is published now; beside another one differences are looked at.
 */
export const beforeOf = (
  earlier: readonly Earlier[],
  unit: Unit,
  year: string,
  rows: readonly Row[],
  trees: Trees,
): Before => {
  const same = new Map<string, Said>()
  const changed: { id: string; said: ReadonlyMap<string, Said> }[] = []
  for (const release of earlier) {
    const said = saidBy(release, unit, year)
    const shown = [...said.values()].filter(({ value }) => value !== null)
    const now = countBoxes(
      rows,
      shown.map(({ box }) => box),
      trees,
    )
    if (!shown.every(({ value }, i) => value === now[i]?.value)) changed.push({ id: release.id, said })
    else for (const [key, one] of said) if (one.value !== null || same.get(key)?.value == null) same.set(key, one)
  }
  return { same, changed }
}

/** Boxes by what holds them: those of one list that are in those of another, both ways, and equal ones. */
const nestedIn = (trees: Trees, box: Box, others: ReadonlyMap<string, Said>): Said[] =>
  widened(trees, box).flatMap((wide) => others.get(boxKey(wide)) ?? [])

/**
 * Boxes that must not be shown now beside what was said before the records changed: what was protected stays so, and what
 * differs from a number said of the same or of a nested box by more than none and fewer than enough would tell of those few.
 */
export const changedBoxes = (
  now: ReadonlyMap<string, { readonly box: Box; readonly value: number }>,
  before: ReadonlyMap<string, Said>,
  trees: Trees,
  thresholdOf: (box: Box) => number,
): ReadonlySet<string> => {
  const hidden = new Set<string>()
  const isFew = (a: number, b: number, box: Box): boolean => a !== b && Math.abs(a - b) < thresholdOf(box)
  for (const [key, { box, value }] of now) {
    if (before.get(key)?.value === null) hidden.add(key)
    for (const said of nestedIn(trees, box, before))
      if (said.value !== null && isFew(said.value, value, box)) hidden.add(key)
  }
  for (const { box, value } of before.values()) {
    if (value === null) continue
    for (const wide of widened(trees, box)) {
      const key = boxKey(wide)
      const own = now.get(key)
      if (own && isFew(own.value, value, box)) hidden.add(key)
    }
  }
  return hidden
}

/**
 * Cells that must not be shown, so that nobody learns from two versions of a line how few records changed of what it hides:
 * the whole, or of two that lie in each other the inner one.
 */
export const changedLines = (
  { cells, relations }: World,
  before: ReadonlyMap<string, Said>,
  thresholdOf: (box: Box) => number,
): ReadonlySet<string> => {
  const hidden = new Set<string>()
  /** By how much a cell that is shown differs; undefined where nobody can tell. */
  const changeOf = (cell: WorldCell | undefined): number | undefined => {
    const old = cell && before.get(cell.key)?.value
    return typeof old === 'number' && cell?.state === 'open' ? cell.counted.value - old : undefined
  }
  for (const { terms, kind } of relations) {
    const [whole, ...parts] = terms.map(([cell]) => cells[cell])
    const change = changeOf(whole)
    if (kind === 'other' || !whole || change === undefined) continue
    const seen = parts.flatMap((part) => {
      const by = changeOf(part)
      return part && by !== undefined ? [{ part, by }] : []
    })
    if (kind === 'within' && seen.length < parts.length) continue
    const rest = Math.abs(seen.reduce((left, { by }) => left - by, change))
    if (rest === 0 || rest >= thresholdOf(whole.box)) continue
    hidden.add(kind === 'within' ? (seen.at(-1)?.part.key ?? whole.key) : whole.key)
  }
  return hidden
}
