import type { Member } from '#core/commands/context'
import { holdingDevices, spacesRead } from '#core/commands/holders'
import { mayWrite } from '#core/documents/sealDocuments'
import { maySpeak } from '#core/spaces/rootState'
import { listPeers } from '#core/sync/peers'
import type { TravelReadiness } from '#shared/contract/leaving'

/** Peers that must hold all that this laptop wrote before it goes. */
const neededCopies = 2

/** Own changes that could be sealed and are not; those that lost their right stay here whatever she does. */
const unsealed = ({ documents }: Member): number =>
  documents.journal
    .documents()
    .filter((id) => {
      const row = documents.row(id)
      return row !== undefined && mayWrite(documents, row.space)
    })
    .reduce((sum, id) => sum + documents.journal.of(id).length, 0)

/** Whether all that this laptop has is elsewhere too, so that it can be erased before a border. */
export const travelReadiness = (member: Member): TravelReadiness => {
  const { ledger, root } = member
  const own = ledger.device.deviceId
  const end = ledger.chains.end(own)?.seq ?? 0
  const copies = listPeers(ledger).filter(
    ({ id, kind, holds }) => (kind === 'folder' || (id !== own && maySpeak(root, id))) && (holds.get(own) ?? 0) >= end,
  ).length
  const sole = spacesRead(member).filter((space) => holdingDevices(ledger, space).every((device) => device === own))
  const waiting = unsealed(member)
  return {
    ready: copies >= neededCopies && waiting === 0 && sole.length === 0,
    copies,
    needed: neededCopies,
    unsealed: waiting,
    soleSpaces: sole.map((spaceId) => ({ spaceId, kind: ledger.spaceState(spaceId)?.created?.op.kind ?? '' })),
  }
}
