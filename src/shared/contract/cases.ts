import { z } from 'zod'
import { day, heads, id16, id32, line, longText } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads, Signed } from '#shared/contract/operation'
import type { AccessRow, CaseRow, CaseView, StubRow } from '#shared/contract/caseViews'
import type { CaseReader, CaseShares } from '#shared/contract/shares'
import { accessActions } from '#shared/records/access'
import { aggressionRecord } from '#shared/records/aggression'
import { caseRecord } from '#shared/records/case'
import { consentRecord } from '#shared/records/consent'
import { noteRecord, personRecord } from '#shared/records/person'
import { measureRecord, planRecord } from '#shared/records/plan'
import { inputOf } from '#shared/records/record'
import { riskRecord } from '#shared/records/risk'
import { followUpRecord, mechanismRecord, referralRecord, relocationRecord } from '#shared/records/support'
import { caseMachine } from '#shared/rules/caseStatus'
import { statesOf } from '#shared/rules/machine'
import { measureMachine } from '#shared/rules/measure'
import { referralMachine } from '#shared/rules/referral'
import { relocationMachine } from '#shared/rules/relocation'
import { riskBands } from '#shared/rules/risk'
import { sharesMade } from '#shared/rules/shares'

export type { CaseRow, CaseView, Conflict } from '#shared/contract/caseViews'

const inCase = { caseId: id32() }
const partStatus = { ...inCase, id: id16(), reason: longText().default('') }

/** Commands on cases. */
export const caseCommands = {
  'case.open': operation<Heads & { readonly caseId: string; readonly caseCode: string }>()(inputOf(caseRecord, {})),
  /** Also chooses among two bands that were found apart. `nextReview` may not be later than the band asks. */
  'case.setField': operation<Heads>()(
    z.strictObject({
      caseId: id32(),
      path: z.string().max(100),
      value: z.json(),
      basedOn: heads().optional(),
    }),
  ),
  'case.setStatus': operation<Heads>()(
    z.strictObject({
      caseId: id32(),
      /** `transferred` is only chosen, where it was said apart: `transfer.answer` says it. */
      status: z.enum(statesOf(caseMachine)),
      reason: longText().default(''),
      closingReason: caseRecord.fields.closingReason.schema.default(null),
      /** She, whom the case is about, knows that it is closed. */
      defenderInformed: z.boolean().default(false),
    }),
  ),
  'case.addPerson': operation<Heads & { readonly personId: string }>()(inputOf(personRecord, inCase)),
  /** `eventId`: of an aggression that is there, when both are of one event; left out, it begins one. */
  'case.addAggression': operation<Heads & { readonly aggressionId: string }>()(inputOf(aggressionRecord, inCase)),
  /** `addendumOf`: a note of the case that this one corrects or adds to. */
  'case.addNote': operation<Heads & { readonly noteId: string }>()(inputOf(noteRecord, inCase)),
  /** Written whole; the case's band and next review follow it. Without `nextReview`: as soon as its band asks. */
  'case.addRiskAnalysis': operation<Heads & { readonly analysisId: string }>()(inputOf(riskRecord, inCase)),
  'case.addPlan': operation<Heads & { readonly planId: string }>()(inputOf(planRecord, inCase)),
  'case.addMeasure': operation<Heads & { readonly measureId: string }>()(inputOf(measureRecord, inCase)),
  /** Needs an agreement of hers that holds now and names the organisation. */
  'case.addReferral': operation<Heads & { readonly referralId: string }>()(inputOf(referralRecord, inCase)),
  'case.addMechanism': operation<Heads & { readonly mechanismId: string }>()(inputOf(mechanismRecord, inCase)),
  'case.addRelocation': operation<Heads & { readonly relocationId: string }>()(inputOf(relocationRecord, inCase)),
  /** How she is now; the case keeps the last of it as its outcomes. */
  'case.addFollowUp': operation<Heads & { readonly followUpId: string }>()(inputOf(followUpRecord, inCase)),
  /** What she said about one purpose: nothing of it is changed later, the next word is another event. */
  'case.setConsent': operation<Heads & { readonly consentId: string }>()(inputOf(consentRecord, inCase)),
  'case.setPartStatus': operation<Heads>()(
    z.discriminatedUnion('part', [
      z.strictObject({ ...partStatus, part: z.literal('measures'), status: z.enum(statesOf(measureMachine)) }),
      z.strictObject({ ...partStatus, part: z.literal('referrals'), status: z.enum(statesOf(referralMachine)) }),
      z.strictObject({ ...partStatus, part: z.literal('relocations'), status: z.enum(statesOf(relocationMachine)) }),
    ]),
  ),
  /** Leaves a trace of what was done with the case outside its screens; opening it leaves its own. */
  'case.noteAccess': operation<{ readonly ok: true }>()(
    z.strictObject({ ...inCase, action: z.enum(accessActions).exclude(['open']) }),
  ),
  'case.grant': operation<{ readonly ok: true }>()(z.strictObject({ caseId: id32(), memberId: id32() })),
  'case.revoke': operation<{ readonly ok: true }>()(z.strictObject({ caseId: id32(), memberId: id32() })),
  'case.handOver': operation<{ readonly ok: true }>()(z.strictObject({ caseId: id32(), memberId: id32() })),
  /** Two coordinators say it; then no laptop that hears of it opens the case any more. */
  'case.erase': operation<Signed>()(z.strictObject({ caseId: id32() })),
  /** Gives shares of the case's key to five others, who see nothing; the team sees who. */
  'case.share': operation<{ readonly ok: true }>()(
    z.strictObject({
      caseId: id32(),
      holders: z
        .array(id32())
        .length(sharesMade)
        .refine((list) => new Set(list).size === list.length, { error: 'repeated' }),
    }),
  ),
} as const

/** Queries of cases. */
export const caseQueries = {
  'case.list': operation<{
    readonly cases: readonly CaseRow[]
    readonly total: number
    readonly cursor: string | null
  }>()(
    z
      .strictObject({
        status: z.enum(statesOf(caseMachine)).optional(),
        riskBand: z.enum(riskBands).optional(),
        /** Only cases whose review is due before this day. */
        reviewBefore: day().optional(),
        text: line().optional(),
        limit: z.number().int().min(1).max(500).default(200),
        cursor: z.string().max(200).optional(),
      })
      .optional(),
  ),
  'case.view': operation<CaseView>()(z.strictObject({ caseId: id32() })),
  /** Who may open the case, who holds shares of its key, and who did what with it, the newest first. */
  'case.access': operation<{
    readonly readers: readonly CaseReader[]
    readonly shares: CaseShares | null
    readonly accesses: readonly AccessRow[]
  }>()(z.strictObject({ caseId: id32() })),
  /** For readers of the protection space: what coordinators know of cases that are not theirs. */
  'protection.list': operation<{ readonly stubs: readonly StubRow[] }>()(nothing()),
} as const
