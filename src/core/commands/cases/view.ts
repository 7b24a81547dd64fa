import { consentEvents } from '#core/commands/cases/facts'
import { answerOf, isSecret } from '#core/commands/transfers/answer'
import type { CaseView, ConsentRow, RiskRow } from '#shared/contract/caseViews'
import { aggressionRecord } from '#shared/records/aggression'
import { attachmentRecord } from '#shared/records/attachment'
import { caseRecord } from '#shared/records/case'
import { consentRecord } from '#shared/records/consent'
import type { Fields, ValuesOf } from '#shared/records/field'
import { noteRecord, personRecord } from '#shared/records/person'
import { measureRecord, planRecord } from '#shared/records/plan'
import { readRecord, rowsIn } from '#shared/records/record'
import type { RecordOf } from '#shared/records/record'
import { riskRecord } from '#shared/records/risk'
import { followUpRecord, mechanismRecord, referralRecord, relocationRecord } from '#shared/records/support'
import { transferRecord } from '#shared/records/transfer'
import { compareAnalyses } from '#shared/rules/compareRisk'
import { consentNow, mattersOf } from '#shared/rules/consent'
import { remindersOf } from '#shared/rules/reminders'
import { scoreOf } from '#shared/rules/risk'

/** What a case view has of the case's document alone: everything but who reads it, and its heads. */
type Content = Omit<CaseView, 'caseId' | 'heads' | 'access' | 'conflicts'>

/** The rows of a part in time, each with its id under its own name; rows of one moment in the order of their ids. */
const inTime = <F extends Fields, Id extends string>(
  state: unknown,
  [part, record, id]: readonly [string, RecordOf<F>, Id],
  timeOf: (values: ValuesOf<F>) => string | null,
): (ValuesOf<F> & Readonly<Record<Id, string>>)[] =>
  [...rowsIn(state, part, record)]
    .map(([key, values]) => ({ place: `${timeOf(values) ?? ''} ${key}`, row: { [id]: key, ...values } }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ row }) => row as ValuesOf<F> & Readonly<Record<Id, string>>)

type Written = { readonly at: string | null }
const at = (values: Written): string | null => values.at

const riskRows = (state: unknown): RiskRow[] => {
  const rows = inTime(state, ['risks', riskRecord, 'analysisId'], at)
  return rows.map((row, i) => {
    const before = rows[i - 1]
    return { ...row, version: i + 1, score: scoreOf(row), comparison: before ? compareAnalyses(before, row) : null }
  })
}

const consentRows = (state: unknown, now: string): ConsentRow[] => {
  const events = consentEvents(state)
  const rows = new Map(inTime(state, ['consents', consentRecord, 'consentId'], at).map((row) => [row.consentId, row]))
  return mattersOf(events).map(({ matter, events: said }) => ({
    ...matter,
    ...consentNow(events, matter, now),
    events: said.flatMap(({ id }) => rows.get(id) ?? []),
  }))
}

/** What a team sees of a case at `now` (ISO 8601 UTC), from its document. `months`: after closing until it is proposed for erasure. */
export const contentOf = (state: unknown, now: string, months: number): Content => {
  const top = readRecord(caseRecord, state)
  const aggressions = inTime(state, ['aggressions', aggressionRecord, 'aggressionId'], (one) => one.date.from)
  const notes = inTime(state, ['notes', noteRecord, 'noteId'], at)
  const measures = inTime(state, ['measures', measureRecord, 'measureId'], at)
  const referrals = inTime(state, ['referrals', referralRecord, 'referralId'], at)
  const consents = consentRows(state, now)
  const isAgreed = (consentId: string | null): boolean =>
    consents.some((row) => row.state === 'given' && row.events.some((event) => event.consentId === consentId))
  return {
    ...top,
    caseCode: top.caseCode || '?????',
    persons: inTime(state, ['persons', personRecord, 'personId'], at),
    aggressions: aggressions.map((one) => ({ ...one, eventId: one.eventId ?? one.aggressionId })),
    notes,
    riskAnalyses: riskRows(state),
    plans: inTime(state, ['plans', planRecord, 'planId'], at),
    measures,
    referrals,
    mechanisms: inTime(state, ['mechanisms', mechanismRecord, 'mechanismId'], at),
    relocations: inTime(state, ['relocations', relocationRecord, 'relocationId'], at),
    followUps: inTime(state, ['followUps', followUpRecord, 'followUpId'], at),
    transfers: inTime(state, ['transfers', transferRecord, 'transferId'], at).map(({ secret, ...shown }) => ({
      ...shown,
      answer: shown.direction === 'in' && isSecret(secret) ? answerOf(secret, shown.transferId, top.caseCode) : null,
    })),
    consents,
    attachments: inTime(state, ['attachments', attachmentRecord, 'attachmentId'], (one) => one.addedAt)
      .filter(({ removedAt }) => removedAt === null)
      .map(({ key, pieces, ...shown }) => ({ ...shown, parts: pieces.length, opens: key !== '' })),
    reminders: remindersOf(
      {
        ...top,
        notes,
        consents,
        measures: measures.map(({ measureId, status, due }) => ({ id: measureId, status, due })),
        referrals: referrals.map((one) => ({
          id: one.referralId,
          status: one.status,
          isAgreed: isAgreed(one.consentId),
        })),
      },
      now,
      months,
    ),
  }
}
