import { spanOf } from '#shared/rules/period'
import type { CodedDate } from '#shared/rules/period'

/** What two entries are compared by. `personKey` null: nobody was named; '' and null elsewhere: not noted. */
export type Comparable = {
  readonly id: string
  readonly personKey: string | null
  readonly eventId: string | null
  readonly date: CodedDate
  readonly country: string
  readonly department: string
  readonly municipality: string
  readonly types: readonly string[]
  readonly target: string | null
  /** Their categories. */
  readonly perpetrators: readonly string[]
}

/** Why two entries look like one event. */
type DuplicateReason = 'person' | 'place' | 'date' | 'types' | 'target' | 'perpetrators'
/** Two entries that look like one event. `score`: 60 (to be looked at) to 120 (the same in all). */
export type LikelyDuplicate = {
  readonly a: string
  readonly b: string
  readonly score: number
  readonly reasons: readonly DuplicateReason[]
}

/** From this score on somebody should look. */
const likely = 60
/** Days that may lie between two reports of one event. */
const reach = 3
/** Entries that one entry is compared with in one block, at most: what is beyond is not found. */
const mostCompared = 100

type Prepared = Comparable & { readonly first: number; readonly last: number; readonly place: string }

const plainPlace = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const prepared = (entry: Comparable): Prepared[] => {
  const span = spanOf(entry.date)
  if (!span) return []
  const department = plainPlace(entry.department)
  return [
    {
      ...entry,
      first: span[0],
      last: span[1],
      department,
      municipality: plainPlace(entry.municipality),
      place: `${entry.country}|${department}|${plainPlace(entry.municipality)}`,
    },
  ]
}

/** How much of two lists, each without repetitions, is in both: 0 to 1. */
const shared = (a: readonly string[], b: readonly string[]): number => {
  let both = 0
  for (const code of a) if (b.includes(code)) both++
  return both === 0 ? 0 : both / (a.length + b.length - both)
}

const reasons: readonly DuplicateReason[] = ['person', 'place', 'date', 'types', 'target', 'perpetrators']

/** Points for each of `reasons`; a different person speaks against it. */
const pointsOf = (a: Prepared, b: Prepared): readonly number[] => {
  const isOneDay = a.first === a.last && b.first === b.last
  const apart = Math.max(0, b.first - a.last, a.first - b.last)
  const isSameDepartment = a.department !== '' && a.department === b.department
  const isSameTown = a.municipality !== '' && a.municipality === b.municipality && a.department === b.department
  return [
    a.personKey === null || b.personKey === null ? 0 : a.personKey === b.personKey ? 50 : -30,
    isSameTown ? 20 : isSameDepartment ? 8 : 0,
    isOneDay ? ([20, 14][apart] ?? 8) : 6,
    Math.round(20 * shared(a.types, b.types)),
    a.target !== null && a.target === b.target ? 5 : 0,
    Math.round(5 * shared(a.perpetrators, b.perpetrators)),
  ]
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const blocksOf = (entries: readonly Prepared[]): Prepared[][] => {
  const blocks = new Map<string, Prepared[]>()
  for (const entry of entries) {
    const keys = [
      ...(entry.personKey === null ? [] : [`person ${entry.personKey}`]),
      ...(entry.municipality === '' ? [] : [`place ${entry.place}`]),
    ]
    for (const key of keys) {
      const block = blocks.get(key)
      if (block) block.push(entry)
      else blocks.set(key, [entry])
    }
  }
  return [...blocks.values()].map((block) => block.sort((a, b) => a.first - b.first || inOrder(a.id, b.id)))
}

/**
 * Pairs of entries that are likely one event told twice, the likeliest first. Only entries of one person, or of one town,
 * are compared, and of those only what happened within three days or may have: 60,000 entries are some hundred thousand
 * comparisons. Aggressions that people have put together as one event (`eventId`) are no duplicates of each other.
 */
export const likelyDuplicates = (entries: readonly Comparable[]): LikelyDuplicate[] => {
  const found = new Map<string, LikelyDuplicate>()
  for (const block of blocksOf(entries.flatMap(prepared)))
    for (const [i, a] of block.entries()) {
      for (let j = i + 1; j < block.length && j <= i + mostCompared; j++) {
        const b = block[j]
        if (!b || b.first > a.last + reach) break
        if (a.country !== b.country || (a.eventId !== null && a.eventId === b.eventId)) continue
        if (a.id === b.id) continue
        const points = pointsOf(a, b)
        const score = points.reduce((sum, one) => sum + one, 0)
        if (score < likely) continue
        const [first, second] = a.id < b.id ? [a.id, b.id] : [b.id, a.id]
        found.set(`${first} ${second}`, {
          a: first,
          b: second,
          score,
          reasons: reasons.filter((_, at) => (points[at] ?? 0) > 0),
        })
      }
    }
  return [...found.values()].sort((x, y) => y.score - x.score || inOrder(x.a, y.a) || inOrder(x.b, y.b))
}
