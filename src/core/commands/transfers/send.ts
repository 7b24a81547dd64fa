import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { recordAccess } from '#core/commands/cases/accesses'
import { consentEvents } from '#core/commands/cases/facts'
import { readOnTeam } from '#core/commands/cases/onTeam'
import type { ReadCase } from '#core/commands/cases/onTeam'
import type { Context } from '#core/commands/context'
import { putRow, rowIn, versionsAt, writeFields } from '#core/commands/editRows'
import type { CommandHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { isSecret, readAnswer } from '#core/commands/transfers/answer'
import { usableCode } from '#core/commands/transfers/codes'
import { sealCase } from '#core/commands/transfers/sealedCase'
import type { CarriedFile } from '#core/commands/transfers/sealedCase'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { piecesMissing, readPiece } from '#core/documents/pieces'
import { documentIdOf } from '#core/envelopes/batches'
import { isFacilitator } from '#core/spaces/rootState'
import { tryOnDisk } from '#core/vault/diskFailure'
import type { Database } from '#core/vault/openDatabase'
import { writeNewFile } from '#core/vault/vaultFiles'
import { attachmentRecord } from '#shared/records/attachment'
import { carriedFile, carriedOf, checkCarried, checkFile } from '#shared/records/carried'
import { caseDocument, caseRecord, caseSpec } from '#shared/records/case'
import { personRecord } from '#shared/records/person'
import { readRecord, rowsIn } from '#shared/records/record'
import { transferRecord } from '#shared/records/transfer'
import { caseMachine } from '#shared/rules/caseStatus'
import { agreedToPassOn } from '#shared/rules/consent'
import { dayOf } from '#shared/rules/days'
import { wayTo } from '#shared/rules/machine'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The file that was made last and is not written yet: in memory only, one for a vault. */
const made = new WeakMap<Database, { readonly transferId: string; readonly bytes: Uint8Array }>()

/** The files to go, whole. Failures: UnknownRow · FilesElsewhere {count} · FileSpoiled · TransferUnfit. */
const filesOf = ({ db }: Context, state: unknown, ids: readonly string[]): Result<CarriedFile[]> => {
  const all = rowsIn(state, 'attachments', attachmentRecord)
  const files: CarriedFile[] = []
  const elsewhere: string[] = []
  for (const id of new Set(ids)) {
    const file = all.get(id)
    if (file?.removedAt !== null) return fail('UnknownRow')
    elsewhere.push(...piecesMissing(db, file.pieces))
    if (elsewhere.length > 0) continue
    const { key, pieces, size } = file
    const parts = pieces.map((_, at) => readPiece(db, { key, pieces, size: size ?? 0 }, at))
    const whole = parts.filter((part) => part instanceof Uint8Array)
    const values = checkFile(carriedFile(file))
    if (whole.length < parts.length) return fail('FileSpoiled')
    if (!values.ok) return values
    files.push({ id, values: values.value, bytes: Uint8Array.from(Buffer.concat(whole)) })
  }
  return elsewhere.length > 0 ? fail('FilesElsewhere', { count: elsewhere.length }) : ok(files)
}

/** Her agreement that this network may have the file. Failures: NotAgreed. */
const agreementTo = ({ read: { state }, now }: ReadCase, network: string): Result<string> => {
  const defenders = [...rowsIn(state, 'persons', personRecord)].flatMap(([id, { relationToCase }]) =>
    relationToCase === 'defender' ? [id] : [],
  )
  const consentId = agreedToPassOn(consentEvents(state), defenders, network, now)
  return consentId === undefined ? fail('NotAgreed') : ok(consentId)
}

/** Makes the file, and leaves a row and a trace of it. She works on the case and may open cases herself, or keeps this one. */
const make: CommandHandlers['transfer.make'] = async (context, { caseId, code, reason, parts, attachments }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, root, memberId, now, isOwner, documents } = on.value
  if (!isOwner && !isFacilitator(root, memberId)) return fail('NotAllowed')
  const says = usableCode(context, on.value, code)
  if (!says.ok) return says
  const { key, network, name } = says.value
  const { status } = readRecord(caseRecord, read.state)
  if (wayTo(caseMachine, versionsAt(read, 'status', status), 'transferred') === 'none') return fail('NoSuchMove')
  const consent = agreementTo(on.value, name)
  if (!consent.ok) return consent
  const chosen = [...new Set(parts)]
  const carried = checkCarried(carriedOf(read.state, chosen, name))
  if (!carried.ok) return carried
  const files = filesOf(context, read.state, attachments)
  if (!files.ok) return files
  const [transferId, secret, madeOn] = [newRowId(), randomBytes(32), dayOf(now)]
  const from = root.network?.name ?? ''
  const sealed = sealCase(
    { ...carried.value, transferId, from, country: root.network?.country ?? '', madeOn, secret, files: files.value },
    key,
    network,
  )
  if (!sealed.ok) return sealed
  const traced = await recordAccess(on.value, 'share')
  if (!traced.ok) return traced
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) =>
    putRow(doc, 'transfers', caseSpec.parts.transfers, transferId, {
      direction: 'out',
      network: name,
      reason,
      parts: chosen.join(' '),
      files: files.value.length,
      consentId: consent.value,
      secret: toHex(secret),
      madeOn,
      by: memberId,
      at: now,
    }),
  )
  if (!done.ok) return done
  made.set(context.db, { transferId, bytes: sealed.value })
  return ok({ transferId, size: sealed.value.length, heads: done.value })
}

