import type { OpOf } from '#core/spaces/op'
import type { RootLog } from '#core/spaces/rootLog'
import { memberOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import type { SpaceLog } from '#core/spaces/spaceLog'
import type { RootView } from '#core/spaces/spaceFold'
import { sharesNeeded } from '#shared/rules/shares'

/** What the root log says of shares: nobody's standing comes of it. */

/** Bytes sealed for a box key each. */
export type SealedParts = OpOf<'share'>['parts']
/** A holder's share, given to who asked. */
type Given = { readonly by: string; readonly parts: SealedParts }
/** A coordinator's request; of each holder the first that she gave. */
export type ShareAsk = {
  readonly id: string
  readonly by: string
  readonly set: string
  readonly reason: string
  readonly given: readonly Given[]
}
/** Shares of one key. `holders`: whose laptops they were sealed for. */
export type SharesGiven = OpOf<'share'> & {
  readonly by: string
  readonly holders: ReadonlySet<string>
  readonly asks: readonly ShareAsk[]
}

const holdersOf = (state: RootState, { parts }: OpOf<'share'>): Set<string> =>
  new Set(
    parts.flatMap(({ box }) => {
      const owner = state.boxes.get(box)
      return (owner && 'device' in owner && memberOf(state, owner.device)) || []
    }),
  )

const onlyFirst = <T>(list: readonly T[], word: (one: T) => string): T[] => {
  const seen = new Set<string>()
  return list.filter((one) => !seen.has(word(one)) && seen.add(word(one)))
}

/** Every set of shares whose words count, smallest past first, with what was asked and given. Of two sets with one name the first. */
export const sharesIn = (log: RootLog): SharesGiven[] => {
  const said = onlyFirst(log.counting('share'), ({ entry }) => entry.op.set)
  if (said.length === 0) return []
  const [state, asked, gave] = [log.state(), log.counting('ask-share'), log.counting('give-share')]
  const givenTo = (ask: string, holders: ReadonlySet<string>): Given[] =>
    onlyFirst(
      gave
        .filter(({ entry, judgement }) => entry.op.ask === ask && holders.has(judgement.by))
        .map(({ entry, judgement }) => ({ by: judgement.by, parts: entry.op.parts })),
      ({ by }) => by,
    )
  return said.map(({ entry: { op }, judgement: { by } }) => {
    const holders = holdersOf(state, op)
    const asks = asked
      .filter(({ entry }) => entry.op.set === op.set)
      .map(({ entry, judgement }) => ({
        id: entry.id,
        by: judgement.by,
        set: op.set,
        reason: entry.op.reason,
        given: givenTo(entry.id, holders),
      }))
    return { ...op, by, holders, asks }
  })
}

/** Who got enough shares of a space's keys, as its team can tell from the two logs: member → the reason she gave last. */
export const glassBroken = (root: RootLog, view: RootView, space: SpaceLog): Map<string, string> => {
  const ofSpace = new Map(space.sharings(view).map(({ op }) => [op.set, new Set(op.holders)]))
  const broken = new Map<string, string>()
  if (ofSpace.size === 0) return broken
  for (const { set, asks } of sharesIn(root))
    for (const { by, reason, given } of asks)
      if (given.filter((one) => ofSpace.get(set)?.has(one.by)).length >= sharesNeeded) broken.set(by, reason)
  return broken
}
