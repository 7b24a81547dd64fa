import type { World } from '#core/anonymise/cell'
import { countBoxes } from '#core/anonymise/count'
import { boxKey } from '#core/anonymise/dimension'
import type { Box, Row } from '#core/anonymise/dimension'
import { boxOf, placesOf } from '#core/anonymise/draftTable'
import type { DraftTable } from '#core/anonymise/draftTable'
import { beforeOf, changedBoxes, changedLines } from '#core/anonymise/earlier'
import type { Earlier } from '#core/anonymise/earlier'
import { createAuditor, failing } from '#core/anonymise/audit'
import { thicken } from '#core/anonymise/lines'
import { isTooFew, needsOf, thresholdOf, wholesInOne } from '#core/anonymise/primary'
import type { GraveNodes, Thresholds } from '#core/anonymise/primary'
import type { Unit } from '#shared/rules/publication'
import type { Implied } from '#core/anonymise/relations'
import { costOf, hideMore } from '#core/anonymise/secondary'
import type { Pace } from '#core/anonymise/pace'
import { createSolver } from '#core/anonymise/solver'
import type { Move } from '#core/anonymise/solver'
import type { Trees } from '#core/anonymise/tree'
import { worldOf } from '#core/anonymise/world'
import type { Shown } from '#core/anonymise/world'

/** What tells the records of a unit apart, and what of them is gravest. */
export type UnitRules = {
  readonly unit: Unit
  readonly trees: Trees
  readonly implied: readonly Implied[]
  readonly grave: GraveNodes
}

/** How a box stands after all: hidden because too few are in it, or so that nobody finds those, or not. */
export type Fate = { readonly value: number; readonly state: 'shown' | 'few' | 'hidden' }

/** What became of the boxes of a unit. */
export type UnitProtection = {
  readonly fates: ReadonlyMap<string, Fate>
  /** Needs that what was published before leaves unmet. */
  readonly unmet: number
  /** Earlier releases of the same scope since which so few records changed that the two together would tell of them. */
  readonly tooClose: readonly string[]
}

type Asked = {
  readonly rules: UnitRules
  readonly rows: readonly Row[]
  readonly drafts: readonly DraftTable[]
  readonly thresholds: Thresholds
  readonly earlier: readonly Earlier[]
  readonly pace: Pace
}

/** How often zeros may open further ones before nothing more is published. */
const mostRounds = 20

/** Other numbers that agree with what is published, by the keys of cells: as they go from one look at the world to the next. */
type NamedMove = ReadonlyMap<string, number>

const named = ({ cells }: World, moves: readonly Move[]): NamedMove[] =>
  moves.map((move) => new Map([...move].map(([cell, by]) => [cells[cell]?.key ?? '', by])))

/** Of numbers found before those that still agree. */
const still = (world: World, moves: readonly NamedMove[]): Move[] => {
  const places = new Map(world.cells.map(({ key }, place) => [key, place]))
  const { isPossible } = createAuditor(world)
  return moves
    .map((move): Move => new Map([...move].map(([key, by]) => [places.get(key) ?? -1, by])))
    .filter(isPossible)
}

/** Hides what is not hidden yet; false where it was, or was published before. */
const hide = (shown: Map<string, Shown>, key: string): boolean => {
  const one = shown.get(key)
  if (one?.state !== 'open') return false
  shown.set(key, { ...one, state: 'hidden' })
  return true
}

/** All that is known before anything is looked for: what would be shown, what was, and what is too few by itself. */
const begin = ({ rules: { unit, trees, grave }, rows: all, drafts, thresholds, earlier }: Asked) => {
  const t = (box: Box): number => thresholdOf(box, thresholds, grave)
  const boxes = new Map<string, Box>()
  for (const draft of drafts)
    for (const at of placesOf(draft)) {
      const box = boxOf(draft, at)
      boxes.set(boxKey(box), box)
    }
  const scope = drafts[0]?.of ?? {}
  const year = (scope.time ?? '').slice(0, 4)
  // nothing is ever said of two years together
  const rows = all.filter(({ at }) => at.time?.some(([first]) => first === year))
  const before = beforeOf(earlier, unit, year, rows, trees)
  const shown = new Map<string, Shown>([...boxes].map(([key, box]) => [key, { box, state: 'open' }]))
  for (const [key, { box, value }] of before.same) shown.set(key, { box, state: value === null ? 'hidden' : 'known' })
  const list = [...boxes]
  const counted = countBoxes(
    rows,
    list.map(([, box]) => box),
    trees,
  )
  const now = new Map(list.map(([key, box], i) => [key, { box, value: counted[i]?.value ?? 0 }]))
  const few = new Set<string>()
  list.forEach(([key, box], i) => {
    const one = counted[i]
    if (one && isTooFew({ box, counted: one }, thresholds, grave)) few.add(key)
  })
  const differing = new Set(before.changed.flatMap(({ said }) => [...changedBoxes(now, said, trees, t)]))
  const total = now.get(boxKey(scope))?.value ?? 0
  const tooClose = before.changed.flatMap(({ id, said }) => {
    const old = said.get(boxKey(scope))?.value ?? null
    return old !== null && old !== total && Math.abs(old - total) < t(scope) ? [id] : []
  })
  return { rows, shown, now, few, differing, changed: before.changed, tooClose, t }
}

/**
 * Decides of every box of some tables whether it can be shown. 'tooMany': dimensions cross so that nobody could say what
 * follows. 'stopped': as it was told to.
 */
export const protectUnit = async (asked: Asked): Promise<UnitProtection | 'tooMany' | 'stopped'> => {
  const { rules, thresholds, pace } = asked
  const { rows, shown, now, few, differing, changed, tooClose, t } = begin(asked)
  for (const key of [...few, ...differing]) hide(shown, key)
  let moves: readonly NamedMove[] = []
  // a zero that gets hidden opens what is inside it, and a line that is half hidden what changed in it: looked at again
  for (let round = 0; ; round++) {
    const plain = await worldOf(rows, rules.trees, rules.implied, shown, pace)
    if (typeof plain === 'string') return plain
    const world: World = { ...plain, relations: [...plain.relations, ...wholesInOne(plain, rules.trees)] }
    const needs = needsOf(world, rules.trees, thresholds, rules.grave, differing)
    thicken(world, thresholds.public)
    const solver = await createSolver(world, world.cells.map(costOf))
    const done = await hideMore(world, needs, solver, pace, still(world, moves)).finally(() => solver.close())
    if (!done) return 'stopped'
    thicken(world, thresholds.public)
    moves = named(world, done.witnesses.moves)
    const met = needs.filter((need) => !done.unmet.includes(need))
    // the solver proposes and sums decide: what they do not confirm is not published
    const isLost = failing(world, met, done.witnesses.moves).length > 0 || round === mostRounds
    let isMore = false
    for (const { key, state, counted } of world.cells)
      if ((state === 'hidden' || isLost) && hide(shown, key)) isMore ||= counted.value === 0
    for (const { said } of changed)
      for (const key of changedLines(world, said, t)) {
        differing.add(key)
        isMore = hide(shown, key) || isMore
      }
    if (isMore && !isLost) continue
    const fates = new Map(
      [...now].map(([key, { value }]): [string, Fate] => {
        const isHidden = shown.get(key)?.state === 'hidden' || few.has(key)
        return [key, { value, state: isHidden ? (few.has(key) ? 'few' : 'hidden') : 'shown' }]
      }),
    )
    return { fates, unmet: done.unmet.length, tooClose }
  }
}
