import { readable } from '#core/commands/caseReaders'
import { uploadOf } from '#core/commands/cases/attachmentCommands'
import type { QueryHandlers } from '#core/commands/handler'
import { lookInto } from '#core/documents/imageTraces'
import { piecesMissing, readPiece } from '#core/documents/pieces'
import { documentIdOf } from '#core/envelopes/batches'
import { attachmentRecord } from '#shared/records/attachment'
import { caseDocument } from '#shared/records/case'
import { rowsIn } from '#shared/records/record'
import { fail, ok } from '#shared/result'

/** Queries of attachments. */
export const attachmentQueries = {
  'attachment.inspect': (context, { uploadId }) => {
    const file = uploadOf(context, uploadId)
    if (!file) return Promise.resolve(fail('UnknownUpload'))
    const { traces, stripped } = lookInto(file)
    return Promise.resolve(ok({ size: file.length, traces, removable: stripped !== undefined }))
  },
  'attachment.read': async (context, { caseId, attachmentId, part }) => {
    const who = readable(context, caseId)
    if (!who.ok) return who
    const read = await who.value.documents.read(documentIdOf(caseId, caseDocument))
    const file = rowsIn(read?.state, 'attachments', attachmentRecord).get(attachmentId)
    if (file?.removedAt !== null || part >= file.pieces.length) return fail('UnknownRow')
    const { name, mime, key, pieces, size } = file
    const missing = piecesMissing(context.db, pieces).length
    const bytes = readPiece(context.db, { key, pieces, size: size ?? 0 }, part)
    if (bytes === 'spoiled') return fail('FileSpoiled')
    return ok({
      name,
      mime,
      parts: pieces.length,
      missing,
      bytes: bytes === 'elsewhere' ? null : Buffer.from(bytes).toString('base64'),
    })
  },
} satisfies Partial<QueryHandlers>
