import type { Member } from '#core/commands/context'
import { spacesOf } from '#core/commands/spaceCommands'
import { documentIdOf } from '#core/envelopes/batches'
import { isReader } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import { committeeDocument } from '#shared/records/committeeWork'
import { yearDocument } from '#shared/records/year'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * The id of a named document that whoever writes first makes. Two laptops that make it apart make the same one: it begins
 * empty but for its version, and all its rows stand at the top.
 */
const documentIn = ({ documents, ledger }: Member, space: string, name: string): Result<string> => {
  const id = documentIdOf(space, name)
  if (documents.row(id)) return ok(id)
  const done = transact(ledger, () => documents.create(space, name, { v: 1 }))
  return done.ok ? ok(id) : done
}

/** The network's document of the year of a moment. */
export const yearIn = (member: Member, moment: string): Result<string> =>
  documentIn(member, member.ledger.network, yearDocument(moment))

/** The space of a committee, if she reads it; of two that were opened apart, the least id. */
export const committeeSpace = ({ ledger, root, memberId }: Member, committeeId: string): string | undefined =>
  spacesOf(ledger, ['committee'], committeeId)
    .sort()
    .find((space) => {
      const state = ledger.spaceState(space)
      return state !== undefined && isReader(root, state, memberId)
    })

/** The document of a committee. Failure: NoCommitteeSpace. */
export const workOf = (
  member: Member,
  committeeId: string,
): Result<{ readonly space: string; readonly id: string }> => {
  const space = committeeSpace(member, committeeId)
  if (space === undefined) return fail('NoCommitteeSpace')
  const id = documentIn(member, space, committeeDocument)
  return id.ok ? ok({ space, id: id.value }) : id
}
