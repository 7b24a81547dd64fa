import { z } from 'zod'
import { alertCommands, alertQueries } from '#shared/contract/alerts'
import type { AlertRow } from '#shared/contract/alerts'
import type { Conflict } from '#shared/contract/caseViews'
import { heads, id16, id32, line } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { shiftCommands, shiftQueries } from '#shared/contract/shifts'
import { todayQueries } from '#shared/contract/today'
import { areaRecord } from '#shared/records/area'
import { committeeRecord } from '#shared/records/committee'
import { decisionRecord, taskRecord } from '#shared/records/committeeWork'
import { memberCardRecord } from '#shared/records/memberCard'
import { inputOf } from '#shared/records/record'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'
import type { ValueOf } from '#shared/records/record'
import { statesOf } from '#shared/rules/machine'
import { taskMachine } from '#shared/rules/task'

/** A committee with its roster. */
export type CommitteeRow = {
  readonly committeeId: string
  readonly type: string
  readonly name: string
  /** Who settles what two did apart; null: nobody was named. */
  readonly coordinator: string | null
  readonly members: readonly { readonly memberId: string; readonly alias: string; readonly role: string }[]
}
/** What a committee works on, for who reads its space. */
export type CommitteeView = CommitteeRow & {
  readonly mandate: string
  /** null: this laptop does not open the committee's space, and what follows is empty. */
  readonly spaceId: string | null
  /** Of the committee's document; none until somebody wrote in it. */
  readonly heads: readonly string[]
  readonly tasks: readonly (ValueOf<typeof taskRecord> & {
    readonly taskId: string
    readonly ownerAlias: string
  })[]
  /** The newest first. */
  readonly handovers: readonly {
    readonly handoverId: string
    readonly shiftId: string | null
    readonly note: string
    readonly byAlias: string
    readonly at: string
  }[]
  /** The newest first. */
  readonly decisions: readonly {
    readonly decisionId: string
    readonly text: string
    readonly byAlias: string
    readonly at: string
  }[]
  readonly alerts: readonly AlertRow[]
  readonly conflicts: readonly Conflict[]
}
/** An area of the network. */
export type AreaRow = {
  readonly areaId: string
  readonly name: string
  readonly departments: readonly string[]
  readonly contacts: readonly { readonly memberId: string; readonly alias: string }[]
}
/** What every member sees of another. */
export type MemberCardRow = ValueOf<typeof memberCardRecord> & {
  readonly memberId: string
  readonly alias: string
  readonly mine: boolean
}
/** A term that the network added. */
export type VocabularyTermRow = ValueOf<typeof vocabularyTermRecord> & { readonly termId: string }

const departments = () => z.array(line(80)).max(60)

/** Commands on committees, areas, the cards of members, vocabulary, shifts and alerts. */
export const committeeCommands = {
  'committee.create': operation<{ readonly committeeId: string }>()(inputOf(committeeRecord, {})),
  /** Whoever facilitates names who settles what members of a committee did apart; null: nobody. */
  'committee.setCoordinator': operation<Heads>()(z.strictObject({ committeeId: id16(), memberId: id32().nullable() })),
  'committee.addMember': operation<Heads>()(z.strictObject({ committeeId: id16(), memberId: id32(), role: line(80) })),
  'committee.removeMember': operation<Heads>()(z.strictObject({ committeeId: id16(), memberId: id32() })),
  'task.add': operation<Heads & { readonly taskId: string }>()(inputOf(taskRecord, { committeeId: id16() })),
  /** `title`, `owner` or `due` of a task. */
  'task.setField': operation<Heads>()(
    z.strictObject({
      committeeId: id16(),
      taskId: id16(),
      field: z.enum(['title', 'owner', 'due']),
      value: z.json(),
      basedOn: heads().optional(),
    }),
  ),
  'task.setStatus': operation<Heads>()(
    z.strictObject({ committeeId: id16(), taskId: id16(), status: z.enum(statesOf(taskMachine)) }),
  ),
  /** What was decided; it is not changed, a later decision says otherwise. */
  'decision.add': operation<Heads & { readonly decisionId: string }>()(
    inputOf(decisionRecord, { committeeId: id16() }),
  ),
  /** Makes an area, or with `areaId` changes what is given of one. */
  'area.save': operation<Heads & { readonly areaId: string }>()(
    z.strictObject({
      areaId: id16().optional(),
      name: areaRecord.fields.name.schema.optional(),
      departments: departments().optional(),
      contacts: areaRecord.fields.contacts.schema.optional(),
    }),
  ),
  /** One's own card; what is left out stays as it is. Nobody writes another's. */
  'card.set': operation<Heads>()(inputOf(memberCardRecord, {})),
  /** Who facilitates adds a term under one of a list that may be extended. */
  'term.add': operation<Heads & { readonly termId: string }>()(inputOf(vocabularyTermRecord, {})),
  ...shiftCommands,
  ...alertCommands,
} as const

/** Queries of the same, and of what waits for her today. */
export const committeeQueries = {
  'committee.list': operation<{ readonly committees: readonly CommitteeRow[] }>()(nothing()),
  'committee.view': operation<CommitteeView>()(z.strictObject({ committeeId: id16() })),
  'area.list': operation<{ readonly areas: readonly AreaRow[] }>()(nothing()),
  'card.list': operation<{ readonly cards: readonly MemberCardRow[] }>()(nothing()),
  'term.list': operation<{ readonly terms: readonly VocabularyTermRow[] }>()(nothing()),
  ...shiftQueries,
  ...alertQueries,
  ...todayQueries,
} as const
