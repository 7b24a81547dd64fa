import type { Ledger } from '#core/envelopes/ledger'
import { askAt } from '#core/sync/door'
import { parseCard } from '#core/sync/joining'
import { LocalFailure } from '#core/sync/exchange'
import type { Local } from '#core/sync/local'
import { doorSecret, writingSecrets } from '#core/sync/offers'
import { findNote } from '#core/sync/parcel/notes'
import { recordsOf } from '#core/sync/parcel/section'
import type { Blocks } from '#core/sync/parcel/section'
import { learnHandedKey } from '#core/sync/takeBlobs'

/** Keys that notes are looked for with: of the newest epochs that she has. */
const mostTried = 16

/**
 * A newcomer's knock: the note under her invitation tells what to ask, and hands her the network's key once she was let
 * in. False when there is no note for her. Throws LocalFailure (see `askAt`).
 */
export const knockByParcel = async (local: Local, blocks: Blocks): Promise<boolean> => {
  const joining = local.joining()
  const note = joining && findNote(blocks, [doorSecret(joining.carrier)])
  if (!joining || !note) return false
  for (const { kind, bytes } of recordsOf(blocks, note)) {
    const about = kind === 'card' ? parseCard(bytes) : undefined
    if (about) {
      // what was asked by another card is not asked anew
      const asked = local.joining()?.asked
      if (asked && asked.network !== about.network) return false
      const request = await local.exclusive(() => askAt(local, about))
      if (!request.ok) throw new LocalFailure(request.error.type)
    }
    const ledger = local.network()?.ledger
    if (kind === 'admission' && ledger) learnHandedKey(ledger, bytes)
  }
  return true
}

/** Takes the newest key from the note for those who were away; whether it was one more. */
export const learnFromNote = (ledger: Ledger, blocks: Blocks): boolean => {
  const note = findNote(blocks, writingSecrets(ledger).slice(0, mostTried))
  if (!note) return false
  const before = ledger.keyring.size()
  for (const { kind, bytes } of recordsOf(blocks, note))
    if (kind === 'envelope') learnHandedKey(ledger, bytes, { isOfStrangers: true })
  return ledger.keyring.size() > before
}
