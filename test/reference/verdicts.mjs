// What becomes of each bundle of a space (R1): it counts, is quarantined (past a cut), waits (rests on one that does not
// count), or is refused (its author had no right where she stood).
import { isBundle } from './envelope.mjs'
import { opVoid } from './opVoid.mjs'
import { bySpacePast } from './order.mjs'
import { spaceAt, speakerOf } from './space.mjs'
import { concerns, forksBefore, knows, knowsFork } from './takings.mjs'

/** id → counts | quarantined | waiting | refused */
export const verdicts = (log, space) => {
  const here = spaceAt(log, log.everything(), space)
  const bundles = (log.ofSpace.get(space) ?? []).filter((n) => isBundle(n.e)).sort(bySpacePast)
  const late = admittedLate(log, here.state)
  const found = new Map()
  const reasons = new Map()
  for (const n of bundles) {
    const by = (n.right ??= authorWithRight(log, n, space))
    if (!by) {
      found.set(n, 'refused')
      continue
    }
    const against = whyQuarantined(here, n, by)
    reasons.set(n, against)
    found.set(n, against.length > 0 && !late.has(n.e.id) ? 'quarantined' : 'counts')
  }
  vouchByDeps(log, bundles, found, reasons)
  for (const n of bundles) {
    if (found.get(n) === 'counts' && depsOf(log, n).some((dep) => found.get(dep) !== 'counts')) found.set(n, 'waiting')
  }
  return new Map([...found].map(([n, verdict]) => [n.e.id, verdict]))
}

const depsOf = (log, n) => n.e.deps.map((id) => log.node(id))

/** The author, if she could write there where she stood; false if not. */
const authorWithRight = (log, n, space) => {
  if (n.badHeads || n.badCut) return false
  const by = speakerOf(log, n)
  return by && spaceAt(log, n, space).granted.has(by) ? by : false
}

const admittedLate = (log, state) => {
  const ops = log.rootOps.filter((n) => n.e.type === 'admit-late' && n.auth && !opVoid(state, n, n.auth.by))
  return new Set(ops.flatMap((n) => n.e.p.ids))
}

/** Whether it is past the latest of the cuts. */
const isBeyond = (nodes, { device, seq }) =>
  nodes.length > 0 && seq > Math.max(...nodes.map((t) => t.e.p.cut?.[device]?.seq ?? 0))

/**
 * Why a bundle does not count by itself: for each reason, whether another bundle's author knew of it. Root and space
 * takings are weighed apart.
 */
const whyQuarantined = ({ state, revokes }, n, by) => {
  const { takings, wasFull, forks, branches } = state.facts
  const reach = takings.filter(
    (t) => ['all', 'device', 'time'].includes(t.kind) && concerns(t, n, by, wasFull) && !knows(n, t),
  )
  const revoked = revokes.filter((r) => r.e.p.member === by && !n.past.has(r.i))
  const reasons = forksBefore(n, forks, branches).map((fork) => (other) => knowsFork(other, fork))
  const nodes = reach.flatMap((t) => t.nodes)
  if (isBeyond(nodes, n.e)) reasons.push(...reach.map((t) => (other) => knows(other, t)))
  if (isBeyond(revoked, n.e)) reasons.push(...revoked.map((r) => (other) => other.past.has(r.i)))
  if (!state.devices.has(n.e.device)) reasons.push(() => true) // nobody vouches for a stranger
  return reasons
}

/** What a bundle that counts rests on counts too, if it is another's and its author had not heard. */
const vouchByDeps = (log, bundles, found, reasons) => {
  for (const voucher of bundles.toReversed()) {
    if (found.get(voucher) !== 'counts') continue
    const seen = new Set()
    const open = [voucher]
    while (open.length > 0) {
      for (const dep of depsOf(log, open.pop())) {
        if (seen.has(dep)) continue
        seen.add(dep)
        open.push(dep)
        const isOther = dep.right !== voucher.right
        if (found.get(dep) !== 'quarantined' || !isOther) continue
        if (reasons.get(dep).every((knew) => !knew(voucher))) found.set(dep, 'counts')
      }
    }
  }
}
