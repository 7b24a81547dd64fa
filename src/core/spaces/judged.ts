import type { BindRequest } from '#core/identity/bindRequest'
import type { JoinRequest } from '#core/identity/joinRequest'
import { byPast } from '#core/spaces/entry'
import type { Entry } from '#core/spaces/entry'
import type { Op } from '#core/spaces/op'
import type { Role } from '#shared/rules/role'

/** What two people have to say both (R2). Two halves pair when all three words are equal. */
export type Half = {
  readonly act: 'make' | 'lower' | 'unmake' | 'expel' | 'revoke' | 'bind' | 'lift' | 'lift fork' | 'guardians' | 'erase'
  readonly who: string
  readonly more: string
}

/** What a taking takes: membership, a device, a role, or (a suspension) all of it for a time. */
export type Takes = 'membership' | 'device' | 'role' | 'time'

/**
 * What an op may do, judged once and for ever in its own past: the answer does not depend on the set in which it is
 * folded later. An op that may nothing has no judgement and counts nowhere.
 */
export type Judgement = {
  readonly by: string
  /** It needs no second. */
  readonly single?: true
  /** One of the two signatures that a standing needs (R2). */
  readonly half?: Half
  /** A making while her past holds one full facilitator, herself: one is enough. */
  readonly alone?: true
  /** On one signature alone it takes this from `target` (R3). */
  readonly takes?: Takes
  readonly target?: string
  /** Whom it suspends at once: a suspension, or the first half of an expulsion of a facilitator. */
  readonly suspends?: string
  /** What it takes is a facilitator's: R3 allows one such at a time. */
  readonly ofFacilitator?: true
  /** A `recover` of a guardian: how many must say it. */
  readonly guardians?: number
  /** An `admit`'s request, checked: who comes in with which device, in which role. */
  readonly join?: JoinRequest & { readonly role: Role }
  /** A `bind`'s request, checked. */
  readonly bind?: BindRequest
}

/** A full facilitator at one past: her role, and who has suspended her there. */
export type Full = { readonly role: Exclude<Role, 'member'>; readonly suspendedBy: readonly string[] }

/** A root op with the judgement it got in its own past, and what of that past the fold needs. */
export type Judged<O extends Op = Op> = {
  readonly entry: Entry<O>
  readonly judgement: Judgement
  /** Full facilitators there. */
  readonly full: ReadonlyMap<string, Full>
  /** Ops that had given her author's device its place: when all of them are void, so is this. */
  readonly deviceFrom: readonly string[]
  /** Ops that had given her author a role that two had not made. */
  readonly roleFrom: readonly string[]
}

/** Ops that decide who is in; the others (`invite`, `pass`, `revoke-invite`, `epoch`, `box`, `admit-late`, those of shares) change no standing. */
const standing = new Set<Op['type']>([
  'found',
  'admit',
  'bind',
  'rebox',
  'paper',
  'set-role',
  'suspend',
  'lift',
  'expel',
  'leave',
  'revoke-device',
  'guardians',
  'recover',
  'erase',
])

/** Whether an op decides who is in. */
export const isStanding = (op: Op): boolean => standing.has(op.type)

/** What anyone live may do for herself, without a role. */
const forOneself = new Set<Op['type']>([
  'bind',
  'rebox',
  'paper',
  'leave',
  'epoch',
  'box',
  'recover',
  'share',
  'give-share',
])

/** Whether an op is one of a role: what a taking of that role reaches. */
export const needsRole = ({ entry: { op, device }, judgement: { by } }: Pick<Judged, 'entry' | 'judgement'>): boolean =>
  op.type === 'revoke-device' ? op.device !== device : op.type === 'pass' ? op.member !== by : !forOneself.has(op.type)

/** One word for a half, equal for the two that pair. */
export const halfKey = ({ act, who, more }: Half): string => `${act} ${who} ${more}`

/** A half of these words. */
export const halfOf = (act: Half['act'], who: string, more = ''): Half => ({ act, who, more })

/** Puts a judged op in its place in a list whose smallest past comes first. */
export const insertByPast = (list: Judged[], judged: Judged): void => {
  let at = list.length
  while (at > 0 && byPast(list[at - 1]?.entry ?? judged.entry, judged.entry) > 0) at--
  list.splice(at, 0, judged)
}
