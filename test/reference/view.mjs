// The whole answer as plain values, for comparing two folds.
import { NETWORK, usable } from './epochs.mjs'
import { spaceAt } from './space.mjs'
import { verdicts } from './verdicts.mjs'

const idsOf = (nodes) => nodes.map((n) => n.e.id)

const spaceView = (log, space) => {
  const { owner, granted } = spaceAt(log, log.everything(), space)
  return {
    owner,
    granted: [...granted.keys()].sort(),
    usable: idsOf(usable(log, space)),
    verdicts: [...verdicts(log, space)].sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

/** Spaces that are not here are left out. */
export const view = (log, spaces) => {
  const here = spaces.filter((space) => log.node(space)).sort()
  return {
    root: log.state().fields(),
    usableRoot: idsOf(usable(log, NETWORK)),
    spaces: Object.fromEntries(here.map((space) => [space, spaceView(log, space)])),
  }
}

/** id → whether the op was judged to count in its own past, and by whom. */
export const judgements = (log) => {
  log.state()
  return new Map(log.rootOps.map((n) => [n.e.id, n.auth]))
}
