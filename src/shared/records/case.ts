import type { ProjectedRecord } from '#shared/records/projected'
import { entriesOf, objectOf, textOr, textOrNull, textsOf } from '#shared/records/tolerant'

/** Who or what a case accompanies. */
export const caseSubjects = ['defender', 'family', 'organisation', 'community'] as const
/** How soon someone must act. */
export const casePriorities = ['urgent', 'high', 'medium', 'low'] as const
/** The states of a case that can be set by hand (docs/glossary.md); `erased` and `transferred` have their own commands. */
export const caseStatuses = [
  'received',
  'assessing',
  'active',
  'paused',
  'follow_up',
  'closed',
  'referred',
  'not_admitted',
  'reopened',
] as const
/** Kinds of a note in the case's log. */
export const noteKinds = ['call', 'visit', 'meeting', 'incident', 'other'] as const

/** A person of a case. Only what was asked; an absent field was not asked. */
export type Person = {
  relationToCase: string
  chosenName: string
  ageBand?: string
  genderIdentity?: string
  ethnicIdentity?: string
  languages?: string[]
  safeContactRules?: string
}

/** An aggression as it was told; codes are slugs of the controlled lists. Dates are calendar days. */
export type Aggression = {
  date: { from: string; to?: string; precision: string }
  country: string
  types: string[]
  target: string
  genderDimension: string
  indicators?: string[]
  perpetrators?: { category: string; level2?: string; involvement?: string }[]
  narrative?: string
  recordedBy: string
  recordedAt: string
}

/** A note of the case's log: written once, never silently edited. */
export type Note = { kind: string; text: string; by: string; at: string }

/**
 * A case, the one document of its space. Lists are maps by random id, so that two offline additions never collide;
 * `order` of notes is by time of writing. Times are ISO 8601 UTC.
 */
export type CaseRecord = {
  caseCode: string
  openedOn: string
  openedBy: string
  kindOfSubject: string
  country: string
  status: string
  statusReason: string
  priority: string
  riskBand: string | null
  nextReview: string | null
  alias: string
  summaryInternal: string
  persons: Record<string, Person>
  aggressions: Record<string, Aggression>
  notes: Record<string, Note>
}

/** The fields of a case that `case.setField` may write, and what each takes. `text` merges letter by letter. */
export const caseFields = {
  summaryInternal: { kind: 'text' },
  alias: { kind: 'line' },
  priority: { kind: 'choice', of: casePriorities },
  kindOfSubject: { kind: 'choice', of: caseSubjects },
  country: { kind: 'country' },
  nextReview: { kind: 'day' },
} as const
/** A field that `case.setField` may write. */
export type CaseField = keyof typeof caseFields

/** The fields where two versions written apart must be shown and resolved by a person, never chosen in silence. */
export const criticalCaseFields = ['status', 'priority', 'riskBand', 'nextReview'] as const

/** The case's document in its space. */
export const caseDocument = 'case'

/** A case's state as it may have been written anywhere, in the shape above. */
export const readCase = (written: unknown): CaseRecord => {
  const state = objectOf(written)
  return {
    caseCode: textOr(state.caseCode, '?????'),
    openedOn: textOr(state.openedOn),
    openedBy: textOr(state.openedBy),
    kindOfSubject: textOr(state.kindOfSubject, 'defender'),
    country: textOr(state.country),
    status: textOr(state.status, 'received'),
    statusReason: textOr(state.statusReason),
    priority: textOr(state.priority, 'medium'),
    riskBand: textOrNull(state.riskBand),
    nextReview: textOrNull(state.nextReview),
    alias: textOr(state.alias),
    summaryInternal: textOr(state.summaryInternal),
    persons: Object.fromEntries(entriesOf(state.persons).map(([id, item]) => [id, readPerson(item)])),
    aggressions: Object.fromEntries(entriesOf(state.aggressions).map(([id, item]) => [id, readAggression(item)])),
    notes: Object.fromEntries(entriesOf(state.notes).map(([id, item]) => [id, readNote(item)])),
  }
}

const optional = <K extends string>(item: Record<string, unknown>, keys: readonly K[]): Partial<Record<K, string>> =>
  Object.fromEntries(keys.flatMap((key) => (typeof item[key] === 'string' ? [[key, item[key]]] : []))) as Partial<
    Record<K, string>
  >

const readPerson = (item: Record<string, unknown>): Person => ({
  relationToCase: textOr(item.relationToCase, 'unknown'),
  chosenName: textOr(item.chosenName),
  ...optional(item, ['ageBand', 'genderIdentity', 'ethnicIdentity', 'safeContactRules']),
  ...(Array.isArray(item.languages) ? { languages: textsOf(item.languages) } : {}),
})

const readAggression = (item: Record<string, unknown>): Aggression => {
  const date = objectOf(item.date)
  const perpetrators = Array.isArray(item.perpetrators) ? item.perpetrators.map(objectOf) : undefined
  return {
    date: { from: textOr(date.from), precision: textOr(date.precision, 'day'), ...optional(date, ['to']) },
    country: textOr(item.country),
    types: textsOf(item.types),
    target: textOr(item.target, 'unknown'),
    genderDimension: textOr(item.genderDimension, 'unknown'),
    ...(Array.isArray(item.indicators) ? { indicators: textsOf(item.indicators) } : {}),
    ...(perpetrators && {
      perpetrators: perpetrators.map((one) => ({
        category: textOr(one.category, 'unknown'),
        ...optional(one, ['level2', 'involvement']),
      })),
    }),
    ...optional(item, ['narrative']),
    recordedBy: textOr(item.recordedBy),
    recordedAt: textOr(item.recordedAt),
  }
}

const readNote = (item: Record<string, unknown>): Note => ({
  kind: textOr(item.kind, 'other'),
  text: textOr(item.text),
  by: textOr(item.by),
  at: textOr(item.at),
})

/** Cases that need someone first come first. */
const priorityOrder: Readonly<Record<string, string>> = { urgent: '0', high: '1', medium: '2', low: '3' }

/** The rows of a case: itself, and each person, aggression and note for search. */
export const projectCase = (caseId: string, written: unknown): ProjectedRecord[] => {
  const { caseCode, status, priority, riskBand, nextReview, ...rest } = readCase(written)
  const part = (kind: string, id: string, text: string): ProjectedRecord => ({
    kind,
    id,
    status: '',
    sort: '',
    label: caseCode,
    data: { caseId },
    text,
  })
  return [
    {
      kind: 'case',
      id: caseId,
      status,
      sort: `${priorityOrder[priority] ?? '9'}${rest.openedOn}`,
      label: caseCode,
      data: { caseId, caseCode, status, priority, riskBand, nextReview },
      text: [caseCode, rest.alias, rest.summaryInternal].join('\n'),
    },
    ...Object.entries(rest.persons).map(([id, person]) =>
      part('person', id, [person.chosenName, person.safeContactRules ?? ''].join('\n')),
    ),
    ...Object.entries(rest.aggressions).map(([id, aggression]) => part('aggression', id, aggression.narrative ?? '')),
    ...Object.entries(rest.notes).map(([id, note]) => part('note', id, note.text)),
  ]
}
