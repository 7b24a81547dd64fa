import { pieceOf, piecesWanted, takePiece } from '#core/documents/pieces'
import { fromHex, toHex } from '#core/crypto/bytes'
import { expectMessage } from '#core/sync/exchange'
import type { Local, OpenNetwork } from '#core/sync/local'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'

/** Pieces asked for at a time: 16 MiB. */
const inOneRound = 64
/** Rounds of one meeting, at most; what is still wanted is asked for at the next. */
const mostRounds = 64

const give = async (session: Session, { ledger }: OpenNetwork, wanted: readonly Uint8Array[]): Promise<void> => {
  for (const id of wanted) {
    const bytes = pieceOf(ledger.db, toHex(id))
    if (bytes) await session.send({ t: 'piece', bytes })
  }
  await session.send({ t: 'end' })
}

const take = async (session: Session, local: Local, { ledger }: OpenNetwork, asked: number): Promise<void> => {
  for (let came = 0; ; came++) {
    const message = await session.receive()
    if (message.t === 'end') return
    if (message.t !== 'piece' || came >= asked) throw new SessionError('PeerMisbehaved')
    // one that was not asked for, or is not what its name says, is passed over
    await local.exclusive(() => takePiece(ledger.db, message.bytes))
    local.changed()
  }
}

/**
 * After an exchange of envelopes: each asks for pieces of attachments that it wants, and gives what the other wants. What
 * a peer has not got is not asked of it twice in a meeting. Ends when neither wants more.
 */
export const exchangePieces = async (session: Session, local: Local, network: OpenNetwork): Promise<void> => {
  const asked = new Set<string>()
  for (let round = 0; round < mostRounds; round++) {
    const wanted = piecesWanted(network.ledger.db, inOneRound + asked.size)
      .filter((id) => !asked.has(id))
      .slice(0, inOneRound)
    for (const id of wanted) asked.add(id)
    await session.send({ t: 'want', pieces: wanted.map(fromHex) })
    const theirs = await expectMessage(session, 'want')
    if (wanted.length === 0 && theirs.pieces.length === 0) return
    await Promise.all([give(session, network, theirs.pieces), take(session, local, network, wanted.length)])
  }
}
