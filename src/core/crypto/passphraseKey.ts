import { argon2id, type KdfCost } from './argon2id'
import { utf8 } from './bytes'

export type { KdfCost }

const MiB = 1024 * 1024

/** What a new vault costs: 256 MiB, three passes; about half a second. */
export const standardCost: KdfCost = { memory: 256 * MiB, passes: 3 }
/** The least that is accepted: 64 MiB, three passes (the second choice of RFC 9106, section 4). */
export const floorCost: KdfCost = { memory: 64 * MiB, passes: 3 }
/** The most that is accepted: 1 GiB, ten passes. A file that asks for more would stop a small laptop. */
const capCost: KdfCost = { memory: 1024 * MiB, passes: 10 }

/** Whether a cost read from a file is neither too weak nor a way to exhaust the machine. */
export const isCostAllowed = ({ memory, passes }: KdfCost): boolean =>
  memory >= floorCost.memory && memory <= capCost.memory && passes >= floorCost.passes && passes <= capCost.passes

/**
 * The form of a passphrase that counts: NFKD, combining marks removed, lower case, white space single, trimmed.
 * Seven words carry enough by themselves; a forgotten accent or capital must not lock her out.
 */
export const foldPassphrase = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFKD').replace(/\s+/gu, ' ').trim()

/** Whether a passphrase, folded, has at least six words or at least twenty characters. */
export const isLongEnough = (text: string): boolean => {
  const folded = foldPassphrase(text)
  return folded.split(' ').length >= 6 || Array.from(folded).length >= 20
}

/**
 * The 32-byte key of a passphrase: Argon2id over the UTF-8 of its folded form. The caller checks `cost` first.
 *
 * @param salt - 16 random bytes, kept with the vault
 * @throws when the machine cannot give `cost.memory`
 */
export const passphraseToKey = (passphrase: string, salt: Uint8Array, cost: KdfCost): Promise<Uint8Array> =>
  argon2id(utf8(foldPassphrase(passphrase)), salt, cost, 32)
