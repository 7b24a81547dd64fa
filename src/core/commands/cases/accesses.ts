import type { OnCase } from '#core/commands/cases/onTeam'
import { aliasOf } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { putRow } from '#core/commands/editRows'
import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { newRow } from '#core/documents/rows'
import { documentIdOf } from '#core/envelopes/batches'
import { transact } from '#core/sync/local'
import type { AccessRow } from '#shared/contract/caseViews'
import { accessDocument, accessRecord, accessSpec } from '#shared/records/access'
import type { accessActions } from '#shared/records/access'
import { objectOf } from '#shared/records/tolerant'
import { rowsIn } from '#shared/records/record'
import { dayOf } from '#shared/rules/days'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** One id for the same member, laptop, day and action, so that doing it again leaves no further row. */
const idOf = (values: readonly string[]): string => toHex(hash(new TextEncoder().encode(values.join(' ')), 16))

/**
 * Leaves a trace of what was done with a case, in a document beside it. The batch that carries the row is signed by the
 * laptop that wrote it. Failures are those of the disk.
 */
export const recordAccess = async (
  { ledger, documents, caseId, memberId, now }: OnCase,
  action: (typeof accessActions)[number],
): Promise<Result<void>> => {
  const row = { by: memberId, device: ledger.device.deviceId, day: dayOf(now), action }
  const id = idOf(Object.values(row))
  const key = `accesses/${id}`
  const document = documentIdOf(caseId, accessDocument)
  if (!documents.row(document)) {
    const first = { [key]: newRow(accessRecord, row) }
    const done = transact(ledger, () => documents.create(caseId, accessDocument, first))
    return done.ok ? ok(undefined) : done
  }
  const read = await documents.read(document)
  if (key in objectOf(read?.state)) return ok(undefined)
  const done = await documents.edit(document, undefined, (doc) =>
    putRow(doc, 'accesses', accessSpec.parts.accesses, id, row),
  )
  return done.ok ? ok(undefined) : done
}

/** What was done with a case, the newest day first. */
export const accessesOf = async ({ documents, root }: Member, caseId: string): Promise<AccessRow[]> => {
  const read = await documents.read(documentIdOf(caseId, accessDocument))
  return [...rowsIn(read?.state, 'accesses', accessRecord).values()]
    .flatMap(({ by, device, day, action }) =>
      by !== null && device !== null && day !== null && action !== null
        ? [{ memberId: by, alias: aliasOf(root, by), deviceId: device, day, action }]
        : [],
    )
    .sort((a, b) => {
      const [x, y] = [a, b].map(({ day, alias, deviceId, action }) => [day, alias, deviceId, action].join(' '))
      return x === y ? 0 : (x ?? '') < (y ?? '') ? 1 : -1
    })
}
