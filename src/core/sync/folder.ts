import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { fromHex, sameBytes, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { openLockbox } from '#core/crypto/lockbox'
import { hintOf, splitBody } from '#core/envelopes/body'
import { joinEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import { noNetwork } from '#core/envelopes/header'
import { epochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import type { Received } from '#core/envelopes/receive'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { parseJoinRequest } from '#core/identity/joinRequest'
import { sealDocuments } from '#core/documents/sealDocuments'
import { askAt, completeJoining, openInvitations } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import {
  listFolder,
  nameOf,
  readFolderFile,
  syncFolder,
  unwrapFile,
  wrapFile,
  wrapOf,
  writeFolderFile,
} from '#core/sync/folderFiles'
import type { FileKind, Wrap } from '#core/sync/folderFiles'
import { finishExchange, takeIn } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import { networkKeys } from '#core/sync/networkKeys'
import { heldHere, notePeer } from '#core/sync/peers'
import { emptyReport } from '#core/sync/report'
import type { Report } from '#core/sync/report'
import { keepRequest, openRequests } from '#core/sync/requests'
import { codeOf, diskFailureOf } from '#core/vault/diskFailure'
import { idBlob } from '#core/vault/sql'
import { fail, ok } from '#shared/result'
import type { FailureType } from '#shared/errors'
import type { Result } from '#shared/result'

const bytes32 = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32)
const cardShape = z.strictObject({ network: bytes32, invite: bytes32 })

/** A folder as this laptop knows it: by a hash of its place, since no path is kept. */
const folderIdOf = (folder: string): string => toHex(hash(utf8(`tejido/1/folder place\0${folder}`)))

const carrierWrap = (carrier: Uint8Array): Wrap => wrapOf(carrier, noNetwork)
/** Wraps to read with: every key she was given, since a newcomer's are not judged yet. */
const epochWraps = (ledger: Ledger): Wrap[] =>
  ledger.keyring.ofSpace(ledger.network).map(({ secret }) => wrapOf(secret, fromHex(ledger.network)))

/** What a file held, and whether it is what its name stands for. */
type Inside = { readonly name: string; readonly stamp: string; readonly kind: FileKind; readonly payload: Uint8Array }

/** Reads the files of the folder that `isDone` does not know as they are now, and gives what opens. Returns bytes read. */
const readNew = (
  folder: string,
  isDone: (name: string, stamp: string) => boolean,
  wraps: readonly Wrap[],
  take: (inside: Inside, wrap: Wrap) => void,
): number => {
  let bytes = 0
  for (const [name, stamp] of listFolder(folder)) {
    if (isDone(name, stamp)) continue
    const file = readFolderFile(folder, name)
    const inside = file && unwrapFile(wraps, file)
    if (!file || !inside) continue
    bytes += file.length
    take({ name, stamp, kind: inside.kind, payload: inside.payload }, inside.wrap)
  }
  return bytes
}

/** What this laptop knows of a folder's files: which it has read as they are now, and which hold what their names say. */
const knownFiles = (ledger: Ledger, folder: string) => {
  const place = idBlob(folderIdOf(folder))
  const rows = ledger.db
    .prepare('SELECT lower(hex(name)) AS name, stamp, good FROM folder_file WHERE folder = ?')
    .all<{ name: string; stamp: string; good: number }>([place])
  const known = new Map(rows.map((row) => [row.name, row]))
  const mark = ledger.db.prepare('INSERT OR REPLACE INTO folder_file VALUES (?, ?, ?, ?)')
  return {
    isRead: (name: string, stamp: string): boolean => known.get(name)?.stamp === stamp,
    isGood: (name: string, stamp: string | undefined): boolean =>
      stamp !== undefined && known.get(name)?.stamp === stamp && known.get(name)?.good === 1,
    note: (name: string, stamp: string, good: boolean): void =>
      void mark.run([place, Buffer.from(name, 'hex'), stamp, good ? 1 : 0]),
  }
}

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

/** The newcomer's knock on a folder: finds the card, leaves her request, finds the admission. */
const knockOnFolder = (local: Local, folder: string): void => {
  const joining = local.joining()
  if (!joining) return
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
  if (!asked && !card) return
  const network = asked?.network ?? toHex(card?.network ?? noNetwork)
  const invite = asked?.invite ?? toHex(card?.invite ?? noNetwork)
  const request = askAt(local, network, invite)
  put(folder, new Set(listFolder(folder).keys()), wrap, 'request', hash(request), request)
  const ledger = local.network()?.ledger
  if (ledger) for (const wire of admissions) takeAdmission(ledger, wire)
}

/** Writes a thing unless it is there already. Returns the bytes written. */
const put = (
  folder: string,
  there: ReadonlySet<string>,
  wrap: Wrap,
  kind: FileKind,
  id: Uint8Array,
  payload: Uint8Array,
): number => {
  const name = nameOf(wrap, kind, id)
  if (there.has(name)) return 0
  const bytes = wrapFile(wrap, kind, payload)
  return writeFolderFile(folder, name, bytes) ? bytes.length : 0
}

/** Leaves, for each open invitation, the card, and the admission once it is given. */
const leaveAtDoor = (ledger: Ledger, folder: string, there: ReadonlySet<string>): number => {
  const root = ledger.root().state()
  const admissionOf = new Map(
    [...root.members.values()].map(({ admittedBy }) => [
      ledger.root().judgedOf(admittedBy)?.judgement.join?.invite,
      admittedBy,
    ]),
  )
  let bytes = 0
  for (const { id, carrier } of openInvitations(ledger)) {
    const wrap = carrierWrap(carrier)
    const card = encodeCbor({ network: fromHex(ledger.network), invite: fromHex(id) })
    bytes += put(folder, there, wrap, 'card', fromHex(id), card)
    const admission = ledger.chains.byId(admissionOf.get(id) ?? noNetworkHex)
    if (admission?.body)
      bytes += put(folder, there, wrap, 'admission', fromHex(id), joinEnvelope(admission.signed, admission.body))
  }
  return bytes
}
const noNetworkHex = toHex(noNetwork)

/** Takes what is new in the folder: envelopes of every epoch this member has a key of, and requests of open invitations. */
const takeFromFolder = async (
  network: OpenNetwork,
  folder: string,
): Promise<Result<{ received: Received; bytes: number; requests: string[] }>> => {
  const { ledger } = network
  const files = knownFiles(ledger, folder)
  const doors = openInvitations(ledger).map(({ carrier }) => carrierWrap(carrier))
  const found: (Inside & { readonly wrap: Wrap })[] = []
  const requests: string[] = []
  const bytes = readNew(folder, files.isRead, [...epochWraps(ledger), ...doors], (inside, wrap) => {
    if (inside.kind === 'envelope') found.push({ ...inside, wrap })
    const asked = inside.kind === 'request' ? parseJoinRequest(inside.payload, ledger.network) : undefined
    if (asked && keepRequest(ledger, inside.payload)) requests.push(asked.id)
  })
  const own = found.flatMap(({ payload }) => {
    const envelope = parseEnvelope(payload, ledger.network)
    return typeof envelope !== 'string' && envelope.header.device === ledger.device.deviceId ? [envelope.id] : []
  })
  ledger.ownTail.told(own)
  const taken = await takeIn(
    network,
    found.map(({ payload }) => payload),
  )
  if (!taken.ok) return taken
  ledger.db.transaction(() => {
    for (const { name, stamp, payload, wrap } of found) {
      const envelope = parseEnvelope(payload, ledger.network)
      if (typeof envelope === 'string') files.note(name, stamp, false)
      // what has a gap before it is read again next time
      else if (ledger.chains.byId(envelope.id))
        files.note(name, stamp, nameOf(wrap, 'envelope', fromHex(envelope.id)) === name)
    }
  })()
  return ok({ received: taken.value, bytes, requests })
}

/** Epochs of the network that a woman who was away may come back from. */
const mostEpochsBack = 14

/**
 * Door notes: what hands out a newer key is also left under the epochs before it, so that a woman who was away finds her
 * lockbox with the key she has; who was put out finds that keys have changed, and none for her.
 */
const leaveDoorNotes = (ledger: Ledger, folder: string, names: ReadonlySet<string>): number => {
  const keys = networkKeys(ledger).slice(0, mostEpochsBack)
  const wraps = keys.map(({ secret }) => wrapOf(secret, fromHex(ledger.network)))
  let bytes = 0
  for (const { id, op, key } of ledger.root().handing()) {
    const at = op.type === 'epoch' || op.type === 'box' ? keys.findIndex((one) => one.id === key) : -1
    const held = at < 0 ? undefined : ledger.chains.byId(id)
    if (!held?.body) continue
    const wire = joinEnvelope(held.signed, held.body)
    for (const wrap of wraps.slice(at + 1)) bytes += put(folder, names, wrap, 'envelope', fromHex(id), wire)
  }
  return bytes
}

/** Puts what the folder lacks: every envelope held with its body, open requests, and what stands at the door. */
const giveToFolder = (ledger: Ledger, folder: string): { sent: number; bytes: number } => {
  const there = listFolder(folder)
  const files = knownFiles(ledger, folder)
  const wraps = networkKeys(ledger).map(({ secret }) => wrapOf(secret, fromHex(ledger.network)))
  const [current] = wraps
  if (!current) return { sent: 0, bytes: 0 }
  const names = new Set(there.keys())
  let [sent, bytes] = [0, leaveAtDoor(ledger, folder, names)]
  const written: string[] = []
  const all = ledger.db.prepare('SELECT no, id FROM envelope WHERE body IS NOT NULL ORDER BY no')
  for (const { no, id } of all.all<{ no: number; id: Uint8Array<ArrayBuffer> }>()) {
    const itsNames = wraps.map((wrap) => nameOf(wrap, 'envelope', id))
    if (itsNames.some((name) => files.isGood(name, there.get(name)))) continue
    const held = ledger.chains.byNumber(no)
    if (!held?.body) continue
    // a spoiled file of this name is replaced
    const added = put(folder, new Set(), current, 'envelope', id, joinEnvelope(held.signed, held.body))
    if (added > 0) written.push(itsNames[0] ?? '')
    bytes += added
    sent += added > 0 ? 1 : 0
  }
  if (written.length > 0) {
    const now = listFolder(folder)
    ledger.db.transaction(() => {
      for (const name of written) files.note(name, now.get(name) ?? '', true)
    })()
  }
  bytes += leaveDoorNotes(ledger, folder, names)
  for (const request of openRequests(ledger)) bytes += put(folder, names, current, 'request', hash(request), request)
  if (bytes > 0) syncFolder(folder)
  return { sent, bytes }
}

const folderFailure = (error: unknown): FailureType => {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DiskFull'
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'FolderReadOnly'
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code ?? '')) return 'FolderMissing'
  return diskFailureOf(error) ?? 'Unexpected'
}

