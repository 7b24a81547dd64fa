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
type Obstacle = { readonly isKnownTo: (voucher: BatchPlace) => boolean }

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
      isKnownTo: ({ rootPast }: BatchPlace) => knows(rootPast, taking),
    })),
    ...(isPastRevokes ? unheard : []).map((revoke) => ({
      isKnownTo: ({ past }: BatchPlace) => includes(past, revoke),
    })),
    ...forksBefore(root, said).map(({ a, b }) => ({
      isKnownTo: ({ rootPast }: BatchPlace) => includes(rootPast, a) && includes(rootPast, b),
    })),
    ...(root.devices.has(batch.device) ? [] : [{ isKnownTo: () => true }]),
  ]
}

/**
 * The verdict on every batch of one space (R1 for batches). `batches` in an order where what a batch rests on comes
 * before it. A batch past the cut counts after all when it was admitted late, or when one that counts, by another who
 * had not heard, rests on it: Automerge could not apply that one otherwise.
 */
export const judgeBatches = (batches: readonly BatchPlace[], bench: BatchBench): Map<string, Verdict> => {
  const byId = new Map(batches.map((batch) => [batch.id, batch]))
  const verdicts = new Map<string, Verdict>()
  const obstacles = new Map<string, Obstacle[]>()
  for (const batch of batches) {
    const found = batch.by === undefined ? [] : obstaclesOf(bench, batch, batch.by)
    obstacles.set(batch.id, found)
    const isApart = batch.spoiled || (found.length > 0 && !bench.late.has(batch.id))
    verdicts.set(batch.id, batch.by === undefined ? 'refused' : isApart ? 'quarantined' : 'counts')
  }
  /** All that `voucher` rests on, however far below, counts after all where she may vouch; a list, since a chain may be long. */
  const vouch = (voucher: BatchPlace): void => {
    const open = [voucher]
    const seen = new Set<string>()
    for (let batch = open.pop(); batch; batch = open.pop())
      for (const dep of batch.deps) {
        const below = byId.get(dep)
        if (!below || seen.has(dep)) continue
        seen.add(dep)
        open.push(below)
        if (verdicts.get(dep) !== 'quarantined' || below.spoiled || below.by === voucher.by) continue
        if (obstacles.get(dep)?.every((obstacle) => !obstacle.isKnownTo(voucher))) verdicts.set(dep, 'counts')
      }
  }
  if ([...verdicts.values()].includes('quarantined'))
    for (const batch of batches.toReversed()) if (verdicts.get(batch.id) === 'counts') vouch(batch)
  for (const batch of batches) {
    const stands = batch.deps.every((dep) => verdicts.get(dep) === 'counts')
    if (verdicts.get(batch.id) === 'counts' && !stands) verdicts.set(batch.id, 'waiting')
  }
  return verdicts
}
