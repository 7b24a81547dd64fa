import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import { z } from 'zod'
import { concatBytes, fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { sign } from '#core/crypto/signing'
import { slowHash } from '#core/crypto/slowHash'
import { isSignedBy } from '#core/crypto/verify'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { memberIdOf } from '#core/identity/memberKeys'
import type { KeyPair, MemberKeys } from '#core/identity/memberKeys'

/** A request to join, checked: who asks, with which laptop, by which invitation. All ids in hex. */
export type JoinRequest = {
  /** BLAKE2b-256 of the request's bytes: what `tejido admit REQUEST` names. */
  readonly id: string
  readonly invite: string
  readonly codeKey: string
  readonly member: string
  readonly root: string
  /** Box key of her paper: a recipient of keys only if she chooses so. */
  readonly paper: string
  readonly device: string
  readonly box: string
  readonly alias: string
}

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const shape = z.strictObject({
  asks: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= 1_024),
  byCode: bytes(64),
  byRoot: bytes(64),
  byDevice: bytes(64),
})
const asking = z.strictObject({
  network: bytes(32),
  invite: bytes(32),
  code: bytes(32),
  root: bytes(32),
  paper: bytes(32),
  device: bytes(32),
  box: bytes(32),
  alias: z.string().min(1).max(200),
})

/** A request's bytes, signed by the invitation's code, the asker's root key and her device. `network`, `invite` in hex. */
export const createJoinRequest = (
  who: { readonly member: MemberKeys; readonly device: DeviceKeys; readonly alias: string },
  by: { readonly network: string; readonly invite: string; readonly code: KeyPair },
): Uint8Array => {
  const network = fromHex(by.network)
  const asks = encodeCbor({
    network,
    invite: fromHex(by.invite),
    code: by.code.publicKey,
    root: who.member.sign.publicKey,
    paper: who.member.box.publicKey,
    device: who.device.sign.publicKey,
    box: who.device.box.publicKey,
    alias: who.alias,
  })
  return encodeCbor({
    asks,
    byCode: sign('request by code', network, asks, by.code.secretKey),
    byRoot: sign('request by root', network, asks, who.member.sign.secretKey),
    byDevice: sign('request by device', network, asks, who.device.sign.secretKey),
  })
}

/** The request that these bytes hold for `network` (hex); undefined when shape, network or a signature does not hold. */
export const parseJoinRequest = (raw: Uint8Array, network: string): JoinRequest | undefined => {
  const outer = shape.safeParse(decodeCbor(raw))
  if (!outer.success) return undefined
  const { asks, byCode, byRoot, byDevice } = outer.data
  const inner = asking.safeParse(decodeCbor(asks))
  if (!inner.success || toHex(inner.data.network) !== network) return undefined
  const { code, root, paper, device, box, invite, alias } = inner.data
  const signed =
    isSignedBy('request by code', inner.data.network, asks, byCode, code) &&
    isSignedBy('request by root', inner.data.network, asks, byRoot, root) &&
    isSignedBy('request by device', inner.data.network, asks, byDevice, device)
  if (!signed) return undefined
  return {
    id: toHex(hash(raw)),
    invite: toHex(invite),
    codeKey: toHex(code),
    member: memberIdOf(toHex(root)),
    root: toHex(root),
    paper: toHex(paper),
    device: toHex(device),
    box: toHex(box),
    alias,
  }
}

/** Founding: the founder's root key signs for her first device. There is no network id yet, so it is signed over zeros. */
const noNetwork = new Uint8Array(32)
const foundingBytes = (device: string, box: string, paper: string): Uint8Array =>
  concatBytes(fromHex(device), fromHex(box), fromHex(paper))

/** The signature that `found` carries. */
export const signFounderBinding = (member: MemberKeys, device: DeviceKeys): Uint8Array =>
  sign(
    'request by root',
    noNetwork,
    foundingBytes(device.deviceId, toHex(device.box.publicKey), toHex(member.box.publicKey)),
    member.sign.secretKey,
  )

/** Whether a `found` said by `device` is signed by the root key it names. */
export const isFounderBinding = (
  op: { readonly root: string; readonly paper: string; readonly box: string; readonly bySignature: Uint8Array },
  device: string,
): boolean =>
  isSignedBy('request by root', noNetwork, foundingBytes(device, op.box, op.paper), op.bySignature, fromHex(op.root))

/** Six words that both sides read aloud: they are equal only for the same network and the same request. About 0.1 s of Argon2id. */
export const checkWordsOf = async (network: string, request: Uint8Array): Promise<string[]> => {
  const salt = hash(utf8('tejido/1/check words'), 16)
  const digest = await slowHash(concatBytes(fromHex(network), hash(request)), salt, 9)
  let bits = 0n
  for (const byte of digest) bits = (bits << 8n) | BigInt(byte)
  return Array.from({ length: 6 }, (_, i) => wordlist[Number((bits >> BigInt(72 - 11 * (i + 1))) & 2047n)] ?? '')
}
