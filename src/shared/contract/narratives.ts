import { z } from 'zod'
import { id16, id32, longText, place } from '#shared/contract/fields'
import { operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { fileLook } from '#shared/contract/releases'
import type { DraftReason, ReleaseFile, ReleaseVoice } from '#shared/contract/releases'

/** A place in a text that may lead to somebody: UTF-16 units, the end not included. `kind`: key of its sentence, `narrative.<kind>`. */
export type NarrativeFinding = {
  readonly start: number
  readonly end: number
  readonly kind: string
  /** It has to go; otherwise a person looks at it. */
  readonly isSure: boolean
}

/** A text about a case that is, or was, to be published. */
export type NarrativeView = {
  readonly narrativeId: string
  readonly text: string
  readonly written: ReleaseVoice
  /** No other text takes its place, and none was written apart from it. */
  readonly isCurrent: boolean
  /** `approved`: two others did; `published` stands in the ledger. */
  readonly status: 'written' | 'leased' | 'approved' | 'published'
  readonly leased: ReleaseVoice | null
  readonly approved: readonly ReleaseVoice[]
  readonly published: ReleaseVoice | null
  /** Published, and known to be on a laptop beside this one: only then are its files final. */
  readonly isElsewhere: boolean
  /** She may approve it: she facilitates in full, did not write it, and has not yet. */
  readonly mayApprove: boolean
}

const onText = { caseId: id32(), narrativeId: id16() }
const text = () => longText().refine((written) => written.trim() !== '', { error: 'blank' })

/**
 * Commands on texts for the public about one case, of which nobody is to be recognised. Who wants her name said goes another
 * way, that of the urgent call: nothing here lets a name through. Where a text is looked at it may be refused with
 * NarrativeNotAgreed (she did not agree, or it holds no more) · NarrativeChanged (another text took its place, or stands beside it) ·
 * NarrativeTells (something in it leads to somebody) · NarrativeRare (too few share her profile) · BeingChecked.
 */
export const narrativeCommands = {
  /** Writes a text, in place of those that are current. */
  'narrative.write': operation<Heads & { readonly narrativeId: string }>()(
    z.strictObject({ caseId: id32(), text: text() }),
  ),
  /** Says in the network's ledger that a text is to be published: its digest, and nothing of the case. Failures: NotAllowed · AlreadySo. */
  'narrative.lease': operation<Heads>()(z.strictObject(onText)),
  /** Another one who facilitates and reads the case has read it and agrees. Failures: NotAllowed · NarrativeOwn · NoSuchMove · AlreadySo. */
  'narrative.approve': operation<Heads>()(z.strictObject(onText)),
  /** Puts it into the ledger. Failures: NotAllowed · NarrativeNotApproved · AlreadySo. */
  'narrative.publish': operation<Heads>()(z.strictObject(onText)),
  /** Writes it as plain text and as a page, marked as a draft until it is published and that is known elsewhere. Failures: as of `narrative.publish` and `release.files`. */
  'narrative.files': operation<{ readonly files: readonly ReleaseFile[]; readonly draft: DraftReason | null }>()(
    z.strictObject({ ...onText, folder: place(), language: fileLook.language, paper: fileLook.paper }),
  ),
} as const

/** Queries about texts for the public, of who reads the case. */
export const narrativeQueries = {
  /** What a text shows, before it is kept. Nothing of it is kept. */
  'narrative.check': operation<{
    readonly findings: readonly NarrativeFinding[]
    /** How many here share her profile, herself with them; and how many have to. */
    readonly classSize: number
    readonly least: number
    readonly blockedBy: readonly ('profile' | 'identifiers')[]
    /** She agreed, and it holds. */
    readonly agreed: boolean
  }>()(z.strictObject({ caseId: id32(), text: longText() })),
  /** Texts of a case, the newest first. */
  'narrative.list': operation<{ readonly narratives: readonly NarrativeView[] }>()(z.strictObject({ caseId: id32() })),
} as const
