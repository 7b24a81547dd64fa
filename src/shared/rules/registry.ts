import type { Machine } from '#shared/rules/machine'

/** States of an entry of the registry. */
export type EntryStatus =
  | 'draft'
  | 'submitted'
  | 'in_verification'
  | 'verified'
  | 'coded'
  | 'published_in'
  | 'discarded'
  | 'duplicate'
  | 'withdrawn'

/**
 * Where an entry may go from where it is. Its agreement can be withdrawn from everywhere, and nothing leads back from
 * that: there is nothing left of it to go on with.
 */
export const entryMachine: Machine<EntryStatus> = {
  initial: 'draft',
  moves: {
    draft: ['submitted', 'discarded', 'withdrawn'],
    submitted: ['in_verification', 'verified', 'discarded', 'duplicate', 'withdrawn'],
    in_verification: ['verified', 'discarded', 'duplicate', 'withdrawn'],
    verified: ['in_verification', 'coded', 'discarded', 'duplicate', 'withdrawn'],
    coded: ['in_verification', 'published_in', 'discarded', 'duplicate', 'withdrawn'],
    published_in: ['in_verification', 'discarded', 'duplicate', 'withdrawn'],
    discarded: ['in_verification', 'withdrawn'],
    duplicate: ['in_verification', 'withdrawn'],
    withdrawn: [],
  },
}

/** States of entries that tables count: no drafts, and nothing that was set aside. */
export const countedStatuses: readonly EntryStatus[] = [
  'submitted',
  'in_verification',
  'verified',
  'coded',
  'published_in',
]

/**
 * Whether sources are enough for "verified": her own word, or two that do not depend on each other. Whether they do is
 * for people to say: here two of different kinds are two.
 */
export const isProven = (sources: readonly string[]): boolean =>
  sources.includes('defender') || sources.filter((code) => code !== 'unknown').length >= 2

/** What an entry counts as in tables; null where it was not said. */
export const countsAs = (target: string | null): 'personal' | 'collective' | 'organisation' | null =>
  target === 'personal' || target === 'collective' || target === 'organisation' ? target : null

/** What an entry is looked at for before it is kept. */
type Checked = {
  readonly date: { readonly from: string | null; readonly to: string | null; readonly precision: string | null }
  readonly types: readonly string[]
  readonly groupLeast: number | null
  readonly groupMost: number | null
  readonly genderDimension: string | null
  readonly indicators: readonly string[]
}

/**
 * The first field of an entry that does not go with the others; undefined when all do. A gender dimension needs what shows
 * it; a date may be missing only where nobody knows it.
 */
export const entryFault = (entry: Checked): string | undefined => {
  const { from, to, precision } = entry.date
  if (from === null && precision !== 'unknown') return 'date.from'
  if (to !== null && (from === null || to < from)) return 'date.to'
  if (entry.types.length === 0) return 'types'
  if (entry.groupLeast !== null && entry.groupMost !== null && entry.groupMost < entry.groupLeast) return 'groupMost'
  if (entry.genderDimension === 'yes' && entry.indicators.length === 0) return 'indicators'
  return undefined
}

/**
 * A name or identifier as it goes into a `personKey`: without accents, case, marks and order of its words, so that "Pérez,
 * Ana" and "ana perez" are one. '' where nothing of it is a letter or a digit.
 */
export const normalisedPerson = (name: string): string =>
  (
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .sort()
    .join(' ')

/** A coded value without the order in which it was written. */
const plain = (value: unknown): string => {
  if (Array.isArray(value)) return JSON.stringify(value.map(plain).sort())
  if (typeof value === 'object' && value !== null)
    return JSON.stringify(
      Object.entries(value)
        .filter(([, part]) => part !== null && part !== '')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, part]) => [name, plain(part)]),
    )
  return typeof value === 'string' ? JSON.stringify(value.trim()) : JSON.stringify(value ?? null)
}

/** On which fields two codings of one event agree, of those that the second one said anything about. */
export const compareCodings = (
  first: Readonly<Record<string, unknown>>,
  second: Readonly<Record<string, unknown>>,
): { readonly agrees: string[]; readonly differs: string[] } => {
  const said = Object.keys(second).filter((name) => second[name] !== undefined)
  const isSame = (name: string): boolean => plain(first[name]) === plain(second[name])
  return { agrees: said.filter(isSame), differs: said.filter((name) => !isSame(name)) }
}
