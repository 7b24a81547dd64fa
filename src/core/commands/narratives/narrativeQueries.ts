import { lintNarrative } from '#core/anonymise/narrative/lintNarrative'
import { readable } from '#core/commands/caseReaders'
import { aliasOf } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { knownHere } from '#core/commands/narratives/known'
import { agreedToTell } from '#core/commands/narratives/narrativeCommands'
import { narrativesOf, statusOf } from '#core/commands/narratives/standing'
import type { Narrative } from '#core/commands/narratives/standing'
import { voiceOf } from '#core/commands/releases/asCoordinator'
import { isOnAnother } from '#core/commands/releases/elsewhere'
import type { Releases } from '#core/commands/releases/ledger'
import { documentIdOf } from '#core/envelopes/batches'
import { isFull } from '#core/spaces/rootState'
import type { NarrativeView } from '#shared/contract/narratives'
import { caseDocument } from '#shared/records/case'
import { fail, ok } from '#shared/result'

/** A text as `narrative.list` has it. */
export const viewOf = (member: Member, { words }: Releases, narrative: Narrative): NarrativeView => {
  const { root, memberId } = member
  const { id, text, writers, at, isCurrent, leases, approvals, entries } = narrative
  const [by = ''] = writers
  const status = statusOf(narrative)
  const hasSaid = approvals.some((word) => word.by === memberId)
  return {
    ...{ narrativeId: id, text, isCurrent, status },
    written: { memberId: by, alias: aliasOf(root, by), at, mine: by === memberId },
    leased: leases.map((word) => voiceOf(member, word))[0] ?? null,
    approved: approvals.map((word) => voiceOf(member, word)),
    published: status === 'published' ? (entries.map((word) => voiceOf(member, word))[0] ?? null) : null,
    isElsewhere: status === 'published' && entries.some((word) => isOnAnother(member, words, word)),
    mayApprove: isCurrent && leases.length > 0 && isFull(root, memberId) && !writers.includes(memberId) && !hasSaid,
  }
}

/** Queries about texts for the public. */
export const narrativeQueries = {
  'narrative.check': async (context, { caseId, text }) => {
    const who = readable(context, caseId)
    if (!who.ok) return who
    const read = await who.value.documents.read(documentIdOf(caseId, caseDocument))
    if (!read) return fail('UnknownCase')
    const known = await knownHere(who.value, caseId)
    if (!known.ok) return known
    const { findings, classSize, blockedBy } = lintNarrative(text, known.value)
    const agreed = agreedToTell(read.state, context.now().toISOString())
    return ok({ findings, classSize, least: known.value.k, blockedBy, agreed })
  },
  'narrative.list': async (context, { caseId }) => {
    const who = readable(context, caseId)
    if (!who.ok) return who
    const read = await who.value.documents.read(documentIdOf(caseId, caseDocument))
    const { releases, narratives } = await narrativesOf(who.value, caseId, read?.state)
    return ok({ narratives: narratives.map((one) => viewOf(who.value, releases, one)) })
  },
} satisfies Partial<QueryHandlers>
