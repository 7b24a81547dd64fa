import { byPast } from '#core/spaces/entry'
import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { foldSpace } from '#core/spaces/spaceFold'
import type { JudgedInSpace, RootView } from '#core/spaces/spaceFold'
import { judgeSpaceOp } from '#core/spaces/spaceRules'
import type { SpaceJudgement } from '#core/spaces/spaceRules'
import type { SpaceState } from '#core/spaces/spaceState'
import { emptyVector, includes } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'

/** The log of one space, under its own key: like the root log, judged in two pasts. */
export type SpaceLog = {
  add(entry: Entry, known?: SpaceJudgement | 'nothing'): SpaceJudgement | undefined
  stateAt(past: Vector, root: RootView): SpaceState
  state(root: RootView): SpaceState
  all(): Vector
  heads(): readonly Entry[]
  entry(id: string): Entry | undefined
  /** The last op said in this space at or before a place, on its chain. */
  lastOn(place: Place): Entry | undefined
  judgementOf(id: string): SpaceJudgement | undefined
  /** Epochs that count now, smallest past first. */
  epochs(root: RootView): readonly Entry[]
  /** What owners said of who holds shares and counts now, smallest past first. */
  sharings(root: RootView): readonly Entry<OpOf<'shared'>>[]
  /** Every op that ever gave a member a place here, smallest past first. */
  places(member: string): readonly Entry[]
  /** Every op, counting or not, that hands its key to somebody. */
  handing(): readonly Entry[]
}

/** An empty space log; `rootAt` is the root log's fold for a past. */
export const createSpaceLog = (rootAt: (past: Vector) => RootView): SpaceLog => {
  const entries = new Map<string, Entry>()
  const onChain = new Map<string, Entry[]>()
  const judged: JudgedInSpace[] = []
  const judgements = new Map<string, SpaceJudgement>()
  const handing: Entry[] = []
  const heads = new Map<string, Entry>()
  let all: Vector = emptyVector
  let latest: { root: RootView; state: SpaceState } | undefined
  const stateAt = (past: Vector, root: RootView): SpaceState =>
    foldSpace(
      judged.filter(({ entry }) => includes(past, entry)),
      root,
    )
  const state = (root: RootView): SpaceState => {
    if (latest?.root.state !== root.state) latest = { root, state: stateAt(all, root) }
    return latest.state
  }
  /** Only what may something is named in others' pasts: a refused word may be sealed with a key that not everybody has. */
  const becomeHead = (entry: Entry): void => {
    for (const head of heads.values()) if (includes(entry.past, head)) heads.delete(head.id)
    for (const head of heads.values()) if (includes(head.past, entry)) return
    heads.set(entry.id, entry)
  }
  return {
    add(entry, known) {
      const judge = (): SpaceJudgement | undefined => {
        const root = rootAt(entry.rootPast)
        return judgeSpaceOp(entry, root.state, stateAt(entry.past, root))
      }
      const judgement = known === undefined ? judge() : known === 'nothing' ? undefined : known
      entries.set(entry.id, entry)
      onChain.set(entry.chain, [...(onChain.get(entry.chain) ?? []), entry])
      if ('to' in entry.op) handing.push(entry)
      if (judgement) {
        judged.push({ entry, judgement })
        judgements.set(entry.id, judgement)
        becomeHead(entry)
      }
      all = new Map(all).set(entry.chain, Math.max(entry.seq, all.get(entry.chain) ?? 0))
      latest = undefined
      return judgement
    },
    stateAt,
    state,
    all: () => all,
    heads: () => [...heads.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    entry: (id) => entries.get(id),
    lastOn: ({ chain, seq }) => onChain.get(chain)?.findLast((entry) => entry.seq <= seq),
    judgementOf: (id) => judgements.get(id),
    epochs(root) {
      const { voided } = state(root)
      return judged.flatMap(({ entry }) => (entry.op.type === 'epoch' && !voided.has(entry.id) ? [entry] : []))
    },
    sharings(root) {
      const said = judged
        .map(({ entry }) => entry)
        .filter((entry): entry is Entry<OpOf<'shared'>> => entry.op.type === 'shared')
      if (said.length === 0) return []
      const { voided } = state(root)
      return said.filter(({ id }) => !voided.has(id)).sort(byPast)
    },
    places: (member) =>
      judged
        .filter(({ entry: { op }, judgement: { by } }) =>
          op.type === 'grant' ? op.member === member : op.type === 'create' && by === member,
        )
        .map(({ entry }) => entry)
        .sort(byPast),
    handing: () => handing,
  }
}
