// fold(set of envelopes) → who is in. Four strata, each of which may void only what is in a later one, so that nothing is
// decided by a circle:  0 what two say (and founding, and making alone)  1 one against a facilitator
// 2 one against others  3 the rest.
import { isStanding } from './envelope.mjs'
import { getOrMake, pushTo } from './maps.mjs'
import { byPast } from './order.mjs'
import { State } from './state.mjs'
import { isByBackup, concerns, cutSeq, forksBefore, heard, isOfTheRole, knows, knowsFork } from './takings.mjs'
import { BitSet } from './bitSet.mjs'

/** The state of a set of envelopes that holds the past of each. */
export const foldAt = (log, set) => {
  const key = set.key(log.deciding)
  const remembered = log.rootMemo.get(key)
  if (remembered) return remembered
  const state = fold(log, set)
  if (log.rootMemo.size > 256) log.rootMemo.delete(log.rootMemo.keys().next().value)
  log.rootMemo.set(key, state)
  return state
}

const fold = (log, set) => {
  const rootOps = log.rootOps.filter((n) => set.has(n.i) && n.auth).sort(byPast)
  const ops = rootOps.filter((n) => isStanding(n.e))
  const forks = log.forks.filter((fork) => set.has(fork.a.i) && set.has(fork.b.i))

  const byTwo = whatTwoSay(log, pairsIn(log, set, ops))
  addFounding(byTwo, ops)
  addMakingsAlone(byTwo, ops)
  addRecoveries(byTwo, ops)
  keepAdmissionsOfMade(byTwo, ops)
  const { full, wasFull } = whoIsFull(byTwo)

  const context = { ops, rootOps, forks, wasFull, full, ...byTwo }
  const deadByTwo = voidByTwo(context)
  const { takings, dead } = haste(context, deadByTwo)
  const vouchers = () => vouchersIn(context, deadByTwo)
  return new State({ ...context, takings: [...byTwo.takings, ...takings], dead, vouchers })
}

// ---- stratum 0: what two say; never void -----------------------------------------------------------------------------

/** Her own lift of a half takes it back, unless the pair was done in the lift's past. */
const pairsIn = (log, set, ops) => {
  const ownLifts = new Map()
  for (const lift of ops) {
    if (lift.e.type !== 'lift') continue
    const what = lift.e.p.op ?? `expel ${lift.e.p.member}`
    pushTo(ownLifts, `${what} by ${lift.auth.by}`, lift)
  }
  const takenBack = (half, other) => {
    const { by } = half.auth
    const lifts = ownLifts.get(`${half.e.id} by ${by}`) ?? ownLifts.get(`${half.auth.half} by ${by}`) ?? []
    return lifts.some((lift) => lift.root.has(half.i) && !lift.root.has(other.i))
  }
  return log.pairs
    .filter(({ first, second }) => set.has(first.i) && set.has(second.i))
    .filter(({ first, second }) => !takenBack(first, second) && !takenBack(second, first))
    .sort((a, b) => byPast(a.second, b.second) || byPast(a.first, b.first))
}

/** Pairs come in the order of their later half, so the last of two that name different guardians or branches wins. */
const whatTwoSay = (log, pairs) => {
  const said = {
    fixed: new Set(), // ops that are never void
    paired: new Set(),
    takings: [],
    makings: [], // {member, role, nodes}
    lowerings: [], // {member, nodes}
    liftsByTwo: new Map(), // member → lifts that count for all who suspended her
    branches: new Map(), // device → the node up to which its fork counts
    erased: new Set(),
    guardians: null,
  }
  for (const { key, first, second } of pairs) {
    const nodes = [first, second]
    const [verb, target, detail] = key.split(' ')
    for (const n of nodes) {
      said.fixed.add(n)
      said.paired.add(n)
    }
    if (verb === 'make') said.makings.push({ member: target, role: detail, nodes })
    if (verb === 'lower') said.lowerings.push({ member: target, nodes })
    if (verb === 'unmake') said.takings.push({ kind: 'role', level: 0, member: target, nodes })
    if (verb === 'expel') said.takings.push({ kind: 'all', level: 0, member: target, nodes })
    if (verb === 'revoke') said.takings.push({ kind: 'device', level: 0, device: target, nodes })
    if (verb === 'lift') for (const n of nodes) pushTo(said.liftsByTwo, target, n)
    if (verb === 'lift-fork') said.branches.set(target, log.node(detail))
    if (verb === 'erase') said.erased.add(target)
    if (verb === 'guardians') said.guardians = { m: first.e.p.m, members: [...first.e.p.members].sort() }
  }
  return said
}

const addFounding = (said, ops) => {
  const founding = ops.find((o) => o.e.type === 'found')
  if (!founding) return
  said.founding = founding
  said.fixed.add(founding)
  said.makings.push({ member: founding.auth.by, role: 'coordinator', nodes: [founding] })
}

