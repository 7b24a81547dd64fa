import { byPast } from '#core/spaces/entry'
import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'
import { isLive } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { judgeSpaceOp } from '#core/spaces/spaceRules'
import type { SpaceJudgement } from '#core/spaces/spaceRules'
import type { SpaceState } from '#core/spaces/spaceState'
import { emptyVector, includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

type Judged = { readonly entry: Entry; readonly judgement: SpaceJudgement }

const areApart = (a: Entry, b: Entry): boolean => !includes(a.past, b) && !includes(b.past, a)

/** What a revoked member said without knowing is void, with all that rests only on it; a revoke itself is not undone by another. */
const voided = (judged: readonly Judged[], revokes: readonly Entry<OpOf<'revoke'>>[]): Set<string> => {
  const dead = new Set<string>()
  for (const { entry, judgement } of judged) {
    if (entry.op.type === 'revoke') continue
    const revokedApart = revokes.some(
      ({ op, ...revoke }) => op.member === judgement.by && areApart(entry, { ...revoke, op }),
    )
    const groundless = judgement.rests.length > 0 && judgement.rests.every(({ id }) => dead.has(id))
    if (revokedApart || groundless) dead.add(entry.id)
  }
  return dead
}

/** Folds the judged ops of one space. Pure; order does not matter. */
const foldSpace = (judged: readonly Judged[], root: RootState): SpaceState => {
  const ordered = judged.toSorted((a, b) => byPast(a.entry, b.entry))
  const revokes = ordered
    .map(({ entry }) => entry)
    .filter((entry): entry is Entry<OpOf<'revoke'>> => entry.op.type === 'revoke')
  const dead = voided(ordered, revokes)
  const alive = ordered.filter(({ entry }) => !dead.has(entry.id))
  const granted = new Map<string, Entry[]>()
  let created: SpaceState['created']
  let opener: string | undefined
  for (const { entry, judgement } of alive) {
    const { op } = entry
    if (op.type === 'create') {
      created ??= entry as Entry<OpOf<'create'>>
      opener ??= judgement.by
      granted.set(judgement.by, [entry])
    }
    if (op.type === 'grant') granted.set(op.member, [...(granted.get(op.member) ?? []), entry])
  }
  for (const revoke of revokes) {
    const left = (granted.get(revoke.op.member) ?? []).filter((grant) => !includes(revoke.past, grant))
    if (left.length > 0) granted.set(revoke.op.member, left)
    else granted.delete(revoke.op.member)
  }
  const heirs = [...granted]
    .filter(([member]) => isLive(root, member))
    .sort(([, [a]], [, [b]]) => (a && b ? byPast(a, b) : 0))
  const owner = opener !== undefined && granted.has(opener) && isLive(root, opener) ? opener : heirs[0]?.[0]
  return { created, granted, owner, revokes, counted: alive.map(({ entry }) => entry) }
}

/** The log of one space, under its own key: like the root log, judged in two pasts. */
export type SpaceLog = {
  add(entry: Entry): SpaceJudgement | undefined
  stateAt(past: Vector, root: RootState): SpaceState
  state(root: RootState): SpaceState
  all(): Vector
  heads(): readonly Entry[]
  entry(id: string): Entry | undefined
  /** The last op a device said in this space. */
  lastOf(device: string): Entry | undefined
  judgementOf(id: string): SpaceJudgement | undefined
}

/** An empty space log; `rootAt` is the root log's fold for a past. */
export const createSpaceLog = (rootAt: (past: Vector) => RootState): SpaceLog => {
  const entries = new Map<string, Entry>()
  const last = new Map<string, Entry>()
  const judged: Judged[] = []
  const judgements = new Map<string, SpaceJudgement>()
  const heads = new Map<string, Entry>()
  let all: Vector = emptyVector
  let latest: { root: RootState; state: SpaceState } | undefined
  const stateAt = (past: Vector, root: RootState): SpaceState =>
    foldSpace(
      judged.filter(({ entry }) => includes(past, entry)),
      root,
    )
  /** Only what counts is named in others' pasts: a refused word may be sealed with a key that not everybody has. */
  const becomeHead = (entry: Entry): void => {
    for (const head of heads.values()) if (includes(entry.past, head)) heads.delete(head.id)
    heads.set(entry.id, entry)
  }
  return {
    add(entry) {
      const root = rootAt(entry.rootPast)
      const judgement = judgeSpaceOp(entry, root, stateAt(entry.past, root))
      entries.set(entry.id, entry)
      last.set(entry.device, entry)
      if (judgement) {
        judged.push({ entry, judgement })
        judgements.set(entry.id, judgement)
        becomeHead(entry)
      }
      all = new Map(all).set(entry.device, entry.seq)
      latest = undefined
      return judgement
    },
    stateAt,
    state(root) {
      if (latest?.root !== root) latest = { root, state: stateAt(all, root) }
      return latest.state
    },
    all: () => all,
    heads: () => [...heads.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    entry: (id) => entries.get(id),
    lastOf: (device) => last.get(device),
    judgementOf: (id) => judgements.get(id),
  }
}
