import { z } from 'zod'
import { fromHex, toHex } from '#core/crypto/bytes'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { KeyPair } from '#core/identity/memberKeys'
import { memberIdOf } from '#core/identity/memberKeys'

/**
 * A request to bind a laptop (or a backup's key) to a member, checked. `proof`: what speaks for it besides its author:
 * the member's own root key (her paper), or a backup key that she bound beforehand.
 */
export type BindRequest = {
  readonly kind: 'laptop' | 'backup'
  readonly member: string
  readonly device: string
  readonly box: string
  readonly proof: { readonly kind: 'root' } | { readonly kind: 'backup'; readonly key: string } | undefined
}

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const shape = z.strictObject({
  asks: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 1_024),
  byDevice: bytes(64),
  proof: z.strictObject({ kind: z.enum(['root', 'backup']), key: bytes(32), signature: bytes(64) }).nullable(),
})
const asking = z.strictObject({
  network: bytes(32),
  kind: z.enum(['laptop', 'backup']),
  member: bytes(32),
  device: bytes(32),
  box: bytes(32),
})

/** Who signs for a new device besides itself. */
export type Proof = { readonly kind: 'root' | 'backup'; readonly keys: KeyPair }

/** A request's bytes, signed by the new device and by the proof, if one is given. `network` and `member` in hex. */
export const createBindRequest = (
  fields: { readonly network: string; readonly member: string; readonly kind: BindRequest['kind'] },
  device: { readonly sign: KeyPair; readonly box: KeyPair },
  proof?: Proof,
): Uint8Array => {
  const network = fromHex(fields.network)
  const asks = encodeCbor({
    network,
    kind: fields.kind,
    member: fromHex(fields.member),
    device: device.sign.publicKey,
    box: device.box.publicKey,
  })
  return encodeCbor({
    asks,
    byDevice: sign('bind by device', network, asks, device.sign.secretKey),
    proof: proof
      ? {
          kind: proof.kind,
          key: proof.keys.publicKey,
          signature: sign(`bind by ${proof.kind}`, network, asks, proof.keys.secretKey),
        }
      : null,
  })
}

/** The request that these bytes hold for `network` (hex); undefined when shape, network or a signature does not hold. */
export const parseBindRequest = (raw: Uint8Array, network: string): BindRequest | undefined => {
  const outer = shape.safeParse(decodeCbor(raw))
  if (!outer.success) return undefined
  const { asks, byDevice, proof } = outer.data
  const inner = asking.safeParse(decodeCbor(asks))
  if (!inner.success || toHex(inner.data.network) !== network) return undefined
  const { kind, member, device, box } = inner.data
  if (!isSignedBy('bind by device', inner.data.network, asks, byDevice, device)) return undefined
  if (proof) {
    if (!isSignedBy(`bind by ${proof.kind}`, inner.data.network, asks, proof.signature, proof.key)) return undefined
    if (proof.kind === 'root' && memberIdOf(toHex(proof.key)) !== toHex(member)) return undefined
  }
  return {
    kind,
    member: toHex(member),
    device: toHex(device),
    box: toHex(box),
    proof: !proof ? undefined : proof.kind === 'root' ? { kind: 'root' } : { kind: 'backup', key: toHex(proof.key) },
  }
}
