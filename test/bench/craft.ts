import sodium from 'sodium-native'
import { invitationKeys, parseInvitationCode } from '#core/identity/invitationCode'
import { createDeviceKeys } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { createJoinRequest } from '#core/identity/joinRequest'
import { createRecoveryWords, memberKeysFromWords } from '#core/identity/memberKeys'
import { seal, sealOverhead } from '#core/crypto/aead'
import { concatBytes, fromHex, toHex, u64, utf8 } from '#core/crypto/bytes'
import { derive } from '#core/crypto/derive'
import { hash } from '#core/crypto/hash'
import { randomBytes } from '#core/crypto/randomBytes'
import { signedBytes } from '#core/crypto/signedBytes'
import { hintOf } from '#core/envelopes/body'
import { encodeBatch, encodeOp } from '#core/envelopes/content'
import type { BatchContent } from '#core/envelopes/content'
import { joinEnvelope } from '#core/envelopes/envelope'
import type { Envelope } from '#core/envelopes/envelope'
import { encodeHeader, envelopeIdOf, headerVersion, signatureLength } from '#core/envelopes/header'
import { createKey } from '#core/envelopes/say'
import { settle } from '#core/envelopes/settle'
import type { OpFields, OpType } from '#core/spaces/op'
import { recipientsOf } from '#core/spaces/rootState'
import { keepRequest } from '#core/sync/requests'
import type { Laptop } from './laptop'
import { valueOf } from './laptop'

/** Somebody who has keys and a chain, and no laptop: her envelopes are made here and are as good as real ones. */
export type Author = {
  readonly device: DeviceKeys
  readonly memberId: string
  readonly alias: string
  seq: number
  prev: string
  /** Spaces she has spoken in: only the first word names the heads. */
  readonly spokenIn: Set<string>
}

/** An author whose chain goes on where a laptop's ends. */
export const authorOf = (laptop: Laptop, memberId: string): Author => {
  const { device, chains } = laptop.ledger()
  const end = chains.end(device.deviceId)
  return { device, memberId, alias: '', seq: end?.seq ?? 0, prev: end?.id ?? '', spokenIn: new Set() }
}

/** An author with a request to join in the host's hands, by a code of the host's. */
export const authorWhoAsks = (host: Laptop, code: string, alias: string): { author: Author; requestId: string } => {
  const keys = invitationKeys(valueOf(parseInvitationCode(code)))
  const ledger = host.ledger()
  const codeKey = toHex(keys.code.publicKey)
  const invite = [...ledger.root().invitations()].find(([, held]) => held.codeKey === codeKey)?.[0]
  const member = memberKeysFromWords(createRecoveryWords())
  if (invite === undefined || !member) throw new Error('no invitation')
  const device = createDeviceKeys()
  const request = createJoinRequest({ member, device, alias }, { network: ledger.network, invite, code: keys.code })
  keepRequest(ledger, request)
  return { author: newAuthor(device, member.memberId, alias), requestId: toHex(hash(request)) }
}

/** An author who has not spoken yet. */
export const newAuthor = (device: DeviceKeys, memberId: string, alias: string): Author => ({
  device,
  memberId,
  alias,
  seq: 0,
  prev: '',
  spokenIn: new Set(),
})

/** Invites and admits an author, with a whole request and all its checks. */
export const admitAuthor = async (
  host: Laptop,
  alias: string,
  role: 'member' | 'facilitator' = 'member',
): Promise<Author> => {
  const { code } = await host.call('invitation.create', { role })
  const { author, requestId } = authorWhoAsks(host, code, alias)
  await host.call('request.admit', { requestId, checked: true })
  return author
}

/** What libsodium makes faster than tweetnacl, in the format of the product (docs/wire-format.md, Body). */
const sealFast = (
  content: Uint8Array,
  key: Uint8Array,
  recipients: readonly string[],
  additionalData: Uint8Array,
  network: Uint8Array,
  around: number,
): Uint8Array => {
  let count = recipients.length === 0 ? 0 : 8
  while (count < recipients.length) count *= 2
  const boxes = Array.from({ length: count }, (_, i) => {
    const box = randomBytes(80)
    const recipient = recipients[i]
    if (recipient !== undefined) sodium.crypto_box_seal(box, key, fromHex(recipient))
    return box
  })
  const fixed = around + 2 + count * 80 + sealOverhead
  let total = 1_024
  while (total < fixed + content.length + 1) total *= 2
  const padded = new Uint8Array(total - fixed)
  padded.set(content)
  padded[content.length] = 0x80
  const sealed = seal(derive(key, 'body', network), padded, additionalData)
  return concatBytes(Uint8Array.of(count >> 8, count & 255), ...boxes, sealed)
}

/**
 * An author's next envelope: as `makeEnvelope`, with lockboxes and signature by libsodium, which gives the same bytes
 * sixty times faster. Thousands are made before anything is measured. The host's own chain goes on where it ends.
 */
