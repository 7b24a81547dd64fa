import { z } from 'zod'
import { term as termSchema } from '#shared/contract/fields'
import type { ExportClass, Field } from '#shared/records/field'
import { textOrNull, textsOf } from '#shared/records/tolerant'
import { isExtensionCode, isTermOf } from '#shared/vocabulary/terms'
import type { VocabularyName } from '#shared/vocabulary/terms'

/** A code of a list, or one that a network added (`x-…`): whose parent it is, the network's document says. */
const codeOf = (list: VocabularyName) =>
  termSchema().refine((code) => isExtensionCode(code) || isTermOf(list, code), { error: 'term' })

type TermField<T, C extends ExportClass> = Field<T, 'open', T, C> & { readonly list: VocabularyName }

/** One term of a controlled list. null: not noted, which is neither "unknown" nor "not asked". */
export const term = <C extends ExportClass>(
  of: C,
  list: VocabularyName,
  merge: 'last' | 'versions' = 'last',
): TermField<string | null, C> => ({
  class: of,
  how: 'open',
  merge,
  schema: codeOf(list).nullable(),
  read: textOrNull,
  empty: null,
  isSearched: false,
  list,
})

/** Some terms of a controlled list, each once; of what is added and taken away apart, additions win. */
export const terms = <C extends ExportClass>(of: C, list: VocabularyName): TermField<string[], C> => ({
  class: of,
  how: 'open',
  merge: 'set',
  schema: z
    .array(codeOf(list))
    .max(40)
    .refine((codes) => new Set(codes).size === codes.length, { error: 'repeated' }),
  read: textsOf,
  empty: [],
  isSearched: false,
  list,
})
