import { piecesWanted } from '#core/documents/pieces'
import type { Local } from '#core/sync/local'
import { openRequests } from '#core/sync/requests'

/** Pieces of attachments that are counted as wanted; beyond it does not matter how many. */
const most = 1_000

/** What this laptop holds, as a text that is another once there is something to tell a neighbour, or to ask of her. */
export const holdings = (local: Local): string => {
  const network = local.network()
  if (!network) return ''
  const { ledger, documents } = network
  return [
    ledger.chains.count(),
    documents.journal.count(),
    openRequests(ledger).length,
    piecesWanted(ledger.db, most).length,
    local.joining() ? 'asks' : '',
  ].join(' ')
}