/** Of concurrent makings by one alone those of the founding device go first, then the least; the others stay halves. */
const addMakingsAlone = (said, ops) => {
  const device = said.founding?.e.device
  const isOfFounder = (o) => o.e.device === device
  const alone = ops.filter((o) => o.auth.alone)
  const won = []
  for (const o of alone.sort((a, b) => isOfFounder(b) - isOfFounder(a) || byPast(a, b))) {
    if (!won.every((w) => w.root.has(o.i) || o.root.has(w.i))) continue
    won.push(o)
    said.fixed.add(o)
    said.makings.push({ member: o.e.p.member, role: o.auth.alone, nodes: [o] })
  }
}

/** R6: as many guardians as are needed name the same people. */
const addRecoveries = (said, ops) => {
  const recoveries = new Map()
  for (const o of ops) {
    if (o.auth.guardian) getOrMake(recoveries, o.auth.guardian, () => new Map()).set(o.auth.by, o)
  }
  for (const votes of recoveries.values()) {
    const nodes = [...votes.values()].sort(byPast)
    if (nodes.length < nodes[0].auth.m) continue
    const named = nodes[0].e.p.full
    for (const n of nodes) said.fixed.add(n)
    for (const member of named) {
      said.makings.push({ member, role: 'facilitator', nodes })
      for (const n of nodes) pushTo(said.liftsByTwo, member, n)
    }
    said.takings.push({ kind: 'others', level: 0, except: new Set(named), nodes })
  }
}

/** The admission of who was made full is never void. */
const keepAdmissionsOfMade = (said, ops) => {
  for (const o of ops) {
    if (o.e.type !== 'admit') continue
    const isBuiltOn = said.makings.some(
      (making) => making.member === o.e.p.member && making.nodes.some((n) => n === o || n.root.has(o.i)),
    )
    if (isBuiltOn) said.fixed.add(o)
  }
}

/** A making counts against a taking only if all its halves have heard of it. */
const whoIsFull = ({ makings, takings, lowerings }) => {
  const knewAll = (making, taking) => making.nodes.every((n) => knows(n, taking))
  const takesFrom = (taking, member) =>
    taking.kind === 'others'
      ? !taking.except.has(member)
      : taking.member === member && (taking.kind === 'role' || taking.kind === 'all')
  const full = new Map()
  for (const making of makings) {
    const { member } = making
    if (takings.some((t) => takesFrom(t, member) && !knewAll(making, t))) continue
    if (takings.some((t) => t.kind === 'all' && t.member === member)) continue
    const isLowered = lowerings.some((lowering) => lowering.member === member && !knewAll(making, lowering))
    const role = isLowered ? 'facilitator' : making.role
    full.set(member, role === 'coordinator' || full.get(member) === 'coordinator' ? 'coordinator' : 'facilitator')
  }
  return { full, wasFull: new Set(makings.map((making) => making.member)) }
}

// ---- cuts ------------------------------------------------------------------------------------------------------------

/** Whether another full facilitator who had not heard has built on an op, by any op that two have not taken back. */
const isVouched = (vouchers, o, isUnaware) =>
  vouchers.some((v) => v.auth.by !== o.auth.by && v.before.isFull(v.auth.by) && v.root.has(o.i) && isUnaware(v))

const isFromDead = ({ full }, dead, o) => {
  const areDead = (givers) => givers.length > 0 && givers.every((giver) => dead.has(giver))
  const { by } = o.auth
  const isByRole = (isOfTheRole(o.e) || o.auth.half) && !full.has(by) && !o.before.isFull(by)
  return areDead(o.givers) || (isByRole && areDead(o.roleGivers))
}

const isCutByTwo = ({ takings, wasFull }, o) =>
  takings.some(
    (t) =>
      t.level === 0 &&
      reaches(t, o, wasFull) &&
      o.e.seq > cutSeq(t, o.e.device) &&
      // a backup key has no chain to be cut: of what was bound by it counts what they had heard of
      !(isByBackup(t, o) && t.nodes.some((node) => node.root.has(o.i))),
  )

/** Judged root ops, standing or not, that are not void by what two say. */
const vouchersIn = (context, dead) =>
  context.rootOps.filter(
    (o) => context.fixed.has(o) || (!dead.has(o) && !isFromDead(context, dead, o) && !isCutByTwo(context, o)),
  )

/** Ops that are dead, and all that rests on them: the device, or the provisional standing, came from dead ops only. */
const close = (context, isDead) => {
  const dead = new Set()
  for (const o of context.ops) if (!context.fixed.has(o) && (isDead(o) || isFromDead(context, dead, o))) dead.add(o)
  return dead
}

const reaches = (taking, o, wasFull) => {
  if (!concerns(taking, o, o.auth.by, wasFull) || knows(o, taking)) return false
  return (taking.kind !== 'role' && taking.kind !== 'others') || isOfTheRole(o.e)
}

