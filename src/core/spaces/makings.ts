import { byPast } from '#core/spaces/entry'
import { knows } from '#core/spaces/takings'
import type { Taking } from '#core/spaces/takings'
import type { Judged } from '#core/spaces/judged'
import type { Pair } from '#core/spaces/pairs'
import { includes } from '#core/spaces/vector'
import type { Role } from '#shared/rules/role'

/** Somebody made a full facilitator or coordinator, and the op or ops that did it. */
export type Making = {
  readonly member: string
  readonly role: Exclude<Role, 'member'>
  readonly signers: readonly Judged[]
}

const asRole = (word: string): Making['role'] => (word === 'coordinator' ? 'coordinator' : 'facilitator')

/** By two; and the founder, by founding. */
const byTwo = (standing: readonly Judged[], pairs: readonly Pair[]): Making[] => [
  ...pairs.flatMap(({ half, first, second }): Making[] =>
    half.act === 'make' ? [{ member: half.who, role: asRole(half.more), signers: [first, second] }] : [],
  ),
  ...standing.flatMap((judged): Making[] =>
    judged.entry.op.type === 'found' ? [{ member: judged.judgement.by, role: 'coordinator', signers: [judged] }] : [],
  ),
]

/**
 * By one while she was alone. Of concurrent ones those on the founding device's chain go first, then the smallest past
 * and the least id; the others are halves.
 */
const byOneAlone = (standing: readonly Judged[]): Making[] => {
  const founding = standing.find(({ entry }) => entry.op.type === 'found')?.entry.device
  const rank = ({ entry }: Judged): number => (entry.device === founding ? 0 : 1)
  const won: Judged[] = []
  for (const judged of standing
    .filter(({ judgement }) => judgement.alone)
    .toSorted((a, b) => rank(a) - rank(b) || byPast(a.entry, b.entry))) {
    const isApart = (other: Judged): boolean =>
      !includes(other.entry.past, judged.entry) && !includes(judged.entry.past, other.entry)
    if (!won.some(isApart)) won.push(judged)
  }
  return won.flatMap((judged): Making[] => {
    const { half } = judged.judgement
    return half ? [{ member: half.who, role: asRole(half.more), signers: [judged] }] : []
  })
}

/** R6: what enough guardians said, in the same words. */
export type Recovery = { readonly full: readonly string[]; readonly signers: readonly Judged[] }

/** R6: recoveries that enough guardians said. */
export const recoveriesOf = (standing: readonly Judged[]): Recovery[] => {
  const votes = new Map<string, Map<string, Judged>>()
  for (const judged of standing) {
    const { op } = judged.entry
    if (op.type !== 'recover') continue
    const key = op.full.toSorted().join()
    votes.set(key, (votes.get(key) ?? new Map<string, Judged>()).set(judged.judgement.by, judged))
  }
  return [...votes.values()].flatMap((voters): Recovery[] => {
    const signers = [...voters.values()].sort((a, b) => byPast(a.entry, b.entry))
    const [first] = signers
    if (first?.entry.op.type !== 'recover' || signers.length < (first.judgement.guardians ?? Infinity)) return []
    return [{ full: first.entry.op.full, signers }]
  })
}

/** Everyone who was ever made full in this set, and by what. */
export const makingsOf = (
  standing: readonly Judged[],
  pairs: readonly Pair[],
  recoveries: readonly Recovery[],
): Making[] => [
  ...byTwo(standing, pairs),
  ...byOneAlone(standing),
  ...recoveries.flatMap(({ full, signers }) =>
    full.map((member): Making => ({ member, role: 'facilitator', signers })),
  ),
]

const takesRoleOf = (taking: Taking, member: string): boolean =>
  taking.takes === 'others'
    ? !taking.except?.has(member)
    : taking.member === member && (taking.takes === 'role' || taking.takes === 'membership')

/**
 * Who is full: made by a making that every taking of her role is known to (a making counts against a taking only when
 * all its signers have heard of it), and never expelled. A coordinator's part is taken alone by `coordination`.
 */
export const fullBy = (makings: readonly Making[], takings: readonly Taking[]): Map<string, Making['role']> => {
  const full = new Map<string, Making['role']>()
  const holdsAgainst = ({ signers }: Making, taking: Taking): boolean =>
    signers.every(({ entry }) => knows(entry.past, taking))
  for (const making of makings) {
    const { member } = making
    if (takings.some((taking) => taking.takes === 'membership' && taking.member === member)) continue
    if (takings.some((taking) => takesRoleOf(taking, member) && !holdsAgainst(making, taking))) continue
    const isLowered = takings.some(
      (taking) => taking.takes === 'coordination' && taking.member === member && !holdsAgainst(making, taking),
    )
    const role = isLowered ? 'facilitator' : making.role
    full.set(member, full.get(member) === 'coordinator' ? 'coordinator' : role)
  }
  return full
}
