import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { isFacilitator, isLive, isLiveDevice, memberOf, recipientsOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import type { SpaceState } from '#core/spaces/spaceState'

/**
 * What a space op may do, judged once in its own past (the space's and the root's). undefined = nothing.
 * `rests`: the entries that give its author her place here; when all of them are void, so is this.
 */
export type SpaceJudgement = { readonly by: string; readonly rests: readonly Entry[] }

/** A case is opened by who facilitates at her root heads. */
const judgeCreate = (root: RootState, by: string, space: SpaceState): SpaceJudgement | undefined =>
  isFacilitator(root, by) && !space.created ? { by, rests: [] } : undefined

/** The owner lets someone in who is in the network; the key goes to all her devices and to no other. */
const judgeGrant = (root: RootState, by: string, space: SpaceState, op: OpOf<'grant'>): boolean => {
  if (space.owner !== by || !isLive(root, op.member)) return false
  const due = recipientsOf(root, new Set([op.member]))
  return op.to.length === due.length && [...op.to].sort().every((box, i) => box === due[i])
}

/** The owner takes someone's place back; her own she hands over first. */
const judgeRevoke = (by: string, space: SpaceState, op: OpOf<'revoke'>): boolean =>
  space.owner === by && op.member !== by && space.granted.has(op.member)

/** R4 in a space: exactly the live devices of who is granted in its own past. */
const judgeEpoch = (root: RootState, space: SpaceState, op: OpOf<'epoch'>): boolean => {
  const due = recipientsOf(root, new Set(space.granted.keys()))
  return op.to.length === due.length && [...op.to].sort().every((box, i) => box === due[i])
}

/** A key is handed only to live devices of who is granted. */
const judgeBox = (root: RootState, space: SpaceState, op: OpOf<'box'>): boolean => {
  const due = new Set(recipientsOf(root, new Set(space.granted.keys())))
  return op.to.every((box) => due.has(box))
}

/** Judges one space op in the states of its own past. */
export const judgeSpaceOp = (entry: Entry, root: RootState, space: SpaceState): SpaceJudgement | undefined => {
  const by = memberOf(root, entry.device)
  if (by === undefined || !isLive(root, by) || !isLiveDevice(root, entry.device)) return undefined
  const { op } = entry
  if (op.type === 'create') return judgeCreate(root, by, space)
  const rests = space.granted.get(by)
  if (!rests) return undefined
  const may =
    (op.type === 'grant' && judgeGrant(root, by, space, op)) ||
    (op.type === 'revoke' && judgeRevoke(by, space, op)) ||
    (op.type === 'epoch' && judgeEpoch(root, space, op)) ||
    (op.type === 'box' && judgeBox(root, space, op))
  return may ? { by, rests } : undefined
}
