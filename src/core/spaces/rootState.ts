import type { Entry } from '#core/spaces/entry'
import type { Role } from '#shared/rules/role'

/** A device as the root log has it. `box` is the X25519 key that lockboxes for it are made to. */
export type DeviceState = { readonly member: string; readonly box: string }

/** A member as the root log has her. */
export type MemberState = {
  readonly alias: string
  readonly root: string
  role: Role
  /** Admitted without the six words being compared. */
  readonly unchecked: boolean
  /** The op that let her in: `found` or `admit`. */
  readonly admittedBy: string
}

/** An invitation as the root log has it. `expiresAt` binds only the admitting person's app: no clock decides. */
export type InviteState = {
  readonly codeKey: string
  readonly carrier: Uint8Array
  readonly role: Role
  readonly expiresAt: string
  readonly by: string
}

/** Who is in, at one past. The next rules (suspend, expel, revoke-device …) add to it; see docs/decisions/0003. */
export type RootState = {
  readonly network: { readonly id: string; readonly name: string; readonly country: string } | undefined
  readonly members: ReadonlyMap<string, MemberState>
  readonly devices: ReadonlyMap<string, DeviceState>
  readonly invites: ReadonlyMap<string, InviteState>
  readonly usedInvites: ReadonlySet<string>
  /** Full facilitators and coordinators: those whose standing two have signed, or the founder, or one made by a lone founder. */
  readonly full: ReadonlySet<string>
  /** Ops that count in this past, smallest past first: epochs, and who was handed which key, are read from them. */
  readonly counted: readonly Entry[]
}

/** The member a device belongs to, if it is bound. */
export const memberOf = (state: RootState, device: string): string | undefined => state.devices.get(device)?.member

/** Whether she is in. Suspension and expulsion will narrow this. */
export const isLive = (state: RootState, member: string): boolean => state.members.has(member)

/** Whether the device is bound and its member in. */
export const isLiveDevice = (state: RootState, device: string): boolean => {
  const member = memberOf(state, device)
  return member !== undefined && isLive(state, member)
}

/** The role she has; `member` for who is unknown. */
export const roleOf = (state: RootState, member: string): Role => state.members.get(member)?.role ?? 'member'

/** Whether she is a full facilitator or coordinator: may join pairs, make others, invite facilitators. */
export const isFull = (state: RootState, member: string): boolean => state.full.has(member) && isLive(state, member)

/** Whether she opens cases, invites and admits: full or provisional. */
export const isFacilitator = (state: RootState, member: string): boolean =>
  roleOf(state, member) !== 'member' && isLive(state, member)

/** Box keys of every live device of every live member: who a network epoch is for. */
export const recipientsOf = (state: RootState, only?: ReadonlySet<string>): string[] =>
  [...state.devices.values()]
    .filter(({ member }) => isLive(state, member) && (!only || only.has(member)))
    .map(({ box }) => box)
    .sort()
