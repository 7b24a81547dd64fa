import { z } from 'zod'
import { requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { newRowId } from '#core/commands/newIds'
import { bodyOfCode, readCode, writeCode } from '#core/commands/transfers/receivingCode'
import { boxKeysFromSeed, createBoxKeys } from '#core/crypto/boxing'
import type { BoxKeys } from '#core/crypto/boxing'
import { fromHex, toHex } from '#core/crypto/bytes'
import { checkWordsOf } from '#core/identity/joinRequest'
import { isFacilitator } from '#core/spaces/rootState'
import { withDisk } from '#core/vault/diskFailure'
import type { Database } from '#core/vault/openDatabase'
import { addDays, dayOf } from '#shared/rules/days'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A receiving code that waits for its file, with the key that opens it: on this laptop alone. */
const heldCode = z.strictObject({
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  code: z.string(),
  words: z.array(z.string()),
  until: z.string(),
})
type HeldCode = z.output<typeof heldCode> & { readonly codeId: string }

/** Codes that wait at a time. */
const mostCodes = 50
/** Days after its last that a code's key is kept: a file travels slowly. */
const grace = 90

const start = 'receiving '

/** The codes of this laptop, and no key any longer than it may be of use. */
export const heldCodes = (db: Database, today: string): HeldCode[] =>
  db
    .prepare(`SELECT key, value FROM own WHERE key LIKE '${start}%' ORDER BY rowid`)
    .all<{ key: string; value: string }>()
    .flatMap(({ key, value }) => {
      const read = heldCode.safeParse(JSON.parse(value))
      return read.success && addDays(read.data.until, grace) >= today
        ? [{ ...read.data, codeId: key.slice(start.length) }]
        : []
    })

/** Forgets a code and its key. In the transaction that used it. */
export const dropCode = (db: Database, codeId: string): void =>
  void db.prepare('DELETE FROM own WHERE key = ?').run([start + codeId])

/** The keys that a code's file is opened with. */
export const keysOf = ({ secret }: HeldCode): BoxKeys => boxKeysFromSeed(fromHex(secret))

/** Who may open cases. Failures: NotAllowed, and those of requireWriter. */
export const opensCases = (context: Context): Result<Member> => {
  const who = requireWriter(context)
  return !who.ok || isFacilitator(who.value.root, who.value.memberId) ? who : fail('NotAllowed')
}

const newCode: CommandHandlers['transfer.newCode'] = async (context, { validDays }) => {
  const who = opensCases(context)
  if (!who.ok) return who
  const { root, ledger } = who.value
  const today = dayOf(context.now().toISOString())
  const held = heldCodes(context.db, today)
  if (held.length >= mostCodes) return fail('TransferManyCodes')
  const keys = createBoxKeys()
  const until = addDays(today, validDays)
  const says = { key: keys.publicKey, network: ledger.network, name: root.network?.name ?? '', until }
  const codeId = newRowId()
  const shown = { code: writeCode(says), words: await checkWordsOf(ledger.network, bodyOfCode(says)), until }
  const done = withDisk(() =>
    context.db.transaction(() => {
      const known = new Set(held.map((one) => start + one.codeId))
      const keptKeys = context.db
        .prepare(`SELECT key FROM own WHERE key LIKE '${start}%'`, { pluck: true })
        .all<string>()
      for (const key of keptKeys) if (!known.has(key)) dropCode(context.db, key.slice(start.length))
      context.db
        .prepare('INSERT INTO own (key, value) VALUES (?, ?)')
        .run([start + codeId, JSON.stringify({ secret: toHex(keys.secretKey), ...shown })])
    })(),
  )
  return done.ok ? ok({ codeId, ...shown }) : done
}

/** Commands on codes for receiving a case. */
export const codeCommands = {
  'transfer.newCode': newCode,
  'transfer.dropCode': (context, { codeId }) => {
    const done = withDisk(() => dropCode(context.db, codeId))
    return Promise.resolve(done.ok ? ok({ ok: true as const }) : done)
  },
} satisfies Partial<CommandHandlers>

/** Queries of codes. */
export const codeQueries = {
  'transfer.codes': (context) => {
    const who = requireMember(context)
    if (!who.ok) return Promise.resolve(who)
    const codes = heldCodes(context.db, dayOf(context.now().toISOString()))
    return Promise.resolve(
      ok({ codes: codes.map(({ codeId, code, words, until }) => ({ codeId, code, words, until })) }),
    )
  },
  'transfer.readCode': async (context, { code }) => {
    const who = requireMember(context)
    if (!who.ok) return who
    const says = usableCode(context, who.value, code)
    if (!says.ok) return says
    const { name, network, until } = says.value
    return ok({ network: name, until, words: await checkWordsOf(network, bodyOfCode(says.value)) })
  },
} satisfies Partial<QueryHandlers>

/** What a code says, if a file may be made with it now. Failures: TransferCodeWrong · TransferSameNetwork · TransferCodeExpired. */
export const usableCode = (
  context: Context,
  { ledger }: Member,
  typed: string,
): Result<NonNullable<ReturnType<typeof readCode>>> => {
  const says = readCode(typed)
  if (!says) return fail('TransferCodeWrong')
  if (says.network === ledger.network) return fail('TransferSameNetwork')
  return says.until < dayOf(context.now().toISOString()) ? fail('TransferCodeExpired') : ok(says)
}
