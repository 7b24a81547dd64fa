import { fromHex } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { epochView } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'

/** The session key of one epoch of the network. */
export const networkPsk = (ledger: Ledger, key: EpochKey): Uint8Array =>
  derive(key.secret, 'lan psk', fromHex(ledger.network))

/**
 * The network's keys that carriers may be wrapped and met with, the one to write under first: keys of epochs that
 * count, and no other. A lockbox may put any key on the keyring, to read with; none of those is ever offered.
 */
export const networkKeys = (ledger: Ledger): EpochKey[] => {
  const view = epochView(ledger, undefined)
  const ordered = [...usableEpochs(view), ...view.epochs.toReversed()].map(({ key }) => key)
  return [...new Set(ordered)].flatMap((id) => ledger.keyring.byId(id) ?? [])
}
