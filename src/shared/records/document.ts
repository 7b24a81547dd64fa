import type { Field, Fields, ValuesOf } from '#shared/records/field'
import type { ProjectedRecord } from '#shared/records/projected'
import { readRecord, rowsIn, searchedText } from '#shared/records/record'
import type { RecordOf } from '#shared/records/record'
import type { SpaceKind } from '#shared/rules/spaceKind'

/** How a row of a part is listed; what is left out is empty, and its label is the document's. */
export type Listed = Partial<Pick<ProjectedRecord, 'status' | 'sort' | 'label'>> & { readonly data?: object }

/** A part of a document: rows of one kind, each at the top of the document under `name/id`. */
export type Part<F extends Fields = Fields> = {
  readonly record: RecordOf<F>
  readonly list: (values: ValuesOf<F>, id: string) => Listed
  /** Rows are written once: they are corrected by further rows. */
  readonly isAppendOnly: boolean
}

/** A part of a document. `list`: what lists and queries need of a row without opening the document. */
export const part = <F extends Fields>(
  record: RecordOf<F>,
  list: (values: ValuesOf<F>, id: string) => Listed = () => ({}),
  { isAppendOnly = false } = {},
): Part => ({ record, list, isAppendOnly }) as unknown as Part

/**
 * A kind of document: in which spaces it may stand and under which names, its own record at the top, and its parts.
 * A document of another name or in another space is carried and gives no rows.
 */
export type DocumentSpec = {
  readonly space: SpaceKind | 'network'
  readonly isNamed: (name: string) => boolean
  /** The record at the top of the document, whose row has the id of the space; none where it holds only parts. */
  readonly top: Part | undefined
  readonly parts: Readonly<Record<string, Part>>
}

/** A field by where it stands: `priority` at the top, `persons.<id>.chosenName` in a row. */
export type FieldAt = {
  readonly path: string
  readonly row: string | undefined
  readonly name: string
  readonly field: Field
}

const fieldOf = (one: Part | undefined, name: string): Field | undefined =>
  one && Object.hasOwn(one.record.fields, name) ? (one.record.fields[name] as Field) : undefined

/**
 * The field that a path names, as people write it (`persons.<id>.chosenName`) or as documents have it
 * (`persons/<id>.chosenName`). undefined when there is none.
 */
export const fieldAt = (
  spec: DocumentSpec,
  path: string,
): (FieldAt & { readonly isAppendOnly: boolean }) | undefined => {
  const [first = '', id = '', name = ''] = path.replace('/', '.').split('.', 4)
  if (!path.includes('.')) {
    const field = fieldOf(spec.top, first)
    return field && { path, row: undefined, name: first, field, isAppendOnly: false }
  }
  const one = Object.hasOwn(spec.parts, first) ? spec.parts[first] : undefined
  const field = /^[0-9a-f]{1,128}$/.test(id) ? fieldOf(one, name) : undefined
  if (!one || !field) return undefined
  return { path: `${first}.${id}.${name}`, row: `${first}/${id}`, name, field, isAppendOnly: one.isAppendOnly }
}

/** The rows that lists and search have of a document. `at`: its space, and its name. */
export const projectDocument = (
  { top, parts }: DocumentSpec,
  state: unknown,
  at: { readonly space: string; readonly name: string },
): ProjectedRecord[] => {
  const rowOf = ({ record, list }: Part, id: string, values: ValuesOf<Fields>, label: string): ProjectedRecord => {
    const { data, ...listed } = list(values, id)
    return {
      kind: record.kind,
      id,
      status: '',
      sort: '',
      label,
      ...listed,
      data: data ?? {},
      text: searchedText(record, values),
    }
  }
  const own = top && rowOf(top, at.space, readRecord(top.record, state), '')
  return [
    ...(own ? [own] : []),
    ...Object.entries(parts).flatMap(([name, one]) =>
      [...rowsIn(state, name, one.record)].map(([id, values]) => rowOf(one, id, values, own?.label ?? '')),
    ),
  ]
}
