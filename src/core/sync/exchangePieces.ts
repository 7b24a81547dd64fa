import { pieceOf, piecesWanted, takePiece } from '#core/documents/pieces'
import { returnWithheld } from '#core/documents/showLoans'
import { fromHex, toHex } from '#core/crypto/bytes'
import { joinEnvelope } from '#core/envelopes/envelope'
import { expectMessage, LocalFailure, sendWires } from '#core/sync/exchange'
import { finishExchange, keepBodies, takeIn } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import { bodiesInOneRound } from '#core/sync/messages'
import { SessionError } from '#core/sync/session'
import type { Session } from '#core/sync/session'

/** Pieces asked for at a time: 16 MiB. */
const inOneRound = 64
/** Rounds of one meeting, at most; what is still wanted is asked for at the next. */
const mostRounds = 64
/** Bodies that are judged together: judging looks at all that is held of a space. */
const judgedTogether = 4_096

function* bodiesOf({ ledger }: OpenNetwork, wanted: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const id of wanted) {
    const held = ledger.chains.byId(toHex(id))
    if (held?.body) yield joinEnvelope(held.signed, held.body)
  }
}

const give = async (
  session: Session,
  network: OpenNetwork,
  wanted: { readonly pieces: readonly Uint8Array[]; readonly bodies: readonly Uint8Array[] },
): Promise<void> => {
  await sendWires(session, bodiesOf(network, wanted.bodies))
  for (const id of wanted.pieces) {
    const bytes = pieceOf(network.ledger.db, toHex(id))
    if (bytes) await session.send({ t: 'piece', bytes })
  }
  await session.send({ t: 'end' })
}

/** Takes what was asked for. Returns how many bodies came. */
const take = async (
  session: Session,
  local: Local,
  network: OpenNetwork,
  asked: { readonly pieces: number; readonly bodies: number },
): Promise<number> => {
  let [pieces, bodies] = [0, 0]
  for (;;) {
    const message = await session.receive()
    if (message.t === 'end') return bodies
    if (message.t === 'envelopes') {
      bodies += message.list.length
      if (bodies > asked.bodies) throw new SessionError('PeerMisbehaved')
      const kept = await local.exclusive(() => keepBodies(network, message.list))
      if (!kept.ok) throw new LocalFailure(kept.error.type)
      continue
    }
    pieces += 1
    if (message.t !== 'piece' || pieces > asked.pieces) throw new SessionError('PeerMisbehaved')
    // one that was not asked for, or is not what its name says, is passed over
    await local.exclusive(() => takePiece(network.ledger.db, message.bytes))
    local.changed()
  }
}

/**
 * After an exchange of envelopes: each asks for pieces of attachments and for bodies that she lacks, in the order in which
 * their headers came, and gives what the other wants. What a peer has not got is not asked of it twice in a meeting. Ends when
 * neither wants more; then a loan of hers whose bodies she keeps back is ended. `peer`: the other's proved device.
 */
export const exchangePieces = async (
  session: Session,
  local: Local,
  network: OpenNetwork,
  peer?: string,
): Promise<void> => {
  const { ledger, documents } = network
  const asked = new Set<string>()
  let [last, unjudged, came] = [0, 0, 0]
  const judge = async (): Promise<void> => {
    unjudged = 0
    const judged = await local.exclusive(() => takeIn(network, []))
    if (!judged.ok) throw new LocalFailure(judged.error.type)
    local.changed()
  }
  try {
    for (let round = 0; round < mostRounds; round++) {
      const wanted = piecesWanted(ledger.db, inOneRound + asked.size)
        .filter((id) => !asked.has(id))
        .slice(0, inOneRound)
      for (const id of wanted) asked.add(id)
      const bodies = ledger.chains.headed(last, bodiesInOneRound)
      last = bodies.at(-1)?.no ?? last
      const want = { pieces: wanted.map(fromHex), bodies: bodies.map(({ id }) => fromHex(id)) }
      await session.send({ t: 'want', ...want })
      const theirs = await expectMessage(session, 'want')
      const mine = { pieces: wanted.length, bodies: bodies.length }
      if (mine.pieces + mine.bodies + theirs.pieces.length + theirs.bodies.length === 0) {
        if (unjudged > 0) await judge()
        if (peer !== undefined) await local.exclusive(() => returnWithheld(documents, peer))
        return
      }
      const [, taken] = await Promise.all([give(session, network, theirs), take(session, local, network, mine)])
      came += taken
      unjudged += taken
      if (unjudged >= judgedTogether) await judge()
    }
  } finally {
    // what came before a link was cut is judged and applied all the same
    const isFilled = ledger.chains.isFilled()
    if (isFilled) await judge()
    if (came > 0 || isFilled) await finishExchange(local)
  }
}
