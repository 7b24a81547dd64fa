import type { ReadCase } from '#core/commands/cases/onTeam'
import type { Member } from '#core/commands/context'
import { readReleases } from '#core/commands/releases/ledger'
import type { KnownWord, Releases } from '#core/commands/releases/ledger'
import { digestOf } from '#core/commands/releases/words'
import { writerOfRow } from '#core/documents/rowWriter'
import { documentIdOf } from '#core/envelopes/batches'
import { isFull, memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { caseDocument } from '#shared/records/case'
import { narrativeRecord } from '#shared/records/narrative'
import { rowsIn } from '#shared/records/record'

/** How many others have to agree to a text. */
export const approvalsNeeded = 2

/** A text for the public as it stands: in its case, and in the ledger of the network. */
export type Narrative = {
  readonly id: string
  readonly text: string
  /** Who says that she wrote it, and whose laptop did: none of them approves it. */
  readonly writers: readonly string[]
  readonly at: string
  readonly isCurrent: boolean
  /** Of the text and its row: in the ledger it leads to neither, and no approval is good for another case. */
  readonly digest: string
  readonly leases: readonly KnownWord[]
  /** One of each member who facilitates in full, reads the case and did not write it. */
  readonly approvals: readonly KnownWord[]
  readonly entries: readonly KnownWord[]
}

type Kind = 'narrative' | 'narrativeApproval' | 'narrativeEntry'

const byTime = (a: { at: string; id: string }, b: { at: string; id: string }): number =>
  `${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1

const about = ({ words }: Releases, kind: Kind, digest: string): KnownWord[] =>
  [...words.values()].filter(({ says }) => says.kind === kind && says.digest === digest).sort(byTime)

/** Whether her word on a text counts now. */
const mayJudge = ({ root, ledger }: Member, caseId: string, memberId: string): boolean => {
  const state = ledger.spaceState(caseId)
  return state !== undefined && isFull(root, memberId) && isReader(root, state, memberId)
}

/** Texts of a case, the newest first, and the ledger. */
export const narrativesOf = async (
  member: Member,
  caseId: string,
  state: unknown,
): Promise<{ readonly releases: Releases; readonly narratives: readonly Narrative[] }> => {
  const releases = await readReleases(member)
  const rows = rowsIn(state, 'narratives', narrativeRecord)
  const replaced = new Set([...rows].flatMap(([id, { after }]) => after.filter((other) => other !== id)))
  const current = [...rows.keys()].filter((id) => !replaced.has(id))
  const narratives: Narrative[] = []
  for (const [id, { text, by, at }] of rows) {
    const { root, documents } = member
    const device = await writerOfRow(
      documents,
      documentIdOf(caseId, caseDocument),
      `narratives/${id}`,
      root.devices.keys(),
    )
    const writers = [by, memberOf(root, device ?? '')].flatMap((one) => one ?? [])
    const digest = digestOf(['narrative', id, text])
    const leases = about(releases, 'narrative', digest)
    const isOfOne = ({ says }: KnownWord): boolean =>
      'narrative' in says && leases.some((lease) => lease.id === says.narrative)
    const approvals = about(releases, 'narrativeApproval', digest)
      .filter(isOfOne)
      .filter((word) => !writers.includes(word.by) && mayJudge(member, caseId, word.by))
    narratives.push({
      ...{ id, text, writers, at: at ?? '', digest, leases },
      isCurrent: current.length === 1 && current[0] === id,
      approvals: [...new Map(approvals.map((word) => [word.by, word])).values()],
      entries: about(releases, 'narrativeEntry', digest).filter(isOfOne),
    })
  }
  return { releases, narratives: narratives.sort((a, b) => byTime(b, a)) }
}

/** Ids of the texts that nothing takes the place of: what a new one takes the place of. */
export const currentIn = ({ read }: ReadCase): string[] => {
  const rows = rowsIn(read.state, 'narratives', narrativeRecord)
  const replaced = new Set([...rows.values()].flatMap(({ after }) => after))
  return [...rows.keys()].filter((id) => !replaced.has(id)).sort()
}

/** Where a text stands. What is published and has lost an approval is not published any more. */
export const statusOf = ({
  leases,
  approvals,
  entries,
}: Narrative): 'written' | 'leased' | 'approved' | 'published' => {
  if (leases.length === 0) return 'written'
  if (approvals.length < approvalsNeeded) return 'leased'
  return entries.length > 0 ? 'published' : 'approved'
}
