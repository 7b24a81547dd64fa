// What a taking reaches (R1). A taking is {kind, nodes, level, member | device | except}:
//   kind   all (expelled), device, role (demoted), time (suspended), others (a recovery: everybody not named)
//   nodes  the ops that say it: a pair or the guardians (level 0), or one alone (level 1 and 2)

/** Root ops that anybody may say as a member; a taking of a role does not reach them. */
const notOfTheRole = new Set(['bind', 'rebox', 'paper', 'epoch', 'box', 'recover'])

export const isOfTheRole = (e) => !notOfTheRole.has(e.type) && !(e.type === 'revoke-device' && e.p.device === e.device)

/** Whether the author had heard of the whole taking. */
export const knows = (n, taking) => taking.nodes.every((t) => n.root.has(t.i))

/** The last seq of a device that counts: the earliest of the cuts that name it; of a device not named nothing counts. */
export const cutSeq = (taking, device) => {
  const named = taking.nodes.map((t) => t.e.p.cut?.[device]?.seq).filter((seq) => seq !== undefined)
  return named.length > 0 ? Math.min(...named) : 0
}

/** What who took alone had herself: one signature does not take it back. */
export const heard = (taking, n) => {
  const [alone] = taking.nodes
  return alone.root.has(n.i) || cutSeq(taking, n.e.device) >= n.e.seq
}

/** Who takes a backup key takes what was bound by it. */
export const isByBackup = (taking, n) => n.e.type === 'bind' && n.e.p.proof === `backup:${taking.device}`

/** Whether a taking is about an envelope's author at all. */
export const concerns = (taking, n, by, wasFull) => {
  if (taking.kind === 'device') return n.e.device === taking.device || isByBackup(taking, n)
  if (taking.kind === 'others') return wasFull.has(by) && !taking.except.has(by)
  return by === taking.member
}

const isInBranch = (n, branch) => branch !== undefined && (branch === n || branch.root.has(n.i))

/** Forks of an envelope's device that it stands past, unless it is in the branch that two have said counts. */
export const forksBefore = (n, forks, branches) =>
  isInBranch(n, branches.get(n.e.device))
    ? []
    : forks.filter((fork) => fork.device === n.e.device && n.e.seq >= fork.seq)

export const knowsFork = (n, fork) => n.root.has(fork.a.i) && n.root.has(fork.b.i)
