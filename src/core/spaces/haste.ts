import { byPast } from '#core/spaces/entry'
import type { Judged } from '#core/spaces/judged'
import type { Making } from '#core/spaces/makings'
import type { Pair } from '#core/spaces/pairs'
import type { Taking } from '#core/spaces/takings'
import { emptyVector, includes, join } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'
import type { Void } from '#core/spaces/voiding'

/** R3: on one member's signature stand at a time the takings of this many facilitators and of this many others. */
const mostFacilitators = 1
const mostOthers = 5

/** R3: what one full facilitator did in haste, as far as it still stands. */
export type Haste = {
  /** Against facilitators: suspensions, and first halves of expulsions. */
  readonly ofFacilitators: (dead: Void) => Judged[]
  /** Against others. */
  readonly ofOthers: (dead: Void) => Judged[]
}

/**
 * Whether two made its target full without having heard of it, whatever she was in its past: whoever goes back to a day
 * before that must not expel, unmake or freeze her as if she never had been. Then it is said against a facilitator.
 */
const isContested = (makings: readonly Making[], judged: Judged): boolean =>
  judged.judgement.takes !== undefined &&
  judged.judgement.target !== judged.judgement.by &&
  makings.some(
    ({ member, signers }) =>
      member === judged.judgement.target && !signers.every(({ entry }) => includes(entry.past, judged.entry)),
  )

const targetOf = ({ judgement }: Judged): string => judgement.suspends ?? judgement.target ?? ''

/** What each lift has in its past: her own suspensions by herself, all by a pair. */
const liftedIn = (
  standing: readonly Judged[],
  pairs: readonly Pair[],
  recovered: ReadonlyMap<string, readonly Judged[]>,
  dead: Void,
): ((judged: Judged) => boolean) => {
  const heard = new Map<string, Vector>()
  const add = (key: string, lift: Judged): void =>
    void heard.set(key, join(heard.get(key) ?? emptyVector, lift.entry.past))
  for (const judged of standing) {
    const { op, id } = judged.entry
    if (op.type === 'lift' && 'member' in op && !dead.has(id)) add(`${judged.judgement.by} ${op.member}`, judged)
  }
  for (const { half, first, second } of pairs)
    if (half.act === 'lift') for (const lift of [first, second]) add(`* ${half.who}`, lift)
  for (const [member, signers] of recovered) for (const signer of signers) add(`* ${member}`, signer)
  return (judged) => {
    const { entry, judgement } = judged
    const target = targetOf(judged)
    return [`${judgement.by} ${target}`, `* ${target}`].some((key) => includes(heard.get(key) ?? emptyVector, entry))
  }
}

/** Done while she was the only full facilitator, and nobody was made meanwhile that she had not heard of: not counted. */
const wasAlone = (makings: readonly Making[], { entry, judgement, full }: Judged): boolean =>
  full.size === 1 &&
  makings.every(
    ({ member, signers }) =>
      member === judgement.by ||
      signers.every((signer) => includes(signer.entry.past, entry)) ||
      signers.every((signer) => includes(entry.past, signer.entry)),
  )

/** Those with the smallest past stand, then least id; the rest wait for a place. */
const within = (most: number, list: Judged[], makings: readonly Making[]): Judged[] => {
  const targets = new Map<string, Set<string>>()
  return list
    .sort((a, b) => byPast(a.entry, b.entry))
    .filter((judged) => {
      const { by } = judged.judgement
      const mine = targets.get(by) ?? new Set<string>()
      targets.set(by, mine)
      const target = targetOf(judged)
      if (wasAlone(makings, judged) || mine.has(target)) return true
      if (mine.size >= most) return false
      mine.add(target)
      return true
    })
}

/** R3 for one set of standing ops. `byTwo`: what two have done is no longer on one signature. */
export const hasteIn = (
  standing: readonly Judged[],
  pairs: readonly Pair[],
  makings: readonly Making[],
  recovered: ReadonlyMap<string, readonly Judged[]>,
  byTwo: readonly Taking[],
  deadByTwo: Void,
): Haste => {
  const isLifted = liftedIn(standing, pairs, recovered, deadByTwo)
  const inPair = new Set(byTwo.flatMap(({ signers }) => signers))
  const expelled = new Set(byTwo.flatMap(({ takes, member }) => (takes === 'membership' ? (member ?? []) : [])))
  const contested = new Set(standing.filter((judged) => isContested(makings, judged)))
  const isOfFacilitator = (judged: Judged): boolean => judged.judgement.ofFacilitator ?? contested.has(judged)
  /** An expulsion by one of who is full suspends her, as its first half would. */
  const suspends = (judged: Judged): boolean =>
    judged.judgement.suspends !== undefined || (contested.has(judged) && judged.judgement.takes === 'membership')
  const stands = (judged: Judged, dead: Void): boolean =>
    !dead.has(judged.entry.id) &&
    !(suspends(judged) && isLifted(judged)) &&
    !inPair.has(judged) &&
    !expelled.has(targetOf(judged))
  return {
    ofFacilitators: (dead) =>
      within(
        mostFacilitators,
        standing.filter((judged) => isOfFacilitator(judged) && suspends(judged) && stands(judged, dead)),
        makings,
      ),
    ofOthers: (dead) =>
      within(
        mostOthers,
        standing.filter(
          (judged) => judged.judgement.takes !== undefined && !isOfFacilitator(judged) && stands(judged, dead),
        ),
        makings,
      ),
  }
}

/** Each of these as a taking on its own. */
export const takingsByOne = (list: readonly Judged[], ofFacilitators: boolean): Taking[] =>
  list.map((judged) => {
    const { takes = 'time', target } = judged.judgement
    const { op } = judged.entry
    if (ofFacilitators)
      return { takes: 'time', signers: [judged], byTwo: false, member: targetOf(judged), device: undefined }
    const device = takes === 'device' && op.type === 'revoke-device' ? op.device : undefined
    return { takes, signers: [judged], byTwo: false, member: device === undefined ? target : undefined, device }
  })
