import type { Full, Judged } from '#core/spaces/judged'
import type { Making } from '#core/spaces/makings'
import type { Pair } from '#core/spaces/pairs'
import type { BoxOwner, DeviceState, MemberState, RootState } from '#core/spaces/rootState'
import { knows } from '#core/spaces/takings'
import type { Taking } from '#core/spaces/takings'
import { includes } from '#core/spaces/vector'
import type { Strata } from '#core/spaces/voiding'
import type { Role } from '#shared/rules/role'

/** What the strata came to. */
type Outcome = {
  readonly strata: Strata
  readonly pairs: readonly Pair[]
  readonly makings: readonly Making[]
  readonly takings: readonly Taking[]
  readonly dead: ReadonlySet<string>
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type Draft = {
  network: RootState['network']
  readonly members: Map<string, Mutable<MemberState>>
  readonly devices: Map<string, DeviceState>
  readonly backups: Map<string, string>
  readonly boxes: Map<string, BoxOwner>
  readonly usedInvites: Set<string>
  readonly usedPasses: Set<string>
  readonly goneDevices: Set<string>
  readonly left: Set<string>
}

const giveDevice = (draft: Draft, device: string, member: string, box: string, from: string): void => {
  const known = draft.devices.get(device)
  if (known && known.member !== member) return
  draft.devices.set(device, known ? { ...known, from: [...known.from, from] } : { member, box, from: [from] })
  if (!draft.boxes.has(box)) draft.boxes.set(box, { device })
}

const giveRole = (draft: Draft, member: string, role: Role, from: string): void => {
  const known = draft.members.get(member)
  if (known && role !== 'member') known.roleFrom = [...known.roleFrom, from]
}

const enter = (
  draft: Draft,
  judged: Judged,
  who: { member: string; alias: string; root: string; paper: string; unchecked: boolean },
): void => {
  const { member, alias, root, paper, unchecked } = who
  if (draft.members.has(member)) return
  const admittedBy = judged.entry.id
  draft.members.set(member, {
    alias,
    root,
    paper,
    paperOpens: false,
    role: 'member',
    roleFrom: [],
    unchecked,
    admittedBy,
  })
  if (!draft.boxes.has(paper)) draft.boxes.set(paper, { paper: member })
}

/** What one op that counts says of who is in. */
const take = (draft: Draft, judged: Judged, isPaired: boolean): void => {
  const { entry, judgement } = judged
  const { op, id, device } = entry
  const { by, join, bind } = judgement
  if (op.type === 'found') {
    draft.network = { id, name: op.name, country: op.country }
    enter(draft, judged, { member: by, alias: op.alias, root: op.root, paper: op.paper, unchecked: false })
    giveDevice(draft, device, by, op.box, id)
  } else if (op.type === 'admit' && join) {
    draft.usedInvites.add(join.invite)
    enter(draft, judged, { ...join, unchecked: !op.checked })
    giveRole(draft, join.member, join.role, id)
    giveDevice(draft, join.device, join.member, join.box, id)
  } else if (op.type === 'bind' && bind && (judgement.single ?? isPaired)) {
    if (bind.pass) draft.usedPasses.add(bind.pass.id)
    if (bind.kind === 'backup') draft.backups.set(bind.device, bind.member)
    else giveDevice(draft, bind.device, bind.member, bind.box, id)
  } else if (op.type === 'set-role' && judgement.single) giveRole(draft, op.member, op.role, id)
  else if (op.type === 'rebox') {
    const known = draft.devices.get(device)
    if (known) draft.devices.set(device, { ...known, box: op.box })
    if (!draft.boxes.has(op.box)) draft.boxes.set(op.box, { device })
  } else if (op.type === 'leave') draft.left.add(by)
  else if (op.type === 'revoke-device' && judgement.single) draft.goneDevices.add(op.device)
}

/** Whether a member's paper opens: the last thing her laptops said; of two said apart, no. */
const setPapers = (draft: Draft, standing: readonly Judged[], dead: ReadonlySet<string>): void => {
  const said = standing.filter(({ entry }) => entry.op.type === 'paper' && !dead.has(entry.id))
  for (const judged of said) {
    const hers = said.filter(({ judgement }) => judgement.by === judged.judgement.by)
    const last = hers.filter(({ entry }) => !hers.some((other) => includes(other.entry.past, entry)))
    const member = draft.members.get(judged.judgement.by)
    if (member) member.paperOpens = last.every(({ entry }) => entry.op.type === 'paper' && entry.op.opens)
  }
}

const roleGiven = ({ entry: { op }, judgement }: Judged): Role =>
  op.type === 'set-role' ? op.role : (judgement.join?.role ?? 'member')

/** A role that one signature gave does not outlive a taking it had not heard of; one that two made is what they made it. */
const settleRoles = (draft: Draft, { strata, takings }: Outcome): void => {
  const { full, wasFull, standing, fixed } = strata
  const byId = new Map(standing.map((judged) => [judged.entry.id, judged]))
  const roleTakings = takings.filter(({ takes }) => takes === 'role')
  for (const [id, member] of draft.members) {
    const against = roleTakings.filter((taking) => taking.member === id)
    const givers = member.roleFrom
      .flatMap((from) => byId.get(from) ?? [])
      .filter(({ entry }) => against.every((taking) => knows(entry.past, taking)))
    member.roleFrom = givers.map(({ entry }) => entry.id)
    const given = givers.map(roleGiven)
    const isUnmade = wasFull.has(id) && !full.has(id) && givers.every((giver) => fixed.has(giver))
    const highest = given.includes('coordinator') ? 'coordinator' : given.length > 0 ? 'facilitator' : 'member'
    member.role = full.get(id) ?? (isUnmade ? 'member' : highest)
  }
}

/** The choice of guardians that was made last. */
const latestGuardians = (pairs: readonly Pair[]): RootState['guardians'] => {
  const op = pairs.findLast(({ half }) => half.act === 'guardians')?.second.entry.op
  return op?.type === 'guardians' ? { needed: op.needed, members: op.members.toSorted() } : undefined
}

/** The state that the ops left alive make. */
export const stateOf = (outcome: Outcome): RootState => {
  const { strata, pairs, takings, dead } = outcome
  const { standing, full, wasFull, forks, branches } = strata
  const draft: Draft = {
    network: undefined,
    members: new Map(),
    devices: new Map(),
    backups: new Map(),
    boxes: new Map(),
    usedInvites: new Set(),
    usedPasses: new Set(),
    goneDevices: new Set(forks.map(({ device }) => device)),
    left: new Set(),
  }
  const paired = new Set(pairs.flatMap(({ first, second }) => [first, second]))
  for (const judged of standing) if (!dead.has(judged.entry.id)) take(draft, judged, paired.has(judged))
  setPapers(draft, standing, dead)
  settleRoles(draft, outcome)
  for (const [device, { member }] of draft.devices) if (!draft.members.has(member)) draft.devices.delete(device)
  for (const [key, member] of draft.backups) if (!draft.members.has(member)) draft.backups.delete(key)

  const suspended = new Map<string, Set<string>>()
  const gone = new Set(draft.left)
  for (const { takes, member = '', device = '', signers } of takings) {
    if (takes === 'membership') gone.add(member)
    if (takes === 'device') draft.goneDevices.add(device)
    const by = signers[0]?.judgement.by
    if (takes === 'time' && by !== undefined)
      suspended.set(member, (suspended.get(member) ?? new Set<string>()).add(by))
  }
  const standingFull = new Map(
    [...full].flatMap(([member, role]): [string, Full][] =>
      draft.members.has(member) && !draft.left.has(member)
        ? [[member, { role, suspendedBy: [...(suspended.get(member) ?? [])].sort() }]]
        : [],
    ),
  )
  return {
    ...draft,
    full: standingFull,
    wasFull,
    suspended,
    gone,
    guardians: latestGuardians(pairs),
    erased: new Set(pairs.flatMap(({ half }) => (half.act === 'erase' ? [half.who] : []))),
    takings,
    forks,
    branches,
    voided: dead,
  }
}
