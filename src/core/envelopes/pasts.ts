import type { HeldEnvelope } from '#core/envelopes/chains'
import type { Header } from '#core/envelopes/header'
import type { Ledger } from '#core/envelopes/ledger'
import type { Entry } from '#core/spaces/entry'
import { cutOf } from '#core/spaces/op'
import type { Op } from '#core/spaces/op'
import { emptyVector, join, withPlace } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/** What an envelope's author had heard: found from headers and heads, the same at every member. */

/** What ids named: a place, and what had been heard there. */
type Headed = { readonly chain: string; readonly seq: number; readonly past: Vector }

/** A past with heads, and all that was heard there. */
export const withHeads = (heads: readonly Headed[], before: Vector): Vector =>
  heads.reduce((past, head) => withPlace(join(past, head.past), head), before)

/**
 * What root heads name: ops of the root that were opened, or headers of a fork. Anything else is waited for, at every
 * member alike, whatever she can open: who names it stops her own chain and nothing else.
 */
const rootHeadsIn = (ledger: Ledger, ids: readonly string[]): Headed[] | 'waits' => {
  const found: Headed[] = []
  for (const id of ids) {
    const entry = ledger.root().entry(id)
    const held = entry ? undefined : ledger.chains.byId(id)
    if (entry) found.push({ chain: entry.chain, seq: entry.seq, past: entry.rootPast })
    else if (held?.past && ledger.chains.isForked(held))
      found.push({ chain: held.chain, seq: held.seq, past: held.past })
    else return 'waits'
  }
  return found
}

/**
 * The space's ops that ids name: 'waits' while one may still come, 'held' while one is here and not settled, undefined when
 * one is no op of that space.
 */
export const spaceHeadsIn = (
  ledger: Ledger,
  space: string,
  ids: readonly string[],
): Entry[] | 'waits' | 'held' | undefined => {
  const found: Entry[] = []
  for (const id of ids) {
    const entry = ledger.space(space)?.entry(id)
    if (entry) {
      found.push(entry)
      continue
    }
    const held = ledger.chains.byId(id)
    if (held?.state === 'headed' || held?.state === 'held') return 'held'
    return !held || held.state === 'new' || held.state === 'sealed' ? 'waits' : undefined
  }
  return found
}

/**
 * What its author had heard of the root, from headers alone: what she had when she said the envelope before, that
 * envelope, and her heads. 'waits' while something of it is not settled.
 */
export const rootPastOf = (ledger: Ledger, header: Header, previous: HeldEnvelope | undefined): Vector | 'waits' => {
  if (header.seq > 1 && !previous?.past) return 'waits'
  const heads = rootHeadsIn(ledger, header.rootHeads)
  if (heads === 'waits') return 'waits'
  return withHeads(heads, previous?.past ? withPlace(previous.past, previous) : emptyVector)
}

/**
 * Whether what an op points at by name is here: the last envelopes that its cut lets count, the branch of a fork. A
 * forged name is waited for, and never acted on; one that names another place than it says is refused.
 */
export const pointsRight = (ledger: Ledger, op: Op): 'yes' | 'no' | 'waits' => {
  const named = [
    ...(cutOf(op) ?? []),
    ...(op.type === 'lift' && 'branch' in op ? [{ device: op.device, seq: undefined, id: op.branch }] : []),
  ]
  for (const { device, seq, id } of named) {
    const held = ledger.chains.byId(id)
    if (!held?.past) return 'waits'
    if (held.device !== device || (seq !== undefined && held.seq !== seq)) return 'no'
  }
  return 'yes'
}
