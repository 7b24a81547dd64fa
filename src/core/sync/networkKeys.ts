import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { epochView } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'

/**
 * The network's keys that carriers may be wrapped and met with, the one to write under first: keys of epochs that
 * count, and no other. A lockbox may put any key on the keyring, to read with; none of those is ever offered.
 */
export const networkKeys = (ledger: Ledger): EpochKey[] => {
  const view = epochView(ledger, undefined)
  const ordered = [...usableEpochs(view), ...view.epochs.toReversed()].map(({ key }) => key)
  return [...new Set(ordered)].flatMap((id) => ledger.keyring.byId(id) ?? [])
}
