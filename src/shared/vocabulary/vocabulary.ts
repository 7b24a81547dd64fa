/** What OHCHR counts for SDG indicator 16.10.1. `other_harmful`: its "other harmful acts". */
export type SdgCategory = 'killing' | 'disappearance' | 'torture' | 'detention' | 'kidnapping' | 'other_harmful'

/**
 * Answers that are no content of a list. Kept apart: something not in the list; nobody knows; nobody asked, because it
 * might hurt; she was asked and would rather not say.
 */
type SpecialCode = 'other' | 'unknown' | 'not_asked' | 'prefer_not'

/** One term of a list. Its words are in `i18n/vocabulary`; it is deprecated at most, never taken out. */
export type Term = {
  /** A stable ASCII slug, or a BCP 47 tag among the languages. */
  readonly code: string
  /** In a list of two levels, the top-level term that it stands under. */
  readonly parent?: string
  /** Counts for SDG indicator 16.10.1. */
  readonly sdg?: SdgCategory
  /** Of high severity: tables for the public need more cases before they show it. */
  readonly grave?: true
  /** Of a top-level perpetrator: what it becomes in the coarsest table. */
  readonly rollUp?: 'state' | 'non_state' | 'unknown'
  readonly special?: true
  /** Since which version of its list it is no longer offered, and which term says it now. */
  readonly deprecated?: { readonly since: number; readonly replacedBy: string | null }
}

/** A list before it has its name. */
export type List = {
  /** Goes up with every change of its terms; 1 at first. */
  readonly version: number
  /** Whether one field may hold several of its terms. */
  readonly many: boolean
  /** Whether a network may add terms under those of the list. Not where rules of the program hang on each code. */
  readonly extensible: boolean
  /** In the order of a form; special codes last. */
  readonly terms: readonly Term[]
}

type Parts = {
  readonly version?: number
  readonly many?: true
  readonly terms: readonly (string | Term)[]
  readonly special?: readonly SpecialCode[]
}

const made = ({ version = 1, many, terms, special = [] }: Parts, extensible: boolean): List => ({
  version,
  many: many ?? false,
  extensible,
  terms: [
    ...terms.map((term): Term => (typeof term === 'string' ? { code: term } : term)),
    ...special.map((code): Term => ({ code, special: true })),
  ],
})

/** A list that a network may go into more closely. */
export const openList = (parts: Parts): List => made(parts, true)
/** A list that is the same everywhere: states, scales, bands, and what rules of the program hang on. */
export const closedList = (parts: Parts): List => made(parts, false)

/** A top-level term and the terms under it. */
export const family = (top: string | Term, children: readonly (string | Term)[]): Term[] => {
  const parent = typeof top === 'string' ? { code: top } : top
  return [
    parent,
    ...children.map((child) => ({ ...(typeof child === 'string' ? { code: child } : child), parent: parent.code })),
  ]
}
