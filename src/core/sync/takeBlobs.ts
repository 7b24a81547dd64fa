import { fromHex, sameBytes } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { openLockbox } from '#core/crypto/lockbox'
import { hintOf, openBody, splitBody } from '#core/envelopes/body'
import { parseContent } from '#core/envelopes/content'
import { parseEnvelope } from '#core/envelopes/envelope'
import { epochKey, keyByHint } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { isKnownDevice, maySpeak } from '#core/spaces/rootState'
import type { Inside } from '#core/sync/blob'
import { takeIn } from '#core/sync/local'
import type { OpenNetwork } from '#core/sync/local'
import { keepRequest } from '#core/sync/requests'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What came of blobs that were read. `requests`: ids of those that were new. `again`: what has a gap before it. */
export type Taken<B extends Inside> = {
  readonly stored: number
  readonly refused: number
  readonly requests: readonly string[]
  readonly again: readonly B[]
}

/**
 * A word that hands a key of the network to this laptop opens the rest of a place, before it can be stored itself: an
 * admission, or an epoch whose earlier words were left under the key that it hands. Never of a laptop that was put out.
 * `isOfStrangers`: also of one that is not known here, which may have come in meanwhile; else only a newcomer takes that. Who
 * was put out still has the key that a place was wrapped under, and could hand any number of others in made-up names.
 */
export const learnHandedKey = (ledger: Ledger, wire: Uint8Array, { isOfStrangers = false } = {}): void => {
  const envelope = parseEnvelope(wire, ledger.network)
  if (typeof envelope === 'string' || !envelope.body) return
  const { header } = envelope
  const root = ledger.state()
  const mayBeNew = isOfStrangers && !isKnownDevice(root, header.device)
  if (root.devices.has(ledger.device.deviceId) && !mayBeNew && !maySpeak(root, header.device)) return
  for (const lockbox of splitBody(envelope.body)?.lockboxes ?? []) {
    const secret = openLockbox(lockbox, ledger.device.box)
    const network = fromHex(ledger.network)
    if (!secret || !sameBytes(hintOf(secret, network, header.device, header.seq), header.hint)) continue
    const raw = openBody(envelope.body, secret, network, header)
    const content = raw && parseContent(raw)
    // a key of another space waits until its word has its place
    if (content?.kind === 'op' && content.space === undefined) ledger.keyring.add(ledger.network, epochKey(secret))
  }
}

/**
 * A newcomer's key opens what was left under it; what lies before, on the same chains, was left under earlier keys. An
 * epoch among the former gives her those, though it cannot be stored before what it follows.
 */
const learnEarlierKeys = (ledger: Ledger, wires: readonly Uint8Array[]): void => {
  if (ledger.state().devices.has(ledger.device.deviceId)) return
  const network = fromHex(ledger.network)
  for (const wire of wires) {
    const envelope = parseEnvelope(wire, ledger.network)
    if (typeof envelope === 'string' || ledger.chains.byId(envelope.id)) continue
    const { header, body } = envelope
    const key =
      body && keyByHint(ledger.keyring.ofSpace(ledger.network), header.hint, network, header.device, header.seq)
    const raw = key && openBody(body, key.secret, network, header)
    const content = raw && parseContent(raw)
    if (content?.kind !== 'op' || content.op.type !== 'epoch' || content.space !== undefined) continue
    for (const earlier of content.op.earlier) ledger.keyring.add(ledger.network, epochKey(earlier))
  }
}

/** Ids of this laptop's own envelopes among blobs. */
export const ownAmong = (ledger: Ledger, found: readonly Inside[]): string[] =>
  found.flatMap(({ kind, payload }) => {
    const envelope = kind === 'envelope' ? parseEnvelope(payload, ledger.network) : ''
    return typeof envelope !== 'string' && envelope.header.device === ledger.device.deviceId ? [envelope.id] : []
  })

/**
 * Takes what was read at a place: envelopes and requests. Calls `done` in a transaction for what need not be read again,
 * with the id of the thing that it holds; undefined when it holds nothing of use. Call it inside `exclusive`.
 */
export const takeBlobs = async <B extends Inside>(
  network: OpenNetwork,
  found: readonly B[],
  done: (blob: B, id: Uint8Array | undefined) => void,
): Promise<Result<Taken<B>>> => {
  const { ledger } = network
  const envelopes = found.filter(({ kind }) => kind === 'envelope')
  const wires = envelopes.map(({ payload }) => payload)
  const taken = await takeIn(network, wires)
  if (!taken.ok) return taken
  const again: B[] = []
  ledger.db.transaction(() => {
    learnEarlierKeys(ledger, wires)
    for (const blob of envelopes) {
      const envelope = parseEnvelope(blob.payload, ledger.network)
      if (typeof envelope === 'string' || !envelope.body) done(blob, undefined)
      else if (ledger.chains.byId(envelope.id)) done(blob, fromHex(envelope.id))
      else {
        again.push(blob)
        learnHandedKey(ledger, blob.payload)
      }
    }
    // cards and admissions are for newcomers; pieces are looked up when they are wanted
    for (const blob of found) if (['card', 'admission', 'piece'].includes(blob.kind)) done(blob, undefined)
  })()
  // what they ask with may have come just now
  const requests = found.flatMap(({ kind, payload }) => {
    const asked = kind === 'request' ? parseDoorRequest(payload, ledger.network) : undefined
    return asked && keepRequest(ledger, payload) ? [asked.id] : []
  })
  for (const blob of found) if (blob.kind === 'request') done(blob, hash(blob.payload))
  const { stored, refused } = taken.value
  return ok({ stored, refused, requests, again })
}
