import { requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { documentIdOf } from '#core/envelopes/batches'
import type { FailureType } from '#shared/errors'
import { profileDocument } from '#shared/records/networkProfile'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What an edit of the network's document does: nothing to say, or why not. Looks before it writes. */
export type Change = (doc: AnyDocument, who: Member) => FailureType | undefined

/** Edits the network's document, which every member may. A change that says why not leaves the document as it was. */
export const editProfile = async (context: Context, change: Change): Promise<Result<{ heads: string[] }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { documents, ledger } = who.value
  let refused: FailureType | undefined
  const done = await documents.edit(documentIdOf(ledger.network, profileDocument), undefined, (doc) => {
    refused = change(doc, who.value)
  })
  if (refused) return fail(refused)
  return done.ok ? ok({ heads: done.value }) : done
}
