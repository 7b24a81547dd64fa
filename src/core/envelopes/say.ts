import { randomBytes } from '#core/crypto/randomBytes'
import { fromHex, toHex } from '#core/crypto/bytes'
import type { HeldEnvelope } from '#core/envelopes/chains'
import { encodeBatch, encodeEmpty, encodeOp } from '#core/envelopes/content'
import type { BatchContent } from '#core/envelopes/content'
import { makeEnvelope } from '#core/envelopes/envelope'
import { maxHeads } from '#core/envelopes/header'
import { epochKey } from '#core/envelopes/keyring'
import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { settle } from '#core/envelopes/settle'
import { usableEpochs, withoutKey } from '#core/spaces/epochs'
import type { EpochView } from '#core/spaces/epochs'
import type { OpFields, OpType } from '#core/spaces/op'
import { isBoxIn, maySpeak, recipientsOf } from '#core/spaces/rootState'
import { grantedIn } from '#core/spaces/spaceState'
import { emptyVector, includes, withPlace } from '#core/spaces/vector'

/**
 * Saying: putting this device's next envelope on its chain. All functions here must run inside one transaction of the
 * caller, which allots the seq, stores the envelope and removes what it replaces, before a byte leaves.
 */

/** Where this device's chain stands, if it has spoken. */
const ownEnd = (ledger: Ledger): HeldEnvelope | undefined => {
  const end = ledger.chains.end(ledger.device.deviceId)
  return end && ledger.chains.at(end)
}

/** Root heads, and headers of forks, that this device has not named yet. */
const freshHeads = (ledger: Ledger): string[] => {
  const last = ownEnd(ledger)
  const known = last?.past ? withPlace(last.past, last) : emptyVector
  const forked = ledger.chains.forks().flatMap(({ a, b }) => [ledger.chains.at(a), ledger.chains.at(b)])
  const heads = [...ledger.root().heads(), ...forked.flatMap((held) => (held?.past ? [held] : []))]
  return [...new Set(heads.filter((head) => !includes(known, head)).map(({ id }) => id))]
}

type Saying = {
  readonly content: Uint8Array
  readonly key: EpochKey
  readonly recipients: readonly string[]
  readonly opensSpace?: boolean
}

const put = (ledger: Ledger, { content, key, recipients, opensSpace = false }: Saying, heads: string[]): string => {
  const last = ownEnd(ledger)
  const envelope = makeEnvelope(ledger.device, {
    network: fromHex(ledger.network),
    seq: (last?.seq ?? 0) + 1,
    prev: last?.id ?? '',
    rootHeads: heads.slice(0, maxHeads),
    key: key.secret,
    recipients,
    content,
  })
  if (!envelope) throw new RangeError('an own envelope must fit: cap at the command door')
  if (opensSpace) ledger.keyring.add(envelope.id, key) // the space is named by its first envelope
  ledger.chains.append(envelope, last)
  settle(ledger)
  return envelope.id
}

const append = (
  ledger: Ledger,
  content: Uint8Array,
  key: EpochKey,
  recipients: readonly string[],
  opensSpace = false,
): string => {
  while (freshHeads(ledger).length > maxHeads)
    put(ledger, { content: encodeEmpty(), key, recipients: [] }, freshHeads(ledger))
  return put(ledger, { content, key, recipients, opensSpace }, freshHeads(ledger))
}

/** Says the first word of a laptop that binds itself (`request`) and hands it the network key `key`. Returns its id. */
export const sayFirstWord = (ledger: Ledger, request: Uint8Array, key: EpochKey): string => {
  const to = [ledger.device.box.publicKey]
  const content = encodeOp('bind', { request, to }, undefined, [])
  const id = put(ledger, { content, key, recipients: to.map(toHex) }, freshHeads(ledger))
  if (!ledger.root().judgedOf(id)) throw new Error('said a first word that its own fold refuses')
  return id
}

