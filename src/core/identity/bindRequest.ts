import { z } from 'zod'
import { fromHex, toHex } from '#core/crypto/bytes'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { KeyPair } from '#core/identity/memberKeys'
import { memberIdOf } from '#core/identity/memberKeys'

/**
 * A request to bind a laptop (or a backup's key) to a member, checked. `proof`: what speaks for it besides its author:
 * the member's own root key (her paper), or a backup key that she bound beforehand. `pass`: what it came with to the door.
 * What is not there has no key, since a judgement is kept as CBOR, which knows no `undefined`.
 */
export type BindRequest = {
  readonly kind: 'laptop' | 'backup'
  readonly member: string
  readonly device: string
  readonly box: string
  readonly proof?: { readonly kind: 'root' } | { readonly kind: 'backup'; readonly key: string } | undefined
  readonly pass?: { readonly id: string; readonly codeKey: string } | undefined
}

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const shape = z.strictObject({
  asks: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 1_024),
  byDevice: bytes(64),
  byCode: bytes(64).nullable(),
  proof: z.strictObject({ kind: z.enum(['root', 'backup']), key: bytes(32), signature: bytes(64) }).nullable(),
})
const asking = z.strictObject({
  network: bytes(32),
  kind: z.enum(['laptop', 'backup']),
  member: bytes(32),
  device: bytes(32),
  box: bytes(32),
  pass: bytes(32).nullable(),
  code: bytes(32).nullable(),
})

/** Who signs for a new device besides itself. */
export type Proof = { readonly kind: 'root' | 'backup'; readonly keys: KeyPair }

/** The pass that a request comes with: its id (hex) and the pair of its code. */
export type PassKeys = { readonly id: string; readonly code: KeyPair }

/** A request's bytes, signed by the new device and, where given, by the proof and the pass's code. `network` and `member` in hex. */
export const createBindRequest = (
  fields: { readonly network: string; readonly member: string; readonly kind: BindRequest['kind'] },
  device: { readonly sign: KeyPair; readonly box: KeyPair },
  { proof, pass }: { readonly proof?: Proof | undefined; readonly pass?: PassKeys } = {},
): Uint8Array => {
  const network = fromHex(fields.network)
  const asks = encodeCbor({
    network,
    kind: fields.kind,
    member: fromHex(fields.member),
    device: device.sign.publicKey,
    box: device.box.publicKey,
    pass: pass ? fromHex(pass.id) : null,
    code: pass ? pass.code.publicKey : null,
  })
  return encodeCbor({
    asks,
    byDevice: sign('bind by device', network, asks, device.sign.secretKey),
    byCode: pass ? sign('bind by code', network, asks, pass.code.secretKey) : null,
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
  const { asks, byDevice, byCode, proof } = outer.data
  const inner = asking.safeParse(decodeCbor(asks))
  if (!inner.success || toHex(inner.data.network) !== network) return undefined
  const { kind, member, device, box, pass, code } = inner.data
  if (!isSignedBy('bind by device', inner.data.network, asks, byDevice, device)) return undefined
  if ((pass === null) !== (code === null) || (pass === null) !== (byCode === null)) return undefined
  if (code && byCode && !isSignedBy('bind by code', inner.data.network, asks, byCode, code)) return undefined
  if (proof) {
    if (!isSignedBy(`bind by ${proof.kind}`, inner.data.network, asks, proof.signature, proof.key)) return undefined
    if (proof.kind === 'root' && memberIdOf(toHex(proof.key)) !== toHex(member)) return undefined
  }
  return {
    kind,
    member: toHex(member),
    device: toHex(device),
    box: toHex(box),
    ...(proof ? { proof: proof.kind === 'root' ? { kind: 'root' } : { kind: 'backup', key: toHex(proof.key) } } : {}),
    ...(pass && code ? { pass: { id: toHex(pass), codeKey: toHex(code) } } : {}),
  }
}
