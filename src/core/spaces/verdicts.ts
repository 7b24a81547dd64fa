import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { forksBefore, unheardTakings } from '#core/spaces/reach'
import type { RootState } from '#core/spaces/rootState'
import { knows, lastCountingBatch } from '#core/spaces/takings'
import { includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/** A sealed batch of document changes, as far as judging it needs. */
export type BatchPlace = {
  readonly id: string
  readonly device: string
  readonly chain: string
  readonly seq: number
  /** What its author had heard of the root. */
  readonly rootPast: Vector
  /** The space's ops its author had heard of. */
  readonly past: Vector
  /** Envelopes whose changes it rests on. */
  readonly deps: readonly string[]
  /** Who had the right to write at its own heads; undefined when its author had none. */
  readonly by: string | undefined
  /** Its changes did not pass the check: it never counts, and nobody vouches for it. */
  readonly spoiled: boolean
}

/**
 * counts · quarantined (past the latest cut of who lost her place) · waiting (rests on one that does not count) ·
 * refused (no right at its own heads).
 */
export type Verdict = 'counts' | 'quarantined' | 'waiting' | 'refused'

/** What batches of one space are judged by. */
export type BatchBench = {
  readonly root: RootState
  /** Revokes of the space that count; none in the network's own space. */
  readonly revokes: readonly Entry<OpOf<'revoke'>>[]
  /** Envelopes that a live full facilitator admitted late. */
  readonly late: ReadonlySet<string>
}

/** Something that keeps a batch from counting, and whether somebody's word was said in knowledge of it. */
type Obstacle = { readonly cause: unknown; readonly isKnownTo: (voucher: BatchPlace) => boolean }

/** What takes away the right this batch was written by, if it lies past the latest cut. */
const obstaclesOf = ({ root, revokes }: BatchBench, batch: BatchPlace, by: string): Obstacle[] => {
  const said = { ...batch, by }
  const takings = unheardTakings(root, said)
  const isPastTakings = batch.seq > Math.max(0, ...takings.map((taking) => lastCountingBatch(taking, batch.device)))
  const unheard = revokes.filter(({ op, ...revoke }) => op.member === by && !includes(batch.past, revoke))
  const cutHere = unheard.map(({ op }) => op.cut.find(({ device }) => device === batch.device)?.seq ?? 0)
  const isPastRevokes = batch.seq > Math.max(0, ...cutHere)
  return [
    ...(isPastTakings ? takings : []).map((taking) => ({
      cause: taking,
      isKnownTo: ({ rootPast }: BatchPlace) => knows(rootPast, taking),
    })),
    ...(isPastRevokes ? unheard : []).map((revoke) => ({
      cause: revoke,
      isKnownTo: ({ past }: BatchPlace) => includes(past, revoke),
    })),
    ...forksBefore(root, said).map((fork) => ({
      cause: fork,
      isKnownTo: ({ rootPast }: BatchPlace) => includes(rootPast, fork.a) && includes(rootPast, fork.b),
    })),
    ...(root.devices.has(batch.device) ? [] : [{ cause: 'stranger', isKnownTo: () => true }]),
  ]
}

/** Batches that one author wrote past the same cuts: who may vouch for one of them may for all. */
type Group = { readonly by: string; readonly obstacles: readonly Obstacle[] }

const groupsOf = (): ((by: string, obstacles: readonly Obstacle[]) => Group) => {
  const groups: Group[] = []
  return (by, obstacles) => {
    const known = groups.find(
      (group) =>
        group.by === by &&
        group.obstacles.length === obstacles.length &&
        group.obstacles.every(({ cause }, i) => cause === obstacles[i]?.cause),
    )
    if (known) return known
    groups.push({ by, obstacles })
    return groups.at(-1) ?? { by, obstacles }
  }
}

/**
 * The verdict on every batch of one space (R1 for batches). `batches` in an order where what a batch rests on comes
 * before it. A batch past the cut counts after all when it was admitted late, or when one that counts, by another who
 * had not heard, rests on it however far above: Automerge could not apply that one otherwise.
 */
export const judgeBatches = (batches: readonly BatchPlace[], bench: BatchBench): Map<string, Verdict> => {
  const verdicts = new Map<string, Verdict>()
  const groups = new Map<string, Group>()
  const groupOf = groupsOf()
  for (const batch of batches) {
    const { id, by, spoiled } = batch
    const found = by === undefined ? [] : obstaclesOf(bench, batch, by)
    const isApart = spoiled || (found.length > 0 && !bench.late.has(id))
    verdicts.set(id, by === undefined ? 'refused' : isApart ? 'quarantined' : 'counts')
    if (by !== undefined && isApart && !spoiled) groups.set(id, groupOf(by, found))
  }
  if (groups.size > 0) vouch(batches, verdicts, groups)
  for (const batch of batches) {
    const stands = batch.deps.every((dep) => verdicts.get(dep) === 'counts')
    if (verdicts.get(batch.id) === 'counts' && !stands) verdicts.set(batch.id, 'waiting')
  }
  return verdicts
}

/** From the last batch down: each takes from those that rest on it for which groups somebody above vouches. */
const vouch = (
  batches: readonly BatchPlace[],
  verdicts: Map<string, Verdict>,
  groups: ReadonlyMap<string, Group>,
): void => {
  const all = [...new Set(groups.values())]
  const vouchedFor = new Map<string, Set<Group>>()
  for (const batch of batches.toReversed()) {
    const above = vouchedFor.get(batch.id) ?? new Set<Group>()
    const own = groups.get(batch.id)
    if (own && above.has(own)) verdicts.set(batch.id, 'counts')
    if (verdicts.get(batch.id) === 'counts')
      for (const group of all)
        if (group.by !== batch.by && group.obstacles.every(({ isKnownTo }) => !isKnownTo(batch))) above.add(group)
    if (above.size === 0) continue
    for (const dep of batch.deps) {
      const below = vouchedFor.get(dep)
      if (!below) vouchedFor.set(dep, new Set(above))
      else for (const group of above) below.add(group)
    }
  }
}
