import { createHash } from 'node:crypto'
import { uploadOf } from '#core/commands/cases/attachmentCommands'
import { requireMember } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { newCaseCode } from '#core/commands/newIds'
import { openSpace } from '#core/commands/readers'
import { answerOf } from '#core/commands/transfers/answer'
import { dropCode, heldCodes, keysOf, opensCases } from '#core/commands/transfers/codes'
import { openCase } from '#core/commands/transfers/sealedCase'
import type { SealedCase } from '#core/commands/transfers/sealedCase'
import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { AnyDocument } from '#core/documents/liveDocuments'
import { keepFile } from '#core/documents/pieces'
import { newRow } from '#core/documents/rows'
import { transact } from '#core/sync/local'
import { attachmentRecord } from '#shared/records/attachment'
import { checkCarried, checkFile } from '#shared/records/carried'
import { transferParts } from '#shared/rules/transferParts'
import { caseDocument, caseRecord, caseSpec } from '#shared/records/case'
import { caseMachine } from '#shared/rules/caseStatus'
import { dayOf } from '#shared/rules/days'
import { transferRecord } from '#shared/records/transfer'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What was opened already is remembered by the hash of its bytes. */
const openedKey = (file: Uint8Array): string => `received ${toHex(hash(file))}`

/** Characters of rows that go into one change, as JSON: a change has to fit an envelope. */
const mostInChange = 100_000

type Opened = { readonly sealed: SealedCase; readonly codeId: string; readonly file: Uint8Array }

/**
 * The file that came in, opened and checked. Failures: UnknownUpload · TransferTwice (a case was made of it) ·
 * TransferNotForHere, and those of openCase and checkCarried.
 */
const opened = (context: Context, { ledger }: Member, uploadId: string): Result<Opened> => {
  const file = uploadOf(context, uploadId)
  if (!file) return fail('UnknownUpload')
  if (context.db.prepare('SELECT 1 FROM own WHERE key = ?').get([openedKey(file)])) return fail('TransferTwice')
  for (const held of heldCodes(context.db, dayOf(context.now().toISOString()))) {
    const sealed = openCase(file, keysOf(held), ledger.network)
    if (!sealed.ok && sealed.error.type === 'TransferNotForHere') continue
    if (!sealed.ok) return sealed
    const carried = checkCarried(sealed.value)
    if (!carried.ok) return carried
    for (const { values } of sealed.value.files) {
      const said = checkFile(values)
      if (!said.ok) return said
    }
    return ok({ sealed: { ...sealed.value, ...carried.value }, codeId: held.codeId, file })
  }
  return fail('TransferNotForHere')
}

/** Rows in portions that fit a change each. */
const portions = (rows: readonly (readonly [string, AnyDocument, number])[]): AnyDocument[] => {
  const all: AnyDocument[] = []
  let room = 0
  for (const [key, row, length] of rows) {
    if (room < length) {
      all.push({})
      room = mostInChange
    }
    const last = all.at(-1)
    if (last) last[key] = row
    room -= length
  }
  return all
}

/** Makes the new case in one transaction: its space, its document, its files; the code's key goes with it. */
const receive: CommandHandlers['transfer.receive'] = (context, { uploadId }) => {
  const who = opensCases(context)
  if (!who.ok) return Promise.resolve(who)
  const { ledger, documents, memberId } = who.value
  const found = opened(context, who.value, uploadId)
  if (!found.ok) return Promise.resolve(found)
  const { sealed, codeId, file } = found.value
  const { transferId, from, country, madeOn, secret, top, rows, files } = sealed
  const now = context.now().toISOString()
  const caseCode = newCaseCode()
  const done = transact(ledger, () => {
    const caseId = openSpace(ledger, 'case', null)
    const first = newRow(caseRecord, {
      priority: 'medium',
      ...top,
      caseCode,
      openedOn: now,
      openedBy: memberId,
      status: caseMachine.initial,
    })
    const kept = files.map(({ id, values, bytes }): [string, AnyDocument, number] => [
      `attachments/${id}`,
      newRow(attachmentRecord, {
        ...values,
        ...keepFile(context.db, bytes),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        addedBy: memberId,
        addedAt: now,
      }),
      10_000,
    ])
    const came = newRow(transferRecord, {
      direction: 'in',
      network: from,
      country,
      parts: transferParts.filter((one) => rows.some(({ part }) => part === one)).join(' '),
      files: files.length,
      secret: toHex(secret),
      madeOn,
      by: memberId,
      at: now,
    })
    documents.create(
      caseId,
      caseDocument,
      first,
      portions([
        [`transfers/${transferId}`, came, 1_000],
        ...rows.map(({ part, id, values }): [string, AnyDocument, number] => [
          `${part}/${id}`,
          newRow(caseSpec.parts[part as keyof typeof caseSpec.parts].record, values),
          JSON.stringify(values).length,
        ]),
        ...kept,
      ]),
    )
    dropCode(context.db, codeId)
    context.db.prepare('INSERT INTO own (key, value) VALUES (?, ?)').run([openedKey(file), JSON.stringify({ caseId })])
    return { caseId, caseCode, answer: answerOf(toHex(secret), transferId, caseCode) }
  })
  return Promise.resolve(done)
}

/** Commands that receive a case. */
export const receiveCommands = { 'transfer.receive': receive } satisfies Partial<CommandHandlers>

/** Queries of what came. */
export const receiveQueries = {
  'transfer.look': (context, { uploadId }) => {
    const who = requireMember(context)
    if (!who.ok) return Promise.resolve(who)
    const found = opened(context, who.value, uploadId)
    if (!found.ok) return Promise.resolve(found)
    const { from, country, madeOn, rows, files } = found.value.sealed
    const count = (part: string): number => rows.filter((row) => row.part === part).length
    return Promise.resolve(
      ok({
        network: from,
        country,
        madeOn,
        rows: {
          persons: count('persons'),
          aggressions: count('aggressions'),
          risks: count('risks'),
          plans: count('plans'),
          notes: count('notes'),
        },
        consents: count('consents'),
        files: files.length,
      }),
    )
  },
} satisfies Partial<QueryHandlers>
