import type { World, WorldCell } from '#core/anonymise/cell'
import { costOf } from '#core/anonymise/secondary'

const isSeen = (cell: WorldCell | undefined): boolean => cell?.state === 'open' || cell?.state === 'known'

/** The next cells of a line to hide, cheapest first; only such as can be. */
const hideable = (cells: readonly WorldCell[]): WorldCell[] =>
  cells.filter(({ state }) => state === 'open').sort((a, b) => costOf(a) - costOf(b) || (a.key < b.key ? -1 : 1))

/** What is hidden of a line whose whole is seen: too few, or too little, for one to stand behind the other. */
const isThin = (hidden: readonly WorldCell[], least: number): boolean => {
  if (hidden.length === 0) return false
  const isOneAlone = hidden.some(({ counted }) => counted.alone !== null)
  const people = hidden.reduce((sum, { counted }) => sum + counted.contributors, 0)
  return hidden.length < (isOneAlone ? 3 : 2) || people < least
}

/**
 * Hides more in lines where little is hidden: beside one there is always another, beside somebody who is alone in a cell
 * two, and together they are enough people. Where parts do not suffice the whole is hidden. True where anything was.
 */
export const thicken = ({ cells, relations }: World, least: number): boolean => {
  let isMore = false
  for (const { terms, kind } of relations) {
    if (kind !== 'parts') continue
    const [whole, ...parts] = terms.map(([cell]) => cells[cell])
    if (!whole || !isSeen(whole)) continue
    const line = parts.flatMap((cell) => cell ?? [])
    const hidden = line.filter((cell) => !isSeen(cell))
    const more = [
      ...hideable(line.filter(({ counted }) => counted.value > 0)),
      ...hideable(line.filter(({ counted }) => counted.value === 0)),
    ]
    const all = whole.state === 'open' ? [...more, whole] : more
    for (const next of all) {
      if (!isThin(hidden, least)) break
      next.state = 'hidden'
      isMore = true
      if (next === whole) break
      hidden.push(next)
    }
  }
  return isMore
}
