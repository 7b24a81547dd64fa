import type { Member } from '#core/commands/context'
import { ledgerDocument } from '#core/commands/releases/ledger'
import type { KnownWord, Releases } from '#core/commands/releases/ledger'
import { batchesOf } from '#core/envelopes/batches'
import { maySpeak } from '#core/spaces/rootState'
import { listPeers } from '#core/sync/peers'
import type { Release } from '#shared/rules/release'

/**
 * Whether a word is known to be on a laptop beside this one: it came from there, somebody said something after it, or her
 * laptop was met and had it. Folders and relays keep what may be gone tomorrow, and do not count.
 */
export const isOnAnother = ({ ledger, root }: Member, words: Releases['words'], word: KnownWord): boolean => {
  const own = ledger.device.deviceId
  const mayAlso = (device: string): boolean => device !== own && maySpeak(root, device)
  if (mayAlso(word.device)) return true
  if ([...words.values()].some(({ device, after }) => mayAlso(device) && after.includes(word.id))) return true
  // the next envelope of this document on its chain holds it, or it is not sealed yet
  const sealed = batchesOf(ledger, ledgerDocument(ledger)).find(
    ({ device, seq }) => device === word.device && seq > word.seq,
  )
  return (
    sealed !== undefined &&
    listPeers(ledger).some(
      ({ id, kind, holds }) => kind === 'laptop' && mayAlso(id) && (holds.get(sealed.chain) ?? 0) >= sealed.seq,
    )
  )
}

/** Whether a release is published, and its entry known to be on another laptop. */
export const isElsewhere = (member: Member, { words }: Releases, { entries }: Release): boolean =>
  entries.some((id) => {
    const word = words.get(id)
    return word !== undefined && isOnAnother(member, words, word)
  })
