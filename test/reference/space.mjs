// Spaces: who owns one and who is granted. Space ops are judged like root ops, once, in their own pasts; they are void by
// the root's takings and forks, or by a `revoke` of that space.
//
// `at` is where one looks from: a node, or log.everything(). It has a root past and a past in the space.
import { isBundle } from './envelope.mjs'
import { foldAt } from './fold.mjs'
import { sameBoxes, settle } from './judge.mjs'
import { pushTo } from './maps.mjs'
import { opVoid } from './opVoid.mjs'
import { bySpacePast } from './order.mjs'
import { concerns, cutSeq, knows } from './takings.mjs'

/** {state, owner, granted: member → grants that hold, revokes, counts: ops that count} */
export const spaceAt = (log, at, space) => {
  settle(log)
  const ops = opsIn(log, at, space)
  const key = [space, at.root.key(log.deciding), ops.map((n) => n.i).join()].join('|')
  const remembered = log.spaceMemo.get(key)
  if (remembered) return remembered
  const answer = foldSpace(log, foldAt(log, at.root), ops)
  log.spaceMemo.set(key, answer)
  return answer
}

const opsIn = (log, at, space) =>
  (log.ofSpace.get(space) ?? []).filter((n) => at.past.has(n.i) && !isBundle(n.e)).sort(bySpacePast)

const foldSpace = (log, state, ops) => {
  for (const n of ops) if (n.may === undefined) n.may = judgeInSpace(log, n)
  const judged = ops.filter((n) => n.may)
  const alive = new Set(judged.filter((n) => !isVoid(state, n, judged)))
  const revokes = [...alive].filter((n) => n.e.type === 'revoke')

  const counts = new Set()
  for (const n of alive) {
    const { by, rests, isTaking } = n.may
    const isRevoked = revokes.some((r) => r.e.p.member === by && !n.past.has(r.i) && !heardByRevoke(r, n))
    const hangsInTheAir = rests.length > 0 && !rests.some((grant) => counts.has(grant))
    if (isTaking || (!isRevoked && !hangsInTheAir)) counts.add(n)
  }
  const granted = grantsThatHold(state, counts, revokes)
  return { state, counts, revokes, granted, owner: ownerOf(state, counts, granted) }
}

/** One signature takes nothing back that she who revokes had herself. */
const heardByRevoke = (revoke, n) => revoke.past.has(n.i) || (revoke.e.p.cut?.[n.e.device]?.seq ?? 0) >= n.e.seq

/** A revoke falls only with what two say about its author. */
const isVoid = (state, n, spaceOps) => {
  const { by, isTaking } = n.may
  if (!isTaking) return opVoid(state, n, by, spaceOps)
  if (!state.devices.has(n.e.device)) return true
  const { takings, wasFull } = state.facts
  return takings.some(
    (t) =>
      t.level === 0 &&
      (t.kind === 'all' || t.kind === 'device') &&
      concerns(t, n, by, wasFull) &&
      !knows(n, t) &&
      n.e.seq > cutSeq(t, n.e.device),
  )
}

const grantsThatHold = (state, counts, revokes) => {
  const grants = new Map()
  for (const n of counts) {
    if (n.e.type === 'create') pushTo(grants, n.may.by, n)
    if (n.e.type === 'grant') pushTo(grants, n.e.p.member, n)
  }
  const holding = new Map()
  for (const [member, all] of grants) {
    const against = revokes.filter((r) => r.e.p.member === member)
    const hold = all.filter((n) => against.every((r) => n.past.has(r.i)) && holdsByRole(state, member, n.e.p.role))
    if (hold.length > 0) holding.set(member, hold)
  }
  return holding
}

/** A grant bound to a role holds while she has that role in full. */
export const holdsByRole = (state, member, role) => {
  if (role === 'coordinator') return state.isFullCoordinator(member)
  return role === undefined || state.isFull(member)
}

/** Who created it or was handed it last, while live; else the live member with the earliest grant. */
const ownerOf = (state, counts, granted) => {
  const handings = [...counts].filter((n) => n.e.type === 'create' || n.e.type === 'owner')
  const heir = (n) => (n.e.type === 'create' ? n.may.by : n.e.p.member)
  const holding = handings.filter((n) => granted.has(heir(n)))
  const latest = holding.filter((n) => !holding.some((later) => later.past.has(n.i)))
  const owner = latest.map(heir).find((member) => state.live(member))
  if (owner) return owner
  const earliest = [...granted].filter(([member]) => state.live(member)).sort(([, a], [, b]) => bySpacePast(a[0], b[0]))
  return earliest[0]?.[0] ?? null
}

/** The live member whose live device says something, in its root past; or null. */
export const speakerOf = (log, n) => {
  n.before ??= foldAt(log, n.root)
  const by = n.before.member(n.e.device)
  return by && n.before.live(by) && n.before.liveDevice(n.e.device) ? by : null
}

/** By the owner; a place that goes with a role by any coordinator who reads. The key goes to all her boxes, once it holds. */
const mayGrant = ({ e, before }, by, owner) => {
  const { member, role } = e.p
  if (!before.isMember(member) || before.out(member)) return false
  if (owner !== by && !(role !== undefined && before.isFullCoordinator(by) && before.live(by))) return false
  const boxes = [...before.recipients()].filter(([, whose]) => whose === member).map(([box]) => box)
  return sameBoxes(e.boxes, holdsByRole(before, member, role) ? boxes : [])
}

/** null, or {by, rests: the grants it rests on, isTaking} */
const judgeInSpace = (log, n) => {
  if (n.badCut || n.badHeads) return null
  const by = speakerOf(log, n)
  if (!by) return null
  const { type, p } = n.e
  if (type === 'create') return n.before.facilitator(by) ? { by, rests: [] } : null
  const { granted, owner } = spaceAt(log, n, n.space)
  const rests = granted.get(by)
  if (!rests) return null
  const due = [...n.before.recipients()].filter(([, member]) => granted.has(member)).map(([box]) => box)
  if (type === 'epoch') return sameBoxes(n.e.boxes, due) ? { by, rests } : null
  if (type === 'box') return n.e.boxes.every(({ to }) => due.includes(to)) ? { by, rests } : null
  if (type === 'grant') return mayGrant(n, by, owner) ? { by, rests } : null
  if (owner !== by) return null
  if (type === 'revoke') return p.member === by ? null : { by, rests, isTaking: true }
  return type === 'owner' && granted.has(p.member) ? { by, rests } : null
}
