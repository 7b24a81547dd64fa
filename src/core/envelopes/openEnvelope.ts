import { parseContent } from '#core/envelopes/content'
import type { Content } from '#core/envelopes/content'
import { hintOf, openBody, splitBody } from '#core/envelopes/body'
import type { HeldEnvelope } from '#core/envelopes/chains'
import { networkContext, parseHeader } from '#core/envelopes/header'
import type { Header } from '#core/envelopes/header'
import { epochKey, keyByHint } from '#core/envelopes/keyring'
import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import type { QuarantineReason } from '#core/envelopes/quarantine'
import { sameBytes } from '#core/crypto/bytes'
import { openLockbox } from '#core/crypto/lockbox'
import { writeMeta } from '#core/vault/meta'

/** An envelope with its seal off. */
export type Opened = {
  readonly header: Header
  readonly key: EpochKey
  readonly content: Content
  readonly raw: Uint8Array
}

/** The key that one of an envelope's lockboxes hands this device (or her paper), if the header's hint commits to it. */
const keyFromLockbox = (
  ledger: Ledger,
  envelope: HeldEnvelope,
  header: Header,
  network: Uint8Array,
): EpochKey | undefined => {
  if (ledger.lockboxesTried.has(envelope.id)) return undefined
  ledger.lockboxesTried.add(envelope.id)
  const lockboxes = envelope.body ? (splitBody(envelope.body)?.lockboxes ?? []) : []
  for (const lockbox of lockboxes)
    for (const keys of ledger.boxKeys()) {
      const secret = openLockbox(lockbox, keys)
      if (secret && sameBytes(hintOf(secret, network, envelope.device, envelope.seq), header.hint))
        return epochKey(secret)
    }
  return undefined
}

/** The space whose log or documents an envelope's content belongs to; `create` is the first word of the space it names. */
export const spaceOf = (content: Content, envelope: { readonly id: string }, network: string): string => {
  if (content.kind === 'empty') return network
  if (content.kind === 'op' && content.op.type === 'create') return envelope.id
  return content.space ?? network
}

/**
 * Takes the seal off: 'headed' while its body is not here, 'sealed' when this member has no key for it, a reason when it must be set apart.
 * Keys handed to this device by a lockbox or an epoch are put on the keyring.
 */
export const openEnvelope = (
  ledger: Ledger,
  envelope: HeldEnvelope,
): Opened | 'headed' | 'sealed' | 'newer' | QuarantineReason => {
  const header = parseHeader(envelope.signed)
  if (!header) return 'Malformed'
  if (header.version !== 1) return 'newer'
  if (!envelope.body) return 'headed'
  const network = networkContext(envelope.id, ledger.network)
  const last = ledger.lastKeys.get(envelope.device) // a woman at work seals one after the other under the same key
  const known =
    (last && keyByHint([last], header.hint, network, envelope.device, envelope.seq)) ??
    keyByHint(ledger.keyring.keys(), header.hint, network, envelope.device, envelope.seq)
  const key = known ?? keyFromLockbox(ledger, envelope, header, network)
  if (!key) return 'sealed'
  const raw = openBody(envelope.body, key.secret, network, header)
  if (!raw) return 'Unopenable'
  const content = parseContent(raw)
  if (!content) return 'BadContent'
  const space = spaceOf(content, envelope, ledger.network)
  // a key of what was erased is not taken up again, and the box key that opens it is replaced
  if (!known && ledger.state().erased.has(space)) {
    writeMeta(ledger.db, 'rebox due', new Uint8Array([1]))
    return 'sealed'
  }
  ledger.lastKeys.set(envelope.device, key)
  if (!known) ledger.keyring.add(space, key)
  if (content.kind === 'op' && content.op.type === 'epoch' && ledger.keyring.has(key.id, space))
    for (const earlier of content.op.earlier) ledger.keyring.add(space, epochKey(earlier))
  if (content.kind !== 'empty' && !ledger.keyring.has(key.id, space)) return 'WrongKey'
  return { header, key, content, raw }
}