/** What the takings of two, and forks, void. A voucher for what is past a fork must not itself be void by a taking. */
const voidByTwo = (context) => {
  const { forks, branches } = context
  const isCut = (o) => isCutByTwo(context, o)
  const cut = close(context, isCut)
  if (forks.length === 0) return cut
  const vouchers = vouchersIn(context, cut)
  const isPastFork = (o) =>
    forksBefore(o, forks, branches).some((fork) => !isVouched(vouchers, o, (v) => !knowsFork(v, fork)))
  return close(context, (o) => isCut(o) || isPastFork(o))
}

// ---- strata 1 to 3: one for haste, and the rest ------------------------------------------------------------------------

const haste = (context, deadByTwo) => {
  const { ops, wasFull } = context
  const vouchers = vouchersIn(context, deadByTwo)
  const isLifted = liftsIn(context, deadByTwo)
  const isDoneByTwo = doneByTwo(context.takings)
  // Two made her full without having heard of it: then it is said against a facilitator, whatever she was in its past.
  const isContested = (o) =>
    o.auth.takes &&
    o.auth.target !== o.auth.by &&
    context.makings.some((making) => making.member === o.auth.target && !making.nodes.every((n) => n.root.has(o.i)))
  const isOfFacilitator = (o) => Boolean(o.auth.facilitator) || isContested(o)
  const suspends = (o) => o.auth.suspends || (isContested(o) && o.auth.takes === 'all')
  const isOpen = (o, dead) => !dead.has(o) && !(suspends(o) && isLifted(o)) && !isDoneByTwo(o)

  /** One signature takes nothing back that she herself, or another full facilitator, already had. */
  const isTaken = (takings, o) =>
    takings.some((t) => {
      const [alone] = t.nodes
      if (o === alone || !reaches(t, o, wasFull) || heard(t, o)) return false
      return !isVouched(vouchers, o, (v) => !v.root.has(alone.i))
    })

  const first = ops.filter((o) => isOfFacilitator(o) && suspends(o) && isOpen(o, deadByTwo))
  const one = limit(context, first, 1)
  const firstTakings = one.map((o) => ({
    kind: 'time',
    level: 1,
    member: o.auth.suspends ?? o.auth.target,
    nodes: [o],
  }))
  const deadByOne = close(context, (o) => deadByTwo.has(o) || isTaken(firstTakings, o))

  const second = ops.filter((o) => o.auth.takes && !isOfFacilitator(o) && isOpen(o, deadByOne))
  const two = limit(context, second, 5)
  const secondTakings = two.map((o) => ({
    kind: o.auth.takes,
    level: 2,
    member: o.auth.target,
    device: o.auth.takes === 'device' ? o.e.p.device : undefined,
    nodes: [o],
  }))
  const inForce = new Set([...one, ...two])
  const dead = close(context, (o) => !inForce.has(o) && (deadByOne.has(o) || isTaken(secondTakings, o)))
  for (const o of inForce) dead.delete(o)
  return { takings: [...firstTakings, ...secondTakings], dead }
}

/** A lift reaches the suspensions in its past: her own by herself, all of a member's by a pair. */
const liftsIn = ({ ops, liftsByTwo }, dead) => {
  const covered = new Map()
  const cover = (key, n) => getOrMake(covered, key, () => new BitSet()).addAll(n.root)
  for (const o of ops) {
    if (o.e.type === 'lift' && o.e.p.member && !dead.has(o)) cover(`${o.e.p.member} by ${o.auth.by}`, o)
  }
  for (const [member, lifts] of liftsByTwo) for (const n of lifts) cover(member, n)
  return (o) => {
    const member = o.auth.suspends ?? o.auth.target
    return [`${member} by ${o.auth.by}`, member].some((key) => covered.get(key)?.has(o.i))
  }
}

/** What two have done is no longer on one signature. */
const doneByTwo = (takings) => {
  const nodes = new Set(takings.flatMap((t) => t.nodes))
  const gone = new Set(takings.filter((t) => t.kind === 'all').map((t) => t.member))
  return (o) => nodes.has(o) || gone.has(o.auth.suspends ?? o.auth.target)
}

/** On one member's signature stand at a time so many; what she did while alone is not counted. */
const limit = ({ makings }, ops, most) => {
  const wasAlone = (o) =>
    o.before.fulls.size === 1 &&
    makings.every(
      ({ member, nodes }) =>
        member === o.auth.by || nodes.every((n) => n.root.has(o.i)) || nodes.every((n) => o.root.has(n.i)),
    )
  const targetsOf = new Map()
  return ops.sort(byPast).filter((o) => {
    const target = o.auth.suspends ?? o.auth.target
    const targets = getOrMake(targetsOf, o.auth.by, () => new Set())
    if (wasAlone(o) || targets.has(target)) return true
    if (targets.size >= most) return false
    targets.add(target)
    return true
  })
}
