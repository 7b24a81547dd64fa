import * as A from '@automerge/automerge'
import { deviceOfActor } from '#core/documents/actors'
import type { Documents } from '#core/documents/documents'

/**
 * The laptop that put a row into a document, from the changes it signed for: of rows that say of themselves whose they are
 * this is who wrote them. undefined where there is no such row, or no laptop known that could have written it.
 */
export const writerOfRow = async (
  documents: Documents,
  id: string,
  key: string,
  devices: Iterable<string>,
): Promise<string | undefined> => {
  const row = documents.row(id)
  if (!row || documents.loans.has(id)) return undefined
  const made = A.getObjectId((await documents.handle(row)).doc(), key)
  const begins = deviceOfActor(made?.split('@').at(-1) ?? '')
  return begins === '' ? undefined : [...devices].find((device) => device.startsWith(begins))
}
