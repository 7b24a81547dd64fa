import { concatBytes, fromHex, sameBytes, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { symbolOf, symbolsTyped } from '#core/crypto/symbols'

/** Symbols of a case's code, and of the proof that the file was opened (50 bits). */
const [codeLength, proofLength] = [5, 10]

/** What another laptop wrote as the secret may be anything. */
export const isSecret = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

const proofOf = (secret: string, transferId: string, caseCode: string): string =>
  [...hash(concatBytes(utf8('tejido/1/transfer answer\0'), fromHex(transferId), utf8(caseCode)), 32, fromHex(secret))]
    .slice(0, proofLength)
    .map(symbolOf)
    .join('')

/**
 * What the receiving network says when it has opened a file: the code that the case has there, and a proof that only who
 * opened the file can make. `XXXXX-XXXXX-XXXXX`, to be read aloud or written down.
 */
export const answerOf = (secret: string, transferId: string, caseCode: string): string =>
  [caseCode, ...(proofOf(secret, transferId, caseCode).match(/.{5}/g) ?? [])].join('-')

/** The code that the case has there, of an answer as a person typed it; undefined when it is not the answer to this file. */
export const readAnswer = (secret: string, transferId: string, typed: string): string | undefined => {
  const symbols = symbolsTyped(typed)
  if (symbols.length !== codeLength + proofLength) return undefined
  const caseCode = symbols.slice(0, codeLength)
  const isRight = sameBytes(utf8(symbols.slice(codeLength)), utf8(proofOf(secret, transferId, caseCode)))
  return isRight ? caseCode : undefined
}
