import type { Entry } from '#core/spaces/entry'
import { isStanding, insertByPast } from '#core/spaces/judged'
import type { Judged } from '#core/spaces/judged'
import type { OpOf, OpType } from '#core/spaces/op'
import { createPartners, pairsIn } from '#core/spaces/pairs'
import type { Pair } from '#core/spaces/pairs'
import { foldRoot } from '#core/spaces/rootFold'
import type { RootFold } from '#core/spaces/rootFold'
import { judgeRootOp } from '#core/spaces/rootRules'
import type { Bench, Invitation, Pass } from '#core/spaces/rootRules'
import { memberOf } from '#core/spaces/rootState'
import type { Fork, RootState } from '#core/spaces/rootState'
import { emptyVector, includes } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'

/** How many folds are remembered: a session looks at few different pasts at a time. */
const remembered = 256

/** The root log of one network: a grow-only set of ops, each judged once in its own past, folded for any past. */
export type RootLog = {
  /** Takes in an op whose whole past is already here; `known`: how it was judged before. undefined when it may nothing. */
  add(entry: Entry, known?: StoredJudgement): Judged | undefined
  /** A fork was seen (R5). */
  addFork(fork: Fork): void
  /** Who is in, in one past. */
  stateAt(past: Vector): RootState
  /** Who is in, with all that is held. */
  state(): RootState
  fold(past: Vector): RootFold
  /** All ops that are held, as a past. */
  all(): Vector
  has(id: string): boolean
  entry(id: string): Entry | undefined
  judgedOf(id: string): Judged | undefined
  /** Ops that may something, and that no other such op has in its past; least id first. */
  heads(): readonly Entry[]
  /** Ops of one type that count now, smallest past first. */
  counting<T extends OpType>(type: T): readonly Judged<OpOf<T>>[]
  /** Ops of one type that may something in their own past, counting now or not; smallest past first. */
  judgedAs<T extends OpType>(type: T): readonly Judged<OpOf<T>>[]
  /** Every op, counting or not, that hands its key to somebody. */
  handing(): readonly Entry[]
  /** Invitations that count now and were not taken back; used ones with them. */
  invitations(): ReadonlyMap<string, Invitation>
  /** Passes, likewise. */
  passes(): ReadonlyMap<string, Pass>
  /** Judged ops that decide who is in, smallest past first. */
  standing(): readonly Judged[]
  /** What was said by two and not taken back. */
  pairs(): readonly Pair[]
}

/** How an op was judged, as it is kept beside it. */
export type StoredJudgement = Omit<Judged, 'entry'> | 'nothing'

/** What the log needs to judge, besides its own ops. */
export type RootBench = Omit<Bench, 'invitation' | 'pass' | 'inviter'>

