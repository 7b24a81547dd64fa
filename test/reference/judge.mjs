// What an op may do, judged once and for ever in its own past (R2, R3). The answer does not depend on the set that it is
// later folded in; that is what keeps the fold free of order.
//
// A judgement is null (it never counts) or {by, ...}:
//   single   it does something on one signature alone        half     the act that a second may complete
//   alone    the role that a lone facilitator makes          takes    what it takes at once, from `target`
//   suspends whom it suspends at once                        facilitator  whether that is a facilitator
import { foldAt } from './fold.mjs'
import { getOrMake } from './maps.mjs'
import { opVoid } from './opVoid.mjs'
import { byPast } from './order.mjs'

/** Judges all root ops that came since. */
export const settle = (log) => {
  const fresh = log.fresh
  log.fresh = []
  for (const n of fresh) {
    n.before = foldAt(log, n.root)
    n.auth = n.badCut ? null : judge(log, n)
    n.givers = n.before.givers(n.e.device)
    n.roleGivers = n.before.roleGivers(n.before.member(n.e.device))
    if (n.auth?.half) findPairs(log, n)
  }
}

const judge = (log, n) => {
  const { type, p, device } = n.e
  const before = n.before
  if (type === 'found') return n.size === 0 ? { by: p.member, single: true } : null
  if ((type === 'bind' || type === 'admit') && p.request !== `${p.device} of ${p.member}`) return null
  if (type === 'bind' && p.device === device) return judgeFirstWord(n)

  const by = before.member(device)
  if (!by || !before.liveDevice(device)) return null
  // The one place where a suspended woman has a say.
  if (type === 'expel' && before.wasFull(p.member)) return judgeExpulsionOfFull(n, by)
  if (!before.live(by)) return null
  return (judges[type] ?? refuse)({ log, n, p, by, before, full: before.full(by) })
}

const refuse = () => null
const asMember = ({ by }) => ({ by, single: true })
const asFull = ({ by, full }) => (full ? { by, single: true } : null)

/** Whether the lockboxes are exactly for these boxes. */
export const sameBoxes = (boxes, due) =>
  boxes
    .map(({ to }) => to)
    .sort()
    .join() === [...due].sort().join()

/** A paper or a backup key can do one thing: it proves the first word of a new device. */
const isProven = (before, { proof, member }) => {
  const [kind, name] = (proof ?? '').split(/:(.*)/)
  if (!before.isMember(member) || before.out(member)) return false
  if (kind === 'paper') return name === member
  return kind === 'backup' && before.backups.get(name) === member && !before.goneDevices.has(name)
}

const judgeFirstWord = ({ e, before }) => {
  const { p } = e
  if (e.seq !== 1 || p.kind === 'backup' || before.known(p.device) || !isProven(before, p)) return null
  return { by: p.member, single: true }
}

const judgeExpulsionOfFull = ({ e, before }, by) => {
  const target = e.p.member
  if (by === target) return null
  const half = `expel ${target}`
  if (before.full(by)) return { by, half, suspends: target, facilitator: true }
  const suspendedByTargetAlone = [...before.suspenders(by)].every((who) => who === target)
  return before.isFull(by) && suspendedByTargetAlone ? { by, half } : null
}

/** Making somebody more: one half of a pair, or enough while the past holds one full facilitator. */
const making = ({ by, before }, member, role) => {
  const isLone = before.fulls.size === 1 && before.isFull(by)
  return { by, single: true, role, half: `make ${member} ${role}`, alone: isLone ? role : null }
}

const isOther = ({ p, by, before }) => before.isMember(p.member) && !before.out(p.member) && p.member !== by

