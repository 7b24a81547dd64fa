import * as A from '@automerge/automerge'
import { fromHex } from '#core/crypto/bytes'
import type { Exclusive } from '#core/documents/applyBatches'
import type { Documents, DocumentRow } from '#core/documents/documents'
import type { KeptLoan, Loan } from '#core/documents/loans'
import { documentOf } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import type { Taster } from '#core/envelopes/taste'

/** Days after which a loan that nothing bore out is shown no more. */
const longestLoan = 14

/** The day, since 1970. */
export const todayOf = (ledger: Ledger): number => Math.floor(ledger.now().getTime() / 86_400_000)

/** A document as it may be lent. */
export const savedOf = async (documents: Documents, row: DocumentRow): Promise<Uint8Array> =>
  A.save((await documents.handle(row)).doc())

/** Who lent what is not so is shown, as an author of bad pieces is. */
export const blame = (ledger: Ledger, { maker, document }: Loan): void =>
  ledger.quarantine.put({
    device: maker,
    reason: 'LoanFalse',
    at: ledger.now().toISOString(),
    bytes: fromHex(document),
  })

/**
 * Whether all that a loan names as last is here with its body: then the batches say what the document is. 'void' when one
 * of them can never bear it out here, 'false' when it is no batch of that document at all.
 */
const standing = ({ ledger }: Documents, { document, tips }: Loan): 'waits' | 'ready' | 'void' | 'false' => {
  const states = tips.map((tip) => {
    const held = ledger.chains.byId(tip)
    if (!held || ['new', 'headed', 'held'].includes(held.state)) return 'waits'
    if (held.state === 'batch') return documentOf(ledger, held.no) === document ? 'ready' : 'false'
    return held.state === 'op' || held.state === 'empty' ? 'false' : 'void'
  })
  const worst = (['false', 'void', 'waits'] as const).find((one) => states.includes(one))
  return worst ?? 'ready'
}

/** Documents on loan: those that may be made from their batches now, and those that wait. */
export const loansDue = (
  documents: Documents,
): { readonly ready: readonly string[]; readonly waiting: Set<string> } => {
  const all = documents.loans.documents()
  const ready = all.filter((id) => {
    const loan = documents.loans.one(id)
    return loan && standing(documents, loan) === 'ready'
  })
  return { ready, waiting: new Set(all.filter((id) => !ready.includes(id))) }
}

/** Ends what came to nothing, or has been waited for too long. True when the loan was ended. */
const ended = async (documents: Documents, loan: KeptLoan): Promise<boolean> => {
  const { ledger } = documents
  const now = standing(documents, loan)
  if (now === 'false') blame(ledger, loan)
  else if (now !== 'void' && todayOf(ledger) - loan.day <= longestLoan) return false
  await documents.giveBack(loan.document)
  return true
}

/** Ends the loans of a laptop that was asked for the bodies under them, and had none to give. */
export const returnWithheld = async (documents: Documents, maker: string): Promise<void> => {
  const { ledger, loans } = documents
  for (const id of loans.documents()) {
    const loan = loans.one(id)
    if (loan?.maker !== maker || !loan.tips.some((tip) => ledger.chains.byId(tip)?.state === 'headed')) continue
    blame(ledger, loan)
    await documents.giveBack(id)
  }
}

const sorted = (heads: readonly string[]): string => heads.toSorted().join()

/**
 * Reads what was lent, in the worker and within its limits, since it is a stranger's bytes; then shows it. One that does not
 * read, or is at other heads than it says, is a lie; one that lacks what this laptop has of the document is of no use.
 */
export const showLoans = async (documents: Documents, taster: Taster, exclusive: Exclusive): Promise<void> => {
  const { ledger, loans } = documents
  for (const id of await exclusive(() => Promise.resolve(loans.documents()))) {
    const begun = await exclusive(async () => {
      const loan = loans.one(id)
      if (!loan || (await ended(documents, loan)) || loan.state !== undefined) return undefined
      return { loan, heads: documents.row(id)?.heads ?? [] }
    })
    if (!begun) continue
    const { loan, heads } = begun
    const tasted = await taster.taste({ document: loan.saved, batches: [], asked: { heads, state: undefined } })
    await exclusive(async () => {
      const row = documents.row(id)
      if (!loans.has(id)) return
      const isGood = tasted.ok && sorted(tasted.heads) === sorted(loan.heads)
      if (!isGood) blame(ledger, loan)
      if (row && isGood && tasted.holds && sorted(row.heads) === sorted(heads))
        ledger.db.transaction(() => documents.lend(row, tasted))()
      else await documents.giveBack(id)
    })
  }
}
