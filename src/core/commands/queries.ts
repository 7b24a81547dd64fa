import { attachmentQueries } from '#core/commands/cases/attachmentQueries'
import { caseQueries } from '#core/commands/caseQueries'
import { committeeQueries } from '#core/commands/committees/all'
import { aliasOf, asMember, requireMember } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { houseRows } from '#core/commands/houses/boardQueries'
import { houseQueries } from '#core/commands/houses/houses'
import { readableSpaces, rowsOf, searchTerms } from '#core/commands/listRows'
import { leavingQueries } from '#core/commands/leavingQueries'
import { kindOf, networkQueries } from '#core/commands/networkQueries'
import { membershipQueries } from '#core/commands/membershipQueries'
import { ownQueries } from '#core/commands/ownCommands'
import { registryQueries } from '#core/commands/registry/registryQueries'
import { relayQueries } from '#core/commands/relays/relays'
import { narrativeQueries } from '#core/commands/narratives/narrativeQueries'
import { releaseQueries } from '#core/commands/releases/releaseQueries'
import { settingQueries } from '#core/commands/settings/settings'
import { shareQueries } from '#core/commands/shareCommands'
import { spaceQueries } from '#core/commands/spaceCommands'
import { codeQueries } from '#core/commands/transfers/codes'
import { receiveQueries } from '#core/commands/transfers/receive'
import { whoHolds } from '#core/commands/whoHolds'
import type { Joining } from '#core/sync/joining'
import { isAdmitted, listRequests, wordsOfRequest } from '#core/sync/requests'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { checkWordsOf } from '#core/identity/joinRequest'
import { roleOf } from '#core/spaces/rootState'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { committeeRecord } from '#shared/records/committee'
import { isFacilitating } from '#shared/rules/role'
import { ok } from '#shared/result'

/** A snippet's marks: what a screen or terminal shows around the found words. */
const snippetSql = `snippet(search, 0, '', '', '…', 12)`

const search: QueryHandlers['search'] = (context, { text, limit }) => {
  const who = requireMember(context)
  if (!who.ok) return Promise.resolve(who)
  const terms = searchTerms(text)
  if (terms === '') return Promise.resolve(ok({ hits: [] }))
  const mine = readableSpaces(who.value)
  const hits = who.value.ledger.db
    .prepare(
      `SELECT r.kind, r.id, r.space, r.label, ${snippetSql} AS snippet FROM search JOIN record r ON r.no = search.rowid
       WHERE search.text MATCH ? ORDER BY rank LIMIT 1000`,
    )
    .all<{ kind: string; id: string; space: Bytes; label: string; snippet: string }>([terms])
    .map(({ space, ...hit }) => ({ ...hit, spaceId: idHex(space) }))
    .filter(({ spaceId }) => mine.has(spaceId))
    .slice(0, limit)
  return Promise.resolve(ok({ hits }))
}

/** The alias she asked to join with; of a laptop that comes by a pass, nobody said one. */
const pendingAlias = (joining: Joining | undefined): string | null =>
  joining === undefined || joining.alias === '' || joining.asked?.kind === 'device' ? null : joining.alias

/** Every query. */
export const queryHandlers: QueryHandlers = {
  me: async (context) => {
    const network = context.network()
    const joining = context.joining()
    const root = network?.ledger.root().state()
    const deviceId = network?.ledger.device.deviceId ?? null
    const memberId = root?.devices.get(deviceId ?? '')?.member ?? null
    const role = memberId !== null && root ? roleOf(root, memberId) : null
    return ok({
      vaultId: context.networks.vault.id,
      networkId: network?.ledger.network ?? null,
      memberId,
      deviceId,
      alias: memberId !== null && root ? aliasOf(root, memberId) : pendingAlias(joining),
      role,
      provisional: role !== null && isFacilitating(role) && !(root?.full.has(memberId ?? '') ?? false),
      pending: joining !== undefined,
      asks: joining?.asked?.kind ?? null,
      checkWords: joining?.asked ? await checkWordsOf(joining.asked.network, joining.asked.request) : null,
      updateNeeded: network?.ledger.updateNeeded() ?? false,
    })
  },
  ...networkQueries,
  'network.overview': (context) =>
    asMember(context, async (member) => {
      const { root, ledger } = member
      const roles = [...root.members.values()].map(({ role }) => role)
      const houses = await houseRows(member, context.now().toISOString())
      return {
        networkId: ledger.network,
        name: root.network?.name ?? '',
        kind: await kindOf(member.documents),
        country: root.network?.country ?? '',
        members: root.members.size,
        facilitators: roles.filter(isFacilitating).length,
        cases: [...readableSpaces(member)].filter((id) => ledger.spaceState(id)?.created?.op.kind === 'case').length,
        houses: houses.length,
        placesFree: houses
          .filter(({ status, freshness }) => freshness !== 'unconfirmed' && (status === 'open' || status === 'limited'))
          .reduce((sum, { placesFree }) => sum + placesFree, 0),
        committees: rowsOf(member, committeeRecord, member.ledger.network).length,
        fewFacilitators: root.full.size < 3,
      }
    }),
  'request.list': (context) =>
    asMember(context, async ({ ledger, root }) => ({
      requests: await Promise.all(
        listRequests(ledger.db).map(async ({ id, bytes }) => {
          const request = parseDoorRequest(bytes, ledger.network)
          return {
            id,
            kind: request?.kind ?? 'join',
            alias: request?.kind === 'join' ? request.join.alias : aliasOf(root, request?.member),
            proved: request?.kind === 'device' && request.proved,
            checkWords: await wordsOfRequest(ledger, id, bytes),
            admitted: request !== undefined && isAdmitted(root, request),
          }
        }),
      ),
    })),
  ...membershipQueries,
  ...spaceQueries,
  ...leavingQueries,
  ...shareQueries,
  ...registryQueries,
  ...caseQueries,
  ...attachmentQueries,
  ...codeQueries,
  ...receiveQueries,
  ...relayQueries,
  ...releaseQueries,
  ...narrativeQueries,
  ...settingQueries,
  ...ownQueries,
  ...houseQueries,
  ...committeeQueries,
  search,
  'sync.status': (context) => asMember(context, whoHolds),
  'quarantine.list': (context) =>
    asMember(context, ({ ledger, root }) => ({
      items: ledger.quarantine.list().map(({ device, reason, at, envelope }) => ({
        deviceId: device ?? null,
        alias: aliasOf(root, root.devices.get(device ?? '')?.member),
        reason,
        at,
        envelopeId: envelope ?? null,
      })),
    })),
}
