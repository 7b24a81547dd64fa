import { z } from 'zod'
import { fromHex, sameBytes, toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { openLockbox } from '#core/crypto/lockbox'
import { hintOf, openBody, splitBody } from '#core/envelopes/body'
import type { HeldEnvelope } from '#core/envelopes/chains'
import { parseContent } from '#core/envelopes/content'
import { joinEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import { noNetwork } from '#core/envelopes/header'
import { epochKey, keyByHint } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { handedBy } from '#core/spaces/op'
import { askAt, openInvitations } from '#core/sync/door'
import { listFolder, put, readNew, wrapOf } from '#core/sync/folderFiles'
import type { Wrap } from '#core/sync/folderFiles'
import type { Local } from '#core/sync/local'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

const bytes32 = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32)
const cardShape = z.strictObject({ network: bytes32, invite: bytes32, member: bytes32.nullable() })

/** The wrap of what stands at the door, from an invitation's or a pass's carrier secret. */
export const carrierWrap = (carrier: Uint8Array): Wrap => wrapOf(carrier, noNetwork)

/** The admission in a folder gives the network's key to the newcomer's laptop; the rest of the folder opens with it. */
const takeAdmission = (ledger: Ledger, wire: Uint8Array): void => {
  const envelope = parseEnvelope(wire, ledger.network)
  if (typeof envelope === 'string') return
  const { header } = envelope
  for (const lockbox of splitBody(envelope.body)?.lockboxes ?? []) {
    const secret = openLockbox(lockbox, ledger.device.box)
    const network = fromHex(ledger.network)
    if (secret && sameBytes(hintOf(secret, network, header.device, header.seq), header.hint))
      ledger.keyring.add(ledger.network, epochKey(secret))
  }
}

/**
 * A newcomer's key opens what was left under it; what lies before, on the same chains, was left under earlier keys. An
 * epoch among the former gives her those, though it cannot be stored before what it follows.
 */
export const learnEarlierKeys = (ledger: Ledger, wires: readonly Uint8Array[]): void => {
  if (ledger.state().devices.has(ledger.device.deviceId)) return
  const network = fromHex(ledger.network)
  for (const wire of wires) {
    const envelope = parseEnvelope(wire, ledger.network)
    if (typeof envelope === 'string' || ledger.chains.byId(envelope.id)) continue
    const { header, body } = envelope
    const key = keyByHint(ledger.keyring.ofSpace(ledger.network), header.hint, network, header.device, header.seq)
    const raw = key && openBody(body, key.secret, network, header)
    const content = raw && parseContent(raw)
    if (content?.kind !== 'op' || content.op.type !== 'epoch' || content.space !== undefined) continue
    for (const earlier of content.op.earlier) ledger.keyring.add(ledger.network, epochKey(earlier))
  }
}

/** The newcomer's knock on a folder: finds the card, leaves her request, finds the admission. Failure: see `askAt`. */
export const knockOnFolder = (local: Local, folder: string): Result<void> => {
  const joining = local.joining()
  if (!joining) return ok(undefined)
  const wrap = carrierWrap(joining.carrier)
  let card: z.infer<typeof cardShape> | undefined
  const admissions: Uint8Array[] = []
  const never = (): boolean => false
  readNew(folder, never, [wrap], ({ kind, payload }) => {
    const parsed = kind === 'card' ? cardShape.safeParse(decodeCbor(payload)) : undefined
    if (parsed?.success) card = parsed.data
    if (kind === 'admission') admissions.push(payload)
  })
  const asked = joining.asked
  if (!asked && !card) return ok(undefined)
  const network = asked?.network ?? toHex(card?.network ?? noNetwork)
  const invite = asked?.invite ?? toHex(card?.invite ?? noNetwork)
  const request = askAt(local, { network, invite, member: card?.member ? toHex(card.member) : null })
  if (!request.ok) return request
  put(folder, new Set(listFolder(folder).keys()), wrap, 'request', hash(request.value), request.value)
  const ledger = local.network()?.ledger
  if (ledger) for (const wire of admissions) takeAdmission(ledger, wire)
  return ok(undefined)
}

/** The first word that handed a key of the network to a laptop that came in: its admission, or the `box` after a pair. */
const admissionOf = (ledger: Ledger, box: string): HeldEnvelope | undefined => {
  const word = ledger
    .root()
    .handing()
    .find(({ id, op, key }) => handedBy(op).includes(box) && isHeldKey(ledger, key) && ledger.root().judgedOf(id))
  return word && ledger.chains.byId(word.id)
}
const isHeldKey = (ledger: Ledger, key: string): boolean => ledger.keyring.has(key, ledger.network)

/** Leaves, for each open invitation or pass, the card, and the admission once it is given. */
export const leaveAtDoor = (ledger: Ledger, folder: string, there: ReadonlySet<string>): number => {
  let bytes = 0
  for (const { id, carrier, member, arrived } of openInvitations(ledger)) {
    const wrap = carrierWrap(carrier)
    const whose = member === null ? null : fromHex(member)
    const card = encodeCbor({ network: fromHex(ledger.network), invite: fromHex(id), member: whose })
    bytes += put(folder, there, wrap, 'card', fromHex(id), card)
    const admission = arrived === undefined ? undefined : admissionOf(ledger, arrived)
    if (admission?.body)
      bytes += put(folder, there, wrap, 'admission', fromHex(id), joinEnvelope(admission.signed, admission.body))
  }
  return bytes
}
