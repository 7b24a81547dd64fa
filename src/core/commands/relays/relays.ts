import { aliasOf, asMember, requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { editProfile } from '#core/commands/editProfile'
import { putRow, rowIn, takeRow, writeFields } from '#core/commands/editRows'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { rowsOf } from '#core/commands/listRows'
import { formatRelayUrl, parseRelayUrl } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'
import { isFacilitator } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { heldHere, listPeers } from '#core/sync/peers'
import { relayIdOf } from '#core/sync/relay/relayPlace'
import { lackOf } from '#core/sync/status'
import { profileSpec } from '#shared/records/networkProfile'
import { relayRecord } from '#shared/records/relay'
import { fail, ok } from '#shared/result'

/** Relays of one network: more only cost time at every exchange. */
const mostRelays = 8

const putOut = ({ gone, goneDevices }: RootState): number => gone.size + goneDevices.size
const nameOf = ({ host, port }: RelayUrl): string => `${host}:${String(port)}`
/** The id of a relay's row, its `relayId`. */
export const rowIdOf = (url: RelayUrl): string => relayIdOf(url).slice(0, 32)

/** Rows whose address reads; a colleague's laptop, newer or hostile, may have written any. */
const rowsIn = (member: Member) =>
  rowsOf(member, relayRecord, member.ledger.network).flatMap(({ id, values }) => {
    const url = parseRelayUrl(values.address)
    return url.ok && rowIdOf(url.value) === id ? [{ id, values, url: url.value }] : []
  })

/** The relays by the ids that peers have: server and port. */
export const relayNames = (member: Member): Map<string, string> =>
  new Map(rowsIn(member).map(({ url }) => [relayIdOf(url), nameOf(url)]))

/** Where the network's relays are; none for who is in none. */
export const relaysOf = (context: Context): RelayUrl[] => {
  const member = requireMember(context)
  return member.ok ? rowsIn(member.value).map(({ url }) => url) : []
}

const add: CommandHandlers['relay.add'] = async (context, { url: typed }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { root, memberId } = who.value
  if (!isFacilitator(root, memberId)) return fail('NotAllowed')
  const url = parseRelayUrl(typed)
  if (!url.ok) return url
  const [relayId, address] = [rowIdOf(url.value), formatRelayUrl(url.value)]
  const all = rowsIn(who.value)
  const known = all.find(({ id }) => id === relayId)
  if (known?.values.address === address) return fail('AlreadySo')
  if (!known && all.length >= mostRelays) return fail('TooManyRelays')
  const values = { address, by: memberId, at: context.now().toISOString(), gone: putOut(root) }
  const done = await editProfile(context, (doc) => {
    const row = rowIn(doc, 'relays', relayId)
    if (row) writeFields(row, profileSpec.parts.relays, values)
    else putRow(doc, 'relays', profileSpec.parts.relays, relayId, values)
    return undefined
  })
  return done.ok ? ok({ relayId, heads: done.value.heads }) : done
}

const remove: CommandHandlers['relay.remove'] = (context, { relayId }) =>
  editProfile(context, (doc, { root, memberId }) => {
    if (!isFacilitator(root, memberId)) return 'NotAllowed'
    if (!rowIn(doc, 'relays', relayId)) return 'UnknownRow'
    takeRow(doc, 'relays', relayId)
    return undefined
  })

/** Commands on the relays that the network uses. */
export const relayCommands = { 'relay.add': add, 'relay.remove': remove } satisfies Partial<CommandHandlers>

/** Queries of the same. */
export const relayQueries = {
  'relay.list': (context) =>
    asMember(context, (member) => {
      const { ledger, root, memberId } = member
      const [peers, here] = [listPeers(ledger), heldHere(ledger)]
      return {
        relays: rowsIn(member).map(({ id, values, url }) => {
          const peer = peers.find((one) => one.id === relayIdOf(url))
          return {
            relayId: id,
            name: nameOf(url),
            address: values.address,
            isPinned: url.pin !== null,
            hasLine: url.line !== null,
            lineIsDue: url.line !== null && putOut(root) > (values.gone ?? 0),
            addedBy: aliasOf(root, values.by ?? ''),
            lastContact: peer?.at ?? null,
            lacks: lackOf(peer?.holds ?? new Map<string, number>(), here),
          }
        }),
        mayChange: isFacilitator(root, memberId),
      }
    }),
} satisfies Partial<QueryHandlers>
