import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/** A sealed batch of document changes, as far as judging it needs. */
export type BatchPlace = {
  readonly id: string
  readonly device: string
  readonly seq: number
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

const beyondCut = (batch: BatchPlace, takings: readonly Entry<OpOf<'revoke'>>[]): boolean =>
  takings.length > 0 &&
  batch.seq > Math.max(...takings.map(({ op }) => op.cut.find(({ device }) => device === batch.device)?.seq ?? 0))

/**
 * The verdict on every batch of one space (R1 for batches). `batches` in an order where what a batch rests on comes
 * before it. A batch past the cut counts after all when one that counts, by another who had not heard, rests on it.
 */
export const judgeBatches = (
  batches: readonly BatchPlace[],
  revokes: readonly Entry<OpOf<'revoke'>>[],
): Map<string, Verdict> => {
  const byId = new Map(batches.map((batch) => [batch.id, batch]))
  const verdicts = new Map<string, Verdict>()
  const unheard = (batch: BatchPlace, member: string): Entry<OpOf<'revoke'>>[] =>
    revokes.filter((revoke) => revoke.op.member === member && !includes(batch.past, revoke))
  for (const batch of batches) {
    const takings = batch.by === undefined ? [] : unheard(batch, batch.by)
    const verdict =
      batch.by === undefined ? 'refused' : batch.spoiled || beyondCut(batch, takings) ? 'quarantined' : 'counts'
    verdicts.set(batch.id, verdict)
  }
  /** What `voucher` rests on counts after all, and what that rests on; a list, since a chain may be thousands long. */
  const vouch = (voucher: BatchPlace): void => {
    const open = [voucher]
    for (let batch = open.pop(); batch; batch = open.pop())
      for (const dep of batch.deps) {
        const below = byId.get(dep)
        if (below?.by === undefined || below.spoiled || verdicts.get(dep) !== 'quarantined') continue
        const known = unheard(below, below.by).some((revoke) => includes(voucher.past, revoke))
        if (below.by === voucher.by || known) continue
        verdicts.set(dep, 'counts')
        open.push(below)
      }
  }
  for (const batch of batches.toReversed()) if (verdicts.get(batch.id) === 'counts') vouch(batch)
  for (const batch of batches) {
    const stands = batch.deps.every((dep) => verdicts.get(dep) === 'counts')
    if (verdicts.get(batch.id) === 'counts' && !stands) verdicts.set(batch.id, 'waiting')
  }
  return verdicts
}
