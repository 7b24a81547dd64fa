import { readable, readersOf } from '#core/commands/caseReaders'
import { aliasOf, asMember, requireMember } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { leavingQueries } from '#core/commands/leavingQueries'
import { membershipQueries } from '#core/commands/membershipQueries'
import { sharesOfCase, shareQueries } from '#core/commands/shareCommands'
import { spaceQueries } from '#core/commands/spaceCommands'
import type { Joining } from '#core/sync/joining'
import { syncStatus } from '#core/sync/status'
import { isAdmitted, listRequests } from '#core/sync/requests'
import { deviceOfActor } from '#core/documents/actors'
import { documentIdOf } from '#core/envelopes/batches'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { checkWordsOf } from '#core/identity/joinRequest'
import { roleOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import type { CaseView, CommitteeRow, Conflict, HouseRow } from '#shared/contract/queries'
import { caseDocument, criticalCaseFields, readCase } from '#shared/records/case'
import { readCommittee } from '#shared/records/committee'
import { houseFreshness, readHouseCard } from '#shared/records/houseCard'
import { isFacilitating } from '#shared/rules/role'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Cases she may read now, for lists and search: rows of a case she lost are not shown, though what was read stays read. */
const openCases = ({ ledger, root, memberId }: Member): Set<string> =>
  new Set(
    [...ledger.spaces().keys()].filter((id) => {
      const state = ledger.spaceState(id)
      return state !== undefined && isReader(root, state, memberId)
    }),
  )

type RecordRow = { id: string; status: string; sort: string; data: string }

const rowsOf = (member: Member, kind: string): { id: string; data: Record<string, unknown> }[] =>
  member.ledger.db
    .prepare('SELECT id, data FROM record WHERE kind = ? ORDER BY sort, id')
    .all<{ id: string; data: string }>([kind])
    .map(({ id, data }) => ({ id, data: JSON.parse(data) as Record<string, unknown> }))

/** What was typed as an FTS5 query: every word, as a beginning. Quotes inside are doubled, so no word is an operator. */
const searchTerms = (text: string): string =>
  (text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"*`).join(' ')

const listCases: QueryHandlers['case.list'] = (context, input) => {
  const who = requireMember(context)
  if (!who.ok) return Promise.resolve(who)
  const mine = openCases(who.value)
  const { status, text, limit = 200, cursor } = input ?? {}
  const { db } = who.value.ledger
  const terms = text === undefined ? undefined : searchTerms(text)
  const found =
    terms === undefined
      ? undefined
      : new Set(
          terms === ''
            ? []
            : db
                .prepare(
                  `SELECT DISTINCT json_extract(r.data, '$.caseId') FROM search s JOIN record r ON r.no = s.rowid WHERE s.text MATCH ?`,
                  { pluck: true },
                )
                .all<string>([terms]),
        )
  const rows = db
    .prepare("SELECT id, status, sort, data FROM record WHERE kind = 'case' ORDER BY sort, id")
    .all<RecordRow>()
    .filter((row) => mine.has(row.id) && (status === undefined || row.status === status))
    .filter((row) => !found || found.has(row.id))
  const placeOf = (row: RecordRow): string => `${row.sort} ${row.id}`
  const from = cursor === undefined ? 0 : rows.filter((row) => placeOf(row) <= cursor).length
  const page = rows.slice(from, from + limit)
  const last = page.at(-1)
  return Promise.resolve(
    ok({
      cases: page.map(({ data }) => JSON.parse(data) as never),
      total: rows.length,
      cursor: last && from + limit < rows.length ? placeOf(last) : null,
    }),
  )
}

const viewCase = async (context: Context, caseId: string): Promise<Result<CaseView>> => {
  const who = readable(context, caseId)
  if (!who.ok) return who
  const { ledger, documents, root } = who.value
  const read = await documents.read(documentIdOf(caseId, caseDocument))
  if (!read) return fail('UnknownCase')
  const { persons, aggressions, notes, ...rest } = readCase(read.state)
  const writer = (actor: string): string => {
    const start = deviceOfActor(actor)
    const device = [...root.devices].find(([id]) => id.startsWith(start))
    return aliasOf(root, device?.[1].member)
  }
  const critical: readonly string[] = criticalCaseFields
  const conflicts = read.conflicts
    .filter(({ path }) => critical.includes(path))
    .map(({ path, versions }): Conflict => ({
      path,
      versions: versions.map(({ value, actor }) => ({ value, by: writer(actor) })),
    }))
  const byTime = <T extends { at: string }>(a: T, b: T): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
  return ok({
    caseId,
    heads: read.heads,
    ...rest,
    persons: Object.entries(persons).map(([personId, person]) => ({ personId, ...person })),
    aggressions: Object.entries(aggressions).map(([aggressionId, aggression]) => ({ aggressionId, ...aggression })),
    notes: Object.entries(notes)
      .map(([noteId, note]) => ({ noteId, ...note }))
      .sort(byTime),
    measures: [],
    riskAnalyses: [],
    consents: [],
    access: readersOf(root, ledger, caseId),
    conflicts,
  })
}

const houseRows = (member: Member, now: string): HouseRow[] =>
  rowsOf(member, 'house').map(({ id, data }) => {
    const card = readHouseCard(data)
    const { alias, country, type, placesTotal, placesFree, validUntil } = card
    const byPlaces = card.status === 'open' && placesTotal > 0 ? (placesFree === 0 ? 'full' : 'open') : card.status
    return {
      houseCardId: id,
      alias,
      country,
      type,
      status: byPlaces,
      placesTotal,
      placesFree,
      freshness: houseFreshness(card, now),
      validUntil,
    }
  })

const committeeRows = (member: Member): CommitteeRow[] =>
  rowsOf(member, 'committee').map(({ id, data }) => {
    const { type, name, members } = readCommittee(data)
    const roster = Object.entries(members).map(([memberId, { role }]) => ({
      memberId,
      alias: aliasOf(member.root, memberId),
      role,
    }))
    return { committeeId: id, type, name, members: roster.sort((a, b) => (a.memberId < b.memberId ? -1 : 1)) }
  })

/** A snippet's marks: what a screen or terminal shows around the found words. */
const snippetSql = `snippet(search, 0, '', '', '…', 12)`

const search: QueryHandlers['search'] = (context, { text, limit }) => {
  const who = requireMember(context)
  if (!who.ok) return Promise.resolve(who)
  const terms = searchTerms(text)
  if (terms === '') return Promise.resolve(ok({ hits: [] }))
  const mine = openCases(who.value)
  const hits = who.value.ledger.db
    .prepare(
      `SELECT r.kind, r.id, r.label, r.data, ${snippetSql} AS snippet FROM search JOIN record r ON r.no = search.rowid
       WHERE search.text MATCH ? ORDER BY rank LIMIT 1000`,
    )
    .all<{ kind: string; id: string; label: string; data: string; snippet: string }>([terms])
    .filter(({ data }) => {
      const { caseId } = JSON.parse(data) as { caseId?: string }
      return caseId === undefined || mine.has(caseId)
    })
    .slice(0, limit)
    .map(({ kind, id, label, snippet }) => ({ kind, id, label, snippet }))
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
      vaultId: context.vault.id,
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
  'network.overview': (context) =>
    asMember(context, (member) => {
      const { root, ledger } = member
      const roles = [...root.members.values()].map(({ role }) => role)
      const houses = houseRows(member, context.now().toISOString())
      return {
        networkId: ledger.network,
        name: root.network?.name ?? '',
        country: root.network?.country ?? '',
        members: root.members.size,
        facilitators: roles.filter(isFacilitating).length,
        cases: openCases(member).size,
        houses: houses.length,
        placesFree: houses
          .filter(({ status, freshness }) => freshness === 'confirmed' && (status === 'open' || status === 'limited'))
          .reduce((sum, { placesFree }) => sum + placesFree, 0),
        committees: rowsOf(member, 'committee').length,
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
            checkWords: await checkWordsOf(ledger.network, bytes),
            admitted: request !== undefined && isAdmitted(root, request),
          }
        }),
      ),
    })),
  ...membershipQueries,
  ...spaceQueries,
  ...leavingQueries,
  ...shareQueries,
  'case.list': listCases,
  'case.view': (context, { caseId }) => viewCase(context, caseId),
  'case.access': (context, { caseId }) => {
    const who = readable(context, caseId)
    if (!who.ok) return Promise.resolve(who)
    const { root, ledger } = who.value
    return Promise.resolve(ok({ readers: readersOf(root, ledger, caseId), shares: sharesOfCase(who.value, caseId) }))
  },
  'house.board': (context) =>
    asMember(context, (member) => ({ houses: houseRows(member, context.now().toISOString()) })),
  'committee.list': (context) => asMember(context, (member) => ({ committees: committeeRows(member) })),
  search,
  'sync.status': (context) =>
    asMember(context, ({ ledger, documents, root }) =>
      syncStatus(ledger, documents, (device) => aliasOf(root, root.devices.get(device)?.member)),
    ),
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
