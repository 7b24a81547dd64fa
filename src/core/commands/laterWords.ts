import { toHex } from '#core/crypto/bytes'
import { bindBackupKey } from '#core/commands/backup'
import { requireWriter } from '#core/commands/context'
import type { Context } from '#core/commands/context'
import { dispatchCommand } from '#core/commands/dispatch'
import { createLaterWords, laterKeyFromWords } from '#core/identity/memberKeys'
import { readMeta, writeMeta } from '#core/vault/meta'
import { withDisk } from '#core/vault/diskFailure'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Twenty-one fresh recovery words of who works here, in the current network. Those that this laptop made before stop
 * working; the first ones, from which her id comes, cannot be changed and go on. They are kept nowhere. Call it in the
 * queue, after the passphrase was asked for. Failures: those of requireWriter and of a disk.
 */
export const makeLaterWords = async (context: Context): Promise<Result<{ readonly recoveryWords: string }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const recoveryWords = createLaterWords()
  const keys = laterKeyFromWords(recoveryWords)
  if (!keys) throw new Error('fresh recovery words do not read')
  const before = readMeta(context.db, 'later words')
  const bound = bindBackupKey(who.value.ledger, keys)
  if (!bound.ok) return bound
  const kept = withDisk(() => writeMeta(context.db, 'later words', keys.publicKey))
  if (!kept.ok) return kept
  if (before) {
    const revoked = await dispatchCommand(context, 'device.revoke', { deviceId: toHex(before), reason: '' })
    // taken back already, by her or by others: that is what is wanted
    if (!revoked.ok && revoked.error.type !== 'AlreadyOut' && revoked.error.type !== 'UnknownDevice')
      return fail(revoked.error.type)
  }
  return ok({ recoveryWords })
}
