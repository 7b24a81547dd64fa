import type { ExportClass, Field, Fields } from '#shared/records/field'
import type { RecordOf } from '#shared/records/record'

/** Classes of fields that an exporter may read. What is `direct`, `text` or `secret` has no way out. */
type SafeClass = Extract<ExportClass, 'qi' | 'sensitive' | 'safe'>
const safeClasses: readonly (ExportClass | undefined)[] = ['qi', 'sensitive', 'safe'] satisfies SafeClass[]

/** The names of the fields of a record that an exporter may read: another name does not compile. */
export type Exportable<R> =
  R extends RecordOf<infer F>
    ? {
        [K in keyof F]: F[K] extends { readonly classes?: infer C }
          ? [Extract<C, ExportClass>] extends [SafeClass]
            ? K
            : never
          : never
      }[keyof F]
    : never

const isSafe = ({ class: of, inner }: Field): boolean =>
  inner ? Object.values(inner).every(isSafe) : safeClasses.includes(of)

/**
 * Says once more, when the program starts, what the compiler was told: that each of these fields may leave. Throws on one
 * that may not, which is a bug of whoever named it.
 */
export const assertExportable = (record: RecordOf<Fields>, names: readonly string[]): void => {
  for (const name of names) {
    const field: Field | undefined = record.fields[name]
    if (!field || !isSafe(field)) throw new TypeError('a field that may not be exported is named in an export')
  }
}
