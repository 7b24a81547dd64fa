import { aliasOf, asMember, requireWriter, transactInSpace } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { handOver, letIn, openSpace, putOut } from '#core/commands/readers'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Ledger } from '#core/envelopes/ledger'
import { isCoordinator, isFacilitator, isLive } from '#core/spaces/rootState'
import { grantedIn, holds, isReader } from '#core/spaces/spaceState'
import type { SpaceState } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import { readCommittee } from '#shared/records/committee'
import type { SpaceKind } from '#shared/rules/spaceKind'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Spaces of functions: a committee's, a house's, and the network's protection, registry and care. Who reads one is who has
 * the function: coordinators by their role, which the signed log says; others because the owner lets them in. Nobody
 * comes in because a roster says so, since every member may write the roster; but whoever is off it goes out.
 */

/** The space of a committee or house, as far as it is open to this laptop. */
export const spaceOfRow = (ledger: Ledger, of: string): string | undefined =>
  [...ledger.spaces().keys()].find((id) => ledger.spaceState(id)?.created?.op.of === of)

const rosterOf = (ledger: Ledger, committeeId: string): Set<string> | undefined => {
  const data = ledger.db
    .prepare("SELECT data FROM record WHERE kind = 'committee' AND id = ?", { pluck: true })
    .get<string>([committeeId])
  return data === undefined
    ? undefined
    : new Set(Object.keys(readCommittee(JSON.parse(data) as Record<string, unknown>).members))
}

/** Who should have a place and has none (coordinators, by their role), and who has one and should not (off the roster). */
const dueIn = (
  { ledger, root, memberId }: Member,
  space: string,
  state: SpaceState,
): { readonly enter: string[]; readonly leave: string[] } => {
  const { kind = 'case', of = null } = state.created?.op ?? {}
  const followsRole = kind === 'protection' || kind === 'registry'
  const enter =
    followsRole && isCoordinator(root, memberId)
      ? [...root.full.keys()].filter(
          (member) =>
            isCoordinator(root, member) &&
            !(state.granted.get(member)?.some((place) => holds(root, member, place)) ?? false),
        )
      : []
  const roster = kind === 'committee' && of !== null && state.owner === memberId ? rosterOf(ledger, of) : undefined
  const leave = roster ? [...grantedIn(root, state)].filter((member) => member !== memberId && !roster.has(member)) : []
  return { enter, leave }
}

/** Brings the readers of function spaces to what roles and rosters say: what this laptop may do of it. */
export const followFunctions = (context: Context): void => {
  const who = requireWriter(context)
  if (!who.ok || !who.value.ledger.ownTail.isKnown()) return
  const { ledger, root, memberId } = who.value
  for (const space of ledger.spaces().keys()) {
    const state = ledger.spaceState(space)
    if (!state?.created || !isReader(root, state, memberId)) continue
    const { enter, leave } = dueIn(who.value, space, state)
    if (enter.length + leave.length === 0) continue
    transactInSpace(ledger, space, () => {
      for (const member of enter) letIn(ledger, space, member, 'coordinator')
      for (const member of leave) putOut(ledger, space, member)
    })
  }
}

type InSpace = Member & { readonly space: string; readonly state: SpaceState }

/** The owner of a space, to change who reads it. Failures: UnknownSpace · NotAllowed, and those of requireWriter. */
const asOwner = (context: Context, space: string): Result<InSpace> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const state = who.value.ledger.spaceState(space)
  if (!state?.created || !isReader(who.value.root, state, who.value.memberId)) return fail('UnknownSpace')
  return state.owner === who.value.memberId ? ok({ ...who.value, space, state }) : fail('NotAllowed')
}

const change = async (
  context: Context,
  on: Result<InSpace>,
  work: (on: InSpace) => boolean,
): Promise<Result<{ readonly ok: true }>> => {
  if (!on.ok) return on
  const { ledger, documents, space } = on.value
  await sealDocuments(documents)
  const done = transactInSpace(ledger, space, () => work(on.value))
  if (!done.ok) return done
  await applyBatches(documents, context.taster, inQueue)
  return done.value ? ok({ ok: true as const }) : fail('KeyMissing')
}

const once = (ledger: Ledger, kind: SpaceKind): boolean =>
  ![...ledger.spaces().keys()].some((id) => ledger.spaceState(id)?.created?.op.kind === kind)

/** Commands on spaces of functions. */
export const spaceCommands = {
  'space.open': (context, { kind }) => {
    const who = requireWriter(context)
    if (!who.ok) return Promise.resolve(who)
    const { ledger, root, memberId } = who.value
    if (!isCoordinator(root, memberId)) return Promise.resolve(fail('NotAllowed'))
    if (!once(ledger, kind)) return Promise.resolve(fail('SpaceExists'))
    const done = transact(ledger, () => ({ spaceId: openSpace(ledger, kind, null) }))
    if (done.ok) followFunctions(context)
    return Promise.resolve(done)
  },
  'house.openTeam': (context, { houseCardId }) => {
    const who = requireWriter(context)
    if (!who.ok) return Promise.resolve(who)
    const { ledger, root, memberId } = who.value
    if (!isFacilitator(root, memberId)) return Promise.resolve(fail('NotAllowed'))
    if (spaceOfRow(ledger, houseCardId) !== undefined) return Promise.resolve(fail('SpaceExists'))
    return Promise.resolve(transact(ledger, () => ({ spaceId: openSpace(ledger, 'house', houseCardId) })))
  },
  'space.grant': (context, { spaceId, memberId }) => {
    const on = asOwner(context, spaceId)
    if (on.ok && !isLive(on.value.root, memberId)) return Promise.resolve(fail('UnknownMember'))
    return change(
      context,
      on,
      ({ ledger, root, state }) => grantedIn(root, state).has(memberId) || letIn(ledger, spaceId, memberId),
    )
  },
  'space.revoke': (context, { spaceId, memberId }) => {
    const on = asOwner(context, spaceId)
    if (on.ok && memberId === on.value.memberId) return Promise.resolve(fail('OwnerStays'))
    if (on.ok && !on.value.state.granted.has(memberId)) return Promise.resolve(fail('UnknownMember'))
    return change(context, on, ({ ledger }) => putOut(ledger, spaceId, memberId))
  },
  'space.handOver': (context, { spaceId, memberId }) => {
    const on = asOwner(context, spaceId)
    if (on.ok && !isLive(on.value.root, memberId)) return Promise.resolve(fail('UnknownMember'))
    return change(context, on, ({ ledger }) => handOver(ledger, spaceId, memberId))
  },
} satisfies Partial<CommandHandlers>

/** Queries of spaces. */
export const spaceQueries = {
  'space.list': (context) =>
    asMember(context, ({ ledger, root, memberId }) => ({
      spaces: [...ledger.spaces().keys()].flatMap((spaceId) => {
        const state = ledger.spaceState(spaceId)
        if (!state?.created || !isReader(root, state, memberId)) return []
        const readers = [...grantedIn(root, state)].map((member) => {
          const places = (state.granted.get(member) ?? []).filter((place) => holds(root, member, place))
          const roles = places.map(({ op }) => (op.type === 'grant' ? op.role : null))
          return {
            memberId: member,
            alias: aliasOf(root, member),
            role: roles.includes(null) ? null : (roles[0] ?? null),
          }
        })
        return [{ spaceId, kind: state.created.op.kind, of: state.created.op.of, owner: state.owner ?? null, readers }]
      }),
    })),
} satisfies Partial<QueryHandlers>
