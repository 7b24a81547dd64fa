import { aggressionLists } from '#shared/vocabulary/aggression'
import { caseLists } from '#shared/vocabulary/caseWork'
import { consentLists } from '#shared/vocabulary/consent'
import { evidenceLists } from '#shared/vocabulary/evidence'
import { houseLists } from '#shared/vocabulary/house'
import { networkLists } from '#shared/vocabulary/network'
import { perpetratorLists } from '#shared/vocabulary/perpetrator'
import { personLists } from '#shared/vocabulary/person'
import { riskLists } from '#shared/vocabulary/risk'
import { supportLists } from '#shared/vocabulary/support'
import type { List, Term } from '#shared/vocabulary/vocabulary'

const lists = {
  ...aggressionLists,
  ...perpetratorLists,
  ...evidenceLists,
  ...personLists,
  ...riskLists,
  ...supportLists,
  ...consentLists,
  ...caseLists,
  ...houseLists,
  ...networkLists,
}

/** The name of a controlled list: what fields of records say, and the key of its labels. */
export type VocabularyName = keyof typeof lists
/** A controlled list. Flat, or of two levels where terms have a parent. */
export type Vocabulary = List & { readonly name: VocabularyName }

/** Every controlled list by its name. */
export const vocabularies = Object.fromEntries(
  Object.entries(lists).map(([name, list]) => [name, { name, ...list }]),
) as unknown as Readonly<Record<VocabularyName, Vocabulary>>

/**
 * A term that a network added under one of a list, in its own document: never a top-level one, so that tables of a region
 * still add up. Read from documents, so nothing about it is certain: what `checkExtension` would refuse by its shape is
 * no term here either.
 */
export type Extension = {
  readonly list: string
  readonly code: string
  readonly parent: string
  readonly labelEs: string
  readonly labelEn: string
}

/** The term of a list with this code. Extensions are none. */
export const termOf = (list: VocabularyName, code: string): Term | undefined =>
  vocabularies[list].terms.find((term) => term.code === code)

/** Whether a code has the form of an added term: `x-`, the network's slug, its own; what the door takes as a term. */
export const isExtensionCode = (code: string): boolean => code.length <= 64 && /^x-[a-z0-9_]+-[a-z0-9_]+$/.test(code)

/** Whether terms may be added under this one: not under special codes, nor on a third level. */
export const mayHold = (list: VocabularyName, code: string): boolean => {
  const term = termOf(list, code)
  return vocabularies[list].extensible && term !== undefined && !term.special && term.parent === undefined
}

/** What a network added to a list under this code. */
export const extensionOf = (
  list: VocabularyName,
  code: string,
  extensions: readonly Extension[],
): Extension | undefined =>
  isExtensionCode(code)
    ? extensions.find((one) => one.list === list && one.code === code && mayHold(list, one.parent))
    : undefined

/** Whether a list knows the code: a term, a deprecated or special one too, or what the network added. */
export const isTermOf = (list: VocabularyName, code: string, extensions: readonly Extension[] = []): boolean =>
  termOf(list, code) !== undefined || extensionOf(list, code, extensions) !== undefined

/** Whether forms offer the term: it is one of the list and not deprecated. */
export const isOffered = (list: VocabularyName, code: string): boolean => {
  const term = termOf(list, code)
  return term !== undefined && !term.deprecated
}

/** The term that says it now, where this one is deprecated; the code itself where nothing does. */
export const currentOf = (list: VocabularyName, code: string): string => {
  const next = termOf(list, code)?.deprecated?.replacedBy
  return typeof next === 'string' ? currentOf(list, next) : code
}

/**
 * The top-level term that a code counts under in the tables of a region, deprecated ones under what replaced them. In a
 * flat list that is the term itself. undefined for a code that is not known here: a table has to say how many.
 */
export const topOf = (
  list: VocabularyName,
  code: string,
  extensions: readonly Extension[] = [],
): string | undefined => {
  const current = currentOf(list, extensionOf(list, code, extensions)?.parent ?? code)
  const term = termOf(list, current)
  return term && (term.parent ?? term.code)
}
