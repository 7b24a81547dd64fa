import type { World, WorldCell } from '#core/anonymise/cell'
import type { Pace } from '#core/anonymise/pace'
import { isMet, createWitnesses } from '#core/anonymise/witness'
import type { Witnesses } from '#core/anonymise/witness'
import type { Need } from '#core/anonymise/primary'
import type { Move, Solver } from '#core/anonymise/solver'

/** What protecting came to. */
export type Protection = {
  readonly witnesses: Witnesses
  /** Needs that cannot be met whatever is hidden now: what was published before has said too much. All else is hidden. */
  readonly unmet: readonly Need[]
}

/** A number between 0 and 1 that follows from a text, and from nothing else: it parts what costs the same. */
const shareOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash / 0x1_0000_0000
}

/**
 * What it costs to hide a cell: the more the wider it is, and a zero more than a small number, because that nothing was
 * recorded is worth knowing. 0 for what nobody sees anyway.
 */
export const costOf = ({ key, box, counted, state }: WorldCell): number => {
  if (state === 'hidden' || state === 'latent') return counted.alone === null ? 0 : 0.02
  const told = Object.keys(box).length - 1
  const wide = told === 0 ? 400 : told === 1 ? 12 : 1
  const size = counted.value === 0 ? 6 : 1 + Math.log2(1 + counted.value) / 2
  return wide * size * (1 + 0.05 * shareOf(key))
}

/**
 * Hides what has to be hidden so that every need is met. `before`: numbers that were found to be possible already.
 * undefined: it was told to stop.
 */
export const hideMore = async (
  world: World,
  needs: readonly Need[],
  solver: Solver,
  pace: Pace,
  before: readonly Move[],
): Promise<Protection | undefined> => {
  const witnesses = createWitnesses(world)
  before.forEach(witnesses.add)
  const unmet: Need[] = []
  const take = (move: Move): void => {
    for (const cell of move.keys()) {
      const one = world.cells[cell]
      if (one?.state !== 'open') continue
      one.state = 'hidden'
      solver.setCost(cell, 0)
    }
    witnesses.add(move)
  }
  const isFree = (move: Move): boolean => [...move.keys()].every((cell) => world.cells[cell]?.state !== 'open')

  const meet = (need: Need, fixed: readonly number[]): boolean => {
    const held = fixed.length === 0 ? undefined : new Set(fixed)
    let reach = witnesses.reachOf(need, held)
    if (isMet(need, reach)) return true
    if ('cell' in need.goal && reach.below < need.value) {
      const move = solver.stretch(need.goal.cell, -1, fixed, need.value)
      if (move && isFree(move)) witnesses.add(move)
      reach = witnesses.reachOf(need, held)
      if (isMet(need, reach)) return true
    }
    const above = Math.max(need.least - need.value, need.width - reach.below)
    // as far as it goes, where what was said before leaves no more; who knows a cell herself may know more than others
    const least = fixed.length === 0 ? reach.above : above - 1
    for (let amount = above; amount > least; amount--) {
      const move = solver.reach(need.goal, amount, fixed)
      if (!move) continue
      take(move)
      return amount === above
    }
    return false
  }

  /** Many needs at once, by what is hidden already: most of them are met so, and the rest is looked at one by one. */
  const meetMany = async (some: readonly Need[], fixed: readonly number[], share: number): Promise<boolean> => {
    const held = fixed.length === 0 ? undefined : new Set(fixed)
    let open = some.filter((need) => !isMet(need, witnesses.reachOf(need, held)))
    for (let before = Infinity; open.length > 4 && open.length < 0.9 * before;) {
      before = open.length
      for (const way of [-1, 1] as const) {
        const goals = new Map<number, number>()
        for (const { goal, value, width } of open)
          if ('cell' in goal && !held?.has(goal.cell)) goals.set(goal.cell, way === 1 ? width : value)
        if (!(await pace.step(share))) return false
        const move = solver.spread(goals, way, fixed)
        if (move) witnesses.add(move)
        open = open.filter((need) => !isMet(need, witnesses.reachOf(need, held)))
      }
    }
    return true
  }

  if (!(await meetMany(needs, [], 0))) return undefined
  for (const [i, need] of needs.entries()) {
    if (!(await pace.step(i / needs.length / 2))) return undefined
    if (!meet(need, [])) unmet.push(need)
  }
  // each who is alone in a cell knows what it is, and may try to find the others with it
  const ownCells = new Map<string, number[]>()
  world.cells.forEach(({ counted, state }, cell) => {
    if (counted.alone === null || state === 'open' || state === 'known') return
    const own = ownCells.get(counted.alone)
    if (own) own.push(cell)
    else ownCells.set(counted.alone, [cell])
  })
  const attackers = new Map([...ownCells.values()].map((own) => [own.join(), own]))
  const lost = new Set(unmet)
  const alone = [...attackers].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [i, [, own]] of alone.entries()) {
    const share = 0.5 + i / alone.length / 2
    if (!(await pace.step(share))) return undefined
    const held = new Set(own)
    if (!(await meetMany(needs, own, share))) return undefined
    for (const need of needs) {
      if (lost.has(need) || ('cell' in need.goal && held.has(need.goal.cell))) continue
      if (isMet(need, witnesses.reachOf(need, held))) continue
      if (!(await pace.step(share))) return undefined
      meet(need, own)
    }
  }
  return { witnesses, unmet }
}
