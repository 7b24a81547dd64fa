import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { fromHex, toHex, utf8 } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { joinEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import type { Ledger } from '#core/envelopes/ledger'
import { parseDoorRequest } from '#core/identity/doorRequest'
import { sealDocuments } from '#core/documents/sealDocuments'
import { completeJoining, onRequest, openInvitations } from '#core/sync/door'
import type { DoorKeeper } from '#core/sync/door'
import { carrierWrap, knockOnFolder, learnEarlierKeys, leaveAtDoor } from '#core/sync/folderDoor'
import { listFolder, nameOf, put, readNew, syncFolder, wrapOf } from '#core/sync/folderFiles'
import type { Inside, Wrap } from '#core/sync/folderFiles'
import { givePieces, takePieces } from '#core/sync/folderPieces'
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

/** A folder as this laptop knows it: by a hash of its place, since no path is kept. */
const folderIdOf = (folder: string): string => toHex(hash(utf8(`tejido/1/folder place\0${folder}`)))

/** Wraps to read with: every key she was given, since a newcomer's are not judged yet. */
const epochWraps = (ledger: Ledger): Wrap[] =>
  ledger.keyring.ofSpace(ledger.network).map(({ secret }) => wrapOf(secret, fromHex(ledger.network)))

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

/** What was taken from a folder. `requests`: ids of those that were new. */
type Taken = {
  readonly stored: number
  readonly refused: number
  readonly bytes: number
  readonly requests: readonly string[]
}

/** Takes what is new in the folder: envelopes of every epoch this member has a key of, and requests of open invitations. */
const takeFromFolder = async (network: OpenNetwork, folder: string): Promise<Result<Taken>> => {
  const { ledger } = network
  const files = knownFiles(ledger, folder)
  const doors = openInvitations(ledger).map(({ carrier }) => carrierWrap(carrier))
  const found: (Inside & { readonly wrap: Wrap })[] = []
  const asking: Uint8Array[] = []
  const bytes = readNew(folder, files.isRead, [...epochWraps(ledger), ...doors], (inside, wrap) => {
    if (inside.kind === 'envelope') found.push({ ...inside, wrap })
    if (inside.kind === 'request') asking.push(inside.payload)
    // pieces are looked up by their names when they are wanted
    if (inside.kind === 'piece') files.note(inside.name, inside.stamp, false)
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
    learnEarlierKeys(
      ledger,
      found.map(({ payload }) => payload),
    )
    for (const { name, stamp, payload, wrap } of found) {
      const envelope = parseEnvelope(payload, ledger.network)
      if (typeof envelope === 'string') files.note(name, stamp, false)
      // what has a gap before it is read again next time
      else if (ledger.chains.byId(envelope.id))
        files.note(name, stamp, nameOf(wrap, 'envelope', fromHex(envelope.id)) === name)
    }
  })()
  // what they ask with may have come just now
  const requests = asking.flatMap((bytes) => {
    const asked = parseDoorRequest(bytes, ledger.network)
    return asked && keepRequest(ledger, bytes) ? [asked.id] : []
  })
  const { stored, refused } = taken.value
  return ok({ stored, refused, bytes, requests })
}

/** Takes again while a key of the network was learned: what was handed first opens the files left before and after it. */
const takeAllFromFolder = async (network: OpenNetwork, folder: string): ReturnType<typeof takeFromFolder> => {
  const { keyring, network: id } = network.ledger
  const keys = keyring.ofSpace(id).length
  const taken = await takeFromFolder(network, folder)
  if (!taken.ok || keyring.ofSpace(id).length === keys) return taken
  const more = await takeAllFromFolder(network, folder)
  if (!more.ok) return more
  const { stored, refused, bytes, requests } = taken.value
  return ok({
    stored: stored + more.value.stored,
    refused: refused + more.value.refused,
    bytes: bytes + more.value.bytes,
    requests: [...requests, ...more.value.requests],
  })
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
  bytes += leaveDoorNotes(ledger, folder, names) + givePieces(ledger, folder, names)
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
    const knocked = await local.exclusive(() => knockOnFolder(local, folder))
    if (!knocked.ok) return knocked
    const network = local.network()
    if (!network) return ok(emptyReport)
    const { ledger } = network
    const taken = await local.exclusive(() => takeAllFromFolder(network, folder))
    if (!taken.ok) return taken
    for (const id of taken.value.requests) await onRequest(local, network, keeper, id)
    const isIn = await local.exclusive(() => completeJoining(local))
    await finishExchange(local)
    await keeper.onTaken()
    return await local.exclusive(async () => {
      await sealDocuments(network.documents)
      if (isIn) takePieces(ledger, folder)
      const given = isIn ? giveToFolder(ledger, folder) : { sent: 0, bytes: 0 }
      if (isIn) notePeer(ledger, folderIdOf(folder), 'folder', heldHere(ledger))
      return ok({
        sent: given.sent,
        received: taken.value.stored,
        bytesSent: given.bytes,
        bytesReceived: taken.value.bytes,
        quarantined: taken.value.refused,
        peers: [folderIdOf(folder)],
      })
    })
  } catch (error) {
    return fail(folderFailure(error))
  }
}
