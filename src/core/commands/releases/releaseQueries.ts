import { aliasOf, asMember, requireMember } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import type { QueryHandlers } from '#core/commands/handler'
import { coordinator, voiceOf } from '#core/commands/releases/asCoordinator'
import { checkNow, previewOf } from '#core/commands/releases/checks'
import { isElsewhere } from '#core/commands/releases/elsewhere'
import { ledgerDocument, readReleases } from '#core/commands/releases/ledger'
import type { NotValid, Releases } from '#core/commands/releases/ledger'
import { comeOutSame, makeSummaries } from '#core/commands/releases/summaries'
import { writerOfRow } from '#core/documents/rowWriter'
import { isCoordinator, memberOf } from '#core/spaces/rootState'
import type { ReleaseRow } from '#shared/contract/releases'
import type { Release } from '#shared/rules/release'
import { fail, ok } from '#shared/result'

/** A release of the ledger as `release.list` has it. */
export const rowOf = (member: Member, releases: Releases, release: Release): ReleaseRow => {
  const { lease, status, approvals, entries, rivals } = release
  const voice = (id: string) => {
    const word = releases.words.get(id)
    return word ? [voiceOf(member, word)] : []
  }
  const { memberId, root } = member
  return {
    releaseId: lease.id,
    product: lease.says.product,
    period: lease.says.spec.period,
    audience: lease.says.spec.audience,
    status,
    leased: voice(lease.id)[0] ?? { memberId: lease.by, alias: aliasOf(root, lease.by), at: '', mine: false },
    approved: approvals.flatMap(voice),
    published: entries.flatMap(voice)[0] ?? null,
    supersedes: lease.says.supersedes,
    rivals,
    isElsewhere: isElsewhere(member, releases, release),
    mayApprove: status === 'leased' && lease.by !== memberId && isCoordinator(root, memberId),
  }
}

/** Rows looked at for whose laptop wrote them; of more only how many there are is told. */
const mostLookedAt = 200

/** What does not count, by why and by whose laptop wrote it: who signed is no proof of who put it there. */
const refusedRows = async (
  member: Member,
  { notValid, unsound, words }: Releases,
): Promise<{ why: string; alias: string; count: number }[]> => {
  const { documents, ledger, root } = member
  const counts = new Map<string, { why: string; alias: string; count: number }>()
  const all: Pick<NotValid, 'id' | 'device'>[] = unsound.map((id) => ({ id, device: words.get(id)?.device ?? null }))
  const rows = [...notValid, ...all.map((row) => ({ ...row, why: 'unsound' as const }))]
  for (const [i, { id, why, device }] of rows.entries()) {
    const writer =
      i < mostLookedAt
        ? await writerOfRow(documents, ledgerDocument(ledger), `words/${id}`, root.devices.keys())
        : undefined
    const alias = aliasOf(root, memberOf(root, writer ?? device ?? ''))
    const key = JSON.stringify([why, alias])
    counts.set(key, { why, alias, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** Queries about releases. */
export const releaseQueries = {
  'release.preview': (context, { spec }) => previewOf(context, spec),
  'release.checking': (context) => asMember(context, () => checkNow(context)),
  'release.summaries': async (context, asked) => {
    const who = coordinator(context)
    return who.ok ? makeSummaries(context, who.value, await readReleases(who.value), asked) : who
  },
  'release.summariesAnew': async (context, { releaseId }) => {
    const who = coordinator(context)
    if (!who.ok) return who
    const same = await comeOutSame(who.value, await readReleases(who.value), releaseId)
    if (!same.ok) return same
    return same.value === undefined ? fail('UnknownRelease') : ok({ isSame: same.value })
  },
  'release.list': (context) =>
    asMember(context, async (member) => {
      const releases = await readReleases(member)
      const rows = [...releases.releases.values()].map((release) => rowOf(member, releases, release))
      return {
        releases: rows.sort((a, b) =>
          a.leased.at > b.leased.at ? -1 : a.leased.at < b.leased.at ? 1 : a.releaseId < b.releaseId ? -1 : 1,
        ),
        missing: releases.missing.length,
        notValid: await refusedRows(member, releases),
        mayRelease: isCoordinator(member.root, member.memberId),
      }
    }),
  'release.view': async (context, { releaseId }) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const releases = await readReleases(who.value)
    const release = releases.releases.get(releaseId)
    if (!release) return fail('UnknownRelease')
    const words = [...releases.words.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    const cancel = words.flatMap((word) =>
      word.says.kind === 'cancel' && word.says.lease === releaseId
        ? [{ voice: voiceOf(who.value, word), reason: word.says.reason }]
        : [],
    )
    return ok({
      ...rowOf(who.value, releases, release),
      spec: release.lease.says.spec,
      digest: release.lease.says.digest,
      publication: releases.publicationOf(releaseId) ?? null,
      summaries: releases.summariesOf(releaseId) ?? null,
      cancelled: release.status === 'cancelled' ? (cancel[0] ?? null) : null,
      seen: words.flatMap((word) =>
        word.says.kind === 'seen' && word.says.of === releaseId
          ? [{ ...voiceOf(who.value, word), isFinal: word.says.isFinal }]
          : [],
      ),
    })
  },
} satisfies Partial<QueryHandlers>
