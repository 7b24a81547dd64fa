import { aliasOf, requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { readReleases } from '#core/commands/releases/ledger'
import type { KnownWord, Releases } from '#core/commands/releases/ledger'
import { isCoordinator } from '#core/spaces/rootState'
import type { ReleaseVoice } from '#shared/contract/releases'
import { areNear } from '#shared/rules/releaseLedger'
import type { Release } from '#shared/rules/release'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const only = (who: Result<Member>): Result<Member> =>
  !who.ok || isCoordinator(who.value.root, who.value.memberId) ? who : fail('NotAllowed')

/** Who coordinates, to count. Failures: NotAllowed, and those of requireMember. */
export const coordinator = (context: Context): Result<Member> => only(requireMember(context))

/** Who coordinates, to say something. Failures: NotAllowed, and those of requireWriter. */
export const writingCoordinator = (context: Context): Result<Member> => only(requireWriter(context))

/** A coordinator, the ledger as she knows it, and one release of it. */
export type OnRelease = { readonly member: Member; readonly releases: Releases; readonly release: Release }

/** Failures: NotAllowed · UnknownRelease, and those of requireWriter. */
export const onRelease = async (context: Context, id: string): Promise<Result<OnRelease>> => {
  const who = writingCoordinator(context)
  if (!who.ok) return who
  const releases = await readReleases(who.value)
  const release = releases.releases.get(id)
  return release ? ok({ member: who.value, releases, release }) : fail('UnknownRelease')
}

/** Fails with LedgerMissing while not all that was said of releases is here. */
export const isWhole = ({ missing }: Releases): Result<void> =>
  missing.length > 0 ? fail('LedgerMissing', { count: missing.length }) : ok(undefined)

/** Published releases that what is asked for has to be checked against, in the order of their ids. */
export const publishedNear = ({ releases }: Releases, asked: Parameters<typeof areNear>[1]): string[] =>
  [...releases.values()]
    .flatMap(({ lease, entries }) => (entries.length > 0 && areNear(lease.says, asked) ? [lease.id] : []))
    .sort()

/** Who said a word, and when. */
export const voiceOf = ({ root, memberId }: Member, { by, at }: KnownWord): ReleaseVoice => ({
  memberId: by,
  alias: aliasOf(root, by),
  at,
  mine: by === memberId,
})
