import { item } from '#core/commands/committees/todayItems'
import type { Asked, Ranked } from '#core/commands/committees/todayItems'
import { viewOf } from '#core/commands/narratives/narrativeQueries'
import { narrativesOf } from '#core/commands/narratives/standing'
import { readReleases } from '#core/commands/releases/ledger'
import type { Releases } from '#core/commands/releases/ledger'
import { rowOf } from '#core/commands/releases/releaseQueries'
import { documentIdOf } from '#core/envelopes/batches'
import { isCoordinator, isFull } from '#core/spaces/rootState'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import type { ReleaseVoice } from '#shared/contract/releases'
import { caseDocument } from '#shared/records/case'

/** What somebody else set aside and she may approve, and what she set aside herself and may publish; null: neither. */
const asked = (
  { status, mayApprove }: { readonly status: string; readonly mayApprove: boolean },
  leased: ReleaseVoice | null,
): {
  readonly rank: number
  readonly kind: 'publication_review' | 'publication_publish'
  readonly alias: string
} | null => {
  if (leased === null) return null
  if (status === 'leased' && mayApprove && !leased.mine)
    return { rank: 4, kind: 'publication_review', alias: leased.alias }
  return status === 'approved' && leased.mine ? { rank: 5, kind: 'publication_publish', alias: '' } : null
}

/** Tables and summaries of the ledger. */
const releases = ({ member }: Asked, ledger: Releases): Ranked[] =>
  isCoordinator(member.root, member.memberId)
    ? [...ledger.releases.values()].flatMap((release) => {
        if (release.entries.length > 0) return []
        const row = rowOf(member, ledger, release)
        const { releaseId: id, product, period, audience } = row
        const what = asked(row, row.leased)
        if (!what) return []
        const { rank, ...of } = what
        return [item(rank, { ...of, id, due: null, about: '', release: { product, period, audience } })]
      })
    : []

/**
 * Stories of cases that she reads. Their documents are opened only while the ledger has a word of a story that is not
 * published: few cases have one, and seldom.
 */
const stories = async ({ member, mine }: Asked, { words }: Releases): Promise<Ranked[]> => {
  const said = [...words.values()].map(({ says }) => says)
  const published = new Set(said.flatMap((says) => (says.kind === 'narrativeEntry' ? [says.digest] : [])))
  const isOpen = said.some((says) => says.kind === 'narrative' && !published.has(says.digest))
  if (!isOpen) return []
  const cases = member.ledger.db
    .prepare("SELECT space, max(label) AS code FROM record WHERE kind = 'narrative' GROUP BY space")
    .all<{ space: Bytes; code: string }>()
    .map(({ space, code }) => ({ caseId: idHex(space), code }))
    .filter(({ caseId }) => mine.has(caseId))
  const items: Ranked[] = []
  for (const { caseId, code } of cases) {
    const read = await member.documents.read(documentIdOf(caseId, caseDocument))
    const { releases: ledger, narratives } = await narrativesOf(member, caseId, read?.state)
    for (const narrative of narratives) {
      const view = viewOf(member, ledger, narrative)
      const what = view.isCurrent ? asked(view, view.leased) : null
      if (!what) continue
      const { rank, ...of } = what
      items.push(item(rank, { ...of, id: narrative.id, due: null, about: code, spaceId: caseId }))
    }
  }
  return items
}

/** What waits of what is to be published: her approval, or that she publishes it. Nothing for who may do neither. */
export const publicationItems = async (of: Asked): Promise<Ranked[]> => {
  const { root, memberId } = of.member
  if (!isFull(root, memberId)) return [] // who coordinates facilitates in full too
  const ledger = await readReleases(of.member)
  return [...releases(of, ledger), ...(await stories(of, ledger))]
}
