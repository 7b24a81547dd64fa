import { byPast } from '#core/spaces/entry'
import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { isVoidByRoot } from '#core/spaces/reach'
import type { Voucher } from '#core/spaces/reach'
import { isLive } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import type { SpaceJudgement } from '#core/spaces/spaceRules'
import { isGranted } from '#core/spaces/spaceState'
import type { SpaceState } from '#core/spaces/spaceState'
import { isAimedAt, knows, lastCounting } from '#core/spaces/takings'
import { includes } from '#core/spaces/vector'

/** A space op with its judgement. */
export type JudgedInSpace = { readonly entry: Entry; readonly judgement: SpaceJudgement }

/** The root at one past: who is in, and by which of its ops somebody may have built on what is said in spaces. */
export type RootView = { readonly state: RootState; readonly vouchers: () => readonly Voucher[] }

const isRevoke = (entry: Entry): entry is Entry<OpOf<'revoke'>> => entry.op.type === 'revoke'

/** A revoke is not undone by a revoke, nor by one signature in the root: only by what two said of its author. */
const isRevokeVoid = (state: RootState, { entry, judgement: { by } }: JudgedInSpace): boolean =>
  !state.devices.has(entry.device) ||
  state.takings.some(
    (taking) =>
      taking.byTwo &&
      (taking.takes === 'membership' || taking.takes === 'device') &&
      isAimedAt(taking, { device: entry.device, by }, state.wasFull) &&
      !knows(entry.rootPast, taking) &&
      entry.seq > lastCounting(taking, entry.device),
  )

/** Who revokes takes nothing back that she had heard herself, or lets count by her cut. */
const isHeardByRevoke = (revoke: Entry<OpOf<'revoke'>>, entry: Entry): boolean =>
  includes(revoke.past, entry) || revoke.op.cut.some(({ device, seq }) => device === entry.device && seq >= entry.seq)

const ownerNamed = ({ entry, judgement }: JudgedInSpace): string =>
  entry.op.type === 'owner' ? entry.op.member : judgement.by

/** Folds the judged ops of one space. Pure; order does not matter. */
export const foldSpace = (
  judged: readonly JudgedInSpace[],
  { state: root, vouchers: rootVouchers }: RootView,
): SpaceState => {
  const ordered = judged.toSorted((a, b) => byPast(a.entry, b.entry))
  const vouchers = (): readonly Voucher[] => [
    ...rootVouchers(),
    ...ordered.flatMap(({ entry, judgement }) =>
      judgement.isFull ? [{ by: judgement.by, rootPast: entry.rootPast, past: entry.past }] : [],
    ),
  ]
  const voided = new Set<string>()
  const revokes: Entry<OpOf<'revoke'>>[] = []
  for (const one of ordered) {
    const { entry, judgement } = one
    if (isRevoke(entry) ? isRevokeVoid(root, one) : isVoidByRoot(root, { ...entry, by: judgement.by }, vouchers))
      voided.add(entry.id)
    else if (isRevoke(entry)) revokes.push(entry)
  }
  const isRevokedApart = ({ entry, judgement }: JudgedInSpace): boolean =>
    revokes.some(
      (revoke) => revoke.op.member === judgement.by && !includes(entry.past, revoke) && !isHeardByRevoke(revoke, entry),
    )
  for (const one of ordered) {
    const { entry, judgement } = one
    if (isRevoke(entry) || voided.has(entry.id)) continue
    const isGroundless = judgement.rests.length > 0 && judgement.rests.every((id) => voided.has(id))
    if (isRevokedApart(one) || isGroundless) voided.add(entry.id)
  }

  const granted = new Map<string, Entry[]>()
  const owners: JudgedInSpace[] = []
  let created: SpaceState['created']
  for (const one of ordered) {
    const { entry, judgement } = one
    const { op } = entry
    if (voided.has(entry.id)) continue
    if (op.type === 'create') {
      created ??= entry as Entry<OpOf<'create'>>
      granted.set(judgement.by, [entry])
    }
    if (op.type === 'grant') granted.set(op.member, [...(granted.get(op.member) ?? []), entry])
    if (op.type === 'create' || op.type === 'owner') owners.push(one)
  }
  for (const revoke of revokes) {
    // removal wins: a place given by who had not heard does not outlive it
    const left = (granted.get(revoke.op.member) ?? []).filter((grant) => includes(grant.past, revoke))
    if (left.length > 0) granted.set(revoke.op.member, left)
    else granted.delete(revoke.op.member)
  }
  const unowned: SpaceState = { created, granted, owner: undefined, revokes, voided }
  return { ...unowned, owner: ownerOf(root, unowned, owners) }
}

/** The last who was named and is granted, if she is in; else the live member with the earliest grant. */
const ownerOf = (root: RootState, space: SpaceState, owners: readonly JudgedInSpace[]): string | undefined => {
  const named = owners.filter((one) => isGranted(root, space, ownerNamed(one)))
  const last = named.filter(({ entry }) => !named.some((other) => includes(other.entry.past, entry)))
  const owner = last.map(ownerNamed).find((member) => isLive(root, member))
  if (owner !== undefined) return owner
  return [...space.granted]
    .filter(([member]) => isLive(root, member) && isGranted(root, space, member))
    .sort(([, [a]], [, [b]]) => (a && b ? byPast(a, b) : 0))[0]?.[0]
}
