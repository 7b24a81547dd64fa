import { fromHex } from '#core/crypto/bytes'
import { pieceOf, piecesHere, piecesWanted, takePiece } from '#core/documents/pieces'
import type { Ledger } from '#core/envelopes/ledger'
import { nameOf, put, readFolderFile, unwrapFile, wrapOf } from '#core/sync/folderFiles'
import type { Wrap } from '#core/sync/folderFiles'
import { networkKeys } from '#core/sync/networkKeys'

/** Pieces of attachments in a folder: written under the newest key, found again by their names under any. */

/** Pieces looked for at one visit, at most: 1 GiB. */
const mostAtOnce = 4_096

const wrapsOf = (ledger: Ledger): Wrap[] =>
  networkKeys(ledger).map(({ secret }) => wrapOf(secret, fromHex(ledger.network)))

/** Takes the pieces that are wanted here. */
export const takePieces = (ledger: Ledger, folder: string): void => {
  const wraps = wrapsOf(ledger)
  for (const id of piecesWanted(ledger.db, mostAtOnce))
    for (const wrap of wraps) {
      const file = readFolderFile(folder, nameOf(wrap, 'piece', fromHex(id)))
      const inside = file && unwrapFile([wrap], file)
      if (inside?.kind === 'piece' && takePiece(ledger.db, inside.payload)) break
    }
}

/** Puts the pieces that this laptop has and the folder lacks. Returns the bytes written. */
export const givePieces = (ledger: Ledger, folder: string, there: ReadonlySet<string>): number => {
  const wraps = wrapsOf(ledger)
  const [current] = wraps
  if (!current) return 0
  let bytes = 0
  for (const id of piecesHere(ledger.db)) {
    if (wraps.some((wrap) => there.has(nameOf(wrap, 'piece', fromHex(id))))) continue
    const piece = pieceOf(ledger.db, id)
    if (piece) bytes += put(folder, there, current, 'piece', fromHex(id), piece)
  }
  return bytes
}
