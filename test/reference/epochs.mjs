// Epoch keys: for whom one is, which may still be written under, and who can get one by cryptography alone (R4).
import { foldAt } from './fold.mjs'
import { settle } from './judge.mjs'
import { pushTo } from './maps.mjs'
import { opVoid } from './opVoid.mjs'
import { spaceAt } from './space.mjs'

/** The network space. */
export const NETWORK = 'network'

export const spaceField = (space) => (space === NETWORK ? null : space)

/** Box → member: exactly for whom a new epoch must be. */
export const recipients = (log, at, space) => {
  settle(log)
  const boxes = foldAt(log, at.root).recipients()
  if (space === NETWORK) return boxes
  const { granted } = spaceAt(log, at, space)
  for (const [box, member] of boxes) if (!granted.has(member)) boxes.delete(box)
  return boxes
}

const hands = new Set(['admit', 'bind', 'grant', 'box', 'epoch'])

/** Key → boxes that it was handed to, by ops that count or not. */
const handedKeys = (log, at) => {
  const handed = new Map()
  for (const n of log.list) {
    if (!at.root.has(n.i) || !hands.has(n.e.type)) continue
    for (const { to, key } of n.e.boxes) pushTo(handed, key, to)
  }
  return handed
}

/** Epochs of the whole log that may be written under: the causally latest first, then the least id. */
export const usable = (log, space) => {
  settle(log)
  const at = log.everything()
  const state = foldAt(log, at.root)
  const here = space === NETWORK ? null : spaceAt(log, at, space)
  const handed = handedKeys(log, at)
  const counts = (n) => (here ? here.counts.has(n) : n.auth && !opVoid(state, n, n.auth.by))
  const mayOpen = (box) => {
    const member = state.openerOf(box)
    return member !== null && (!here || here.granted.has(member))
  }
  const good = log.list.filter((n) => {
    if (n.e.type !== 'epoch' || n.e.space !== spaceField(space) || !counts(n)) return false
    return (handed.get(n.e.p.key) ?? []).every(mayOpen)
  })
  const pastOf = (n) => (here ? n.past : n.root)
  const isFollowed = (n) => good.some((later) => pastOf(later).has(n.i))
  return good.sort((a, b) => isFollowed(a) - isFollowed(b) || (a.e.id < b.e.id ? -1 : 1))
}

/** All keys that somebody with these box keys can get out of these envelopes, whatever the rules say. */
export const keysOf = (envelopes, boxes, start = []) => {
  const keys = new Set(start)
  const mine = new Set(boxes)
  for (const e of envelopes) for (const { to, key } of e.boxes) if (mine.has(to)) keys.add(key)
  const epochs = envelopes.filter((e) => e.type === 'epoch')
  for (let before = -1; before !== keys.size;) {
    before = keys.size
    for (const e of epochs) if (keys.has(e.p.key)) for (const earlier of e.holds) keys.add(earlier)
  }
  return keys
}
