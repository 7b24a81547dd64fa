import { aliasOf } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { relayNames } from '#core/commands/relays/relays'
import { syncStatus } from '#core/sync/status'
import type { SyncStatus } from '#shared/contract/queries'

/** Who holds what, as far as this laptop knows, by names. */
export const whoHolds = (member: Member): SyncStatus => {
  const { ledger, documents, root } = member
  const relays = relayNames(member)
  return syncStatus(ledger, documents, (id, kind) =>
    kind === 'laptop' ? aliasOf(root, root.devices.get(id)?.member) : (relays.get(id) ?? ''),
  )
}
