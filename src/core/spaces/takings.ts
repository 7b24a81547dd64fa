import type { Entry } from '#core/spaces/entry'
import { needsRole } from '#core/spaces/judged'
import type { Judged, Takes } from '#core/spaces/judged'
import { cutOf } from '#core/spaces/op'
import { includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'

/**
 * Something taken away (R1): membership, a device, a role, all for a time (a suspension); by a recovery the role of all
 * others; or a coordinator's part of her role. One signer, the two of a pair, or the guardians.
 */
export type Taking = {
  readonly takes: Takes | 'others' | 'coordination'
  readonly signers: readonly Judged[]
  /** Two have said it: only such a taking can undo what others have built on. */
  readonly byTwo: boolean
  /** From whom; undefined for a device's. */
  readonly member: string | undefined
  readonly device: string | undefined
  /** Of `others`: who keeps her role. */
  readonly except?: ReadonlySet<string>
}

/** Who said what where: as much of an op or batch as a taking asks for. */
export type Said = Pick<Entry, 'device' | 'chain' | 'seq' | 'rootPast'> & { readonly by: string }

/** Whether an author had heard of the whole taking: then it does not reach what she said. */
export const knows = (past: Vector, taking: Taking): boolean =>
  taking.signers.every(({ entry }) => includes(past, entry))

const named = (taking: Taking, device: string): number[] =>
  taking.signers.flatMap(
    ({ entry }) =>
      cutOf(entry.op)
        ?.filter((one) => one.device === device)
        .map(({ seq }) => seq) ?? [],
  )

/** The last seq of a device that counts by this taking: of two cuts the earliest, and none of a device not named. */
export const lastCounting = (taking: Taking, device: string): number => {
  const seqs = named(taking, device)
  return seqs.length === 0 ? 0 : Math.min(...seqs)
}

/** The same for batches: what either of two signers still lets count. */
export const lastCountingBatch = (taking: Taking, device: string): number => Math.max(0, ...named(taking, device))

/** Whether who took had heard of it: in her past, or up to where she cut. Her one signature does not take that back. */
export const isHeardBy = (taking: Taking, said: Pick<Said, 'device' | 'chain' | 'seq'>): boolean =>
  taking.signers.some(({ entry }) => includes(entry.rootPast, said)) || said.seq <= lastCounting(taking, said.device)

/** Whether a taking is aimed at who said this. `wasFull`: who may have had the role that a recovery takes from others. */
export const isAimedAt = (taking: Taking, said: Pick<Said, 'device' | 'by'>, wasFull: ReadonlySet<string>): boolean => {
  if (taking.takes === 'coordination') return false
  if (taking.takes === 'device') return taking.device === said.device
  if (taking.takes === 'others') return wasFull.has(said.by) && !taking.except?.has(said.by)
  return taking.member === said.by
}

/** What a judged root op looks like to a taking. */
export const saidBy = ({ entry, judgement }: Judged): Said => ({
  device: entry.device,
  chain: entry.chain,
  seq: entry.seq,
  rootPast: entry.rootPast,
  by: judgement.by,
})

/** Whether it takes only a role: then it reaches only what needed one. */
const isOfRole = ({ takes }: Taking): boolean => takes === 'role' || takes === 'others'

/** The takings that are aimed at an op's author, found without looking at all of them. */
export const aimedAt = (
  takings: readonly Taking[],
  wasFull: ReadonlySet<string>,
): ((judged: Judged) => readonly Taking[]) => {
  if (takings.length === 0) return () => []
  const byMember = new Map<string, Taking[]>()
  const byDevice = new Map<string, Taking[]>()
  const ofAll: Taking[] = []
  for (const taking of takings) {
    const [index, key] = taking.device !== undefined ? [byDevice, taking.device] : [byMember, taking.member ?? '']
    if (taking.takes === 'others') ofAll.push(taking)
    else if (index.has(key)) index.get(key)?.push(taking)
    else index.set(key, [taking])
  }
  return (judged) => {
    const { by, bind } = judged.judgement
    // who takes a backup key takes what was bound by it
    const devices = [judged.entry.device, ...(bind?.proof?.kind === 'backup' ? [bind.proof.key] : [])]
    const found = [...(byMember.get(by) ?? []), ...devices.flatMap((device) => byDevice.get(device) ?? []), ...ofAll]
    return found.filter(
      (taking) =>
        devices.some((device) => isAimedAt(taking, { device, by }, wasFull)) &&
        (!isOfRole(taking) || needsRole(judged)),
    )
  }
}
