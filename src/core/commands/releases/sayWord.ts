import { requireMember } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { putRow, rowIn, takeRow } from '#core/commands/editRows'
import { ensureDocument } from '#core/commands/registry/inRegistry'
import { ledgerDocument, readReleases } from '#core/commands/releases/ledger'
import { signWord } from '#core/commands/releases/words'
import type { SignedWord, WordRow } from '#core/commands/releases/words'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { isCoordinator } from '#core/spaces/rootState'
import { longestWord, releasesDocument, releasesSpec } from '#shared/records/release'
import type { ReleaseSaying } from '#shared/rules/release'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const { words } = releasesSpec.parts

const putWords = (doc: AnyDocument, rows: ReadonlyMap<string, WordRow>): void => {
  for (const [id, row] of rows) {
    if (rowIn(doc, 'words', id)) takeRow(doc, 'words', id) // somebody's laptop wrote something else there
    putRow(doc, 'words', words, id, row)
  }
}

/**
 * Signs a word and puts it in the ledger, beside what was taken out of that. Its id and the heads. Failures: BeingChecked (the
 * ledger is on loan), InputTooLarge, those of the disk.
 */
export const sayWord = async (
  member: Member,
  says: ReleaseSaying,
  carries: SignedWord['carries'] = null,
): Promise<Result<{ id: string; heads: string[] }>> => {
  const { ledger, documents } = member
  const document = ensureDocument(member, ledger.network, releasesDocument)
  if (!document.ok) return document
  const { heads, lost } = await readReleases(member)
  await sealDocuments(documents) // so that the next envelope of this document begins with this word
  const { id, row } = signWord(ledger.device, ledger.network, {
    after: heads.slice(0, 256),
    at: ledger.now().toISOString(),
    heard: ledger
      .root()
      .heads()
      .map((head) => head.id)
      .slice(0, 256),
    seq: ledger.chains.end(ledger.device.deviceId)?.seq ?? 0,
    says,
    carries,
  })
  if (row.bytes.length > longestWord) return fail('InputTooLarge')
  const done = await documents.edit(document.value, undefined, (doc) => putWords(doc, new Map([...lost, [id, row]])))
  return done.ok ? ok({ id, heads: done.value }) : done
}

/** Heads of the ledger that were looked at. */
const followed = new WeakMap<object, string>()

/**
 * Looks at what came: words that count are kept on this laptop, and whoever coordinates puts back what somebody took out. A
 * disk failure leaves it for the next time.
 */
export const followReleases = async (context: Context): Promise<void> => {
  const who = requireMember(context)
  if (!who.ok) return
  const { ledger, documents, root, memberId } = who.value
  const id = ledgerDocument(ledger)
  const now = documents.row(id)?.heads.join() ?? ''
  if (now === '' || followed.get(ledger) === now || ledger.updateNeeded()) return
  const { lost } = await readReleases(who.value)
  if (lost.size > 0 && isCoordinator(root, memberId) && ledger.ownTail.isKnown())
    await documents.edit(id, undefined, (doc) => putWords(doc, lost))
  followed.set(ledger, documents.row(id)?.heads.join() ?? '')
}