const judges = {
  epoch: (asked) => (sameBoxes(asked.n.e.boxes, [...asked.before.recipients().keys()]) ? asMember(asked) : null),
  box: (asked) => {
    const due = asked.before.recipients()
    return asked.n.e.boxes.every(({ to }) => due.has(to)) ? asMember(asked) : null
  },
  rebox: asMember,
  paper: asMember,
  'admit-late': asFull,

  invite: ({ p, by, before, full }) =>
    before.facilitator(by) && (p.role === 'member' || full) ? { by, single: true } : null,

  'revoke-invite': ({ log, n, p, by, before, full }) => {
    const invite = log.node(p.invite)
    const isInviter = invite !== undefined && n.root.has(invite.i) && invite.auth?.by === by
    return before.facilitator(by) && (full || isInviter) ? { by, single: true } : null
  },

  admit: (asked) => {
    const { log, n, p, by, before, full } = asked
    const invite = openInvite(log, n)
    if (!invite || before.known(p.member) || before.known(p.device)) return null
    const { role } = invite.e.p
    if (role !== 'member') return full ? { ...making(asked, p.member, role), invite: p.invite } : null
    return before.facilitator(by) ? { by, single: true, role, invite: p.invite } : null
  },

  bind: ({ p, by, before, full }) => {
    if (before.known(p.device)) return null
    if (p.member === by) return { by, single: true }
    if (p.kind === 'backup') return null
    if (p.proof) return isProven(before, p) ? { by, single: true } : null
    if (!before.isMember(p.member) || before.out(p.member)) return null
    return full ? { by, half: `bind ${p.device} ${p.member}` } : null
  },

  'set-role': (asked) => {
    const { p, by, before, full } = asked
    const { member, role } = p
    if (!full || !isOther(asked)) return null
    if (role === 'facilitator' && before.isFullCoordinator(member)) return { by, half: `lower ${member}` }
    if (role !== 'member') return making(asked, member, role)
    const half = `unmake ${member}`
    if (before.isFull(member)) return { by, half }
    return before.role(member) === 'member' ? null : { by, half, takes: 'role', target: member }
  },

  suspend: (asked) => {
    const { p, by, before, full } = asked
    if (!full || !isOther(asked)) return null
    const facilitator = before.role(p.member) !== 'member'
    return { by, takes: 'time', target: p.member, suspends: p.member, facilitator }
  },

  expel: (asked) => {
    const { p, by, full } = asked
    return full && isOther(asked) ? { by, half: `expel ${p.member}`, takes: 'all', target: p.member } : null
  },

  'revoke-device': ({ n, p, by, before, full }) => {
    const owner = before.member(p.device) ?? before.backups.get(p.device)
    if (!owner) return null
    if (p.device === n.e.device) return { by, single: true, self: true }
    if (before.backups.get(p.device) === by) return { by, takes: 'device', target: by } // her own backup key
    if (!full) return null
    const half = `revoke ${p.device}`
    return before.wasFull(owner) ? { by, half } : { by, half, takes: 'device', target: owner }
  },

  lift: ({ log, n, p, by, full }) => {
    if (p.op) return { by, single: true } // takes her own half back
    if (!full) return null
    if (!p.device) return { by, single: true, half: `lift ${p.member}` } // single: her own suspensions only
    const branch = log.node(p.branch)
    const isKnown = branch !== undefined && n.root.has(branch.i) && branch.e.device === p.device
    return isKnown ? { by, half: `lift-fork ${p.device} ${p.branch}` } : null
  },

  guardians: ({ p, by, full }) => (full ? { by, half: `guardians ${p.m} ${[...p.members].sort()}` } : null),

  recover: ({ p, by, before }) => {
    const isGuardian = before.guardians?.members.includes(by) ?? false
    if (!isGuardian || before.hasLivePair()) return null
    return { by, guardian: `recover ${[...p.full].sort()}`, m: before.guardians.m }
  },

  erase: ({ p, by, before, full }) => (full && before.isFullCoordinator(by) ? { by, half: `erase ${p.space}` } : null),
}

/** The invitation that an admission names, if it is in force in the admission's past. */
const openInvite = (log, n) => {
  const { before } = n
  const invite = log.node(n.e.p.invite)
  const countsHere = (op) => n.root.has(op.i) && op.auth && !opVoid(before, op, op.auth.by)
  if (invite?.e.type !== 'invite' || !countsHere(invite)) return null
  if (!before.live(invite.auth.by) || before.invites.has(invite.e.id)) return null
  const isRevoked = log.rootOps.some(
    (op) => op.e.type === 'revoke-invite' && op.e.p.invite === invite.e.id && countsHere(op),
  )
  return isRevoked ? null : invite
}

/** Two ops are a pair when two members say the same and each of them could, in the past of both. */
const findPairs = (log, n) => {
  const { half, by } = n.auth
  const others = getOrMake(log.halves, half, () => [])
  for (const other of others) {
    const each = [by, other.auth.by]
    if (each[0] === each[1]) continue
    if (![n, other].every((op) => each.every((member) => couldPair(op, member)))) continue
    const [first, second] = [n, other].sort(byPast)
    log.pairs.push({ key: half, first, second })
  }
  others.push(n)
}

const couldPair = ({ e, before }, member) => {
  if (e.type === 'erase' && !before.isFullCoordinator(member)) return false
  if (!before.isFull(member)) return false
  const suspenders = [...before.suspenders(member)]
  return suspenders.length === 0 || (e.type === 'expel' && suspenders.every((who) => who === e.p.member))
}
