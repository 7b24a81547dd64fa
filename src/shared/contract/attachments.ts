import { z } from 'zod'
import { id16, id32 } from '#shared/contract/fields'
import { operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { attachmentRecord } from '#shared/records/attachment'
import { inputOf } from '#shared/records/record'

/** Something that a picture says besides what it shows. `value`: as it says it; '' where there is nothing to show. */
export type Trace = { readonly kind: 'place' | 'device' | 'date' | 'author' | 'other'; readonly value: string }

/** Bytes of a file in one call, in base64: half a megabyte. */
const bytes = () => z.base64().max(700_000)

/** Commands on attachments of cases. A file comes in parts, because one call is at most a megabyte. */
export const attachmentCommands = {
  /** Begins a file; one that was begun before and not kept is dropped. */
  'attachment.begin': operation<{ readonly uploadId: string }>()(z.strictObject({})),
  'attachment.append': operation<{ readonly size: number }>()(z.strictObject({ uploadId: id16(), bytes: bytes() })),
  /** Keeps the file with the case; `strip` takes out what the picture says of place, device, date and author. */
  'case.addAttachment': operation<Heads & { readonly attachmentId: string }>()(
    inputOf(attachmentRecord, { caseId: id32(), uploadId: id16(), strip: z.boolean().default(true) }),
  ),
  /** Takes a file out for everybody: its pieces are forgotten wherever this is heard. */
  'case.removeAttachment': operation<Heads>()(z.strictObject({ caseId: id32(), attachmentId: id16() })),
  /** Asks for a file that is elsewhere: it comes at the next exchanges with who has it. */
  'attachment.fetch': operation<{ readonly missing: number }>()(
    z.strictObject({ caseId: id32(), attachmentId: id16() }),
  ),
} as const

/** Queries of attachments. */
export const attachmentQueries = {
  /** What a file that was begun says besides what it shows, and whether that can be taken out. */
  'attachment.inspect': operation<{
    readonly size: number
    readonly traces: readonly Trace[]
    readonly removable: boolean
  }>()(z.strictObject({ uploadId: id16() })),
  /** A part of a file, counted from 0; `bytes` null while it is elsewhere. */
  'attachment.read': operation<{
    readonly name: string
    readonly mime: string
    readonly parts: number
    /** Parts that are not on this laptop. */
    readonly missing: number
    readonly bytes: string | null
  }>()(z.strictObject({ caseId: id32(), attachmentId: id16(), part: z.number().int().min(0).max(100).default(0) })),
} as const
