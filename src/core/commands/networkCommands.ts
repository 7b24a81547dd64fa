import { fromHex } from '#core/crypto/bytes'
import { requireWriter } from '#core/commands/context'
import { transact } from '#core/sync/local'
import type { Context, Member } from '#core/commands/context'
import { bindLaptop } from '#core/commands/deviceCommands'
import type { CommandHandlers } from '#core/commands/handler'
import { openDocuments } from '#core/documents/documents'
import { writeOnce } from '#core/documents/writeOnce'
import { encodeOp } from '#core/envelopes/content'
import { makeEnvelope } from '#core/envelopes/envelope'
import { noNetwork } from '#core/envelopes/header'
import { openLedger } from '#core/envelopes/ledger'
import { createKey, sayEpoch, sayOp, writingKey } from '#core/envelopes/say'
import { settle } from '#core/envelopes/settle'
import { createDeviceKeys, deviceKeysToBytes } from '#core/identity/deviceKeys'
import {
  codeOfSecret,
  createInvitationSecret,
  invitationKeys,
  parseInvitationCode,
} from '#core/identity/invitationCode'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { signFounderBinding } from '#core/identity/joinRequest'
import type { JoinRequest } from '#core/identity/joinRequest'
import { createRecoveryWords, memberKeysFromWords } from '#core/identity/memberKeys'
import { isFacilitator, isFull, isLive } from '#core/spaces/rootState'
import { forgetJoining, startJoining } from '#core/sync/joining'
import { listRequests } from '#core/sync/requests'
import { withDisk } from '#core/vault/diskFailure'
import { writeMeta } from '#core/vault/meta'
import { blob } from '#core/vault/sql'
import type { CheckedCommandInput, CommandOutput } from '#shared/contract/commands'
import { emptyProfile, profileDocument } from '#shared/records/networkProfile'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

type Founding = CheckedCommandInput<'network.create'>

/** Founds a network: the founder's first envelope names it, the first epoch hands its key to this laptop. */
const found = (context: Context, { name, country, alias, kind }: Founding): Result<CommandOutput<'network.create'>> => {
  const { db } = context
  const recoveryWords = createRecoveryWords()
  const member = memberKeysFromWords(recoveryWords)
  if (!member) throw new Error('fresh recovery words do not read')
  const device = createDeviceKeys()
  const key = createKey()
  const fields = {
    name,
    country,
    alias,
    root: member.sign.publicKey,
    paper: member.box.publicKey,
    box: device.box.publicKey,
    bySignature: signFounderBinding(member, device),
  }
  const saying = { seq: 1, prev: '', rootHeads: [], recipients: [], content: encodeOp('found', fields, undefined, []) }
  const envelope = makeEnvelope(device, { network: noNetwork, key: key.secret, ...saying })
  if (!envelope) throw new RangeError('found must fit')
  const done = withDisk(() =>
    db.transaction(() => {
      writeMeta(db, 'network', fromHex(envelope.id))
      writeMeta(db, 'device keys', deviceKeysToBytes(device))
      const ledger = openLedger(db, envelope.id, device, context.now)
      ledger.keyring.add(envelope.id, key)
      ledger.chains.append(envelope, undefined)
      settle(ledger)
      sayEpoch(ledger, undefined, key)
      openDocuments(ledger).create(envelope.id, profileDocument, writeOnce(emptyProfile(kind)))
    })(),
  )
  if (!done.ok) return done
  context.openNetwork()
  return ok({ networkId: envelope.id, memberId: member.memberId, deviceId: device.deviceId, recoveryWords })
}

