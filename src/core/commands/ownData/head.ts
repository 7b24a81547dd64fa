import { open, seal, sealOverhead } from '#core/crypto/aead'
import { concatBytes, sameBytes, u64, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { isCostAllowed, passphraseToKey } from '#core/crypto/passphraseKey'
import type { KdfCost } from '#core/crypto/passphraseKey'
import { randomBytes } from '#core/crypto/randomBytes'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * The beginning of a file of own data (docs/wire-format.md): what its passphrase costs, and the key of the file sealed under
 * it. Nothing else in the file is plain.
 */
const magic = utf8('tejido own data\0')
const version = 1
const saltLength = 16
const publicLength = magic.length + 3 * 8 + saltLength
const sealedLength = 32 + sealOverhead
const hashLength = 32
/** Bytes of the head. */
export const headLength = publicLength + sealedLength + hashLength

const domain = utf8('tejido/1/own data key\0')

/** A file's head and its key. */
export type Headed = { readonly head: Uint8Array; readonly key: Uint8Array }

/** A new head, with a key of its own. */
export const makeHead = async (passphrase: string, cost: KdfCost): Promise<Headed> => {
  const salt = randomBytes(saltLength)
  const said = concatBytes(magic, u64(version), u64(cost.memory), u64(cost.passes), salt)
  const under = await passphraseToKey(passphrase, salt, cost)
  const key = randomBytes(32)
  const body = concatBytes(said, seal(under, key, concatBytes(domain, said)))
  under.fill(0)
  return { head: concatBytes(body, hash(body)), key }
}

/**
 * The key in a head of foreign bytes. Failures: OwnDataDamaged (cut, altered, or no file of ours) · OwnDataNewer ·
 * WrongPassphrase.
 */
export const openHead = async (head: Uint8Array, passphrase: string): Promise<Result<Headed>> => {
  const [body, sum] = [head.subarray(0, headLength - hashLength), head.subarray(headLength - hashLength)]
  if (head.length !== headLength || !sameBytes(body.subarray(0, magic.length), magic)) return fail('OwnDataDamaged')
  if (!sameBytes(hash(body), sum)) return fail('OwnDataDamaged')
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [found = 0, memory = 0, passes = 0] = [0, 8, 16].map((at) => Number(view.getBigUint64(magic.length + at)))
  if (found !== version) return fail(found > version ? 'OwnDataNewer' : 'OwnDataDamaged')
  if (!isCostAllowed({ memory, passes })) return fail('OwnDataDamaged')
  const said = body.subarray(0, publicLength)
  const under = await passphraseToKey(passphrase, said.slice(publicLength - saltLength), { memory, passes })
  const key = open(under, body.subarray(publicLength), concatBytes(domain, said))
  under.fill(0)
  return key ? ok({ head, key }) : fail('WrongPassphrase')
}
