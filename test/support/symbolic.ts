import type { Entry } from '#core/spaces/entry'
import { usableEpochs } from '#core/spaces/epochs'
import type { EpochView } from '#core/spaces/epochs'
import { isStanding } from '#core/spaces/judged'
import { rootVouchers } from '#core/spaces/reach'
import { createRootLog } from '#core/spaces/rootLog'
import type { RootLog } from '#core/spaces/rootLog'
import { isBoxIn, isLive, isLiveDevice, maySpeak, memberOf, recipientsOf } from '#core/spaces/rootState'
import type { RootView as SeenRoot } from '#core/spaces/spaceFold'
import { createSpaceLog } from '#core/spaces/spaceLog'
import type { SpaceLog } from '#core/spaces/spaceLog'
import { grantedIn, isReader } from '#core/spaces/spaceState'
import { emptyVector, includes, join, withPlace } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'
import { judgeBatches } from '#core/spaces/verdicts'
import type { BatchPlace } from '#core/spaces/verdicts'
import type { Envelope, RootView, SpaceView, View } from '../reference/index.mjs'
import { bench, cutOf, isRootOp, opOf, spaceOf } from './symbolicOps'

/**
 * The folds of `src/core/spaces` fed with the reference's symbolic envelopes: ids instead of hashes, names instead of
 * keys. What the engine does with bytes, chains on disk and sealed bodies is tested elsewhere, with real vaults.
 */
type Held = Place & { readonly envelope: Envelope; readonly past: Vector }

/** What the production folds say of a set of symbolic envelopes, taken in in any order. */
export class ProductionLog {
  readonly #held = new Map<string, Held>()
  readonly #waiting = new Map<string, Envelope>()
  readonly #ends = new Map<string, number>()
  readonly #branches = new Map<string, Place>()
  readonly #spaces = new Map<string, SpaceLog>()
  readonly #bundles = new Map<string, BatchPlace[]>()
  readonly #lastIn = new Map<string, Map<string, { seq: number; past: Vector }[]>>()
  readonly root: RootLog

  constructor(network: string) {
    this.root = createRootLog({ network, ...bench })
  }