/** Seqs of ops by chain, each list rising: which of them lie in a past is one number a chain. */
const createCounter = () => {
  const seqs = new Map<string, number[]>()
  const below = (list: readonly number[], seq: number): number => {
    let [low, high] = [0, list.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((list[middle] ?? 0) <= seq) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    add({ chain, seq }: Entry): void {
      const list = seqs.get(chain) ?? []
      list.splice(below(list, seq), 0, seq)
      seqs.set(chain, list)
    },
    /** Two pasts that hold the same ops have the same word. */
    within(past: Vector): string {
      let word = ''
      for (const [chain, list] of seqs) {
        const count = below(list, past.get(chain) ?? 0)
        if (count > 0) word += `${chain}:${count},`
      }
      return word
    },
  }
}

/** An empty root log. */
export const createRootLog = (bench: RootBench): RootLog => {
  const entries = new Map<string, Entry>()
  const judgements = new Map<string, Judged>()
  const judged: Judged[] = []
  const standing: Judged[] = []
  const handing: Entry[] = []
  const takenBack = new Map<string, Judged[]>()
  const forks: Fork[] = []
  const halves = createPartners()
  const heads = new Map<string, Entry>()
  const standingSeqs = createCounter()
  const allSeqs = createCounter()
  let all: Vector = emptyVector
  let memo = new Map<string, { readonly fold: RootFold; readonly askedAll: () => boolean }>()
  let latest: RootFold | undefined

  const foldOf = (past: Vector, onAll: () => void): RootFold => {
    const isIn = (place: Place): boolean => includes(past, place)
    const within = standing.filter(({ entry }) => isIn(entry))
    return foldRoot({
      standing: within,
      all: () => {
        onAll()
        return judged.filter(({ entry }) => isIn(entry))
      },
      pairs: pairsIn(within, halves.partners, isIn),
      forks: forks.filter(({ a, b }) => isIn(a) && isIn(b)),
    })
  }
  /** A fold depends on ops that decide no standing only when it asked who has built on what. */
  const fold = (past: Vector): RootFold => {
    const forksIn = forks.flatMap(({ a, b }, i) => (includes(past, a) && includes(past, b) ? [i] : [])).join()
    const key = `${standingSeqs.within(past)}/${forksIn}`
    const known = memo.get(key)
    if (known && !known.askedAll()) return known.fold
    const fullKey = `${key}/${allSeqs.within(past)}`
    const knownFully = memo.get(fullKey)
    if (knownFully) return knownFully.fold
    let asked = false
    const made = foldOf(past, () => (asked = true))
    if (memo.size >= remembered) memo = new Map([...memo].slice(remembered / 2))
    memo.set(key, { fold: made, askedAll: () => asked })
    memo.set(fullKey, { fold: made, askedAll: () => false })
    return made
  }
  const now = (): RootFold => (latest ??= fold(all))

  const isCounting = (at: RootFold, past: Vector, one: Judged): boolean =>
    includes(past, one.entry) && (isStanding(one.entry.op) ? !at.state.voided.has(one.entry.id) : !at.isVoid(one))
  /** An invitation or a pass, while it counts in a past and was not taken back there. */
  const givenAt =
    <T extends 'invite' | 'pass'>(type: T, past: Vector) =>
    (id: string): (OpOf<T> & { readonly id: string; readonly by: string }) | undefined => {
      const given = judgements.get(id)
      if (given?.entry.op.type !== type) return undefined
      const at = fold(past)
      const isTakenBack = takenBack.get(id)?.some((one) => isCounting(at, past, one))
      return isCounting(at, past, given) && !isTakenBack
        ? { ...(given.entry.op as OpOf<T>), id, by: given.judgement.by }
        : undefined
    }
  const allGiven = <T extends 'invite' | 'pass'>(type: T) => {
    const at = givenAt(type, all)
    const ids = judged.flatMap(({ entry }) => (entry.op.type === type ? [entry.id] : []))
    return new Map(ids.flatMap((id) => at(id) ?? []).map((given) => [given.id, given]))
  }
  const judge = (entry: Entry): Judged | undefined => {
    const { state } = fold(entry.past)
    const inviter: Bench['inviter'] = (id) => {
      const given = judgements.get(id)
      return given && includes(entry.past, given.entry)
        ? { by: given.judgement.by, isPass: given.entry.op.type === 'pass' }
        : undefined
    }
    const [invitation, pass] = [givenAt('invite', entry.past), givenAt('pass', entry.past)]
    const judgement = judgeRootOp(entry, state, { ...bench, invitation, pass, inviter })
    if (!judgement) return undefined
    const member = memberOf(state, entry.device)
    return {
      entry,
      judgement,
      full: state.full,
      deviceFrom: state.devices.get(entry.device)?.from ?? [],
      roleFrom: state.members.get(member ?? '')?.roleFrom ?? [],
    }
  }
  /** Only what may something is named in others' pasts: a refused word may be sealed with a key that not everybody has. */
  const becomeHead = (entry: Entry): void => {
    for (const head of heads.values()) if (includes(entry.past, head)) heads.delete(head.id)
    for (const head of heads.values()) if (includes(head.past, entry)) return
    heads.set(entry.id, entry)
  }
  const judgedAs = <T extends OpType>(type: T): readonly Judged<OpOf<T>>[] =>
    judged.filter((one): one is Judged<OpOf<T>> => one.entry.op.type === type)
  const countingOf = <T extends OpType>(type: T): readonly Judged<OpOf<T>>[] => {
    const at = now()
    return judgedAs(type).filter((one) => isCounting(at, all, one))
  }
  return {
    add(entry, known) {
      const found = known === undefined ? judge(entry) : known === 'nothing' ? undefined : { entry, ...known }
      entries.set(entry.id, entry)
      if ('to' in entry.op) handing.push(entry)
      if (found) {
        judgements.set(entry.id, found)
        insertByPast(judged, found)
        allSeqs.add(entry)
        if (entry.op.type === 'revoke-invite')
          takenBack.set(entry.op.invite, [...(takenBack.get(entry.op.invite) ?? []), found])
        if (isStanding(entry.op)) {
          insertByPast(standing, found)
          standingSeqs.add(entry)
        }
        halves.add(found)
        becomeHead(entry)
      }
      all = new Map(all).set(entry.chain, Math.max(entry.seq, all.get(entry.chain) ?? 0))
      latest = undefined
      return found
    },
    addFork(fork) {
      forks.push(fork)
      all = new Map(all)
        .set(fork.a.chain, Math.max(fork.a.seq, all.get(fork.a.chain) ?? 0))
        .set(fork.b.chain, Math.max(fork.b.seq, all.get(fork.b.chain) ?? 0))
      latest = undefined
      memo = new Map()
    },
    stateAt: (past) => fold(past).state,
    state: () => now().state,
    fold,
    all: () => all,
    has: (id) => entries.has(id),
    entry: (id) => entries.get(id),
    judgedOf: (id) => judgements.get(id),
    heads: () => [...heads.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    counting: countingOf,
    judgedAs,
    handing: () => handing,
    invitations: () => allGiven('invite'),
    passes: () => allGiven('pass'),
    standing: () => standing,
    pairs: () => pairsIn(standing, halves.partners, (place) => includes(all, place)),
  }
}

/** What an op that was kept says of its judgement, for keeping beside it. */
export const storedJudgement = (judged: Judged | undefined): StoredJudgement => {
  if (!judged) return 'nothing'
  const { judgement, full, deviceFrom, roleFrom } = judged
  return { judgement, full, deviceFrom, roleFrom }
}