/** An invitation to the network for `role`; the code is shown once and not kept. */
const invite = (
  context: Context,
  role: 'member' | 'facilitator' | 'coordinator',
  validDays: number,
): Result<CommandOutput<'invitation.create'>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const may = role === 'member' ? isFacilitator(root, memberId) : isFull(root, memberId)
  if (!may) return fail('NotAllowed')
  const secret = createInvitationSecret()
  const keys = invitationKeys(secret)
  const expiresAt = new Date(context.now().getTime() + validDays * 86_400_000).toISOString()
  return transact(ledger, () => {
    const key = writingKey(ledger)
    if (!key) throw new Error('no network key')
    sayOp(ledger, 'invite', { codeKey: keys.code.publicKey, carrier: keys.carrier, role, expiresAt }, { key })
    return { code: codeOfSecret(secret), expiresAt }
  })
}

/** Lets in who asked: a newcomer is admitted, a laptop bound. `checked`: the six words were compared aloud. */
const admit = async (
  context: Context,
  requestId: string,
  checked: boolean,
): Promise<Result<CommandOutput<'request.admit'>>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const held = listRequests(ledger.db).find(({ id }) => id === requestId)
  const bytes = held?.bytes ?? new Uint8Array()
  const request = parseDoorRequest(bytes, ledger.network)
  if (request?.kind === 'device') return bindLaptop(context, who.value, request.bind, bytes, checked)
  if (!isFacilitator(root, memberId)) return fail('NotAllowed')
  return request ? admitNewcomer(who.value, { bytes, request: request.join }, checked) : fail('UnknownRequest')
}

/** Admits a newcomer. An invitation past its day is refused here, by this app alone. */
const admitNewcomer = (
  { ledger, root, memberId }: Member,
  { bytes, request }: { readonly bytes: Uint8Array; readonly request: JoinRequest },
  checked: boolean,
): Result<CommandOutput<'request.admit'>> => {
  if (root.members.has(request.member)) return fail('AlreadyMember')
  const invitation = ledger.root().invitations().get(request.invite)
  if (!invitation || !isLive(root, invitation.by)) return fail('InvitationUnknown')
  if (root.usedInvites.has(request.invite)) return fail('InvitationUsed')
  if (invitation.codeKey !== request.codeKey) return fail('RequestRefused')
  if (invitation.expiresAt < ledger.now().toISOString()) return fail('InvitationExpired')
  if (invitation.role !== 'member' && !isFull(root, memberId)) return fail('NotAllowed')
  return transact(ledger, () => {
    const key = writingKey(ledger)
    if (!key) throw new Error('no network key')
    const to = [request.box]
    sayOp(ledger, 'admit', { request: blob(bytes), checked, to: to.map(fromHex) }, { key, recipients: to })
    return { memberId: request.member, done: true, signatures: 1, needed: 1 }
  })
}

/** Commands of the network itself: found, ask, choose, invite, admit. */
export const networkCommands = {
  'network.create': (context, input) =>
    Promise.resolve(context.network() || context.joining() ? fail('NetworkExists') : found(context, input)),
  'network.join': (context, { code, alias }) => {
    if (context.network() || context.joining()) return Promise.resolve(fail('NetworkExists'))
    const secret = parseInvitationCode(code)
    if (!secret.ok) return Promise.resolve(secret)
    const recoveryWords = createRecoveryWords()
    const done = withDisk(() => startJoining(context.db, secret.value, alias, recoveryWords))
    return Promise.resolve(done.ok ? ok({ pending: true as const, recoveryWords }) : done)
  },
  'network.stopJoining': (context) => {
    if (!context.joining()) return Promise.resolve(fail('AlreadySo'))
    const done = withDisk(() => context.db.transaction(() => forgetJoining(context.db))())
    if (!done.ok) return Promise.resolve(done)
    context.openNetwork()
    context.networks.note()
    return Promise.resolve(ok({ ok: true as const }))
  },
  'network.choose': async (context, { networkId }) => {
    const chosen = await context.networks.choose(networkId)
    return chosen.ok ? ok({ ok: true as const }) : chosen
  },
  'invitation.create': (context, { role, validDays }) => Promise.resolve(invite(context, role, validDays)),
  'request.admit': (context, { requestId, checked }) => admit(context, requestId, checked),
} satisfies Partial<CommandHandlers>
