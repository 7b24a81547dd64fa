import type { Full } from '#core/spaces/judged'
import type { Taking } from '#core/spaces/takings'
import type { Vector, Place } from '#core/spaces/vector'
import type { Role } from '#shared/rules/role'

/** A device as the root log has it. `box` is the X25519 key that lockboxes for it are made to. */
export type DeviceState = {
  readonly member: string
  readonly box: string
  /** The ops that gave it its place. */
  readonly from: readonly string[]
}

/** A member as the root log has her. */
export type MemberState = {
  readonly alias: string
  readonly root: string
  /** Her paper's box key, and whether she chose that it opens what she may read. */
  readonly paper: string
  readonly paperOpens: boolean
  readonly role: Role
  /** Ops that gave her a role on one signature. */
  readonly roleFrom: readonly string[]
  /** Admitted without the six words being compared. */
  readonly unchecked: boolean
  /** The op that let her in: `found` or `admit`. */
  readonly admittedBy: string
}

/** Two headers of one device with one seq (R5): from there on nothing of the device counts that nobody built on. */
export type Fork = { readonly device: string; readonly seq: number; readonly a: Place; readonly b: Place }

/** Whose box key it is, or was: of a device, or of a member's paper. */
export type BoxOwner = { readonly device: string } | { readonly paper: string }

/** Who is in, at one past. */
export type RootState = {
  readonly network: { readonly id: string; readonly name: string; readonly country: string } | undefined
  readonly members: ReadonlyMap<string, MemberState>
  readonly devices: ReadonlyMap<string, DeviceState>
  /** Backup keys: key → whose. */
  readonly backups: ReadonlyMap<string, string>
  /** Every box key that was ever a device's or a paper's. */
  readonly boxes: ReadonlyMap<string, BoxOwner>
  readonly usedInvites: ReadonlySet<string>
  readonly usedPasses: ReadonlySet<string>
  /** Full facilitators and coordinators: those whose standing two have signed, or the founder, or one made by a lone founder. */
  readonly full: ReadonlyMap<string, Full>
  /** Who was ever full: what is done to her needs two. */
  readonly wasFull: ReadonlySet<string>
  /** Suspended member → who suspended her. */
  readonly suspended: ReadonlyMap<string, ReadonlySet<string>>
  /** Expelled, or left. */
  readonly gone: ReadonlySet<string>
  readonly left: ReadonlySet<string>
  readonly goneDevices: ReadonlySet<string>
  readonly guardians: { readonly needed: number; readonly members: readonly string[] } | undefined
  /** Spaces that two coordinators erased. */
  readonly erased: ReadonlySet<string>
  /** What was taken from whom (R1): for ops of spaces and batches. */
  readonly takings: readonly Taking[]
  readonly forks: readonly Fork[]
  /** Of a forked device, what a pair's lift lets count: all up to the envelope it named. */
  readonly branches: ReadonlyMap<string, Vector>
  /** Judged ops that are void here. */
  readonly voided: ReadonlySet<string>
}

/** The member a device belongs to, if it is bound. */
export const memberOf = (state: RootState, device: string): string | undefined => state.devices.get(device)?.member

/** Whether she is in: admitted, not suspended, not expelled, not gone. */
export const isLive = (state: RootState, member: string): boolean =>
  state.members.has(member) && !state.gone.has(member) && !state.suspended.has(member)

/** Whether she was admitted and is not gone; she may be suspended. */
export const isHere = (state: RootState, member: string): boolean =>
  state.members.has(member) && !state.gone.has(member)

/** Whether the device is bound and nothing took it away. Its member may be suspended. */
export const isLiveDevice = (state: RootState, device: string): boolean => {
  const member = memberOf(state, device)
  return member !== undefined && !state.goneDevices.has(device) && !state.gone.has(member)
}

/** Whether this device may speak now: it is live, and so is its member. */
export const maySpeak = (state: RootState, device: string): boolean => {
  const member = memberOf(state, device)
  return member !== undefined && isLive(state, member) && isLiveDevice(state, device)
}

/** The role she has; `member` for who is unknown. */
export const roleOf = (state: RootState, member: string): Role => state.members.get(member)?.role ?? 'member'

/** Whether she is a full facilitator or coordinator and in: may join pairs, make others, invite facilitators. */
export const isFull = (state: RootState, member: string): boolean => state.full.has(member) && isLive(state, member)

/** Whether she is a full coordinator and in. */
export const isCoordinator = (state: RootState, member: string): boolean =>
  state.full.get(member)?.role === 'coordinator' && isLive(state, member)

/** Whether she opens cases, invites and admits: full or provisional. */
export const isFacilitator = (state: RootState, member: string): boolean =>
  roleOf(state, member) !== 'member' && isLive(state, member)

/** Whether a place bound to a role holds: she has that role in full, suspended or not. */
export const holdsRole = (state: RootState, member: string, role: 'facilitator' | 'coordinator' | null): boolean => {
  if (role === null) return true
  const now = state.full.get(member)?.role
  return role === 'coordinator' ? now === 'coordinator' : now !== undefined
}

/** Members, devices, papers and backup keys known here are not admitted or bound again. */
export const isKnownDevice = (state: RootState, device: string): boolean =>
  state.devices.has(device) || state.backups.has(device)

/** Full facilitators who are in. */
export const fullAndLive = (state: RootState): string[] =>
  [...state.full.keys()].filter((member) => isLive(state, member))

/** Whether a box key is of who is in now: of a live device, or of a live member's paper that opens. */
export const isBoxIn = (state: RootState, box: string, only?: ReadonlySet<string>): boolean => {
  const owner = state.boxes.get(box)
  if (!owner) return false
  const member = 'paper' in owner ? owner.paper : memberOf(state, owner.device)
  if (member === undefined || !isLive(state, member) || (only && !only.has(member))) return false
  return 'paper' in owner || isLiveDevice(state, owner.device)
}

/** Box keys of every live device of every live member, and of papers that open: who an epoch is for. Sorted. */
export const recipientsOf = (state: RootState, only?: ReadonlySet<string>): string[] => {
  const due: string[] = []
  for (const [device, { box, member }] of state.devices)
    if (isLive(state, member) && isLiveDevice(state, device) && (!only || only.has(member))) due.push(box)
  for (const [member, { paper, paperOpens }] of state.members)
    if (paperOpens && isLive(state, member) && (!only || only.has(member))) due.push(paper)
  return due.sort()
}