  add(e: Envelope): void {
    if (this.#held.has(e.id)) return
    this.#waiting.set(e.id, e)
    for (let moved = true; moved;) {
      moved = false
      for (const one of this.#waiting.values()) {
        if (!this.#isReady(one)) continue
        this.#waiting.delete(one.id)
        this.#take(one)
        moved = true
      }
    }
  }

  #isReady(e: Envelope): boolean {
    const named = [e.prev, ...e.rootHeads, ...e.spaceHeads, ...e.deps, ...cutOf(e).map(({ id }) => id)]
    if (!named.every((id) => id === null || id === '' || this.#held.has(id))) return false
    return e.rootHeads.every((id) => {
      const head = this.#held.get(id)
      return head !== undefined && (isRootOp(head.envelope) || this.#isForked(head.envelope))
    })
  }

  #isForked({ device, seq }: Envelope): boolean {
    return [...this.#held.values()].filter((held) => held.envelope.device === device && held.seq === seq).length > 1
  }

  /** The chain it stands on: a second envelope after the same one begins a branch. */
  #place(e: Envelope): Place | undefined {
    const previous = e.prev === null ? undefined : this.#held.get(e.prev)
    if (e.seq !== (previous?.seq ?? 0) + 1 || (previous && previous.envelope.device !== e.device)) return undefined
    const own = previous?.chain ?? e.device
    const end = this.#ends.get(own) ?? 0
    if (end < e.seq) {
      this.#ends.set(own, e.seq)
      return { chain: own, seq: e.seq }
    }
    const chain = `${e.device}~${e.id}`
    this.#ends.set(chain, e.seq)
    const siblings = [...this.#branches].filter(([, from]) => from.chain === own && from.seq === e.seq - 1)
    this.#branches.set(chain, { chain: own, seq: e.seq - 1 })
    for (const other of [own, ...siblings.map(([name]) => name)])
      this.root.addFork({ device: e.device, seq: e.seq, a: { chain: other, seq: e.seq }, b: { chain, seq: e.seq } })
    return { chain, seq: e.seq }
  }

  #sizeOf(past: Vector): number {
    let size = 0
    for (const [chain, seq] of past) size += Math.max(0, seq - (this.#branches.get(chain)?.seq ?? 0))
    return size
  }

  #take(e: Envelope): void {
    if (e.type === 'found' && e.id !== this.#founded(e)) return
    const place = this.#place(e)
    if (!place) return
    const named = [e.prev, ...e.rootHeads].flatMap((id) => (id === null ? [] : (this.#held.get(id) ?? [])))
    const rootPast = named.reduce((past: Vector, held) => withPlace(join(past, held.past), held), emptyVector)
    this.#held.set(e.id, { ...place, envelope: e, past: rootPast })
    const space = spaceOf(e)
    if (space === null) {
      if (isRootOp(e)) this.#takeRootOp(e, place, rootPast)
    } else this.#takeInSpace(e, space, place, rootPast)
  }

  #network: string | undefined
  #founded(e: Envelope): string {
    return (this.#network ??= e.id)
  }

  #isCutRight(e: Envelope): boolean {
    return cutOf(e).every(({ device, seq, id }) => {
      const held = this.#held.get(id)
      return id === '' ? seq === 0 : held?.envelope.device === device && held.seq === seq
    })
  }

  #takeRootOp(e: Envelope, place: Place, rootPast: Vector): void {
    const op = opOf(e)
    const branch = op.type === 'lift' && 'branch' in op ? this.#held.get(op.branch) : undefined
    const isOwn = op.type === 'lift' && 'branch' in op && branch?.envelope.device === op.device
    const entry: Entry = {
      id: e.id,
      device: e.device,
      ...place,
      op,
      key: e.p.key ?? e.boxes[0]?.key ?? `no key ${e.id}`,
      rootPast,
      past: rootPast,
      size: this.#sizeOf(rootPast),
      ...(branch && isOwn ? { branch: withPlace(branch.past, branch) } : {}),
    }
    // what points wrong is set apart by the engine before it is judged
    this.root.add(entry, this.#isCutRight(e) ? undefined : 'nothing')
  }

  #lastPastIn(space: string, place: Place): Vector {
    const list = this.#lastIn.get(space)?.get(place.chain) ?? []
    const last = list.findLast(({ seq }) => seq <= place.seq)
    const branch = this.#branches.get(place.chain)
    return join(branch ? this.#lastPastIn(space, branch) : emptyVector, last?.past ?? emptyVector)
  }

  #takeInSpace(e: Envelope, space: string, place: Place, rootPast: Vector): void {
    const log = this.#spaces.get(space) ?? createSpaceLog((past) => this.#view(past))
    this.#spaces.set(space, log)
    const heads = e.spaceHeads.map((id) => log.entry(id))
    const previous = e.prev === null ? undefined : this.#held.get(e.prev)
    const past = heads.reduce(
      (all: Vector, head) => (head ? withPlace(join(all, head.past), head) : all),
      previous ? this.#lastPastIn(space, previous) : emptyVector,
    )
    const isPointedRight = heads.every((head) => head !== undefined) && this.#isCutRight(e)
    const note = (heard: Vector): void => {
      const chains = this.#lastIn.get(space) ?? new Map<string, { seq: number; past: Vector }[]>()
      this.#lastIn.set(space, chains)
      chains.set(place.chain, [...(chains.get(place.chain) ?? []), { seq: place.seq, past: heard }])
    }
    if (e.type === 'bundle') {
      note(past)
      const root = this.#view(rootPast)
      const by = memberOf(root.state, e.device)
      const mayWrite =
        isPointedRight &&
        by !== undefined &&
        maySpeak(root.state, e.device) &&
        isReader(root.state, log.stateAt(past, root), by)
      const batch = {
        id: e.id,
        device: e.device,
        ...place,
        rootPast,
        past,
        deps: e.deps,
        by: mayWrite ? by : undefined,
        spoiled: false,
      }
      this.#bundles.set(space, [...(this.#bundles.get(space) ?? []), batch])
      return
    }
    note(withPlace(past, place))
    const key = e.p.key ?? e.boxes[0]?.key ?? `no key ${e.id}`
    const entry: Entry = {
      id: e.id,
      device: e.device,
      ...place,
      op: opOf(e),
      key,
      rootPast,
      past,
      size: this.#sizeOf(past),
    }
    log.add(entry, isPointedRight ? undefined : 'nothing')
  }

  #view(past: Vector): SeenRoot {
    const { state, vouchers } = this.root.fold(past)
    return { state, vouchers: () => rootVouchers(vouchers()) }
  }

  /** The whole answer, in the reference's words. */
  view(spaces: readonly string[]): View {
    const here = spaces.filter((space) => this.#spaces.get(space)?.entry(space)).sort()
    const root = this.#view(this.root.all())
    const epochs: EpochView = {
      epochs: this.root.counting('epoch').map(({ entry }) => entry),
      handing: this.root.handing(),
      isIn: (box) => isBoxIn(root.state, box),
      due: recipientsOf(root.state),
    }
    return {
      root: this.#rootView(),
      usableRoot: usableEpochs(epochs).map(({ id }) => id),
      spaces: Object.fromEntries(here.map((space) => [space, this.#spaceView(space, root)])),
    }
  }

  #rootView(): RootView {
    const state = this.root.state()
    const sorted = <T>(map: Iterable<[string, T]>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
    const { isVoid } = this.root.fold(this.root.all())
    const judged = [...this.#held.keys()].flatMap((id) => this.root.judgedOf(id) ?? [])
    return {
      members: sorted(state.members).map(([id, { role }]) => [
        id,
        {
          role,
          isFull: state.full.has(id),
          live: isLive(state, id),
          gone: state.gone.has(id),
          suspenders: [...(state.suspended.get(id) ?? [])].sort(),
        },
      ]),
      devices: sorted(state.devices).map(([id, { member, box }]) => [
        id,
        { member, box, live: isLiveDevice(state, id) },
      ]),
      gone: [...state.gone].sort(),
      goneDevices: [...state.goneDevices].sort(),
      suspended: sorted(state.suspended).map(([id, by]) => [id, [...by].sort()]),
      fulls: sorted(state.full).map(([id, { role }]) => [id, role]),
      papers: [...state.members].flatMap(([id, { paperOpens }]) => (paperOpens ? [id] : [])).sort(),
      guardians: state.guardians ? { m: state.guardians.needed, members: state.guardians.members } : null,
      erased: [...state.erased].sort(),
      backups: sorted(state.backups),
      void: judged
        .filter((one) => (isStanding(one.entry.op) ? state.voided.has(one.entry.id) : isVoid(one)))
        .map(({ entry }) => entry.id)
        .sort(),
    }
  }

  #spaceView(space: string, root: SeenRoot): SpaceView {
    const log = this.#spaces.get(space)
    if (!log) throw new Error('no such space')
    const state = log.state(root)
    const granted = grantedIn(root.state, state)
    const verdicts = judgeBatches(this.#bundles.get(space) ?? [], {
      root: root.state,
      revokes: state.revokes,
      late: new Set(this.root.counting('admit-late').flatMap(({ entry }) => entry.op.envelopes)),
    })
    const epochs: EpochView = {
      epochs: log.epochs(root),
      handing: log.handing(),
      isIn: (box) => isBoxIn(root.state, box, granted),
      due: recipientsOf(root.state, granted),
    }
    return {
      owner: state.owner ?? null,
      granted: [...granted].sort(),
      usable: usableEpochs(epochs).map(({ id }) => id),
      verdicts: [...verdicts].sort(([a], [b]) => (a < b ? -1 : 1)),
    }
  }

  /** How each root op was judged, in words that compare. */
  judgements(): Map<string, string | null> {
    return new Map(
      [...this.#held.values()]
        .filter(({ envelope }) => isRootOp(envelope))
        .map(({ envelope }) => [envelope.id, this.root.judgedOf(envelope.id)?.judgement.by ?? null]),
    )
  }

  includes(id: string): boolean {
    const held = this.#held.get(id)
    return held !== undefined && includes(withPlace(held.past, held), held)
  }
}
