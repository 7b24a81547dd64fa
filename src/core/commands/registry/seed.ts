import { newRowId } from '#core/commands/newIds'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import type { Documents } from '#core/documents/documents'
import { newRow } from '#core/documents/rows'
import { registryDocument, registrySpec } from '#shared/records/registry'

/**
 * Gives a registry that is being opened its secret at once: made later by two who had not met, there would be two, and keys
 * made with one of them could not be compared. In the transaction that opens the space.
 */
export const seedRegistry = (documents: Documents, space: string): void => {
  const secret = newRow(registrySpec.parts.secrets.record, { value: toHex(randomBytes(32)) })
  documents.create(space, registryDocument, { [`secrets/${newRowId()}`]: secret })
}