const say = (
  host: Laptop,
  author: Author,
  key: Uint8Array,
  content: Uint8Array,
  recipients: readonly string[] = [],
  heads?: readonly string[],
): Envelope => {
  const ledger = host.ledger()
  const network = fromHex(ledger.network)
  const { deviceId } = author.device
  const own = deviceId === ledger.device.deviceId ? ledger.chains.end(deviceId) : undefined
  const [seq, prev] = own && own.seq > author.seq ? [own.seq + 1, own.id] : [author.seq + 1, author.prev]
  const rootHeads = (): string[] =>
    ledger
      .root()
      .heads()
      .map(({ id }) => id)
  const unfinished = {
    version: headerVersion,
    device: deviceId,
    seq,
    prev,
    rootHeads: heads ?? (seq === 1 ? rootHeads() : []),
    bodyHash: new Uint8Array(32),
    hint: hintOf(key, network, deviceId, seq),
  }
  const around = 2 + encodeHeader(unfinished).length + signatureLength
  const additionalData = concatBytes(utf8('tejido/1/body\0'), network, fromHex(deviceId), u64(seq), fromHex(prev))
  const body = sealFast(content, key, recipients, additionalData, network, around)
  const header = { ...unfinished, bodyHash: hash(body) }
  const encoded = encodeHeader(header)
  const signature = new Uint8Array(signatureLength)
  sodium.crypto_sign_detached(signature, signedBytes('header', network, encoded), author.device.sign.secretKey)
  const signed = concatBytes(encoded, signature)
  const id = envelopeIdOf(signed)
  author.seq = seq
  author.prev = id
  return { id, header, signed, body }
}

/** Keeps what the host itself says. Inside a transaction. */
export const keep = (host: Laptop, envelope: Envelope): void => {
  const { chains } = host.ledger()
  const { seq, prev } = envelope.header
  chains.append(envelope, seq === 1 ? undefined : chains.byId(prev))
  settle(host.ledger())
}

/**
 * An author's next op of the root, kept by the host: under the network's newest key, which it hands to `recipients`.
 * `heads`: root heads that she names. Inside a transaction. Returns its id.
 */
export const sayInRootAs = <T extends OpType>(
  host: Laptop,
  author: Author,
  type: T,
  fields: OpFields<T>,
  { recipients = [], heads }: { readonly recipients?: readonly string[]; readonly heads: readonly string[] },
): string => {
  const ledger = host.ledger()
  const key = ledger.keyring.ofSpace(ledger.network)[0]
  if (!key) throw new Error('the host has no network key')
  const envelope = say(host, author, key.secret, encodeOp(type, fields, undefined, []), recipients, heads)
  keep(host, envelope)
  if (!ledger.root().judgedOf(envelope.id)) throw new Error(`${type} came to nothing`)
  return envelope.id
}

/** The host opens a space for a case and grants it to `members`, as `case.open` and `case.grant` do, without a document. */
export const openSpace = (host: Laptop, self: Author, members: readonly string[]): string => {
  const ledger = host.ledger()
  const key = createKey()
  const created = say(
    host,
    self,
    key.secret,
    encodeOp('create', { kind: 'case', of: null, on: '2026-01-01' }, undefined, []),
  )
  ledger.keyring.add(created.id, key)
  keep(host, created)
  const boxesOf = (member: string): string[] => recipientsOf(ledger.root().state(), new Set([member]))
  const own = boxesOf(self.memberId)
  const epoch = encodeOp('epoch', { to: own.map(fromHex), earlier: [] }, created.id, [])
  keep(host, say(host, self, key.secret, epoch, own))
  for (const member of members) {
    const to = boxesOf(member)
    const grant = encodeOp(
      'grant',
      { member: fromHex(member), to: to.map(fromHex), role: null, on: '2026-01-01' },
      created.id,
      [],
    )
    keep(host, say(host, self, key.secret, grant, to))
  }
  return created.id
}

/** An author's next batch in a space of the host. */
export const sayBatchAs = (host: Laptop, author: Author, batch: Omit<BatchContent, 'kind' | 'heads'>): Envelope => {
  const ledger = host.ledger()
  const key = ledger.keyring.ofSpace(batch.space)[0]
  if (!key) throw new Error('the host has no key of this space')
  const isFirst = author.device.deviceId !== ledger.device.deviceId && !author.spokenIn.has(batch.space)
  author.spokenIn.add(batch.space)
  const heads = isFirst ? (ledger.space(batch.space)?.heads() ?? []).map(({ id }) => id) : []
  return say(host, author, key.secret, encodeBatch({ kind: 'batch', heads, ...batch }))
}

/** An envelope as it comes over a wire. */
export const wireOf = ({ signed, body }: Pick<Envelope, 'signed' | 'body'>): Uint8Array => joinEnvelope(signed, body)
