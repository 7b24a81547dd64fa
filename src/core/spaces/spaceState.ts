import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { holdsRole, isLive } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'

/** Who may read one space, at one past of it and of the root. */
export type SpaceState = {
  readonly created: Entry<OpOf<'create'>> | undefined
  /** Member → the ops that give her her place, whether or not she is in now. */
  readonly granted: ReadonlyMap<string, readonly Entry[]>
  /** Who grants, revokes and hands over: the owner, or, when she is out, the live member with the earliest grant. */
  readonly owner: string | undefined
  readonly revokes: readonly Entry<OpOf<'revoke'>>[]
  /** Judged ops of the space that are void here. */
  readonly voided: ReadonlySet<string>
}

/** Whether one place in a space holds now: one bound to a role only while she has it in full. */
export const holds = (root: RootState, member: string, { op }: Entry): boolean =>
  op.type !== 'grant' || holdsRole(root, member, op.role)

/** Whether she has a place in the space, suspended or not. */
export const isGranted = (root: RootState, { granted }: SpaceState, member: string): boolean =>
  granted.get(member)?.some((place) => holds(root, member, place)) ?? false

/** Whether she may read and write in the space now. */
export const isReader = (root: RootState, space: SpaceState, member: string): boolean =>
  isLive(root, member) && isGranted(root, space, member)

/** Who has a place in the space. */
export const grantedIn = (root: RootState, space: SpaceState): Set<string> =>
  new Set([...space.granted.keys()].filter((member) => isGranted(root, space, member)))
