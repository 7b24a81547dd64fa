import { caseRecord, caseSpec } from '#shared/records/case'
import { attachmentRecord } from '#shared/records/attachment'
import { consentRecord } from '#shared/records/consent'
import type { Field, Fields } from '#shared/records/field'
import { readRecord, rowsIn, versionOf } from '#shared/records/record'
import type { RecordOf } from '#shared/records/record'
import { objectOf } from '#shared/records/tolerant'
import { carriedConsents } from '#shared/rules/consent'
import type { ConsentEvent } from '#shared/rules/consent'
import type { TransferPart } from '#shared/rules/transferParts'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * What of a case goes to another network: codes and words as they stand now, without history, and nobody of this network:
 * who wrote a row stays at home. The same schemas check it before it is sealed and where it is opened.
 */

type CasePart = keyof typeof caseSpec.parts
const rowsOfPart: Readonly<Record<TransferPart, readonly CasePart[]>> = {
  persons: ['persons'],
  aggressions: ['aggressions'],
  risks: ['risks'],
  plans: ['plans', 'measures'],
  notes: ['notes'],
}
const partsThatGo: readonly string[] = [...Object.values(rowsOfPart).flat(), 'consents']
/** Fields at the top of a case: those that always go, and those that go with a part. */
const topAlways = ['kindOfSubject', 'country', 'department', 'municipality', 'sphere', 'needs', 'priority'] as const
const topOfPart = { persons: 'alias', risks: 'riskBand', notes: 'summaryInternal' } as const
const topThatGoes: readonly string[] = [...topAlways, ...Object.values(topOfPart)]
/** What is said of a file besides its bytes. */
const fileFields = ['name', 'mime', 'isHard', 'capturedOn', 'isStripped'] as const

type Values = Readonly<Record<string, unknown>>
/** A row on its way: its part, its id, the version of its kind that it was written with, and what is in it. */
type CarriedRow = {
  readonly part: string
  readonly id: string
  readonly version: number
  readonly values: Values
}
/** A case on its way. */
export type Carried = { readonly top: Values; readonly rows: readonly CarriedRow[] }

/** Rows that one file may hold: a case of many years has some hundreds. */
const mostRows = 5_000

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What is filled in, without what means something in this network alone. */
const filled = ({ fields }: RecordOf<Fields>, values: Values, only?: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !isEmpty(value) && fields[name]?.isLocal !== true && (only?.includes(name) ?? true),
    ),
  )

/** What a file says of itself, for the file with the case. */
export const carriedFile = (values: Values): Values => filled(attachmentRecord, values, fileFields)

/** What goes of a case, as its document stands. `network`: the one that receives it. */
export const carriedOf = (state: unknown, chosen: readonly TransferPart[], network: string): Carried => {
  const named: readonly string[] = [
    ...topAlways,
    ...chosen.flatMap((one) => (one in topOfPart ? [topOfPart[one as keyof typeof topOfPart]] : [])),
  ]
  const said = rowsIn(state, 'consents', consentRecord)
  const events: ConsentEvent[] = [...said].map(([id, event]) => ({ id, ...event }))
  const row = (part: string, record: RecordOf<Fields>, id: string, values: Values): CarriedRow => ({
    part,
    id,
    version: versionOf(record),
    values: filled(record, values),
  })
  return {
    top: filled(caseRecord, readRecord(caseRecord, state), named),
    rows: [
      ...chosen
        .flatMap((one) => rowsOfPart[one])
        .flatMap((part) => {
          const record: RecordOf<Fields> = caseSpec.parts[part].record
          return [...rowsIn(state, part, record)].map(([id, values]) => row(part, record, id, values))
        }),
      ...carriedConsents(events, network).flatMap((id) => {
        const event = said.get(id)
        return event ? [row('consents', consentRecord, id, { ...event, after: [] })] : []
      }),
    ],
  }
}

/** What is there as this version has it, or why not. Failures: TransferNewer · TransferUnfit {field}. */
const checked = (
  record: RecordOf<Fields>,
  version: number,
  written: Values,
  only?: readonly string[],
): Result<Values> => {
  if (version > versionOf(record)) return fail('TransferNewer')
  let item: Values = written
  for (const migrate of record.migrations.slice(version - 1)) item = migrate(item)
  for (const [name, value] of Object.entries(item)) {
    const field: Field | undefined = Object.hasOwn(record.fields, name) ? record.fields[name] : undefined
    if (!field || (only && !only.includes(name))) return fail('TransferNewer')
    if (field.isLocal === true || !field.schema.safeParse(value).success) return fail('TransferUnfit', { field: name })
  }
  return ok(item)
}

/** What is said of a file, checked. */
export const checkFile = (written: Values): Result<Values> =>
  checked(attachmentRecord, versionOf(attachmentRecord), written, fileFields)

/**
 * A case on its way, checked by the same schemas as what is typed here. Failures: TransferNewer (it holds what this version
 * does not know) · TransferUnfit {field} · TransferTooLarge.
 */
export const checkCarried = ({ top, rows }: Carried): Result<Carried> => {
  if (rows.length > mostRows) return fail('TransferTooLarge')
  const atTop = checked(caseRecord, versionOf(caseRecord), objectOf(top), topThatGoes)
  if (!atTop.ok) return atTop
  const kept: CarriedRow[] = []
  for (const row of rows) {
    if (!partsThatGo.includes(row.part)) return fail('TransferNewer')
    const record: RecordOf<Fields> = caseSpec.parts[row.part as CasePart].record
    const values = checked(record, row.version, row.values)
    if (!values.ok) return values
    kept.push({ ...row, version: versionOf(record), values: values.value })
  }
  return ok({ top: atTop.value, rows: kept })
}
