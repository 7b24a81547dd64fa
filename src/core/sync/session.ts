import type { Socket } from 'node:net'
import Noise from 'noise-handshake'
import Cipher from 'noise-handshake/cipher'
import { FrameError, framesOf } from '#core/sync/frames'
import { parseMessage, encodeMessage } from '#core/sync/messages'
import type { Message } from '#core/sync/messages'

/** A pre-shared key that may open a session, and what it stands for: an epoch of the network, or an open invitation. */
export type SessionKey =
  /** `newer`: a newer epoch than this one is known here. */
  | { readonly kind: 'network'; readonly psk: Uint8Array; readonly newer: boolean }
  | { readonly kind: 'invitation'; readonly psk: Uint8Array; readonly invite: string }

/** A sealed channel of messages between two laptops that share a key. */
export type Session = {
  /** Which key both have. */
  readonly key: SessionKey
  /** Hash of the handshake: what each side signs to prove its device. */
  readonly hash: Uint8Array
  readonly isDialler: boolean
  /** The peer knows a newer epoch of the network than the key both have. */
  readonly peerKnowsNewer: boolean
  send(message: Message): Promise<void>
  receive(): Promise<Message>
  /** Bytes on the wire so far. */
  bytes(): { readonly sent: number; readonly received: number }
  close(): void
}

/** Why a session could not be had or went on. */
export class SessionError extends Error {
  override readonly name = 'SessionError'
  constructor(
    readonly kind:
      | 'HandshakeRefused'
      | 'NotKnownThere'
      | 'PeerNotKnown'
      | 'PeerMisbehaved'
      | 'PeerTimeout'
      | 'Unreachable',
  ) {
    super(kind)
  }
}

const prologue = Buffer.from('tejido/1')
/** Silence of a peer after which a session ends, ms. */
const idle = 30_000
/** A handshake that takes longer is ended, however busily it drips, ms. */
const handshakePatience = 10_000
/** A frame's plaintext is padded to this; a header of three bytes says how much is real and whether more follows. */
const step = 256
const head = 3
/** Real bytes of one frame, at most: padded and with its tag it stays within 65,535. */
const mostInFrame = 65_280 - head
/** The largest message: an envelope and its frame of CBOR. */
const largestMessage = 1_100_000

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const sessionError = (error: unknown): SessionError =>
  error instanceof SessionError
    ? error
    : new SessionError(error instanceof FrameError && error.kind === 'timeout' ? 'PeerTimeout' : 'PeerMisbehaved')

type Handshaken = { readonly noise: Noise; readonly key: SessionKey; readonly peerKnowsNewer: boolean }

/** Bytes of each half of the handshake: an ephemeral key, one byte sealed, a tag. */
const halfLength = 49

/** The sealed byte: whether a newer epoch than the key's is known. */
const newerByte = (key: SessionKey): Buffer => Buffer.of(key.kind === 'network' && key.newer ? 1 : 0)

/** The responder tries every key it holds on the first message; with none of them nothing is answered. */
const answer = (first: Buffer, keys: readonly SessionKey[]): Handshaken | undefined => {
  for (const key of keys) {
    const noise = new Noise('NNpsk0', false, undefined, { psk: asBuffer(key.psk) })
    noise.initialise(prologue)
    try {
      const told = noise.recv(Buffer.from(first))
      return { noise, key, peerKnowsNewer: told[0] === 1 }
    } catch {
      continue
    }
  }
  return undefined
}

/**
 * Noise_NNpsk0 over a connected socket. The dialler offers `keys[0]`; the listener takes any of `keys`.
 * Throws SessionError: HandshakeRefused when the two share no key, PeerTimeout, Unreachable.
 */
export const openSession = async (
  socket: Socket,
  isDialler: boolean,
  keys: readonly SessionKey[],
): Promise<Session> => {
  const frames = framesOf(socket, idle)
  let [sent, received] = [0, 0]
  const write = (frame: Uint8Array): Promise<void> => {
    sent += frame.length + 2
    return frames.send(frame)
  }
  const read = async (): Promise<Buffer> => {
    const frame = await frames.next()
    received += frame.length + 2
    return frame
  }
  const shake = async (): Promise<Handshaken> => {
    const [offered] = keys
    if (!isDialler) {
      const first = await read()
      const done = first.length === halfLength ? answer(first, keys) : undefined
      if (!done) throw new SessionError('HandshakeRefused')
      await write(done.noise.send(newerByte(done.key)))
      return done
    }
    if (!offered) throw new SessionError('HandshakeRefused')
    const noise = new Noise('NNpsk0', true, undefined, { psk: asBuffer(offered.psk) })
    noise.initialise(prologue)
    await write(noise.send(newerByte(offered)))
    const reply = await read()
    if (reply.length !== halfLength) throw new SessionError('HandshakeRefused')
    const told = noise.recv(reply)
    return { noise, key: offered, peerKnowsNewer: told[0] === 1 }
  }
  const deadline = setTimeout(() => socket.destroy(), handshakePatience)
  const shaken = shake().finally(() => clearTimeout(deadline))
  const { noise, key, peerKnowsNewer } = await shaken.catch((error: unknown) => {
    socket.destroy()
    throw error instanceof FrameError && error.kind === 'timeout'
      ? new SessionError('PeerTimeout')
      : new SessionError('HandshakeRefused')
  })
  const [seal, open] = [new Cipher(noise.tx), new Cipher(noise.rx)]

  const send = async (message: Message): Promise<void> => {
    const bytes = encodeMessage(message)
    for (let at = 0; at === 0 || at < bytes.length; at += mostInFrame) {
      const part = bytes.subarray(at, at + mostInFrame)
      const plain = Buffer.alloc(Math.ceil((part.length + head) / step) * step)
      plain[0] = at + mostInFrame < bytes.length ? 1 : 0
      plain.writeUInt16BE(part.length, 1)
      plain.set(part, head)
      await write(seal.encrypt(plain))
    }
  }
  const receive = async (): Promise<Message> => {
    const parts: Buffer[] = []
    let length = 0
    for (let more = true; more;) {
      const plain = open.decrypt(await read())
      const real = plain.length < head ? -1 : plain.readUInt16BE(1)
      if (real < 0 || real > plain.length - head) throw new SessionError('PeerMisbehaved')
      more = plain[0] === 1
      length += real
      if (length > largestMessage || (more && real === 0)) throw new SessionError('PeerMisbehaved')
      parts.push(plain.subarray(head, head + real))
    }
    const message = parseMessage(Buffer.concat(parts))
    if (!message) throw new SessionError('PeerMisbehaved')
    return message
  }
  const guarded =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      try {
        return await work(...args)
      } catch (error) {
        socket.destroy()
        throw sessionError(error)
      }
    }
  return {
    key,
    hash: new Uint8Array(noise.hash),
    isDialler,
    peerKnowsNewer,
    send: guarded(send),
    receive: guarded(receive),
    bytes: () => ({ sent, received }),
    close: () => frames.end(),
  }
}
