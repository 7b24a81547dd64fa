import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { parseBindRequest } from '#core/identity/bindRequest'
import type { BindRequest } from '#core/identity/bindRequest'
import { parseJoinRequest } from '#core/identity/joinRequest'
import type { JoinRequest } from '#core/identity/joinRequest'

/** What somebody asks at the door: to join by an invitation, or to add a laptop of hers by a pass. All ids in hex. */
export type DoorRequest = {
  /** BLAKE2b-256 of the request's bytes: what `tejido admit REQUEST` names. */
  readonly id: string
  /** The invitation or the pass. */
  readonly invite: string
  readonly codeKey: string
  readonly member: string
  readonly device: string
} & (
  | { readonly kind: 'join'; readonly join: JoinRequest }
  | { readonly kind: 'device'; readonly bind: BindRequest; readonly proved: boolean }
)

/** The request that these bytes hold for `network` (hex); undefined when they are neither kind, or name no pass. */
export const parseDoorRequest = (raw: Uint8Array, network: string): DoorRequest | undefined => {
  const join = parseJoinRequest(raw, network)
  if (join) {
    const { id, invite, codeKey, member, device } = join
    return { kind: 'join', id, invite, codeKey, member, device, join }
  }
  const bind = parseBindRequest(raw, network)
  if (!bind?.pass || bind.kind !== 'laptop') return undefined
  const { member, device, pass, proof } = bind
  return {
    kind: 'device',
    id: toHex(hash(raw)),
    invite: pass.id,
    codeKey: pass.codeKey,
    member,
    device,
    bind,
    proved: proof !== undefined,
  }
}
