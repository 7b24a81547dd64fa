import type { Publication } from '#shared/rules/publication'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { isWhole, onRelease, publishedNear, writingCoordinator } from '#core/commands/releases/asCoordinator'
import type { OnRelease } from '#core/commands/releases/asCoordinator'
import { previewOf } from '#core/commands/releases/checks'
import { asPublished, thresholdsOf } from '#core/commands/releases/countRelease'
import { readReleases } from '#core/commands/releases/ledger'
import type { Releases } from '#core/commands/releases/ledger'
import { sayWord } from '#core/commands/releases/sayWord'
import { makeSummaries, summariesHold } from '#core/commands/releases/summaries'
import { digestOf } from '#core/commands/releases/words'
import type { ReleasePreview } from '#shared/contract/releases'
import { wayTo } from '#shared/rules/machine'
import { releaseMachine } from '#shared/rules/release'
import { areNear, areOfSame } from '#shared/rules/releaseLedger'
import type { Lease, Release, ReleaseStatus } from '#shared/rules/release'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** States in which a release that is not published stands in the way of another of the same days. */
const isUnderWay = ({ status, entries }: Release): boolean =>
  entries.length === 0 && (status === 'leased' || status === 'approved' || status === 'conflict')

/** Why it cannot be leased now beside what stands in the ledger. */
const mayLease = (
  { releases }: Releases,
  asked: Pick<Lease['says'], 'product' | 'spec'>,
  supersedes: string | undefined,
): Result<void> => {
  const near = [...releases.values()].filter(({ lease }) => areNear(lease.says, asked))
  if (near.some(isUnderWay)) return fail('LeaseConflict')
  const same = near.filter(({ lease, entries }) => entries.length > 0 && areOfSame(lease.says, asked))
  const standing = same.filter(({ status }) => status === 'published' || status === 'conflict')
  if (standing.some(({ status }) => status === 'conflict')) return fail('LeaseConflict')
  if (supersedes !== undefined && !same.some(({ lease }) => lease.id === supersedes)) return fail('UnknownRelease')
  return standing.some(({ lease }) => lease.id !== supersedes) ? fail('AlreadyPublished') : ok(undefined)
}

/** Who may lease this now, and the ledger. Failures: NotAllowed · LedgerMissing · LeaseConflict · AlreadyPublished · UnknownRelease. */
const leasing = async (
  context: Context,
  asked: Pick<Lease['says'], 'product' | 'spec'>,
  supersedes: string | undefined,
): Promise<Result<{ member: Member; releases: Releases }>> => {
  const who = writingCoordinator(context)
  if (!who.ok) return who
  const releases = await readReleases(who.value)
  const whole = isWhole(releases)
  if (!whole.ok) return whole
  const may = mayLease(releases, asked, supersedes)
  return may.ok ? ok({ member: who.value, releases }) : may
}

const sayLease = async (
  { member, releases }: { member: Member; releases: Releases },
  says: Omit<Lease['says'], 'kind' | 'earlier' | 'supersedes'>,
  supersedes: string | undefined,
  carries: SummaryPublication | null,
): Promise<Result<{ releaseId: string; heads: string[] }>> => {
  if (releases.releases.get(supersedes ?? '')?.lease.says.digest === says.digest) return fail('AlreadySo') // nothing changed
  const earlier = publishedNear(releases, says)
  const done = await sayWord(member, { kind: 'lease', ...says, earlier, supersedes: supersedes ?? null }, carries)
  return done.ok ? ok({ releaseId: done.value.id, heads: done.value.heads }) : done
}

const lease: CommandHandlers['release.lease'] = async (context, { spec, supersedes }) => {
  const on = await leasing(context, { product: 'tables', spec }, supersedes)
  if (!on.ok) return on
  const preview = await previewOf(context, spec)
  if (!preview.ok) return preview
  const { blocked, digest, data, publication } = preview.value
  if (blocked.length > 0) return fail('BlockedRelease')
  const { thresholds } = publication
  return sayLease(on.value, { product: 'tables', spec, digest, data, thresholds }, supersedes, null)
}

const leaseSummaries: CommandHandlers['release.leaseSummaries'] = async (context, { supersedes, ...asked }) => {
  const spec: ReleaseSpec = { ...asked, audience: 'allies', sections: [], tables: [] }
  const on = await leasing(context, { product: 'summaries', spec }, supersedes)
  if (!on.ok) return on
  const made = await makeSummaries(context, on.value.member, on.value.releases, asked)
  if (!made.ok) return made
  const { summaries, isClashing } = made.value
  if (isClashing) return fail('BlockedRelease')
  const thresholds = thresholdsOf(on.value.member)
  const digest = digestOf(summaries)
  return sayLease(on.value, { product: 'summaries', spec, digest, data: {}, thresholds }, supersedes, summaries)
}

