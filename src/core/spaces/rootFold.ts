import { byPast } from '#core/spaces/entry'
import type { Entry } from '#core/spaces/entry'
import { judgeRootOp } from '#core/spaces/rootRules'
import type { Judgement } from '#core/spaces/rootRules'
import type { InviteState, MemberState, RootState, DeviceState } from '#core/spaces/rootState'
import { emptyVector, includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'
import type { Role } from '#shared/rules/role'

/** A root op with the judgement it got in its own past. */
type JudgedEntry = {
  readonly entry: Entry
  readonly judgement: Judgement
  readonly fullThere: ReadonlySet<string>
}

type Making = { readonly member: string; readonly role: Role }

/** R2, making: the founder; one making by a lone founder at a time; and pairs, each a full facilitator in the past of both. */
const makingsOf = (judged: readonly JudgedEntry[], founderDevice: string | undefined): Making[] => {
  const made: Making[] = []
  const parse = (half: string): Making => {
    const [, member = '', role = 'facilitator'] = half.split(' ')
    return { member, role: role as Role }
  }
  const rank = ({ entry }: JudgedEntry): number => (entry.device === founderDevice ? 0 : 1)
  const alone = judged.filter(({ judgement }) => judgement.alone)
  const won: Entry[] = []
  for (const { entry, judgement } of alone.toSorted((a, b) => rank(a) - rank(b) || byPast(a.entry, b.entry))) {
    if (!won.every((other) => includes(entry.past, other) || includes(other.past, entry))) continue
    won.push(entry)
    if (judgement.half) made.push(parse(judgement.half))
  }
  for (const half of new Set(judged.flatMap(({ judgement }) => judgement.half ?? []))) {
    const sayings = judged.filter(({ judgement }) => judgement.half === half)
    const pairs = sayings.some((a) =>
      sayings.some(
        (b) =>
          a.judgement.by < b.judgement.by &&
          [a, b].every((at) => at.fullThere.has(a.judgement.by) && at.fullThere.has(b.judgement.by)),
      ),
    )
    if (pairs) made.push(parse(half))
  }
  return made
}

const higher = (a: Role, b: Role): Role =>
  a === 'coordinator' || b === 'coordinator' ? 'coordinator' : a === 'member' ? b : a

/** Who is in when exactly these judged ops are known. Pure; the order of `judged` does not matter. */
const foldRoot = (judged: readonly JudgedEntry[]): RootState => {
  const members = new Map<string, MemberState>()
  const devices = new Map<string, DeviceState>()
  const invites = new Map<string, InviteState>()
  const usedInvites = new Set<string>()
  const full = new Set<string>()
  let network: RootState['network']
  let founderDevice: string | undefined
  const ordered = judged.toSorted((a, b) => byPast(a.entry, b.entry))
  for (const { entry, judgement } of ordered) {
    const { op } = entry
    if (op.type === 'found') {
      network = { id: entry.id, name: op.name, country: op.country }
      founderDevice = entry.device
      members.set(judgement.by, {
        alias: op.alias,
        root: op.root,
        role: 'coordinator',
        unchecked: false,
        admittedBy: entry.id,
      })
      devices.set(entry.device, { member: judgement.by, box: op.box })
      full.add(judgement.by)
    } else if (op.type === 'invite') {
      invites.set(entry.id, { ...op, by: judgement.by })
    } else if (op.type === 'admit' && judgement.request) {
      const { member, device, box, alias, root, invite } = judgement.request
      usedInvites.add(invite)
      if (!members.has(member))
        members.set(member, { alias, root, role: 'member', unchecked: !op.checked, admittedBy: entry.id })
      if (!devices.has(device)) devices.set(device, { member, box })
      const role = invites.get(invite)?.role
      const admitted = members.get(member)
      if (admitted && role) admitted.role = higher(admitted.role, role)
    } else if (op.type === 'set-role') {
      const member = members.get(op.member)
      if (member) member.role = higher(member.role, op.role)
    }
  }
  for (const { member, role } of makingsOf(judged, founderDevice)) {
    const made = members.get(member)
    if (!made) continue
    full.add(member)
    made.role = higher(made.role, role)
  }
  return { network, members, devices, invites, usedInvites, full, counted: ordered.map(({ entry }) => entry) }
}

/** How many folds are remembered: a session looks at few different pasts at a time. */
const remembered = 256

/** The root log of one network: a grow-only set of ops, each judged once in its own past, folded for any past. */
export type RootLog = {
  /** Takes in an op whose whole past is already here. Returns its judgement, or undefined when it may nothing. */
  add(entry: Entry): Judgement | undefined
  /** Who is in, in one past. */
  stateAt(past: Vector): RootState
  /** Who is in, with all that is held. */
  state(): RootState
  /** All that is held, as a past. */
  all(): Vector
  has(id: string): boolean
  entry(id: string): Entry | undefined
  /** Ops that count and that nothing that counts has in its past, least id first. */
  heads(): readonly Entry[]
  judgementOf(id: string): Judgement | undefined
}

/** An empty root log of the network that the envelope `network` founds; any other `found` is void. */
export const createRootLog = (network: string): RootLog => {
  const entries = new Map<string, Entry>()
  const judged: JudgedEntry[] = []
  const judgements = new Map<string, Judgement | undefined>()
  const heads = new Map<string, Entry>()
  let all: Vector = emptyVector
  let memo = new Map<string, RootState>()
  let latest: RootState | undefined

  /** Two pasts that hold the same ops of this log are one: the key counts, for each op's device, the ops inside. */
  const keyOf = (past: Vector): string => {
    const counts = new Map<string, number>()
    for (const { entry } of judged) if (includes(past, entry)) counts.set(entry.device, entry.seq)
    return [...counts]
      .map(([device, seq]) => `${device}:${seq}`)
      .sort()
      .join()
  }
  const stateAt = (past: Vector): RootState => {
    const key = keyOf(past)
    const known = memo.get(key)
    if (known) return known
    const state = foldRoot(judged.filter(({ entry }) => includes(past, entry)))
    if (memo.size >= remembered) memo = new Map([...memo].slice(remembered / 2))
    memo.set(key, state)
    return state
  }
  /** Only what counts is named in others' pasts: a refused word may be sealed with a key that not everybody has. */
  const becomeHead = (entry: Entry): void => {
    for (const head of heads.values()) if (includes(entry.past, head)) heads.delete(head.id)
    heads.set(entry.id, entry)
  }
  return {
    add(entry) {
      const there = stateAt(entry.past)
      const judgement = judgeRootOp(entry, there, network)
      entries.set(entry.id, entry)
      judgements.set(entry.id, judgement)
      if (judgement) {
        judged.push({ entry, judgement, fullThere: there.full })
        becomeHead(entry)
      }
      all = new Map(all).set(entry.device, entry.seq)
      latest = undefined
      return judgement
    },
    stateAt,
    state: () => (latest ??= stateAt(all)),
    all: () => all,
    has: (id) => judgements.has(id),
    heads: () => [...heads.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    entry: (id) => entries.get(id),
    judgementOf: (id) => judgements.get(id),
  }
}
