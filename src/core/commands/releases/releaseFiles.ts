import type { Publication } from '#shared/rules/publication'
import type { SummaryPublication } from '#core/anonymise/summaries/summary'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { onRelease, writingCoordinator } from '#core/commands/releases/asCoordinator'
import type { OnRelease } from '#core/commands/releases/asCoordinator'
import { previewOf } from '#core/commands/releases/checks'
import { isElsewhere } from '#core/commands/releases/elsewhere'
import { readReleases } from '#core/commands/releases/ledger'
import { countedSame } from '#core/commands/releases/releaseCommands'
import { sayWord } from '#core/commands/releases/sayWord'
import { makeSummaries } from '#core/commands/releases/summaries'
import type { SummaryAsked } from '#core/commands/releases/summaries'
import { roomForFiles, writeFiles } from '#core/commands/releases/writeFiles'
import { filesOf } from '#core/export/files'
import type { ExportFile, FileOptions } from '#core/export/files'
import { summaryFilesOf } from '#core/export/summaryFiles'
import type { CheckedCommandInput } from '#shared/contract/commands'
import type { DraftReason, ReleaseFile } from '#shared/contract/releases'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What files are made of. `release`: of the ledger, or null. `draft`: why they are marked; null where they are final. */
type Content<P> = {
  readonly member: Member
  readonly publication: P
  readonly release: string | null
  readonly draft: DraftReason | null
}

/** What would be a release. One that is blocked gives no files at all: what is in them is not protected. */
const ofSpec = async (context: Context, spec: ReleaseSpec): Promise<Result<Content<Publication>>> => {
  const who = writingCoordinator(context)
  if (!who.ok) return who
  const preview = await previewOf(context, spec)
  if (!preview.ok) return preview
  const { publication, blocked } = preview.value
  if (blocked.length > 0) return fail('BlockedRelease')
  return ok({ member: who.value, publication, release: null, draft: 'notPublished' })
}

/** Why files of a release that was published, or was not, are marked. */
const draftOf = ({ member, releases, release }: OnRelease): DraftReason | null => {
  if (release.entries.length === 0) return 'notPublished'
  if (release.status !== 'published' || releases.missing.length > 0) return 'notStanding'
  return isElsewhere(member, releases, release) ? null : 'notElsewhere'
}

/** What stands in the ledger; of what is not published yet, what this laptop counts, if that is the same. */
const ofRelease = async (context: Context, id: string): Promise<Result<Content<Publication>>> => {
  const on = await onRelease(context, id)
  if (!on.ok) return on
  const { member, releases, release } = on.value
  if (release.lease.says.product !== 'tables') return fail('UnknownRelease')
  const [published, draft] = [releases.publicationOf(id), draftOf(on.value)]
  if (published) return ok({ member, publication: published, release: id, draft })
  const same = await countedSame(context, release.lease)
  return same.ok ? ok({ member, publication: same.value.publication, release: id, draft }) : same
}

/** Summaries as they would be now. */
const ofCases = async (context: Context, asked: SummaryAsked): Promise<Result<Content<SummaryPublication>>> => {
  const who = writingCoordinator(context)
  if (!who.ok) return who
  const made = await makeSummaries(context, who.value, await readReleases(who.value), asked)
  if (!made.ok) return made
  const { summaries, isClashing } = made.value
  if (isClashing) return fail('BlockedRelease')
  return ok({ member: who.value, publication: summaries, release: null, draft: 'notPublished' })
}

/** Summaries as they were leased. */
const ofLeased = async (context: Context, id: string): Promise<Result<Content<SummaryPublication>>> => {
  const on = await onRelease(context, id)
  if (!on.ok) return on
  const publication = on.value.releases.summariesOf(id)
  return publication
    ? ok({ member: on.value.member, publication, release: id, draft: draftOf(on.value) })
    : fail('UnknownRelease')
}

type Look = Omit<CheckedCommandInput<'release.files'>, 'of' | 'folder'>

/** Writes files, and says so in the ledger before: no file is anywhere that nobody knows of. */
const put = async <P extends { readonly period: string }>(
  { member, publication, release, draft }: Content<P>,
  folder: string,
  { language, ...look }: Look,
  filesIn: (publication: P, options: FileOptions) => Promise<Result<readonly ExportFile[]>>,
): Promise<Result<{ files: ReleaseFile[]; release: string | null; draft: DraftReason | null }>> => {
  const isFinal = draft === null
  const options = { ...look, languages: language, isDraft: !isFinal, release: isFinal ? release : null }
  const files = await filesIn(publication, options)
  if (!files.ok) return files
  const names = files.value.map(({ name }) => name)
  const room = roomForFiles(folder, names)
  if (!room.ok) return room
  const said = await sayWord(member, { kind: 'seen', of: release, period: publication.period, isFinal })
  if (!said.ok) return said
  const written = writeFiles(folder, files.value)
  if (!written.ok) return written
  return ok({
    files: files.value.map(({ name, sha256, bytes }) => ({ name, sha256, bytes: bytes.length })),
    release: isFinal ? release : null,
    draft,
  })
}

/** Where files go, looked at before anything is counted. Failures: BadInput (nobody chose), PlaceNotWhole, FolderMissing. */
const placeIn = (folder: string | null): Result<string> => {
  if (folder === null) return fail('BadInput', { field: 'folder' })
  const room = roomForFiles(folder, [])
  return room.ok ? ok(folder) : room
}

/** Commands that write files. */
export const fileCommands = {
  'release.files': async (context, { of, folder, ...look }) => {
    const place = placeIn(folder)
    if (!place.ok) return place
    const content = 'releaseId' in of ? await ofRelease(context, of.releaseId) : await ofSpec(context, of.spec)
    if (!content.ok) return content
    const done = await put(content.value, place.value, look, filesOf)
    const { hidden, refused } = content.value.publication
    return done.ok ? ok({ ...done.value, hidden, refused }) : done
  },
  'release.summaryFiles': async (context, { of, folder, ...look }) => {
    const place = placeIn(folder)
    if (!place.ok) return place
    const content = 'releaseId' in of ? await ofLeased(context, of.releaseId) : await ofCases(context, of)
    if (!content.ok) return content
    const done = await put(content.value, place.value, look, async (summaries, options) =>
      ok(await summaryFilesOf(summaries, options)),
    )
    const { hiddenShare, undercount } = content.value.publication
    return done.ok ? ok({ ...done.value, hiddenShare, undercount }) : done
  },
} satisfies Partial<CommandHandlers>
