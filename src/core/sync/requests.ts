import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import type { Ledger } from '#core/envelopes/ledger'
import { parseJoinRequest } from '#core/identity/joinRequest'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** Requests kept at most: each invitation makes one, and a flood must not fill the disk. */
const mostRequests = 500

/** Requests kept of one invitation: a newcomer may begin again on another laptop, and a code in wrong hands must not flood. */
const mostOfOne = 4

/** Keeps a request for whoever admits, if it is whole, for this network, and by an invitation of it. True when it was new. */
export const keepRequest = (ledger: Ledger, bytes: Uint8Array): boolean => {
  const request = parseJoinRequest(bytes, ledger.network)
  const invitation = request && ledger.root().invitations().get(request.invite)
  if (invitation?.codeKey !== request?.codeKey || !request) return false
  const held = ledger.db.prepare('SELECT count(*) FROM join_request', { pluck: true }).get<number>() ?? 0
  if (held >= mostRequests || ledger.root().state().usedInvites.has(request.invite)) return false
  const same = listRequests(ledger.db).filter(
    ({ bytes: one }) => parseJoinRequest(one, ledger.network)?.invite === request.invite,
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

/** Requests whose asker is not in yet: what members carry for one another. */
export const openRequests = (ledger: Ledger): Uint8Array[] => {
  const { members } = ledger.root().state()
  return listRequests(ledger.db)
    .map(({ bytes }) => bytes)
    .filter((bytes) => {
      const request = parseJoinRequest(bytes, ledger.network)
      return request && !members.has(request.member)
    })
}
