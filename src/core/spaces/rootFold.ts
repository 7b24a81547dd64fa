import { hasteIn, takingsByOne } from '#core/spaces/haste'
import type { Judged } from '#core/spaces/judged'
import { fullBy, makingsOf, recoveriesOf } from '#core/spaces/makings'
import type { Making, Recovery } from '#core/spaces/makings'
import type { Pair } from '#core/spaces/pairs'
import { stateOf } from '#core/spaces/rootMembers'
import type { Fork, RootState } from '#core/spaces/rootState'
import type { Taking } from '#core/spaces/takings'
import { includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'
import { isVoidHere, voidByOne, voidByTwo } from '#core/spaces/voiding'
import type { Strata } from '#core/spaces/voiding'

/** A set of root ops to be folded: all that lies in one past. */
export type RootSet = {
  /** Judged ops that decide who is in, smallest past first. */
  readonly standing: readonly Judged[]
  /** Every judged root op of the set. */
  readonly all: () => readonly Judged[]
  /** Pairs of halves, both in the set and not taken back. */
  readonly pairs: readonly Pair[]
  readonly forks: readonly Fork[]
}

/** A fold: who is in, and whether an op that decides no standing counts here. */
export type RootFold = {
  readonly state: RootState
  readonly isVoid: (judged: Judged) => boolean
  /** Ops that are not void by what two said: by them a full facilitator may have built on what one signature takes. */
  readonly vouchers: () => readonly Judged[]
}

/** What two have taken (R2), and what a recovery takes from all others (R6). */
const takingsByTwo = (pairs: readonly Pair[], recoveries: readonly Recovery[]): Taking[] => [
  ...pairs.flatMap(({ half, first, second }): Taking[] => {
    const by = { signers: [first, second], byTwo: true }
    switch (half.act) {
      case 'expel':
        return [{ ...by, takes: 'membership', member: half.who, device: undefined }]
      case 'unmake':
        return [{ ...by, takes: 'role', member: half.who, device: undefined }]
      case 'lower':
        return [{ ...by, takes: 'coordination', member: half.who, device: undefined }]
      case 'revoke':
        return [{ ...by, takes: 'device', member: undefined, device: half.who }]
      case 'make':
      case 'bind':
      case 'lift':
      case 'lift fork':
      case 'guardians':
      case 'erase':
        return []
    }
  }),
  ...recoveries.map(({ full, signers }): Taking => ({
    takes: 'others',
    signers,
    byTwo: true,
    member: undefined,
    device: undefined,
    except: new Set(full),
  })),
]

/** The admission of who was made full is never void: a cut on who once let her in must not put her out. */
const admissionsOf = (standing: readonly Judged[], makings: readonly Making[]): Judged[] =>
  standing.filter((judged) => {
    const { op } = judged.entry
    const member = op.type === 'admit' ? judged.judgement.join?.member : undefined
    return (
      member !== undefined &&
      makings.some(
        (making) =>
          making.member === member &&
          making.signers.some((signer) => signer === judged || includes(signer.entry.past, judged.entry)),
      )
    )
  })

/** Of each forked device, all up to the envelope that a pair's lift named. */
const branchesOf = (pairs: readonly Pair[]): Map<string, Vector> =>
  new Map(
    pairs.flatMap(({ half, first }): [string, Vector][] =>
      half.act === 'lift fork' && first.entry.branch ? [[half.who, first.entry.branch]] : [],
    ),
  )

/**
 * Who is in when exactly these ops are known. Pure, the same in every order of delivery. Four strata, each of which voids
 * only what is in a later one, so that nothing is decided by a circle: what two have said, with founding and making
 * alone; what one said against a facilitator; what one said against others; the rest.
 */
export const foldRoot = ({ standing, all, pairs, forks }: RootSet): RootFold => {
  const recoveries = recoveriesOf(standing)
  const makings = makingsOf(standing, pairs, recoveries)
  const byTwo = takingsByTwo(pairs, recoveries)
  const full = fullBy(makings, byTwo)
  const fixed = new Set([
    ...pairs.flatMap(({ first, second }) => [first, second]),
    ...makings.flatMap(({ signers }) => signers),
    ...recoveries.flatMap(({ signers }) => signers),
    ...admissionsOf(standing, makings),
  ])
  const wasFull = new Set(makings.map(({ member }) => member))
  const strata: Strata = { standing, all, fixed, full, wasFull, forks, branches: branchesOf(pairs) }

  const { dead: deadByTwo, vouchers } = voidByTwo(strata, byTwo)
  const recovered = new Map(recoveries.flatMap(({ full: named, signers }) => named.map((one) => [one, signers])))
  const haste = hasteIn(standing, pairs, makings, recovered, byTwo, deadByTwo)
  const first = haste.ofFacilitators(deadByTwo)
  const againstFacilitators = takingsByOne(first, true)
  const deadByOne = voidByOne(strata, againstFacilitators, deadByTwo, vouchers)
  const second = haste.ofOthers(deadByOne)
  const againstOthers = takingsByOne(second, false)
  const dead = voidByOne(strata, againstOthers, deadByOne, vouchers, new Set([...first, ...second]))

  const takings = [...byTwo, ...againstFacilitators, ...againstOthers]
  const state = stateOf({ strata, pairs, makings, takings, dead })
  return {
    state,
    vouchers,
    isVoid: (judged) => !state.devices.has(judged.entry.device) || isVoidHere(strata, judged, takings, vouchers),
  }
}
