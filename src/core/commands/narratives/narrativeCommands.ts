import { lintNarrative } from '#core/anonymise/narrative/lintNarrative'
import { agreedToSummary } from '#core/anonymise/summaries/consented'
import { recordAccess } from '#core/commands/cases/accesses'
import { consentEvents } from '#core/commands/cases/facts'
import { addTo, readOnTeam } from '#core/commands/cases/onTeam'
import type { ReadCase } from '#core/commands/cases/onTeam'
import type { Context } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { knownHere } from '#core/commands/narratives/known'
import { approvalsNeeded, currentIn, narrativesOf, statusOf } from '#core/commands/narratives/standing'
import type { Narrative } from '#core/commands/narratives/standing'
import { isOnAnother } from '#core/commands/releases/elsewhere'
import type { Releases } from '#core/commands/releases/ledger'
import { sayWord } from '#core/commands/releases/sayWord'
import { roomForFiles, writeFiles } from '#core/commands/releases/writeFiles'
import { narrativeFilesOf } from '#core/export/narrativeFiles'
import { isFull } from '#core/spaces/rootState'
import type { DraftReason } from '#shared/contract/releases'
import { personRecord } from '#shared/records/person'
import { rowsIn } from '#shared/records/record'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Whether she whom a case is about agreed that it be told without her name, and that holds. */
export const agreedToTell = (state: unknown, now: string): boolean => {
  const defenders = [...rowsIn(state, 'persons', personRecord)].flatMap(([id, { relationToCase }]) =>
    relationToCase === 'defender' ? [id] : [],
  )
  return agreedToSummary(consentEvents(state), defenders, now)
}

/** A text that somebody who facilitates in full is to judge, its case, and the ledger. */
type OnText = { readonly on: ReadCase; readonly releases: Releases; readonly narrative: Narrative; readonly k: number }

/**
 * The text, where nothing speaks against it: looked at anew each time, since agreements end and profiles become rare.
 * `isOthersWord`: whether another's word is enough that she is one of so many. Failures: NotAllowed · UnknownRow ·
 * NarrativeNotAgreed · NarrativeChanged · NarrativeTells · NarrativeRare, and those of readOnTeam.
 */
const soundText = async (
  context: Context,
  { caseId, narrativeId }: { readonly caseId: string; readonly narrativeId: string },
  isOthersWord: (narrative: Narrative, k: number) => boolean = () => false,
): Promise<Result<OnText>> => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { root, memberId, read, now } = on.value
  if (!isFull(root, memberId)) return fail('NotAllowed')
  const { releases, narratives } = await narrativesOf(on.value, caseId, read.state)
  const narrative = narratives.find(({ id }) => id === narrativeId)
  if (!narrative) return fail('UnknownRow')
  if (!agreedToTell(read.state, now)) return fail('NarrativeNotAgreed')
  if (!narrative.isCurrent) return fail('NarrativeChanged')
  const known = await knownHere(on.value, caseId)
  if (!known.ok) return known
  const { blockedBy } = lintNarrative(narrative.text, known.value)
  if (blockedBy.includes('identifiers')) return fail('NarrativeTells')
  const { k } = known.value
  return blockedBy.includes('profile') && !isOthersWord(narrative, k)
    ? fail('NarrativeRare', { least: k })
    : ok({ on: on.value, releases, narrative, k })
}

const headsOf = (done: Result<{ readonly heads: string[] }>): Result<{ readonly heads: string[] }> =>
  done.ok ? ok({ heads: done.value.heads }) : done

const write: CommandHandlers['narrative.write'] = async (context, { caseId, text }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { memberId, now } = on.value
  const done = await addTo(on.value, 'narratives', { text, after: currentIn(on.value), by: memberId, at: now })
  return done.ok ? ok({ narrativeId: done.value.id, heads: done.value.heads }) : done
}

const lease: CommandHandlers['narrative.lease'] = async (context, { caseId, narrativeId }) => {
  const text = await soundText(context, { caseId, narrativeId })
  if (!text.ok) return text
  const { on, narrative, k } = text.value
  if (narrative.leases.length > 0) return fail('AlreadySo')
  return headsOf(await sayWord(on, { kind: 'narrative', digest: narrative.digest, k }))
}

const approve: CommandHandlers['narrative.approve'] = async (context, { caseId, narrativeId }) => {
  // she may read fewer cases: that enough share the profile is then the word of who leased it, and asked again of who publishes
  const text = await soundText(context, { caseId, narrativeId }, ({ leases }, k) =>
    leases.some(({ says }) => says.kind === 'narrative' && says.k >= k),
  )
  if (!text.ok) return text
  const { on, narrative } = text.value
  const [first] = narrative.leases
  if (narrative.writers.includes(on.memberId)) return fail('NarrativeOwn')
  if (!first) return fail('NoSuchMove')
  if (narrative.approvals.some(({ by }) => by === on.memberId)) return fail('AlreadySo')
  return headsOf(await sayWord(on, { kind: 'narrativeApproval', narrative: first.id, digest: narrative.digest }))
}

const publish: CommandHandlers['narrative.publish'] = async (context, { caseId, narrativeId }) => {
  const text = await soundText(context, { caseId, narrativeId })
  if (!text.ok) return text
  const { on, narrative } = text.value
  const [first] = narrative.leases
  const status = statusOf(narrative)
  if (!first || status === 'written' || status === 'leased')
    return fail('NarrativeNotApproved', { needed: approvalsNeeded })
  if (status === 'published') return fail('AlreadySo')
  return headsOf(await sayWord(on, { kind: 'narrativeEntry', narrative: first.id, digest: narrative.digest }))
}

const draftOf = ({ on, releases, narrative }: OnText): DraftReason | null => {
  if (narrative.entries.length === 0) return 'notPublished'
  return narrative.entries.some((word) => isOnAnother(on, releases.words, word)) ? null : 'notElsewhere'
}

const files: CommandHandlers['narrative.files'] = async (context, { caseId, narrativeId, folder, language, paper }) => {
  if (folder === null) return fail('BadInput', { field: 'folder' })
  const room = roomForFiles(folder, [])
  if (!room.ok) return room
  const text = await soundText(context, { caseId, narrativeId })
  if (!text.ok) return text
  const { on, narrative } = text.value
  if (narrative.approvals.length < approvalsNeeded) return fail('NarrativeNotApproved', { needed: approvalsNeeded })
  const draft = draftOf(text.value)
  const made = narrativeFilesOf(narrative.text, { languages: language, paper, isDraft: draft !== null })
  const there = roomForFiles(
    folder,
    made.map(({ name }) => name),
  )
  if (!there.ok) return there
  const traced = await recordAccess(on, 'export') // before: no file is anywhere that nobody knows of
  if (!traced.ok) return traced
  const written = writeFiles(folder, made)
  if (!written.ok) return written
  return ok({ files: made.map(({ name, sha256, bytes }) => ({ name, sha256, bytes: bytes.length })), draft })
}

/** Commands on texts for the public about one case. */
export const narrativeCommands = {
  'narrative.write': write,
  'narrative.lease': lease,
  'narrative.approve': approve,
  'narrative.publish': publish,
  'narrative.files': files,
} satisfies Partial<CommandHandlers>
