// A set of envelopes that only grows. It knows chains, pasts, forks and heads; what an op does is not decided here.
import { BitSet } from './bitSet.mjs'
import { cutOf, isBundle, isRootOp, parents, spaceOf } from './envelope.mjs'
import { foldAt } from './fold.mjs'
import { settle } from './judge.mjs'
import { getOrMake, pushTo } from './maps.mjs'

/**
 * A node is an envelope in its place:
 *   root  what is reachable through prev and root heads: what every member can see in the headers
 *   past  (only in a space) root, and what is reachable through heads of that space and deps
 *   size  of root
 */
export class Log {
  constructor() {
    this.nodes = new Map()
    this.list = []
    this.held = new Map()
    this.forks = []
    this.rootOps = [] // judged or to be judged, in order of arrival
    this.fresh = [] // root ops not judged yet
    this.pairs = []
    this.halves = new Map()
    this.deciding = new BitSet() // root ops and fork headers: a root fold depends on nothing else
    this.rootMemo = new Map()
    this.spaceMemo = new Map()
    this.network = null
    this.places = new Map()
    this.ofSpace = new Map()
  }

  /** Returns whether the envelope was taken in now. It is held while something that it names is missing. */
  add(e) {
    if (this.nodes.has(e.id) || this.held.has(e.id)) return false
    if (!this.#isReady(e)) {
      this.held.set(e.id, e)
      return false
    }
    if (!this.#take(e)) return false
    this.#takeHeld()
    return true
  }

  node(id) {
    return this.nodes.get(id)
  }

  /** All that was taken in, pasts first. */
  all() {
    return this.list.map((n) => n.e)
  }

  /** The whole set as a past. */
  everything() {
    const all = new BitSet()
    for (const n of this.list) all.add(n.i)
    return { root: all, past: all }
  }

  /** Root ops and fork headers that no other of them has in its past. */
  heads() {
    return tips(
      this.list.filter((n) => isRootOp(n.e) || this.#isForkHeader(n)),
      (n) => n.root,
    )
  }

  spaceHeads(space) {
    return tips(
      this.#inSpace(space).filter((n) => !isBundle(n.e)),
      (n) => n.past,
    )
  }

  bundleHeads(space, counts) {
    return tips(
      this.#inSpace(space).filter((n) => isBundle(n.e) && counts(n)),
      (n) => n.past,
    )
  }

  /** The state of everything taken in. */
  state() {
    settle(this)
    return foldAt(this, this.everything().root)
  }

  #inSpace(space) {
    return this.ofSpace.get(space) ?? []
  }

  #isForkHeader(n) {
    return this.forks.some((fork) => fork.a === n || fork.b === n)
  }

  #isReady(e) {
    if (!parents(e).every((id) => this.nodes.has(id))) return false
    return e.rootHeads.every((id) => {
      const n = this.nodes.get(id)
      return isRootOp(n.e) || this.#isForkHeader(n)
    })
  }

  #takeHeld() {
    for (let again = true; again;) {
      again = false
      for (const waiting of [...this.held.values()]) {
        if (!this.#isReady(waiting)) continue
        this.held.delete(waiting.id)
        again = this.#take(waiting) || again
      }
    }
  }

  #take(e) {
    if (e.type === 'found') {
      if (this.network && this.network !== e.id) return false
      this.network = e.id
    }
    const prev = e.prev === null ? null : this.nodes.get(e.prev)
    if (e.seq !== (prev ? prev.e.seq + 1 : 1) || (prev && prev.e.device !== e.device)) return false

    const n = { e, i: this.list.length, space: spaceOf(e), root: this.#rootPast(e) }
    n.size = n.root.size()
    n.badCut = cutOf(e).some(([device, last]) => !this.#isAt(last, device))
    if (n.space !== null) {
      n.past = this.#spacePast(n)
      n.pastSize = n.past.size()
      n.badHeads = e.spaceHeads.some((id) => !this.#mayBeHead(this.nodes.get(id), n))
      pushTo(this.ofSpace, n.space, n)
    }
    this.nodes.set(e.id, n)
    this.list.push(n)
    if (isRootOp(e)) {
      this.deciding.add(n.i)
      this.rootOps.push(n)
      this.fresh.push(n)
    }
    this.#findForks(n)
    return true
  }

  #findForks(n) {
    const place = getOrMake(this.places, `${n.e.device} ${n.e.seq}`, () => [])
    for (const other of place) {
      this.forks.push({ a: other, b: n, device: n.e.device, seq: n.e.seq })
      this.deciding.add(other.i).add(n.i)
    }
    place.push(n)
  }

  #rootPast(e) {
    const past = new BitSet()
    for (const id of [e.prev, ...e.rootHeads]) {
      if (id === null) continue
      const n = this.nodes.get(id)
      past.addAll(n.root).add(n.i)
    }
    return past
  }

  /**
   * What was said to have been heard of the space: its heads, and what its author said there before. Each stands for all
   * that is before it on its chain.
   */
  #spacePast(n) {
    const past = new BitSet()
    const before = this.#lastInSpace(n)
    if (before) {
      past.addAll(before.past)
      if (!isBundle(before.e)) this.#addWithChain(past, before)
    }
    for (const id of n.e.spaceHeads) {
      const named = this.nodes.get(id)
      if (named.space === n.space) this.#addWithChain(past.addAll(named.past), named)
    }
    return past
  }

  #addWithChain(past, n) {
    for (let at = n; at && !past.has(at.i); at = this.nodes.get(at.e.prev)) past.add(at.i)
  }

  /** What the author said last in the space, before this. */
  #lastInSpace(n) {
    for (let at = this.nodes.get(n.e.prev); at; at = this.nodes.get(at.e.prev)) if (at.space === n.space) return at
    return undefined
  }

  /** A cut names an envelope in its place; seq 0 says that nothing of the device counts. */
  #isAt(last, device) {
    if (!last.id) return last.seq === 0
    const { e } = this.nodes.get(last.id)
    return e.device === device && e.seq === last.seq
  }

  /** An op of the same space. */
  #mayBeHead(head, n) {
    return head.space === n.space && !isBundle(head.e)
  }
}

const tips = (nodes, pastOf) => {
  const under = new BitSet()
  for (const n of nodes) under.addAll(pastOf(n))
  return nodes
    .filter((n) => !under.has(n.i))
    .map((n) => n.e.id)
    .sort()
}
