import type { FieldSpec, RecordSpec } from './formSpecs'

/** What a form holds: JSON, by the names of its fields. */
export type Values = Readonly<Record<string, unknown>>

const emptyOf = ({ as }: FieldSpec): unknown => {
  if (as === 'line' || as === 'words' || as === 'country' || as === 'department') return ''
  if (as === 'terms' || as === 'persons') return []
  return as === 'outcomes' ? {} : null
}

/** The fields of a form, without their titles. */
const fieldsOf = ({ sections }: RecordSpec): readonly FieldSpec[] => sections.flatMap(({ fields }) => fields)

/** What a form begins with: the row's own values, or nothing. */
export const valuesOf = (spec: RecordSpec, row: Values | undefined): Values =>
  Object.fromEntries(fieldsOf(spec).map((field) => [field.name, row?.[field.name] ?? emptyOf(field)]))

/** As it is sent. `later` is one of the three ways of not answering: nothing is noted. */
const sent = ({ as }: FieldSpec, value: unknown): unknown => {
  if (value === 'later') return null
  return (as === 'line' || as === 'department') && typeof value === 'string' ? value.trim() : value
}
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** The needed fields that hold nothing. */
export const lacking = (spec: RecordSpec, values: Values): readonly string[] =>
  fieldsOf(spec).flatMap((field) => (field.isNeeded && isEmpty(sent(field, values[field.name])) ? [field.name] : []))

/** What a new row is sent as: only what was answered. */
export const answered = (spec: RecordSpec, values: Values): Values =>
  Object.fromEntries(
    fieldsOf(spec).flatMap((field) => {
      const value = sent(field, values[field.name])
      return isEmpty(value) ? [] : [[field.name, value]]
    }),
  )

/** What is different from what the form began with, field by field. */
export const changed = (spec: RecordSpec, base: Values, values: Values): readonly (readonly [string, unknown])[] =>
  fieldsOf(spec).flatMap((field) => {
    if (field.isOnce) return []
    const value = sent(field, values[field.name])
    return JSON.stringify(value) === JSON.stringify(sent(field, base[field.name])) ? [] : [[field.name, value] as const]
  })
