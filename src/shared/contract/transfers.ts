import { z } from 'zod'
import { id16, id32, longText, place } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { transferParts } from '#shared/rules/transferParts'
import type { TransferPart } from '#shared/rules/transferParts'

/** A code for receiving a case, and the six words by which two women tell that it is the same on both sides. */
export type ReceivingCode = {
  readonly codeId: string
  readonly code: string
  readonly words: readonly string[]
  /** The last day on which a file may be made with it. */
  readonly until: string
}

/** What a file holds, before a case is made of it. */
export type TransferLook = {
  readonly network: string
  readonly country: string
  /** The day on which it was made. */
  readonly madeOn: string
  readonly rows: Readonly<Record<TransferPart, number>>
  readonly consents: number
  readonly files: number
}

const code = () => z.string().max(4_000)

/** Commands that pass a case to another network, and that receive one. A file comes in by `attachment.begin` and `append`. */
export const transferCommands = {
  /** Makes a code that the other network makes the file with: one file for each code. */
  'transfer.newCode': operation<ReceivingCode>()(
    z.strictObject({ validDays: z.number().int().min(1).max(60).default(14) }),
  ),
  /** A file that was made with the code can then no longer be opened. */
  'transfer.dropCode': operation<{ readonly ok: true }>()(z.strictObject({ codeId: id16() })),
  /** Makes the file, which `transfer.save` then writes. `size`: its bytes. The case stays as it is until they answer. */
  'transfer.make': operation<Heads & { readonly transferId: string; readonly size: number }>()(
    z.strictObject({
      caseId: id32(),
      code: code(),
      reason: longText().refine((text) => text.trim() !== '', { error: 'blank' }),
      parts: z.array(z.enum(transferParts)).max(transferParts.length),
      attachments: z.array(id16()).max(100).default([]),
    }),
  ),
  /** Writes the file that was made last. `folder` null: it is chosen in the system's own box. */
  'transfer.save': operation<{ readonly name: string }>()(
    z.strictObject({
      transferId: id16(),
      folder: place(),
    }),
  ),
  /** Their answer: the case is theirs from now on. */
  'transfer.answer': operation<Heads>()(z.strictObject({ caseId: id32(), transferId: id16(), answer: code() })),
  /** Opens a file as a new case, whose team she is on. `answer`: what the other network has to hear. */
  'transfer.receive': operation<{ readonly caseId: string; readonly caseCode: string; readonly answer: string }>()(
    z.strictObject({ uploadId: id16() }),
  ),
} as const

/** Queries about passing cases on. */
export const transferQueries = {
  /** Codes that wait for a file. */
  'transfer.codes': operation<{ readonly codes: readonly ReceivingCode[] }>()(nothing()),
  /** Whose code it is, and its words. */
  'transfer.readCode': operation<{
    readonly network: string
    readonly words: readonly string[]
    readonly until: string
  }>()(z.strictObject({ code: code() })),
  'transfer.look': operation<TransferLook>()(z.strictObject({ uploadId: id16() })),
} as const
