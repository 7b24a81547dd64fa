import { aliasOf, asMember, requireWriter, transactInSpace } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { dueInHold } from '#core/commands/houses/holdReaders'
import { handOver, letIn, openSpace, putOut } from '#core/commands/readers'
import { seedRegistry } from '#core/commands/registry/seed'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Ledger } from '#core/envelopes/ledger'
import { isCoordinator, isFacilitator, isLive } from '#core/spaces/rootState'
import { grantedIn, holds, isReader } from '#core/spaces/spaceState'
import type { SpaceState } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import { idBlob } from '#core/vault/sql'
import type { SpaceKind } from '#shared/rules/spaceKind'
import type { FailureType } from '#shared/errors'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Spaces of functions: a committee's, its funds', a house's, and the network's protection, registry and care. Who reads
 * one is who has the function: coordinators by their role, which the signed log says; others because the owner lets them
 * in. Nobody comes in because a roster says so, since every member may write the roster; but whoever is off it goes out.
 */

/** Spaces of one of these kinds, of a committee or house when one is given, as far as this laptop knows them. */
export const spacesOf = (ledger: Ledger, kinds: readonly SpaceKind[], of: string | null = null): string[] =>
  [...ledger.spaces().keys()].filter((id) => {
    const op = ledger.spaceState(id)?.created?.op
    return op !== undefined && kinds.includes(op.kind) && op.of === of
  })

/** Kinds of space whose readers are on a committee's roster. */
export const rosterKinds: readonly SpaceKind[] = ['committee', 'fund']

const rosterOf = ({ db, network }: Ledger, committeeId: string): Set<string> | undefined => {
  const space = idBlob(network)
  const isThere = db.prepare("SELECT 1 FROM record WHERE kind = 'committee' AND id = ? AND space = ?")
  if (isThere.get([committeeId, space]) === undefined) return undefined
  const seats = db.prepare(
    "SELECT json_extract(data, '$.memberId') FROM record WHERE kind = 'seat' AND sort = ? AND space = ?",
    { pluck: true },
  )
  return new Set(seats.all<string>([committeeId, space]))
}

/**
 * Who should have a place and has none (coordinators, by their role; a house's contacts, in a hold of who asked), and who
 * has one and should not (off the roster, or off the card).
 */
const dueIn = (
  { ledger, root, memberId }: Member,
  space: string,
  state: SpaceState,
): { readonly enter: string[]; readonly leave: string[] } => {
  const { kind = 'case', of = null } = state.created?.op ?? {}
  if (kind === 'hold') return dueInHold({ ledger, root, memberId }, space, state)
  const followsRole = kind === 'protection' || kind === 'registry'
  const enter =
    followsRole && isCoordinator(root, memberId)
      ? [...root.full.keys()].filter(
          (member) =>
            isCoordinator(root, member) &&
            !(state.granted.get(member)?.some((place) => holds(root, member, place)) ?? false),
        )
      : []
  const roster =
    rosterKinds.includes(kind) && of !== null && state.owner === memberId ? rosterOf(ledger, of) : undefined
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
      const role = state.created?.op.kind === 'hold' ? null : 'coordinator'
      for (const member of enter) letIn(ledger, space, member, role)
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

/** Why she may not open a space: it is for another role, of no committee that is known, or one that is open already. */
const refusedToOpen = (
  { ledger, root, memberId }: Member,
  kind: SpaceKind,
  committeeId: string | null,
): FailureType | undefined => {
  const mayOpen = committeeId === null ? isCoordinator(root, memberId) : isFacilitator(root, memberId)
  if (!mayOpen) return 'NotAllowed'
  if (committeeId !== null && !rosterOf(ledger, committeeId)) return 'UnknownCommittee'
  return kind !== 'fund' && spacesOf(ledger, [kind], committeeId).length > 0 ? 'SpaceExists' : undefined
}

/** Commands on spaces of functions. */
export const spaceCommands = {
  'space.open': (context, input) => {
    const who = requireWriter(context)
    if (!who.ok) return Promise.resolve(who)
    const { ledger, documents } = who.value
    const committeeId = 'committeeId' in input ? input.committeeId : null
    const refused = refusedToOpen(who.value, input.kind, committeeId)
    if (refused) return Promise.resolve(fail(refused))
    const done = transact(ledger, () => {
      const spaceId = openSpace(ledger, input.kind, committeeId)
      if (input.kind === 'registry') seedRegistry(documents, spaceId)
      return { spaceId }
    })
    if (done.ok) followFunctions(context)
    return Promise.resolve(done)
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
