import { z } from 'zod'
import type { Conflict } from '#shared/contract/cases'
import { country, heads, id16, line } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { codingRecord, entryRecord } from '#shared/records/registryEntry'
import { inputOf } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import type { LikelyDuplicate } from '#shared/rules/duplicates'
import { isPeriod } from '#shared/rules/period'
import { tableFields } from '#shared/rules/registryTable'
import type { RegistryTable } from '#shared/rules/registryTable'
import { entryMachine } from '#shared/rules/registry'
import { statesOf } from '#shared/rules/machine'

const period = () => z.string().refine(isPeriod, { error: 'period' })
/** Why a closed period is changed; only a coordinator may. */
const lateReason = () => line(500).optional()
const entryId = () => id16()

/** A new entry. `period` stands for a date of which no more is known; `person` makes her key, and is not kept. */
export const entryInput = inputOf(entryRecord, {
  person: line().optional(),
  period: period().optional(),
  draft: z.boolean().default(false),
})

/**
 * Up to 200 entries at once. The door takes any JSON for each, and the handler checks them one by one with `entryInput`,
 * so that a refusal can say which row it is about.
 */
const entriesInput = z.array(z.json()).min(1).max(200) as unknown as z.ZodArray<typeof entryInput>

const entryStatus = () => z.enum(statesOf(entryMachine))

/** An entry in a list. */
export type EntryRow = Pick<
  ValueOf<typeof entryRecord>,
  'date' | 'country' | 'department' | 'municipality' | 'types' | 'target' | 'genderDimension' | 'status'
> & {
  readonly entryId: string
  /** Its month, or its year when no more is known; null without a date. */
  readonly period: string | null
  readonly isSecondCoded: boolean
  /** Fields on which the second coding differed. */
  readonly differs: readonly string[]
}

/** An entry with both codings. */
export type EntryView = Omit<ValueOf<typeof entryRecord>, 'personKey' | 'second' | 'compared'> &
  Heads & {
    readonly entryId: string
    readonly period: string | null
    /** A person was named when it was made. */
    readonly hasPerson: boolean
    /** What a second coder said, field by field. `agreed`: then; `agrees`: with the entry as it is now. */
    readonly second: readonly {
      readonly field: string
      readonly value: unknown
      readonly agreed: boolean
      readonly agrees: boolean
    }[]
    readonly conflicts: readonly Conflict[]
  }

/** Two entries that may be one event, with what somebody looks at to tell. */
export type DuplicatePair = Omit<LikelyDuplicate, 'a' | 'b'> & { readonly a: EntryRow; readonly b: EntryRow }

/** How good the entries of a period are. Nothing here is by person: it is about entries, not about who coded them. */
export type RegistryQuality = {
  readonly total: number
  readonly byStatus: Readonly<Record<string, number>>
  /** Entries that tables count and in which a field was not noted, by field. */
  readonly missing: Readonly<Record<string, number>>
  readonly unverified: number
  /** Verified, and not coded a second time. */
  readonly uncoded: number
  readonly secondCoded: number
  /** How often second coders agreed and differed, by field. */
  readonly agreement: Readonly<Record<string, { readonly agrees: number; readonly differs: number }>>
}

/** Commands on the registry of aggressions. */
export const registryCommands = {
  'registry.submit': operation<Heads & { readonly entryId: string }>()(entryInput.extend({ lateReason: lateReason() })),
  'registry.submitMany': operation<Heads & { readonly entryIds: readonly string[] }>()(
    z.strictObject({ entries: entriesInput, lateReason: lateReason() }),
  ),
  /** Takes a draft in, takes an entry up again, or chooses among states that were said apart. */
  'registry.setStatus': operation<Heads>()(
    z.strictObject({
      entryId: entryId(),
      status: entryStatus(),
      reason: line(500).optional(),
      lateReason: lateReason(),
    }),
  ),
  /** `sources` are added to those that are noted. */
  'registry.verify': operation<Heads>()(
    z.strictObject({
      entryId: entryId(),
      sources: entryRecord.fields.sources.schema.default([]),
      outcome: z.enum(['verified', 'discarded']),
      reason: line(500).optional(),
      lateReason: lateReason(),
    }),
  ),
  /** A second coding; the entry's own stays as it is, and where they differ is shown. */
  'registry.code': operation<Heads & { readonly agrees: readonly string[]; readonly differs: readonly string[] }>()(
    inputOf(codingRecord, { entryId: entryId(), lateReason: lateReason() }),
  ),
  /** `field` `person` takes a name or null, and makes the key anew. */
  'registry.setField': operation<Heads>()(
    z.strictObject({
      entryId: entryId(),
      field: z.string().max(100),
      value: z.json(),
      basedOn: heads().optional(),
      lateReason: lateReason(),
    }),
  ),
  'registry.markDuplicate': operation<Heads>()(
    z.strictObject({ entryId: entryId(), of: entryId(), lateReason: lateReason() }),
  ),
  /** Two entries that seem to be one event are two: the pair is not proposed again, to nobody of the team. */
  'registry.markDistinct': operation<Heads>()(z.strictObject({ a: entryId(), b: entryId() })),
  /** Consent is withdrawn: nothing but that stays of the entry. Also in a closed period, and at once. */
  'registry.withdraw': operation<Heads>()(z.strictObject({ entryId: entryId() })),
  'registry.closePeriod': operation<{ readonly version: number }>()(z.strictObject({ period: period() })),
  'registry.openPeriod': operation<{ readonly ok: true }>()(z.strictObject({ period: period(), reason: line(500) })),
} as const

/** Queries of the registry, for who has a place in its space. */
export const registryQueries = {
  'registry.list': operation<{
    readonly entries: readonly EntryRow[]
    readonly total: number
    readonly cursor: string | null
  }>()(
    z
      .strictObject({
        period: period().optional(),
        status: entryStatus().optional(),
        text: line().optional(),
        limit: z.number().int().min(1).max(500).default(100),
        cursor: z.string().max(200).optional(),
      })
      .optional(),
  ),
  'registry.view': operation<EntryView>()(z.strictObject({ entryId: entryId() })),
  /** Raw counts, for who may read the entries themselves: they are protected nowhere, and are not to be passed on. */
  'registry.tables': operation<RegistryTable>()(
    z.strictObject({
      period: period(),
      rows: z.enum(tableFields),
      columns: z.enum(tableFields).optional(),
      country: country().optional(),
    }),
  ),
  /** Pairs that nobody has said to be two. */
  'registry.duplicates': operation<{ readonly pairs: readonly DuplicatePair[]; readonly total: number }>()(
    z.strictObject({ period: period().optional() }).optional(),
  ),
  'registry.quality': operation<RegistryQuality>()(z.strictObject({ period: period() })),
  'registry.periods': operation<{
    readonly periods: readonly {
      readonly period: string
      readonly entries: number
      readonly closed: boolean
      /** 0 until it is first closed; one more with each closing and each change after it. */
      readonly version: number
    }[]
  }>()(nothing()),
} as const
