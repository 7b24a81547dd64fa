import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { usableEpochs } from '#core/spaces/epochs'
import { recipientsOf } from '#core/spaces/rootState'

/**
 * The network's keys that carriers may be wrapped and met with, the one to write under first: keys of epochs that
 * count, and no other. A lockbox may put any key on the keyring, to read with; none of those is ever offered.
 */
export const networkKeys = (ledger: Ledger): EpochKey[] => {
  const root = ledger.root().state()
  const epochs = root.counted.filter(({ op }) => op.type === 'epoch')
  const usable = usableEpochs(root.counted, recipientsOf(root))
  const ordered = [...usable, ...epochs.toReversed()].map(({ key }) => key)
  return [...new Set(ordered)].flatMap((id) => ledger.keyring.byId(id) ?? [])
}