/** Writes the file under a name that says nothing. Failures: TransferGone · PlaceNotWhole · FolderMissing, and those of a disk. */
const save: CommandHandlers['transfer.save'] = (context, { transferId, folder }) => {
  const file = made.get(context.db)
  if (file?.transferId !== transferId) return Promise.resolve(fail('TransferGone'))
  if (folder === null) return Promise.resolve(fail('BadInput', { field: 'folder' }))
  if (!isAbsolute(folder)) return Promise.resolve(fail('PlaceNotWhole'))
  if (!existsSync(folder)) return Promise.resolve(fail('FolderMissing'))
  const name = `${toHex(randomBytes(8))}.dat`
  return Promise.resolve(
    tryOnDisk(() => {
      writeNewFile(join(folder, name), file.bytes)
      return ok({ name })
    }),
  )
}

/** Takes their answer: only now the case is theirs. */
const answer: CommandHandlers['transfer.answer'] = async (context, { caseId, transferId, answer: typed }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now, documents } = on.value
  const row = rowsIn(read.state, 'transfers', transferRecord).get(transferId)
  if (row?.direction !== 'out') return fail('UnknownRow')
  const theirCode = isSecret(row.secret) ? readAnswer(row.secret, transferId, typed) : undefined
  if (theirCode === undefined) return fail('TransferAnswerWrong')
  const { status } = readRecord(caseRecord, read.state)
  if (wayTo(caseMachine, versionsAt(read, 'status', status), 'transferred') === 'none') return fail('NoSuchMove')
  const done = await documents.edit(documentIdOf(caseId, caseDocument), undefined, (doc) => {
    const there = rowIn(doc, 'transfers', transferId)
    if (there) writeFields(there, caseSpec.parts.transfers, { theirCode, answeredBy: memberId, answeredAt: now })
    writeFields(doc, caseSpec.top, {
      status: 'transferred',
      statusReason: row.reason,
      closedOn: now,
      closingReason: null,
    })
  })
  return done.ok ? ok({ heads: done.value }) : done
}

/** Commands that pass a case to another network. */
export const sendCommands = {
  'transfer.make': make,
  'transfer.save': save,
  'transfer.answer': answer,
} satisfies Partial<CommandHandlers>