/** A release that may go to a state. Failures: those of `onRelease` · LedgerMissing · LeaseConflict · NoSuchMove. */
const onItsWay = async (context: Context, id: string, to: ReleaseStatus): Promise<Result<OnRelease>> => {
  const on = await onRelease(context, id)
  if (!on.ok) return on
  const { releases, release } = on.value
  const whole = isWhole(releases)
  if (!whole.ok) return whole
  if (release.status === 'conflict') return fail('LeaseConflict')
  if (to === 'published' && release.status === 'leased') return fail('NotApproved')
  return wayTo(releaseMachine, [release.status], to) === 'move' ? on : fail('NoSuchMove')
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join() === [...b].sort().join()

/** What this laptop counts, where that is what was leased. Failures: those of `previewOf` · BlockedRelease · DataDiffers `units`. */
export const countedSame = async (context: Context, { says }: Lease): Promise<Result<ReleasePreview>> => {
  const preview = await previewOf(context, says.spec)
  if (!preview.ok) return preview
  const { data, digest, blocked } = preview.value
  const units = new Set([...Object.keys(data), ...Object.keys(says.data)])
  const differing = [...units].filter((unit) => data[unit] !== says.data[unit]).sort()
  if (differing.length > 0) return fail('DataDiffers', { units: differing.join(', ') })
  if (blocked.length > 0) return fail('BlockedRelease')
  return digest === says.digest ? preview : fail('DataDiffers', { units: 'version' })
}

/**
 * Whether what was leased is what this laptop finds: tables are counted anew from its own records, summaries are looked at as
 * they stand. Gives what an entry carries. Failures: those of `countedSame` · BlockedRelease · DataDiffers `units`.
 */
const foundSame = async (
  context: Context,
  { member, releases, release }: OnRelease,
): Promise<Result<Publication | null>> => {
  const { says } = release.lease
  const thresholds = thresholdsOf(member)
  const differing = [
    ...(isSame(publishedNear(releases, says), says.earlier) ? [] : ['releases']),
    ...(thresholds.public === says.thresholds.public && thresholds.grave === says.thresholds.grave
      ? []
      : ['thresholds']),
  ]
  if (differing.length > 0) return fail('DataDiffers', { units: differing.join(', ') })
  if (says.product === 'summaries')
    return summariesHold(member, releases, release.lease) ? ok(null) : fail('BlockedRelease')
  const same = await countedSame(context, release.lease)
  return same.ok ? ok(asPublished(same.value.publication)) : same
}

const approve: CommandHandlers['release.approve'] = async (context, { releaseId }) => {
  const on = await onItsWay(context, releaseId, 'approved')
  if (!on.ok) return on
  const { member, release } = on.value
  if (release.lease.by === member.memberId) return fail('OwnApproval')
  const same = await foundSame(context, on.value)
  if (!same.ok) return same
  const done = await sayWord(member, { kind: 'approval', lease: releaseId, digest: release.lease.says.digest })
  return done.ok ? ok({ heads: done.value.heads }) : done
}

const publish: CommandHandlers['release.publish'] = async (context, { releaseId }) => {
  const on = await onItsWay(context, releaseId, 'published')
  if (!on.ok) return on
  const { member, release } = on.value
  const same = await foundSame(context, on.value)
  if (!same.ok) return same
  const { product, digest } = release.lease.says
  const done = await sayWord(member, { kind: 'entry', product, lease: releaseId, digest }, same.value)
  return done.ok ? ok({ heads: done.value.heads }) : done
}

const choose: CommandHandlers['release.choose'] = async (context, { releaseId }) => {
  const on = await onRelease(context, releaseId)
  if (!on.ok) return on
  if (on.value.release.status !== 'conflict') return fail('AlreadySo')
  const done = await sayWord(on.value.member, { kind: 'choice', lease: releaseId })
  return done.ok ? ok({ heads: done.value.heads }) : done
}

const cancel: CommandHandlers['release.cancel'] = async (context, { releaseId, reason }) => {
  const on = await onRelease(context, releaseId)
  if (!on.ok) return on
  const { release, member } = on.value
  if (release.entries.length > 0) return fail('AlreadyPublished')
  if (wayTo(releaseMachine, [release.status], 'cancelled') === 'none') return fail('NoSuchMove')
  const done = await sayWord(member, { kind: 'cancel', lease: releaseId, reason })
  return done.ok ? ok({ heads: done.value.heads }) : done
}

/** Commands by which two coordinators publish. */
export const wordCommands = {
  'release.lease': lease,
  'release.leaseSummaries': leaseSummaries,
  'release.approve': approve,
  'release.publish': publish,
  'release.choose': choose,
  'release.cancel': cancel,
} satisfies Partial<CommandHandlers>
