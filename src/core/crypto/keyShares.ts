import { combine, split } from 'shamir-secret-sharing'
import { sharesMade, sharesNeeded } from '#shared/rules/shares'

/** Bytes of one share of a 32-byte key: one for each, and its place on the curve. */
export const shareLength = 33

/** The shares of a 32-byte key (Shamir, GF(2⁸)); its random bytes come from the library, which asks Node for them. */
export const splitKey = (key: Uint8Array): Promise<Uint8Array[]> => {
  if (key.length !== 32) return Promise.reject(new RangeError('a key has 32 bytes'))
  return split(Uint8Array.from(key), sharesMade, sharesNeeded)
}

/**
 * What shares give together: undefined for shares that cannot belong together. Of a wrong share it gives other bytes,
 * so whoever combines must look whether the key opens what it should.
 */
export const combineShares = async (shares: readonly Uint8Array[]): Promise<Uint8Array | undefined> => {
  if (shares.length < sharesNeeded || shares.some(({ length }) => length !== shareLength)) return undefined
  try {
    return await combine(shares.map((share) => Uint8Array.from(share)))
  } catch {
    return undefined // two times the same place
  }
}
