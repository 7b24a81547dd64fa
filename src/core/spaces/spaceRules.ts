import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import {
  holdsRole,
  isCoordinator,
  isFacilitator,
  isLive,
  maySpeak,
  memberOf,
  recipientsOf,
} from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { grantedIn, holds } from '#core/spaces/spaceState'
import type { SpaceState } from '#core/spaces/spaceState'

/**
 * What a space op may do, judged once in its own past (the space's and the root's). undefined = nothing.
 * `rests`: the ids of the ops that give its author her place here; when all of them are void, so is this.
 */
export type SpaceJudgement = {
  readonly by: string
  readonly rests: readonly string[]
  /** A full facilitator said it: by it she may have built on what another did (R1). */
  readonly isFull: boolean
}

const sameBoxes = (a: readonly string[], sorted: readonly string[]): boolean =>
  a.length === sorted.length && a.toSorted().every((box, i) => box === sorted[i])

/** Who creates: cases, committees, houses and funds by who facilitates; a hold by anyone; the others by a coordinator. */
const mayCreate = (root: RootState, by: string, { kind }: OpOf<'create'>): boolean => {
  switch (kind) {
    case 'hold':
      return isLive(root, by)
    case 'case':
    case 'house':
    case 'committee':
    case 'fund':
      return isFacilitator(root, by)
    case 'protection':
    case 'registry':
    case 'care':
      return isCoordinator(root, by)
  }
}

/** The owner lets someone in who is in the network; the key goes to all her devices and to no other, once her place holds. */
const judgeGrant = (root: RootState, by: string, space: SpaceState, op: OpOf<'grant'>): boolean => {
  // a place that goes with a role is given by any coordinator who reads, so that readers follow their functions
  const mayGive = space.owner === by || (op.role !== null && isCoordinator(root, by))
  const due = holdsRole(root, op.member, op.role) ? recipientsOf(root, new Set([op.member])) : []
  return mayGive && root.members.has(op.member) && !root.gone.has(op.member) && sameBoxes(op.to, due)
}

/** R4 in a space: exactly the live devices of who is granted in its own past. */
const judgeEpoch = (root: RootState, space: SpaceState, op: OpOf<'epoch'>): boolean =>
  sameBoxes(op.to, recipientsOf(root, grantedIn(root, space)))

/** A key is handed only to live devices of who is granted. */
const judgeBox = (root: RootState, space: SpaceState, op: OpOf<'box'>): boolean => {
  const due = new Set(recipientsOf(root, grantedIn(root, space)))
  return op.to.every((box) => due.has(box))
}

/** The owner says who holds shares: others, each once. */
const judgeShared = (by: string, space: SpaceState, { holders }: OpOf<'shared'>): boolean =>
  space.owner === by && !holders.includes(by) && new Set(holders).size === holders.length

/** Judges one space op in the states of its own past. */
export const judgeSpaceOp = (entry: Entry, root: RootState, space: SpaceState): SpaceJudgement | undefined => {
  const by = memberOf(root, entry.device)
  if (by === undefined || !maySpeak(root, entry.device)) return undefined
  const { op } = entry
  const isFull = root.full.has(by)
  if (op.type === 'create') return mayCreate(root, by, op) && !space.created ? { by, rests: [], isFull } : undefined
  const places = space.granted.get(by)?.filter((place) => holds(root, by, place)) ?? []
  if (places.length === 0) return undefined
  const may =
    (op.type === 'grant' && judgeGrant(root, by, space, op)) ||
    (op.type === 'revoke' && space.owner === by && op.member !== by) ||
    (op.type === 'owner' && space.owner === by && grantedIn(root, space).has(op.member)) ||
    (op.type === 'shared' && judgeShared(by, space, op)) ||
    (op.type === 'epoch' && judgeEpoch(root, space, op)) ||
    (op.type === 'box' && judgeBox(root, space, op))
  return may ? { by, rests: places.map(({ id }) => id), isFull } : undefined
}
