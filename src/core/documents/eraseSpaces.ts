import type { Documents } from '#core/documents/documents'
import type { Ledger } from '#core/envelopes/ledger'
import { opensErasedShare } from '#core/envelopes/ownShares'
import { sayInRoot } from '#core/envelopes/say'
import { dropFormerBoxKeys, replaceBoxKeys } from '#core/identity/deviceKeys'
import { maySpeak } from '#core/spaces/rootState'
import { withDisk } from '#core/vault/diskFailure'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import { idBlob } from '#core/vault/sql'

/**
 * Erasing what two coordinators erased. What was sealed for the space stays sealed and is carried, as at who never had
 * its key: the chains of its authors go on through it, and who joins later takes every chain from its beginning. What
 * goes is all that opens it here, and all that came of opening it.
 */

const inSpace = 'SELECT id FROM document WHERE space = $space'
const eraseSql = [
  `DELETE FROM piece WHERE id IN
     (SELECT unhex(p.value) FROM record r, json_each(r.data, '$.pieces') p WHERE r.kind = 'attachment' AND r.space = $space
      EXCEPT SELECT unhex(p.value) FROM record r, json_each(r.data, '$.pieces') p WHERE r.kind = 'attachment' AND r.space <> $space)`,
  `UPDATE envelope SET state = 'sealed' WHERE no IN
     (SELECT envelope FROM op WHERE space = $space UNION SELECT envelope FROM batch WHERE document IN (${inSpace}))`,
  `DELETE FROM loan WHERE document IN (${inSpace})`,
  `DELETE FROM op WHERE space = $space`,
  `DELETE FROM batch WHERE document IN (${inSpace})`,
  `DELETE FROM search WHERE rowid IN (SELECT no FROM record WHERE document IN (${inSpace}))`,
  `DELETE FROM record WHERE document IN (${inSpace})`,
  `DELETE FROM document_view WHERE id IN (${inSpace})`,
  `DELETE FROM journal WHERE document IN (${inSpace})`,
  `DELETE FROM document WHERE space = $space`,
]

/** What was freed is overwritten in the file; the WAL that still has it goes too. A disk that refuses is asked again next time. */
const flushWal = ({ db }: Ledger): void => void withDisk(() => db.pragma('wal_checkpoint(TRUNCATE)'))

const transactOn = (ledger: Ledger, work: () => void): void => {
  try {
    ledger.db.transaction(work)()
  } finally {
    ledger.reload()
  }
}

/** Keys, ops, documents and every row that came of them. */
const forgetSpaces = async (documents: Documents, spaces: readonly string[]): Promise<void> => {
  const { ledger, live } = documents
  const { db } = ledger
  const rows = documents.rows().filter(({ space }) => spaces.includes(space))
  for (const { id } of rows) {
    await live.release(id)
    documents.forget(id)
  }
  transactOn(ledger, () => {
    for (const { id } of rows) live.forgetCache(id)
    for (const space of spaces) {
      for (const sql of eraseSql) db.prepare(sql).run({ space: idBlob(space) })
      ledger.keyring.destroy(space)
    }
    // what was held may be of the space: it is looked at again without its key
    db.exec("UPDATE envelope SET state = 'new' WHERE state = 'held'")
    // the index keeps the words of deleted rows until it is made again
    db.exec("INSERT INTO search (search) VALUES ('rebuild')")
    writeMeta(db, 'rebox due', new Uint8Array([1]))
  })
  flushWal(ledger)
}

/** Says a fresh box key: lockboxes, shares and notes of what was erased are for the one before. */
const rebox = (ledger: Ledger): void => {
  const { db } = ledger
  transactOn(ledger, () => {
    const box = replaceBoxKeys(db, ledger.device)
    dropMeta(db, 'rebox due')
    ledger.reload()
    sayInRoot(ledger, 'rebox', { box: box.publicKey })
  })
}

/**
 * Erases what the root log says is erased and this vault can still open: its keys with all that was read with them; then
 * the laptop's box key is replaced, and the one before destroyed once every lockbox that came was tried with it. Whoever
 * never read the space but holds a share of its key, or was told of one, replaces her box key likewise. Each step is on disk before the next, and is taken up again at the next exchange or unlock. `spoke`: this laptop has just
 * said something itself; otherwise nothing is said before a peer was asked how far its chain had come (R5).
 */
export const eraseDue = async (documents: Documents, { spoke = false } = {}): Promise<void> => {
  const { ledger } = documents
  const { db } = ledger
  const doomed = [...ledger.state().erased].filter(
    (space) =>
      space !== ledger.network && (ledger.keyring.ofSpace(space).length > 0 || ledger.space(space) !== undefined),
  )
  if (doomed.length > 0) await forgetSpaces(documents, doomed)
  const maySay = spoke || ledger.ownTail.isKnown()
  const isLive = maySpeak(ledger.state(), ledger.device.deviceId)
  if (maySay && isLive && !ledger.updateNeeded() && (readMeta(db, 'rebox due') || opensErasedShare(ledger)))
    rebox(ledger)
  if (!readMeta(db, 'former box keys') || ledger.chains.count('new') > 0) return
  transactOn(ledger, () => dropFormerBoxKeys(db))
  flushWal(ledger)
}
