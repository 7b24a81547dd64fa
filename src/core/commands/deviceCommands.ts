import { fromHex } from '#core/crypto/bytes'
import { requireWriter, transactEverywhere } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { signatures } from '#core/commands/membershipCommands'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sayInRoot } from '#core/envelopes/say'
import type { BindRequest } from '#core/identity/bindRequest'
import {
  codeOfSecret,
  createInvitationSecret,
  invitationKeys,
  parseInvitationCode,
} from '#core/identity/invitationCode'
import { laterKeyFromWords, memberKeysFromWords } from '#core/identity/memberKeys'
import type { MemberKeys } from '#core/identity/memberKeys'
import { isFull, memberOf } from '#core/spaces/rootState'
import { handKeysTo, sayBind, whyNotBound } from '#core/sync/bindDevice'
import { startJoining } from '#core/sync/joining'
import { transact } from '#core/sync/local'
import { withDisk } from '#core/vault/diskFailure'
import type { CommandOutput } from '#shared/contract/commands'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Twenty-four words of the list have at most eight letters each; a pasted megabyte is refused before it is looked at. */
const longestWords = 500

const readWords = (words: string): Result<MemberKeys> => {
  const keys = words.length > longestWords ? undefined : memberKeysFromWords(words)
  return keys ? ok(keys) : fail('RecoveryWordsWrong')
}

/** A pass for one more laptop of a member; the code is shown once and not kept. */
const invite = (
  context: Context,
  member: string | undefined,
  validDays: number,
): Result<CommandOutput<'device.invite'>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const whose = member ?? memberId
  if (!root.members.has(whose)) return fail('UnknownMember')
  if (whose !== memberId && !isFull(root, memberId)) return fail('NotAllowed')
  if (root.gone.has(whose)) return fail('AlreadyOut')
  const secret = createInvitationSecret()
  const { code, carrier } = invitationKeys(secret)
  const expiresAt = new Date(context.now().getTime() + validDays * 86_400_000).toISOString()
  return transact(ledger, () => {
    sayInRoot(ledger, 'pass', { codeKey: code.publicKey, carrier, member: fromHex(whose), expiresAt })
    return { code: codeOfSecret(secret), expiresAt }
  })
}

/** Takes back an invitation or a pass. */
const revoke = (context: Context, id: string): Result<{ readonly ok: true }> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const given = ledger.root().invitations().get(id) ?? ledger.root().passes().get(id)
  if (!given) return fail('InvitationUnknown')
  if (given.by !== memberId && !isFull(root, memberId)) return fail('NotAllowed')
  if (root.usedInvites.has(id) || root.usedPasses.has(id)) return fail('InvitationUsed')
  // who gave an invitation and facilitates no more cannot take it back; a full facilitator can
  if (given.type === 'invite' && !isFull(root, memberId) && root.members.get(memberId)?.role === 'member')
    return fail('NotAllowed')
  return transact(ledger, () => {
    sayInRoot(ledger, 'revoke-invite', { invite: fromHex(id) })
    return { ok: true as const }
  })
}

/** Whether her paper also opens what she may read: when it does, every key she has is locked for it at once. */
const openPaper = (context: Context, opens: boolean, words: string | undefined): Result<{ readonly ok: true }> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const keys = words === undefined ? undefined : readWords(words)
  if (keys && !keys.ok) return keys
  if (keys && keys.value.memberId !== memberId) return fail('RecoveryWordsOfAnother')
  if (root.members.get(memberId)?.paperOpens === opens) return fail('AlreadySo')
  return transactEverywhere(ledger, () => {
    sayInRoot(ledger, 'paper', { opens })
    if (opens) handKeysTo(ledger, memberId)
    return { ok: true as const }
  })
}

/** She comes back by her paper: what the code is for is told by the card, and only there the words sign. */
const recover = (context: Context, code: string, words: string): Result<{ readonly pending: true }> => {
  if (context.network() || context.joining()) return fail('NetworkExists')
  const secret = parseInvitationCode(code)
  if (!secret.ok) return secret
  const isLater = words.length <= longestWords && laterKeyFromWords(words) !== undefined
  const keys = isLater ? ok(undefined) : readWords(words)
  if (!keys.ok) return keys
  const done = withDisk(() => startJoining(context.db, secret.value, '', words, true))
  return done.ok ? ok({ pending: true as const }) : done
}

/**
 * Binds a laptop that asks by a pass: its member's own word, her paper's, or two facilitators'. Without the paper it is
 * never done unlooked: the six words must have been compared, since the laptop gets all that she may read.
 */
export const bindLaptop = async (
  context: Context,
  { ledger, documents, memberId }: Member,
  bind: BindRequest,
  raw: Uint8Array,
  checked: boolean,
): Promise<Result<CommandOutput<'request.admit'>>> => {
  const refused = whyNotBound(ledger, bind)
  if (refused) return fail(refused)
  if (!checked && !bind.proof) return fail('WordsNotCompared')
  const done = transactEverywhere(ledger, () => sayBind(ledger, raw, bind))
  if (!done.ok) return done
  await applyBatches(documents, context.taster, inQueue)
  const needed = bind.member === memberId || bind.proof ? 1 : 2
  const said = signatures(ledger, { act: 'bind', who: bind.device, more: bind.member })
  return ok({
    memberId: bind.member,
    done: memberOf(ledger.state(), bind.device) === bind.member,
    signatures: Math.min(needed, Math.max(1, said)),
    needed,
  })
}

/** Commands of her laptops and her paper, and of what is given to come in by. */
export const deviceCommands = {
  'device.invite': (context, { memberId, validDays }) => Promise.resolve(invite(context, memberId, validDays)),
  'invitation.revoke': (context, { invitationId }) => Promise.resolve(revoke(context, invitationId)),
  'paper.open': (context, { opens, recoveryWords }) => Promise.resolve(openPaper(context, opens, recoveryWords)),
  'network.recover': (context, { code, recoveryWords }) => Promise.resolve(recover(context, code, recoveryWords)),
} satisfies Partial<CommandHandlers>
