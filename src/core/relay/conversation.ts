import type { WebSocket } from 'ws'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { admit } from '#core/relay/admission'
import { encodeRelayMessage, mostInFlight, parseClientMessage, relayVersion } from '#core/relay/messages'
import type { ClientMessage, RelayCode, RelayMessageOf, ServerMessage } from '#core/relay/messages'
import type { Relay } from '#core/relay/relay'
import { answer, watchedBoxes } from '#core/relay/requests'
import type { Asker, StoreRequest } from '#core/relay/requests'

/** How long somebody may take to say who she is, ms. */
const enterPatience = 10_000
/** Unread answers of a connection, bytes: over the first reading waits, over the second it ends. */
const [manyUnread, tooManyUnread] = [1_048_576, 4_194_304]
/** By how many more requests may be refused for their pace than are not: over that it does not wait as it was told. */
const mostHurried = 256
/** What entering costs of an address's pace, and what a wrong line costs besides: guessing is slow. */
const [enterCost, wrongLineCost] = [10, 100]
/** A request costs one, and one more for so many bytes. */
const bytesPerToken = 65_536

/** One connection of a laptop. */
export type Conversation = {
  /** Ends it when the line it came in by does not count any more. */
  look(): void
  /** No new requests; resolves when those in flight are answered and it hung up. */
  finish(): Promise<void>
}

/**
 * Speaks with one laptop. `address`: whose pace this is (nothing that leads back to it), or undefined where it is not
 * known. `alive` is called when something came or went. Everything foreign is checked here or in `messages.ts`; what is no
 * message ends the connection.
 */
export const converse = (
  socket: WebSocket,
  address: string | undefined,
  relay: Relay,
  alive: () => void,
): Conversation => {
  const challenge = randomBytes(32)
  const from = address ?? `connection ${toHex(randomBytes(8))}`
  let asker: Asker | undefined
  let [inFlight, hurried] = [0, 0]
  let reads: Promise<void> = Promise.resolve()
  let isEnding = false
  let whenQuiet: () => void = () => undefined

  const send = (message: ServerMessage): Promise<void> =>
    new Promise((resolve) => {
      if (message.t === 'failed') relay.counters.refused += 1
      if (socket.readyState !== socket.OPEN) resolve()
      else
        socket.send(encodeRelayMessage(message), () => {
          alive() // on a slow line a ping waits behind what is on its way
          resolve()
        })
    })
  const hangUp = (code: RelayCode, wait?: number): void => {
    isEnding = true
    void send({ t: 'failed', n: 0, code, ...(wait === undefined ? {} : { wait }) })
    socket.close(1008)
    // one who does not hang up herself must not keep the socket
    setTimeout(() => socket.terminate(), 2_000).unref()
  }
  const tooSlow = setTimeout(() => hangUp('NotAdmitted'), enterPatience)

  const enter = async ({ v, proof }: RelayMessageOf<'enter'>): Promise<void> => {
    if (v !== relayVersion) {
      hangUp('TooOld')
      return
    }
    const wait = address === undefined ? 0 : relay.paces.address.wait(from, enterCost)
    if (wait > 0) {
      hangUp('TooMany', wait)
      return
    }
    const line = admit(relay.admission(), challenge, proof)
    if (!line) {
      relay.paces.address.charge(from, wrongLineCost)
      hangUp('NotAdmitted')
      return
    }
    clearTimeout(tooSlow)
    asker = { line, owner: relay.admission().asks ? toHex(line) : from }
    const { bytes } = await relay.store.usage(line).catch(() => ({ bytes: 0 }))
    await send({ t: 'welcome', quota: relay.quota, used: bytes, days: relay.days })
  }

  const done = (): void => {
    inFlight -= 1
    if (inFlight === 0) whenQuiet()
  }
  /** A bug: the connection ends, the relay goes on. */
  const broken = (): void => socket.terminate()
  const put = async (who: Asker, request: StoreRequest): Promise<void> => {
    void send(await answer(relay, who, request))
    done()
  }
  /** One after another, and not while much is unread: the answers are larger than the questions. */
  const read = (who: Asker, request: StoreRequest): Promise<void> =>
    (reads = reads.then(async () => {
      const sent = send(await answer(relay, who, request))
      done() // before she can have it and ask on
      if (socket.bufferedAmount > manyUnread) await sent
    }))

  const isHurried = (who: Asker, { n }: { readonly n: number }, length: number): boolean => {
    const cost = 1 + Math.floor(length / bytesPerToken)
    const wait =
      (address === undefined ? 0 : relay.paces.address.wait(from, cost)) || relay.paces.line.wait(who.owner, cost)
    if (wait === 0) {
      hurried = Math.max(0, hurried - 1)
      return false
    }
    hurried += 1
    if (hurried > mostHurried) hangUp('TooMany', wait)
    else void send({ t: 'failed', n, code: 'TooMany', wait })
    return true
  }
  const request = (who: Asker, message: Exclude<ClientMessage, { t: 'enter' }>, length: number): void => {
    if (isHurried(who, message, length)) return
    if (message.t === 'watch') {
      relay.watchers.set(who, watchedBoxes(message), (box) => void send({ t: 'new', n: 0, box }))
      void send({ t: 'watching', n: message.n })
      return
    }
    if (inFlight >= mostInFlight) {
      hangUp('TooMany')
      return
    }
    inFlight += 1
    ;(message.t === 'put' ? put(who, message) : read(who, message)).catch(broken)
  }

  socket.on('pong', alive)
  socket.on('message', (data: Buffer, isBinary) => {
    alive()
    if (isEnding) return
    if (socket.bufferedAmount > tooManyUnread) {
      socket.terminate()
      return
    }
    const message = isBinary ? parseClientMessage(data) : undefined
    if (!message || (message.t === 'enter') === (asker !== undefined)) hangUp('BadMessage')
    else if (message.t === 'enter') enter(message).catch(broken)
    else if (asker) request(asker, message, data.length)
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    isEnding = true
    clearTimeout(tooSlow)
    if (asker) relay.watchers.drop(asker)
    whenQuiet()
  })
  void send({
    t: 'hello',
    v: relayVersion,
    instance: relay.store.instance,
    challenge,
    asks: relay.admission().asks,
    source: relay.source,
  })

  return {
    look: () => {
      const { asks, lines } = relay.admission()
      const line = asker && toHex(asker.line)
      if (asks && line !== undefined && !lines.some(({ id }) => toHex(id) === line)) hangUp('NotAdmitted')
    },
    finish: async () => {
      isEnding = true
      if (inFlight > 0) await new Promise<void>((resolve) => (whenQuiet = resolve))
      socket.close(1001)
    },
  }
}
