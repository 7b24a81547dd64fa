import type { Lease, Release, ReleaseLedger, ReleaseSaying, ReleaseStatus, ReleaseWord } from '#shared/rules/release'
import { isOfNarrative } from '#shared/rules/release'
import { areOfOneYear } from '#shared/rules/releasePeriod'

/** States of one that is not published in which it is in nobody's way. */
const hasEnded: ReadonlySet<ReleaseStatus> = new Set(['cancelled', 'lost', 'overtaken', 'lapsed'])

type WordOf<K extends ReleaseSaying['kind']> = ReleaseWord & { readonly says: { readonly kind: K } }
type Asked = Pick<Lease['says'], 'product' | 'spec'>

/** Whether what is published of one may tell of the other. */
export const areNear = (a: Asked, b: Asked): boolean =>
  a.product === b.product && areOfOneYear(a.spec.period, b.spec.period)

/** Whether one can only be a correction of the other. */
export const areOfSame = (a: Asked, b: Asked): boolean =>
  a.product === b.product &&
  a.spec.period === b.spec.period &&
  a.spec.audience === b.spec.audience &&
  a.spec.country === b.spec.country

const isOf = <K extends ReleaseSaying['kind']>(word: ReleaseWord | undefined, kind: K): word is WordOf<K> =>
  word?.says.kind === kind

/** Each word behind all that it names; words of which something is missing are left out. */
const inOrder = (words: ReadonlyMap<string, ReleaseWord>): { order: ReleaseWord[]; missing: string[] } => {
  const named = new Map<string, string[]>()
  const waits = new Map<string, number>()
  const missing = new Set<string>()
  for (const { id, after } of words.values()) {
    const before = new Set(after)
    waits.set(id, before.size)
    for (const one of before) {
      if (!words.has(one)) missing.add(one)
      named.set(one, [...(named.get(one) ?? []), id])
    }
  }
  const order = [...words.values()].filter(({ id }) => waits.get(id) === 0)
  // it grows while it is gone through
  for (const { id: before } of order)
    for (const id of named.get(before) ?? []) {
      const left = (waits.get(id) ?? 0) - 1
      waits.set(id, left)
      const word = words.get(id)
      if (left === 0 && word) order.push(word)
    }
  return { order, missing: [...missing].sort() }
}

/**
 * Folds what was said. `coordinates`: whether a member coordinates in full, as far as a word had heard (null: now); of a word
 * that is given here its author did when she said it.
 */
