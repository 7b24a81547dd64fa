import { createHash } from 'node:crypto'
import { readable } from '#core/commands/caseReaders'
import { addTo, onTeam, readOnTeam } from '#core/commands/cases/onTeam'
import { requireMember } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { rowIn, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { readableSpaces } from '#core/commands/listRows'
import { newRowId } from '#core/commands/newIds'
import { lookInto } from '#core/documents/imageTraces'
import { dropPieces, keepFile, piecesMissing, wantPieces } from '#core/documents/pieces'
import { documentIdOf } from '#core/envelopes/batches'
import { withDisk } from '#core/vault/diskFailure'
import type { Database } from '#core/vault/openDatabase'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { attachmentRecord } from '#shared/records/attachment'
import { largestAttachment } from '#shared/rules/attachment'
import { caseDocument, caseSpec } from '#shared/records/case'
import { rowsIn } from '#shared/records/record'
import { fail, ok } from '#shared/result'

/** A file that comes in parts and is not kept yet: in memory only, one for a vault. */
type Upload = { readonly id: string; readonly parts: Uint8Array[]; size: number }
const uploads = new WeakMap<Database, Upload>()

/** The file that was begun under this id. */
export const uploadOf = ({ db }: Context, uploadId: string): Uint8Array | undefined => {
  const upload = uploads.get(db)
  return upload?.id === uploadId ? Buffer.concat(upload.parts) : undefined
}

/** Files up to this size come to the laptops of the team by themselves; larger ones when somebody asks. */
const comesByItself = 2 * 1_048_576

/**
 * Asks for the pieces that come by themselves, and forgets those of files that were taken out. A piece that another file
 * still names stays: else a row of one case, written by hand, could take a file out of another.
 */
export const followPieces = (context: Context): void => {
  const who = requireMember(context)
  if (!who.ok) return
  const { db } = context
  const mine = readableSpaces(who.value)
  const files = db
    .prepare("SELECT space, status, data FROM record WHERE kind = 'attachment'")
    .all<{ space: Bytes; status: string; data: string }>()
    .map(({ space, status, data }) => ({
      space: idHex(space),
      isOut: status === 'removed',
      ...(JSON.parse(data) as { pieces: string[]; size: number | null }),
    }))
  const named = new Set(files.flatMap(({ isOut, pieces }) => (isOut ? [] : pieces)))
  const out = files.flatMap(({ isOut, pieces }) => (isOut ? pieces.filter((id) => !named.has(id)) : []))
  const due = files.flatMap(({ space, isOut, size, pieces }) =>
    !isOut && mine.has(space) && (size ?? 0) <= comesByItself ? pieces : [],
  )
  withDisk(() =>
    db.transaction(() => {
      dropPieces(db, out)
      wantPieces(db, piecesMissing(db, due))
    })(),
  )
}

const addAttachment: CommandHandlers['case.addAttachment'] = async (context, input) => {
  const { caseId, uploadId, strip, ...said } = input
  const on = onTeam(context, caseId)
  if (!on.ok) return on
  const given = uploadOf(context, uploadId)
  if (!given) return fail('UnknownUpload')
  if (given.length === 0) return fail('FileEmpty')
  const stripped = strip ? lookInto(given).stripped : undefined
  const file = stripped ?? given
  // the pieces first: a row without them would promise a file that is nowhere
  const kept = withDisk(() => context.db.transaction(() => keepFile(context.db, file))())
  if (!kept.ok) return kept
  const done = await addTo(on.value, 'attachments', {
    ...said,
    ...kept.value,
    isStripped: stripped !== undefined,
    sha256: createHash('sha256').update(file).digest('hex'),
    addedBy: on.value.memberId,
    addedAt: on.value.now,
  })
  if (!done.ok) {
    dropPieces(context.db, kept.value.pieces)
    return done
  }
  uploads.delete(context.db)
  return ok({ attachmentId: done.value.id, heads: done.value.heads })
}

const removeAttachment: CommandHandlers['case.removeAttachment'] = async (context, { caseId, attachmentId }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, documents, memberId, now } = on.value
  if (!rowsIn(read.state, 'attachments', attachmentRecord).has(attachmentId)) return fail('UnknownRow')
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) => {
    const row = rowIn(doc, 'attachments', attachmentId)
    const empty = { name: '', key: '', sha256: '', mime: '', removedBy: memberId, removedAt: now }
    if (row) writeFields(row, caseSpec.parts.attachments, empty)
  })
  if (!done.ok) return done
  followPieces(context)
  return ok({ heads: done.value })
}

/** Commands on attachments of cases. */
export const attachmentCommands = {
  'attachment.begin': (context) => {
    const id = newRowId()
    uploads.set(context.db, { id, parts: [], size: 0 })
    return Promise.resolve(ok({ uploadId: id }))
  },
  'attachment.append': (context, { uploadId, bytes }) => {
    const upload = uploads.get(context.db)
    if (upload?.id !== uploadId) return Promise.resolve(fail('UnknownUpload'))
    const part = Uint8Array.from(Buffer.from(bytes, 'base64'))
    if (upload.size + part.length > largestAttachment) {
      uploads.delete(context.db)
      return Promise.resolve(fail('FileTooLarge', { limit: largestAttachment }))
    }
    upload.parts.push(part)
    upload.size += part.length
    return Promise.resolve(ok({ size: upload.size }))
  },
  'case.addAttachment': addAttachment,
  'case.removeAttachment': removeAttachment,
  'attachment.fetch': async (context, { caseId, attachmentId }) => {
    // who may read it may ask for it: also a coordinator who opened the case by shares, and writes nothing in it
    const who = readable(context, caseId)
    if (!who.ok) return who
    const read = await who.value.documents.read(documentIdOf(caseId, caseDocument))
    const file = rowsIn(read?.state, 'attachments', attachmentRecord).get(attachmentId)
    if (file?.removedAt !== null) return fail('UnknownRow')
    const missing = piecesMissing(context.db, file.pieces)
    const done = withDisk(() => wantPieces(context.db, missing))
    return done.ok ? ok({ missing: missing.length }) : done
  },
} satisfies Partial<CommandHandlers>