/** Says an op under `key`, handing that key to `recipients` (box keys). `space` undefined = the root log. Returns its id. */
export const sayOp = <T extends OpType>(
  ledger: Ledger,
  type: T,
  fields: OpFields<T>,
  under: { readonly space?: string; readonly key: EpochKey; readonly recipients?: readonly string[] },
): string => {
  const log = under.space === undefined ? undefined : ledger.space(under.space)
  const known = under.space === undefined ? undefined : ledger.lastPastIn(under.space, ownEnd(ledger))
  const heads = (log?.heads() ?? []).filter((head) => !known || !includes(known, head)).map(({ id }) => id)
  const id = append(
    ledger,
    encodeOp(type, fields, under.space, heads),
    under.key,
    under.recipients ?? [],
    type === 'create',
  )
  const space = type === 'create' ? id : under.space
  const counts = space === undefined ? ledger.root().judgedOf(id) : ledger.space(space)?.judgementOf(id)
  if (!counts) throw new Error('said an op that its own fold refuses')
  return id
}

/** The cut that lets all count that is held now of a member's devices (or of one), and was not left waiting: R1. */
export const cutNow = (ledger: Ledger, member: string, device?: string): OpFields<'expel'>['cut'] =>
  [...ledger.state().devices]
    .filter(([id, owner]) => owner.member === member && (device === undefined || id === device))
    .flatMap(([id]) => {
      const end = ledger.chains.settledEnd(id)
      return end ? [{ device: fromHex(id), seq: end.seq, id: fromHex(end.id) }] : []
    })

/** A fresh epoch key. The epoch that hands it out follows at once. */
export const createKey = (): EpochKey => epochKey(randomBytes(32))

/** Mints an epoch of a space (or of the network): a key for exactly who may read now; it carries the earlier keys. */
export const sayEpoch = (ledger: Ledger, space: string | undefined, key: EpochKey = createKey()): EpochKey => {
  const home = space ?? ledger.network
  const earlier = ledger.keyring.ofSpace(home).filter(({ id }) => id !== key.id)
  ledger.keyring.add(home, key)
  const to = epochView(ledger, space).due
  sayOp(
    ledger,
    'epoch',
    { to: to.map(fromHex), earlier: earlier.map(({ secret }) => secret) },
    { ...(space === undefined ? {} : { space }), key, recipients: to },
  )
  return key
}

/** The epochs of a space (undefined: of the network), and who may read it now. */
export const epochView = (ledger: Ledger, space: string | undefined): EpochView => {
  const state = ledger.state()
  const log = space === undefined ? undefined : ledger.space(space)
  const here = space === undefined ? undefined : ledger.spaceState(space)
  const only = here && grantedIn(state, here)
  return {
    epochs: log
      ? log.epochs(ledger.rootView())
      : ledger
          .root()
          .counting('epoch')
          .map(({ entry }) => entry),
    handing: (log ?? ledger.root()).handing(),
    isIn: (box) => isBoxIn(state, box, only),
    due: recipientsOf(state, only),
  }
}

/**
 * The key to write under now (R4). Mints an epoch when none is usable, and hands the key to any device that has the
 * right and was not handed it. undefined: there is a usable epoch and this device was not given its key yet.
 */
export const writingKey = (ledger: Ledger, space?: string): EpochKey | undefined => {
  const view = epochView(ledger, space)
  const [epoch] = usableEpochs(view)
  if (!epoch) return sayEpoch(ledger, space)
  const key = ledger.keyring.byId(epoch.key)
  if (!key) return undefined
  const owed = withoutKey(view, epoch)
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

/** Says an op of the root under the network's key, and mints the next key at once when it put somebody out. Returns its id. */
export const sayInRoot = <T extends OpType>(ledger: Ledger, type: T, fields: OpFields<T>): string => {
  const id = sayOp(ledger, type, fields, { key: networkKey(ledger) })
  if (maySpeak(ledger.state(), ledger.device.deviceId)) writingKey(ledger)
  return id
}

/** Says a batch of one document's changes. Returns the envelope's id. */
export const sayBatch = (ledger: Ledger, key: EpochKey, batch: Omit<BatchContent, 'kind' | 'heads'>): string => {
  const known = ledger.lastPastIn(batch.space, ownEnd(ledger))
  const heads =
    batch.space === ledger.network
      ? []
      : (ledger.space(batch.space)?.heads() ?? []).filter((head) => !includes(known, head)).map(({ id }) => id)
  return append(ledger, encodeBatch({ kind: 'batch', heads, ...batch }), key, [])
}
