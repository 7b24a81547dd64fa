import { protectTables } from '#core/anonymise/protectTables'
import type { Publication } from '#shared/rules/publication'
import type { Context, Member } from '#core/commands/context'
import { publishedNear } from '#core/commands/releases/asCoordinator'
import { readReleases } from '#core/commands/releases/ledger'
import { readSources } from '#core/commands/releases/sources'
import type { Sources } from '#core/commands/releases/sources'
import { digestOf } from '#core/commands/releases/words'
import { settingsOf } from '#core/commands/settings/settingsOf'
import type { ReleasePreview } from '#shared/contract/releases'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A release of the same year that was published: what is known to everybody. */
type EarlierRelease = {
  readonly id: string
  readonly publication: Publication
}

/** All that a release is counted from: what follows needs no vault. */
export type Gathered = Sources & {
  readonly spec: ReleaseSpec
  readonly thresholds: { readonly public: number; readonly grave: number }
  readonly earlier: readonly EarlierRelease[]
  /** Of the records of each unit. */
  readonly data: Readonly<Record<string, string>>
  /** The network's country, of which departments are told apart. */
  readonly countries: readonly string[]
  /** The same print: the same is counted. */
  readonly print: string
}

const digestsOf = ({ rows }: Sources): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rows).map(([unit, list]) => [
      unit,
      digestOf([...list].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))),
    ]),
  )

/** Numbers below which nothing is told, as the network decided. */
export const thresholdsOf = (member: Member): Gathered['thresholds'] => {
  const { publicThreshold, graveThreshold } = settingsOf(member)
  return { public: publicThreshold, grave: graveThreshold }
}

/**
 * Tables as they stand in the ledger, which every member holds: how many cells are hidden, and not how many of these because
 * they are small. Where two are hidden that would tell which.
 */
export const asPublished = (publication: Publication): Publication => {
  const { primary, secondary } = publication.hidden
  return { ...publication, hidden: { ...publication.hidden, primary: 0, secondary: primary + secondary } }
}

/** Gathers what a release is counted from. Failures: those of `readSources`. */
export const gather = async (context: Context, member: Member, spec: ReleaseSpec): Promise<Result<Gathered>> => {
  const thresholds = thresholdsOf(member)
  const releases = await readReleases(member)
  const earlier = publishedNear(releases, { product: 'tables', spec }).flatMap((id): EarlierRelease[] => {
    const publication = releases.publicationOf(id)
    return publication ? [{ id, publication }] : []
  })
  const sources = await readSources(
    context,
    member,
    spec,
    earlier.map(({ publication }) => publication.period),
  )
  if (!sources.ok) return sources
  const data = digestsOf(sources.value)
  const { refused, version, houses } = sources.value
  const countries = [member.root.network?.country ?? ''].filter((one) => one !== '')
  const asked = { spec, thresholds, data, refused, version, houses, countries, earlier: earlier.map(({ id }) => id) }
  return ok({ ...sources.value, spec, thresholds, earlier, data, countries, print: digestOf(asked) })
}

/** How a counting goes on. */
type Going = { readonly onShare?: (share: number) => void; readonly signal?: AbortSignal }

/** Counts, and hides what has to be. Failures: Cancelled · TooManyCrossings. */
export const countRelease = async (gathered: Gathered, { onShare, signal }: Going): Promise<Result<ReleasePreview>> => {
  const { rows, spec, countries, thresholds, refused, version, houses, data } = gathered
  const earlier = gathered.earlier.map(({ id, publication }) => ({ id, tables: publication.tables }))
  const done = await protectTables({
    ...{ rows, spec, countries, thresholds, earlier, refused, version },
    ...(onShare && { onProgress: onShare }),
    ...(signal && { signal }),
  })
  if (!done.ok) return done
  const { publication, blocked, plain } = done.value
  return ok({
    spec,
    publication,
    digest: digestOf(asPublished(publication)),
    data,
    earlier: earlier.map(({ id }) => id),
    blocked: blocked.map(({ reason, unit, release }) => ({ reason, unit, release })),
    plainly: plain.hidden,
    houses,
  })
}