/**
 * Exchanges with a folder: any share, stick or synchronised directory. Reads what is new, then writes what it lacks.
 * Failures: FolderMissing · FolderReadOnly · DiskFull, and those of the vault's own disk.
 */
export const exchangeWithFolder = async (local: Local, place: string, keeper: DoorKeeper): Promise<Result<Report>> => {
  const folder = resolve(place)
  try {
    if (!lstatSync(folder).isDirectory()) return fail('FolderMissing')
    await local.exclusive(() => knockOnFolder(local, folder))
    const network = local.network()
    if (!network) return ok(emptyReport)
    const { ledger } = network
    const taken = await local.exclusive(() => takeFromFolder(network, folder))
    if (!taken.ok) return taken
    for (const id of taken.value.requests) await keeper.onRequest(id)
    const isIn = await local.exclusive(() => completeJoining(local))
    await finishExchange(local)
    return await local.exclusive(async () => {
      await sealDocuments(network.documents)
      const given = isIn ? giveToFolder(ledger, folder) : { sent: 0, bytes: 0 }
      if (isIn) notePeer(ledger, folderIdOf(folder), 'folder', heldHere(ledger))
      return ok({
        sent: given.sent,
        received: taken.value.received.stored,
        bytesSent: given.bytes,
        bytesReceived: taken.value.bytes,
        quarantined: taken.value.received.refused,
        peers: [folderIdOf(folder)],
      })
    })
  } catch (error) {
    return fail(folderFailure(error))
  }
}
