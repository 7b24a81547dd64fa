import { part } from '#shared/records/document'
import type { DocumentSpec } from '#shared/records/document'
import { fixed, line, longId } from '#shared/records/field'
import { defineRecord } from '#shared/records/record'

/** The longest word of the ledger as it is kept, in letters of base64: what is published of a year takes a tenth of it. */
export const longestWord = 400_000

/**
 * A word of the ledger of releases (src/shared/rules/release.ts): bytes that a laptop signed, which say all. Whoever is in
 * the network may write a row; what counts is the signature, and the row's id is the hash of what was signed.
 */
export const releaseWordRecord = defineRecord('releaseWord', {
  device: fixed(longId('direct')),
  /** 64 bytes, in hex. */
  signature: fixed(line('secret', { max: 128 })),
  /** In base64. */
  bytes: fixed(line('secret', { max: longestWord })),
})

/** The name of the network's ledger of releases. */
export const releasesDocument = 'releases'

/** The ledger of releases, which every member holds. Lists read the document itself: nothing of it is projected. */
export const releasesSpec = {
  space: 'network',
  isNamed: (name) => name === releasesDocument,
  top: undefined,
  parts: { words: part(releaseWordRecord, () => ({}), { isAppendOnly: true }) },
} as const satisfies DocumentSpec
