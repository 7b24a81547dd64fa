import type { CommandInput } from '#shared/contract/commands'
import type { CodedDate } from '#shared/rules/period'

/** Somebody who is said to have done it, as she is being told of. `family`: the top-level term. */
export type PerpetratorDraft = {
  readonly family: string | null
  readonly kind: string | null
  readonly involvement: string | null
  readonly number: string | null
}

/** An aggression that is not finished. */
export type AggressionDraft = {
  /** The question she was at. */
  readonly at: string
  readonly date: CodedDate
  readonly country: string | null
  readonly department: string
  readonly municipality: string
  readonly setting: string | null
  readonly placeType: string | null
  readonly types: readonly string[]
  readonly target: string | null
  readonly groupLeast: number | null
  readonly groupMost: number | null
  readonly persons: readonly string[]
  readonly relatives: readonly string[]
  readonly gender: string | null
  readonly indicators: readonly string[]
  readonly perpetrators: readonly PerpetratorDraft[]
  readonly causeLinked: string | null
  readonly causes: readonly string[]
  readonly previousThreats: string | null
  readonly filed: string | null
  readonly body: string
  readonly outcome: string | null
  readonly sources: readonly string[]
  readonly reliability: string | null
  readonly narrative: string
  /** A new event, part of one that was told (`same`), or going on from one (`follows`). */
  readonly told: string | null
  readonly eventId: string | null
  readonly link: string
}

/** Nobody was told of. */
export const blankPerpetrator: PerpetratorDraft = { family: null, kind: null, involvement: null, number: null }

/** An aggression of which nothing was told. */
export const blankAggression: AggressionDraft = {
  at: 'when',
  date: { from: null, to: null, precision: null },
  country: null,
  department: '',
  municipality: '',
  setting: null,
  placeType: null,
  types: [],
  target: null,
  groupLeast: null,
  groupMost: null,
  persons: [],
  relatives: [],
  gender: null,
  indicators: [],
  perpetrators: [blankPerpetrator],
  causeLinked: null,
  causes: [],
  previousThreats: null,
  filed: null,
  body: '',
  outcome: null,
  sources: [],
  reliability: null,
  narrative: '',
  told: null,
  eventId: null,
  link: 'follows',
}

/** The three ways of not answering, as a list with `unknown` and `not_asked` has them. */
const codeOf = (answer: string | null): string | null =>
  answer === 'later' ? 'not_asked' : answer === 'prefer_not' ? null : answer
/** The same where the list has no `not_asked`. */
const knownOf = (answer: string | null): string | null =>
  answer === 'later' || answer === 'prefer_not' ? null : answer

type Aggression = Omit<CommandInput<'case.addAggression'>, 'caseId'>

/** An aggression as it is sent, from what was told. */
export const toAggression = (draft: AggressionDraft): Aggression => {
  const isCollective = draft.target === 'collective'
  return {
    date: draft.date,
    country: draft.country ?? '',
    department: draft.department.trim(),
    municipality: draft.municipality.trim(),
    setting: draft.setting,
    placeType: draft.placeType,
    types: [...draft.types],
    target: knownOf(draft.target),
    groupLeast: isCollective ? draft.groupLeast : null,
    groupMost: isCollective ? draft.groupMost : null,
    persons: [...draft.persons],
    relativesAlso: [...draft.relatives],
    genderDimension: codeOf(draft.gender),
    indicators: draft.gender === 'yes' ? [...draft.indicators] : [],
    perpetrators: draft.perpetrators.flatMap(({ family, kind, involvement, number }) =>
      family === null ? [] : [{ category: family, level2: kind, involvement, number }],
    ),
    causeLinked: knownOf(draft.causeLinked),
    causes: [...draft.causes],
    previousThreats: codeOf(draft.previousThreats),
    complaint: { filed: codeOf(draft.filed), body: draft.body.trim(), outcome: draft.outcome },
    sources: [...draft.sources],
    reliability: draft.reliability,
    narrative: draft.narrative,
    eventId: draft.told === 'same' ? draft.eventId : null,
    relatesTo: draft.told === 'follows' && draft.eventId !== null ? { eventId: draft.eventId, link: draft.link } : {},
  }
}

/** The questions of the form, one a screen. */
export const aggressionSteps = [
  'when',
  'where',
  'place',
  'what',
  'target',
  'relatives',
  'gender',
  'indicators',
  'who',
  'cause',
  'threats',
  'complaint',
  'sources',
  'words',
  'event',
  'summary',
] as const
/** A question of the form. */
export type AggressionStep = (typeof aggressionSteps)[number]

/** The questions there are as far as is known by now. `hasEvents`: something was told before in this case. */
export const stepsOf = (draft: AggressionDraft, hasEvents: boolean): readonly AggressionStep[] =>
  aggressionSteps.filter((step) => (step !== 'indicators' || draft.gender === 'yes') && (step !== 'event' || hasEvents))

/** What keeps a screen from being left forwards, as a key of a sentence; null where nothing does. */
export const lackOf = (step: AggressionStep, draft: AggressionDraft): string | null => {
  const { from, to, precision } = draft.date
  // the other screens may be left as they are
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check
  switch (step) {
    case 'when':
      if (precision === null || (precision !== 'unknown' && from === null)) return 'when'
      return to !== null && from !== null && to < from ? 'order' : null
    case 'what':
      return draft.types.length === 0 ? 'what' : null
    case 'target':
      return draft.target === 'collective' &&
        draft.groupLeast !== null &&
        draft.groupMost !== null &&
        draft.groupMost < draft.groupLeast
        ? 'group'
        : null
    case 'indicators':
      return draft.indicators.length === 0 ? 'indicators' : null
    case 'event':
      return (draft.told === 'same' || draft.told === 'follows') && draft.eventId === null ? 'event' : null
    default:
      return null
  }
}
