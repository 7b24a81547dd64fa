import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
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
  readonly reason: string
  readonly given: readonly Given[]
}
/** Shares of one key. `holders`: whose laptops they were sealed for. */
export type SharesGiven = Pick<OpOf<'share'>, 'parts' | 'notes'> & {
  readonly id: string
  readonly by: string
  readonly holders: ReadonlySet<string>
  readonly asks: readonly ShareAsk[]
}

/** The id of a set: its author is in it, so that nobody else can say a set of the same id, or repeat its parts as her own. */
export const setIdOf = (by: string, set: string): string =>
  toHex(hash(concatBytes(utf8('tejido/1/share set\0'), fromHex(by), fromHex(set))))

const holdersOf = (state: RootState, { parts }: OpOf<'share'>): Set<string> =>
  new Set(
    parts.flatMap(({ box }) => {
      const owner = state.boxes.get(box)
      const member = owner && 'device' in owner ? memberOf(state, owner.device) : undefined
      return member === undefined ? [] : [member]
    }),
  )

const onlyFirst = <T>(list: readonly T[], word: (one: T) => string): T[] => {
  const seen = new Set<string>()
  return list.filter((one) => !seen.has(word(one)) && seen.add(word(one)))
}

/** Every set of shares that counts, smallest past first, with what was asked and given. */
export const sharesIn = (log: RootLog): SharesGiven[] => {
  const said = onlyFirst(
    log.counting('share').map(({ entry: { op }, judgement: { by } }) => ({ op, by, id: setIdOf(by, op.set) })),
    ({ id }) => id,
  )
  if (said.length === 0) return []
  const [state, asked, gave] = [log.state(), log.counting('ask-share'), log.counting('give-share')]
  const givenTo = (ask: string, holders: ReadonlySet<string>): Given[] =>
    onlyFirst(
      gave
        .filter(({ entry, judgement }) => entry.op.ask === ask && holders.has(judgement.by))
        .map(({ entry, judgement }) => ({ by: judgement.by, parts: entry.op.parts })),
      ({ by }) => by,
    )
  return said.map(({ op, by, id }) => {
    const holders = holdersOf(state, op)
    const asks = asked
      .filter(({ entry }) => entry.op.set === id)
      .map(({ entry, judgement }) => ({
        id: entry.id,
        by: judgement.by,
        reason: entry.op.reason,
        given: givenTo(entry.id, holders),
      }))
    return { id, by, parts: op.parts, notes: op.notes, holders, asks }
  })
}

/** Who got enough shares of a space's keys, as its team can tell from the two logs: member → the reason she gave last. */
export const glassBroken = (root: RootLog, view: RootView, space: SpaceLog): Map<string, string> => {
  const ofSpace = new Map(space.sharings(view).map(({ op }) => [op.set, new Set(op.holders)]))
  const broken = new Map<string, string>()
  if (ofSpace.size === 0) return broken
  for (const { id, asks } of sharesIn(root))
    for (const { by, reason, given } of asks)
      if (given.filter((one) => ofSpace.get(id)?.has(one.by)).length >= sharesNeeded) broken.set(by, reason)
  return broken
}