export const foldReleases = (
  said: readonly ReleaseWord[],
  coordinates: (member: string, at: string | null) => boolean,
): ReleaseLedger => {
  const seen = new Set(said.filter(({ says }) => says.kind === 'seen' || isOfNarrative(says)).map(({ id }) => id))
  const counted = said
    .filter(({ id }) => !seen.has(id))
    .map((word) => ({ ...word, after: word.after.filter((id) => !seen.has(id)) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const words = new Map(counted.map((word) => [word.id, word]))
  const { order, missing } = inOrder(words)
  const pasts = new Map<string, ReadonlySet<string>>()
  const leases: Lease[] = []
  const entriesOf = new Map<string, string[]>()
  const unsound: string[] = []
  const everything = new Set(order.map(({ id }) => id))
  const within = <K extends ReleaseSaying['kind']>(set: ReadonlySet<string>, kind: K): WordOf<K>[] =>
    order.filter((word): word is WordOf<K> => set.has(word.id) && isOf(word, kind))

  const areRivals = (a: Lease, b: Lease): boolean =>
    a.id !== b.id && areNear(a.says, b.says) && !a.says.earlier.includes(b.id) && !b.says.earlier.includes(a.id)
  const entriesIn = (set: ReadonlySet<string>, { id }: Lease): string[] =>
    (entriesOf.get(id) ?? []).filter((entry) => set.has(entry))

  /** What stands where only these words are known; `at`: the word whose past they are. */
  const standing = (set: ReadonlySet<string>, at: string | null): Map<string, Release> => {
    const here = leases.filter(({ id }) => set.has(id))
    const isOut = new Map(here.map((lease) => [lease.id, entriesIn(set, lease).length > 0]))
    const cancelled = new Set(within(set, 'cancel').map(({ says }) => says.lease))
    const lost = new Set(
      within(set, 'choice').flatMap(({ id, says }) => {
        const chosen = here.find((lease) => lease.id === says.lease)
        const known = pasts.get(id)
        if (!chosen || !known?.has(chosen.id)) return []
        return here.filter((other) => known.has(other.id) && areRivals(chosen, other)).map((other) => other.id)
      }),
    )
    const isOvertaken = (lease: Lease): boolean =>
      here.some(
        (other) =>
          other.id !== lease.id &&
          isOut.get(other.id) &&
          !lease.says.earlier.includes(other.id) &&
          areNear(other.says, lease.says),
      )
    const fallen = (lease: Lease): ReleaseStatus | undefined => {
      if (isOut.get(lease.id)) {
        if (lost.has(lease.id)) return 'lost'
        const isSuperseded = here.some((other) => isOut.get(other.id) && other.says.supersedes === lease.id)
        return isSuperseded ? 'superseded' : undefined
      }
      if (cancelled.has(lease.id)) return 'cancelled'
      if (lost.has(lease.id)) return 'lost'
      if (isOvertaken(lease)) return 'overtaken'
      return coordinates(lease.by, at) ? undefined : 'lapsed'
    }
    const ended = new Map(here.map((lease) => [lease.id, fallen(lease)]))
    return new Map(
      here.map((lease): [string, Release] => {
        const approvals = within(set, 'approval').flatMap(({ id, by, says }) => {
          const isHers = says.lease === lease.id && says.digest === lease.says.digest && pasts.get(id)?.has(lease.id)
          return isHers && by !== lease.by && coordinates(by, at) ? [id] : []
        })
        const out = isOut.get(lease.id) ?? false
        const end = ended.get(lease.id)
        const rivals = here.filter(
          (other) =>
            areRivals(lease, other) && ended.get(other.id) === undefined && (isOut.get(other.id) ?? false) === out,
        )
        const stands = out ? 'published' : approvals.length > 0 ? 'approved' : 'leased'
        const against = end === undefined ? rivals.map(({ id }) => id) : []
        return [
          lease.id,
          {
            lease,
            status: end ?? (against.length > 0 ? 'conflict' : stands),
            approvals,
            entries: entriesIn(set, lease),
            rivals: against,
          },
        ]
      }),
    )
  }

  const isSoundLease = (lease: Lease, past: ReadonlySet<string>): boolean => {
    const { earlier, supersedes } = lease.says
    const near = [...standing(past, lease.id).values()].filter((other) => areNear(other.lease.says, lease.says))
    const out = near.filter(({ entries }) => entries.length > 0)
    const isOfSame = (other: Release): boolean => areOfSame(other.lease.says, lease.says)
    const holds = out.filter((one) => isOfSame(one) && (one.status === 'published' || one.status === 'conflict'))
    const corrects = supersedes === null || out.some((one) => one.lease.id === supersedes && isOfSame(one))
    return (
      corrects &&
      holds.every((one) => one.lease.id === supersedes) &&
      out.length === new Set(earlier).size &&
      out.every((one) => earlier.includes(one.lease.id)) &&
      near.every(({ entries, status }) => entries.length > 0 || hasEnded.has(status))
    )
  }

  for (const word of order) {
    const past = new Set(word.after.flatMap((id) => [id, ...(pasts.get(id) ?? [])]))
    pasts.set(word.id, past)
    if (isOf(word, 'lease')) {
      if (isSoundLease(word, past)) leases.push(word)
      else unsound.push(word.id)
    }
    if (isOf(word, 'entry')) {
      const { lease, digest, product } = word.says
      const then = past.has(lease) ? standing(past, word.id).get(lease) : undefined
      const isFree = then !== undefined && (then.status === 'approved' || then.status === 'published')
      if (isFree && then.lease.says.digest === digest && then.lease.says.product === product)
        entriesOf.set(lease, [...(entriesOf.get(lease) ?? []), word.id])
      else unsound.push(word.id)
    }
  }
  const named = new Set(order.flatMap(({ after }) => after))
  const isWaitedFor = counted.some(({ id, by }) => !everything.has(id) && coordinates(by, null))
  return {
    releases: standing(everything, null),
    missing: isWaitedFor ? missing : [],
    unsound,
    heads: order.filter(({ id }) => !named.has(id)).map(({ id }) => id),
  }
}
