import { wordlist } from '@scure/bip39/wordlists/spanish.js'
import { randomBytes } from '#core/crypto/randomBytes'

/** A fresh phrase of seven words (77 bits). Random as any phrase should be: a practice vault may be kept longer than meant. */
export const newPhrase = (): string =>
  Array.from({ length: 7 }, () => {
    const [high = 0, low = 0] = randomBytes(2)
    return wordlist[((high << 8) | low) & 2047] ?? ''
  })
    .join(' ')
    .normalize('NFC')
