import { conflictsIn } from '#core/commands/caseQueries'
import { aliasOf, requireMember } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { readableSpaces } from '#core/commands/listRows'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import type { AlertRow } from '#shared/contract/alerts'
import { ackRecord, alertRecord } from '#shared/records/alert'
import { committeeSpec } from '#shared/records/committeeWork'
import { rowsIn } from '#shared/records/record'
import { yearSpec } from '#shared/records/year'
import { ackActions, alertStatusNow, isOpenAlert } from '#shared/rules/alert'
import { ok } from '#shared/result'

/**
 * The alerts of one document with their answers. An answer is shown where it stands under her own id: that she wrote it
 * herself is not enforced, since the document is everybody's who reads it; the laptop that wrote it signed for it.
 * `of`: the committee whose space it is in; null for the network's.
 */
const alertsIn = async (member: Member, document: string, of: string | null): Promise<AlertRow[]> => {
  const { documents, root } = member
  const read = await documents.read(document)
  if (!read) return []
  const acks = [...rowsIn(read.state, 'acks', ackRecord)]
  const conflicts = conflictsIn(member, of === null ? yearSpec : committeeSpec, read.conflicts)
  return [...rowsIn(read.state, 'alerts', alertRecord)].map(([id, alert]) => {
    const answers = acks
      .flatMap(([key, { alertId, memberId, at, action }]) =>
        alertId === id && memberId !== null && key === id + memberId && root.members.has(memberId)
          ? [
              {
                memberId,
                alias: aliasOf(root, memberId),
                at,
                action: ackActions.find((one) => one === action) ?? 'seen',
              },
            ]
          : [],
      )
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    const others = answers.filter(({ memberId }) => memberId !== alert.raisedBy).length
    return {
      ...alert,
      alertId: id,
      committeeId: of,
      raisedByAlias: aliasOf(root, alert.raisedBy ?? undefined),
      status: alertStatusNow(alert.status, others),
      acks: answers,
      conflicts: conflicts.filter(({ path }) => path.startsWith(`alerts.${id}.`)),
    }
  })
}

/** Alerts to everybody, and to the committees whose space she reads; of one space when one is given. The newest first. */
export const alertRows = async (member: Member, space?: string): Promise<AlertRow[]> => {
  const { ledger } = member
  const mine = readableSpaces(member)
  const at = ledger.db
    .prepare("SELECT DISTINCT document, space FROM record WHERE kind IN ('alert', 'committeeAlert')")
    .all<{ document: Bytes; space: Bytes }>()
    .map((row) => ({ document: idHex(row.document), space: idHex(row.space) }))
    .filter((row) => mine.has(row.space) && (space === undefined || row.space === space))
  const alerts: AlertRow[] = []
  for (const { document, space: of } of at)
    alerts.push(...(await alertsIn(member, document, ledger.spaceState(of)?.created?.op.of ?? null)))
  return alerts.sort((a, b) => (a.raisedAt > b.raisedAt ? -1 : a.raisedAt < b.raisedAt ? 1 : 0))
}

/** Queries of alerts. */
export const alertQueries = {
  'alert.list': async (context, input) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const alerts = await alertRows(who.value)
    return ok({ alerts: input?.open ? alerts.filter(({ status }) => isOpenAlert(status)) : alerts })
  },
} satisfies Partial<QueryHandlers>
