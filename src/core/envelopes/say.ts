import { randomBytes } from '#core/crypto/randomBytes'
import { fromHex } from '#core/crypto/bytes'
import { encodeBatch, encodeEmpty, encodeOp } from '#core/envelopes/content'
import type { BatchContent } from '#core/envelopes/content'
import { makeEnvelope } from '#core/envelopes/envelope'
import { maxHeads } from '#core/envelopes/header'
import { epochKey } from '#core/envelopes/keyring'
import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { settle } from '#core/envelopes/settle'
import { usableEpochs, withoutKey } from '#core/spaces/epochs'
import type { OpFields, OpType } from '#core/spaces/op'
import { recipientsOf } from '#core/spaces/rootState'
import { includes, withPlace } from '#core/spaces/vector'

/**
 * Saying: putting this device's next envelope on its chain. All functions here must run inside one transaction of the
 * caller, which allots the seq, stores the envelope and removes what it replaces, before a byte leaves.
 */

/** Root heads this device has not named yet. */
const freshHeads = (ledger: Ledger): string[] => {
  const end = ledger.chains.end(ledger.device.deviceId)
  const last = end && ledger.chains.at(ledger.device.deviceId, end.seq)
  const heads = ledger.root().heads()
  if (!last?.past) return heads.map(({ id }) => id)
  const known = ledger.root().has(last.id) ? withPlace(last.past, last) : last.past
  return heads.filter((head) => !includes(known, head)).map(({ id }) => id)
}

const append = (
  ledger: Ledger,
  content: Uint8Array,
  key: EpochKey,
  recipients: readonly string[],
  opensSpace = false,
): string => {
  if (freshHeads(ledger).length > maxHeads) append(ledger, encodeEmpty(), networkKey(ledger), [])
  const end = ledger.chains.end(ledger.device.deviceId)
  const envelope = makeEnvelope(ledger.device, {
    network: fromHex(ledger.network),
    seq: (end?.seq ?? 0) + 1,
    prev: end?.id ?? '',
    rootHeads: freshHeads(ledger).slice(0, maxHeads),
    key: key.secret,
    recipients,
    content,
  })
  if (!envelope) throw new RangeError('an own envelope must fit: cap at the command door')
  if (opensSpace) ledger.keyring.add(envelope.id, key) // the space is named by its first envelope
  ledger.chains.append(envelope)
  settle(ledger)
  return envelope.id
}

/** Says an op under `key`, handing that key to `recipients` (box keys). `space` undefined = the root log. Returns its id. */
export const sayOp = <T extends OpType>(
  ledger: Ledger,
  type: T,
  fields: OpFields<T>,
  under: { readonly space?: string; readonly key: EpochKey; readonly recipients?: readonly string[] },
): string => {
  const log = under.space === undefined ? undefined : ledger.space(under.space)
  const known = under.space === undefined ? undefined : ledger.lastPastIn(under.space, ledger.device.deviceId)
  const heads = (log?.heads() ?? []).filter((head) => !known || !includes(known, head)).map(({ id }) => id)
  const id = append(
    ledger,
    encodeOp(type, fields, under.space, heads),
    under.key,
    under.recipients ?? [],
    type === 'create',
  )
  const space = type === 'create' ? id : under.space
  const counts = space === undefined ? ledger.root().judgementOf(id) : ledger.space(space)?.judgementOf(id)
  if (!counts) throw new Error('said an op that its own fold refuses')
  return id
}

/** A fresh epoch key. The epoch that hands it out follows at once. */
export const createKey = (): EpochKey => epochKey(randomBytes(32))

/** Mints an epoch of a space (or of the network): a key for exactly who may read now; it carries the earlier keys. */
export const sayEpoch = (ledger: Ledger, space: string | undefined, key: EpochKey = createKey()): EpochKey => {
  const home = space ?? ledger.network
  const earlier = ledger.keyring.ofSpace(home).filter(({ id }) => id !== key.id)
  ledger.keyring.add(home, key)
  const to = dueIn(ledger, space)
  sayOp(
    ledger,
    'epoch',
    { to: to.map(fromHex), earlier: earlier.map(({ secret }) => secret) },
    { ...(space === undefined ? {} : { space }), key, recipients: to },
  )
  return key
}

/** Box keys of every device that may read a space (undefined: the network) now. */
const dueIn = (ledger: Ledger, space: string | undefined): string[] => {
  const root = ledger.root().state()
  const granted = space === undefined ? undefined : ledger.space(space)?.state(root).granted
  return recipientsOf(root, granted && new Set(granted.keys()))
}

/**
 * The key to write under now (R4). Mints an epoch when none is usable, and hands the key to any device that has the
 * right and was not handed it. undefined: there is a usable epoch and this device was not given its key yet.
 */
export const writingKey = (ledger: Ledger, space?: string): EpochKey | undefined => {
  const root = ledger.root().state()
  const counted = (space === undefined ? root.counted : ledger.space(space)?.state(root).counted) ?? []
  const due = dueIn(ledger, space)
  const [epoch] = usableEpochs(counted, due)
  if (!epoch) return sayEpoch(ledger, space)
  const key = ledger.keyring.byId(epoch.key)
  if (!key) return undefined
  const owed = withoutKey(counted, epoch, due)
  if (owed.length > 0)
    sayOp(
      ledger,
      'box',
      { to: owed.map(fromHex) },
      { ...(space === undefined ? {} : { space }), key, recipients: owed },
    )
  return key
}

/** The network's key, for what every member reads. Every member of the network was handed it. */
const networkKey = (ledger: Ledger): EpochKey => {
  const key = writingKey(ledger)
  if (!key) throw new Error('no network key')
  return key
}

/** Says a batch of one document's changes. Returns the envelope's id. */
export const sayBatch = (ledger: Ledger, key: EpochKey, batch: Omit<BatchContent, 'kind' | 'heads'>): string => {
  const known = ledger.lastPastIn(batch.space, ledger.device.deviceId)
  const heads =
    batch.space === ledger.network
      ? []
      : (ledger.space(batch.space)?.heads() ?? []).filter((head) => !includes(known, head)).map(({ id }) => id)
  return append(ledger, encodeBatch({ kind: 'batch', heads, ...batch }), key, [])
}
