import { aliasOf, asMember } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { holdingDevices, membersOf, spacesRead } from '#core/commands/holders'
import { travelReadiness } from '#core/commands/travel'

/** Queries of what would go with a member or a laptop. */
export const leavingQueries = {
  'space.holders': (context) =>
    asMember(context, (member) => ({
      spaces: spacesRead(member).map((spaceId) => {
        const { ledger, root } = member
        const holders = membersOf(ledger, holdingDevices(ledger, spaceId))
        return {
          spaceId,
          kind: ledger.spaceState(spaceId)?.created?.op.kind ?? '',
          holders: holders.map((memberId) => ({ memberId, alias: aliasOf(root, memberId) })),
          sole: holders.length <= 1,
        }
      }),
    })),
  'device.travelReadiness': (context) => asMember(context, travelReadiness),
} satisfies Partial<QueryHandlers>
