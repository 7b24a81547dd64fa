import { generateMnemonic, mnemonicToEntropy, validateMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import { boxKeysFromSeed } from '#core/crypto/boxing'
import { fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { signingKeysFromSeed } from '#core/crypto/signing'
import { foldPassphrase } from '#core/crypto/passphraseKey'

/** A pair of keys: 32-byte public, secret as tweetnacl has it (64 bytes to sign, 32 to box). */
export type KeyPair = { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array }
/** A member's root keys, from her 24 words. They only ever bind a device of her own, and are not kept. */
export type MemberKeys = { readonly sign: KeyPair; readonly box: KeyPair; readonly memberId: string }

/** A member's id: BLAKE2b-256 of her root signing key. Takes and gives lower-case hex. */
export const memberIdOf = (rootKey: string): string => toHex(hash(fromHex(rootKey)))

/** Twenty-four fresh recovery words (256 bits), of the Spanish BIP-39 list. */
export const createRecoveryWords = (): string => generateMnemonic(wordlist, 256)

/** The words as the list has them, whatever accents, case and spaces they were written with. */
const asListed = (words: string): string => {
  const listed = new Map(wordlist.map((word) => [foldPassphrase(word), word]))
  return foldPassphrase(words)
    .split(' ')
    .map((word) => listed.get(word) ?? word)
    .join(' ')
}

/** How many words later recovery words have: by their number they are told from the first ones, from which her id comes. */
const laterCount = 21

/** Twenty-one fresh recovery words (224 bits), for a paper in the place of one that is lost. */
export const createLaterWords = (): string => generateMnemonic(wordlist, 224)

/**
 * The key that later words stand for: a backup key (docs/membership.md, Devices) whose secret is on paper. undefined when
 * there are not twenty-one, one is not of the list or the checksum does not hold.
 */
export const laterKeyFromWords = (words: string): KeyPair | undefined => {
  const phrase = asListed(words)
  if (phrase.split(' ').length !== laterCount || !validateMnemonic(phrase, wordlist)) return undefined
  return signingKeysFromSeed(hash(utf8('tejido/1/later words'), 32, mnemonicToEntropy(phrase, wordlist)))
}

/** Root keys from recovery words; undefined when a word is not of the list or the checksum does not hold. */
export const memberKeysFromWords = (words: string): MemberKeys | undefined => {
  const phrase = asListed(words)
  if (phrase.split(' ').length !== 24 || !validateMnemonic(phrase, wordlist)) return undefined
  const entropy = mnemonicToEntropy(phrase, wordlist)
  const sign = signingKeysFromSeed(hash(utf8('tejido/1/root sign'), 32, entropy))
  const box = boxKeysFromSeed(hash(utf8('tejido/1/root box'), 32, entropy))
  return { sign, box, memberId: memberIdOf(toHex(sign.publicKey)) }
}
