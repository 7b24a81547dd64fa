import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { Ledger } from '#core/envelopes/ledger'
import { parseDoorRequest } from '#core/identity/doorRequest'
import type { DoorRequest } from '#core/identity/doorRequest'
import { checkWordsOf } from '#core/identity/joinRequest'
import type { RootState } from '#core/spaces/rootState'
import { withDisk } from '#core/vault/diskFailure'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** Requests kept at most: each invitation makes one, and a flood must not fill the disk. */
const mostRequests = 500

/** Requests kept of one invitation: a newcomer may begin again on another laptop, and a code in wrong hands must not flood. */
const mostOfOne = 4

/** Whether the invitation or pass that a request names counts, is the one whose code signed it, and is not used. */
const isByOpenCode = (ledger: Ledger, { kind, invite, codeKey, member }: DoorRequest): boolean => {
  const { usedInvites, usedPasses } = ledger.state()
  if (kind === 'join') return ledger.root().invitations().get(invite)?.codeKey === codeKey && !usedInvites.has(invite)
  const pass = ledger.root().passes().get(invite)
  return pass?.codeKey === codeKey && pass.member === member && !usedPasses.has(invite)
}

/** Makes room: what was answered is in the log. False when there is nothing to drop. */
const dropAnswered = (ledger: Ledger): boolean => {
  const drop = ledger.db.prepare('DELETE FROM join_request WHERE id = ?')
  const answered = listRequests(ledger.db).filter(({ bytes }) => {
    const request = parseDoorRequest(bytes, ledger.network)
    return !request || isAdmitted(ledger.state(), request)
  })
  for (const { id } of answered) drop.run([idBlob(id)])
  return answered.length > 0
}

/** The six words of a request that is held, as `checkWordsOf` has them; reckoned once. */
export const wordsOfRequest = async ({ db, network }: Ledger, id: string, bytes: Uint8Array): Promise<string[]> => {
  const kept = db
    .prepare('SELECT words FROM join_request WHERE id = ?', { pluck: true })
    .get<string | null>([idBlob(id)])
  if (kept) return kept.split(' ')
  const words = await checkWordsOf(network, bytes)
  withDisk(() => db.prepare('UPDATE join_request SET words = ? WHERE id = ?').run([words.join(' '), idBlob(id)]))
  return words
}

/** Keeps a request for whoever admits, if it is whole, for this network, and by an invitation or pass of it. True when it was new. */
export const keepRequest = (ledger: Ledger, bytes: Uint8Array): boolean => {
  const request = parseDoorRequest(bytes, ledger.network)
  if (!request || !isByOpenCode(ledger, request)) return false
  const held = ledger.db.prepare('SELECT count(*) FROM join_request', { pluck: true }).get<number>() ?? 0
  if (held >= mostRequests && !dropAnswered(ledger)) return false
  const same = listRequests(ledger.db).filter(
    ({ bytes: one }) => parseDoorRequest(one, ledger.network)?.invite === request.invite,
  )
  if (same.length >= mostOfOne) return false
  const id = idBlob(toHex(hash(bytes)))
  return (
    ledger.db
      .prepare('INSERT INTO join_request (id, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run([id, blob(bytes)]).changes > 0
  )
}

/** Every request held, answered or not. */
export const listRequests = (db: Database): { readonly id: string; readonly bytes: Uint8Array }[] =>
  db
    .prepare('SELECT id, bytes FROM join_request ORDER BY rowid')
    .all<{ id: Bytes; bytes: Bytes }>()
    .map(({ id, bytes }) => ({ id: idHex(id), bytes: plainBytes(bytes) }))

/** Whether who asked is in: a newcomer as a member, a laptop as hers. */
export const isAdmitted = ({ members, devices }: RootState, { kind, member, device }: DoorRequest): boolean =>
  kind === 'join' ? members.has(member) : devices.get(device)?.member === member

/** Requests that are not answered yet: what members carry for one another. */
export const openRequests = (ledger: Ledger): Uint8Array[] =>
  listRequests(ledger.db)
    .map(({ bytes }) => bytes)
    .filter((bytes) => {
      const request = parseDoorRequest(bytes, ledger.network)
      return (
        request && !isAdmitted(ledger.state(), request) && (request.kind === 'join' || isByOpenCode(ledger, request))
      )
    })
