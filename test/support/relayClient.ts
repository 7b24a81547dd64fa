import { once } from 'node:events'
import { TLSSocket } from 'node:tls'
import { WebSocket } from 'ws'
import { hash } from '#core/crypto/hash'
import { createSigningKeys, sign } from '#core/crypto/signing'
import type { SigningKeys } from '#core/crypto/signing'
import { randomBytes } from '#core/crypto/randomBytes'
import { admissionProof, boxContext, boxIdOf, lineKeyOf, putMessage, readerOf } from '#core/relay/boxes'
import { blobSizes, encodeRelayMessage, largestPart, parseServerMessage, unpackItems } from '#core/relay/messages'
import type { ClientMessage, ListedItem, RelayMessageOf, ServerMessage } from '#core/relay/messages'
import { parseRelayUrl, pinOfKey, pinText } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'

/** A box with its keys, as a laptop has it. */
export type Box = { readonly keys: SigningKeys; readonly token: Uint8Array; readonly id: Uint8Array }

/** A box that nobody has used. */
export const newBox = (): Box => {
  const [keys, token] = [createSigningKeys(), randomBytes(32)]
  return { keys, token, id: boxIdOf(keys.publicKey, readerOf(token)) }
}

/** A blob of random bytes, of the size class `k`. */
export const newBlob = (k = 0): Uint8Array<ArrayBuffer> => randomBytes(blobSizes[k] ?? 0)

/** The words of a `put` for a blob, signed; `slot` makes it one that is replaced. */
export const putOf = (box: Box, blob: Uint8Array, slot: Uint8Array | null = null) => {
  const ofBlob = hash(blob)
  return {
    t: 'put',
    pub: box.keys.publicKey,
    reader: readerOf(box.token),
    signature: sign('relay put', boxContext(box.id), putMessage(ofBlob, blob.length, slot), box.keys.secretKey),
    hash: ofBlob,
    size: blob.length,
    slot,
    at: 0,
    part: blob,
  } as const
}

/** What may be asked, without its number. */
type Asked = ClientMessage extends infer M ? (M extends { n: number } ? Omit<M, 'n'> : never) : never

/** A connection that says exactly what a test wants it to. */
export type RelayClient = {
  readonly socket: WebSocket
  readonly hello: RelayMessageOf<'hello'>
  /** The answer to `enter`; undefined until it was said. */
  readonly welcome: RelayMessageOf<'welcome'> | undefined
  ask(request: Asked): Promise<ServerMessage>
  /** Stores a blob in as many parts as it takes. */
  put(box: Box, blob: Uint8Array, slot?: Uint8Array | null): Promise<ServerMessage>
  list(box: Box, from?: number, most?: number): Promise<ListedItem[]>
  /** A whole blob; its failure's code otherwise. */
  get(box: Box, seq: number): Promise<Uint8Array | string>
  /** The next thing said that no request asked for. */
  pushed(): Promise<ServerMessage>
  /** How it ended, as `WebSocket` says it: 1006 without a word. */
  readonly ended: Promise<number>
  close(): Promise<number>
}

/** Why a connection never came to be. */
export class NotConnected extends Error {}

type Options = { readonly enters?: boolean; readonly headers?: Record<string, string>; readonly from?: string }

/** Connects to a relay by its address, looking at its pin, and enters with the line in the address. */
export const openClient = async (
  address: string | RelayUrl,
  { enters = true, headers = {}, from }: Options = {},
): Promise<RelayClient> => {
  const parsed = typeof address === 'string' ? parseRelayUrl(address) : ({ ok: true, value: address } as const)
  if (!parsed.ok) throw new NotConnected(parsed.error.type)
  const url = parsed.value
  const socket = new WebSocket(url.origin, {
    headers,
    perMessageDeflate: false,
    rejectUnauthorized: url.pin === null,
    ...(from === undefined ? {} : { localAddress: from }),
  })
  const waiting = new Map<number, (message: ServerMessage) => void>()
  const pushes: ServerMessage[] = []
  const takers: ((message: ServerMessage) => void)[] = []
  let last = 0
  const ended = new Promise<number>((resolve) =>
    socket.once('close', (code) => {
      for (const take of waiting.values()) take({ t: 'failed', n: 0, code: 'NotFound', wait: code })
      resolve(code)
    }),
  )
  socket.on('message', (data: Buffer) => {
    const message = parseServerMessage(data)
    if (!message) throw new Error('the relay said what is no message')
    const taken = 'n' in message && message.n > 0 ? waiting.get(message.n) : undefined
    if (taken) taken(message)
    else if (takers.length > 0) takers.shift()?.(message)
    else pushes.push(message)
  })
  let isPinned = true as boolean
  socket.once('upgrade', (response) => {
    const spki =
      response.socket instanceof TLSSocket
        ? response.socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
        : undefined
    isPinned = url.pin === null || (spki !== undefined && pinText(pinOfKey(spki)) === pinText(url.pin))
  })
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'close').then(() => Promise.reject(new NotConnected())),
  ]).catch((error: unknown) => {
    socket.on('error', () => undefined)
    throw new NotConnected(error instanceof Error ? error.message : '')
  })
  socket.on('error', () => undefined)
  if (!isPinned) {
    socket.terminate()
    throw new NotConnected('pin')
  }
  const pushed = (): Promise<ServerMessage> => {
    const [ready] = pushes.splice(0, 1)
    return ready ? Promise.resolve(ready) : new Promise((resolve) => takers.push(resolve))
  }
  const hello = await pushed()
  if (hello.t !== 'hello') throw new Error('no hello')
  const ask: RelayClient['ask'] = (request) => {
    const n = (last += 1)
    const answered = new Promise<ServerMessage>((resolve) => waiting.set(n, resolve))
    socket.send(encodeRelayMessage({ ...request, n }))
    return answered.finally(() => waiting.delete(n))
  }
  let welcome: RelayMessageOf<'welcome'> | undefined
  if (enters) {
    const proof = url.line === null ? null : admissionProof(lineKeyOf(url.line), hello.challenge)
    socket.send(encodeRelayMessage({ t: 'enter', v: 1, proof }))
    const said = await pushed()
    if (said.t !== 'welcome') throw new NotConnected(said.t === 'failed' ? said.code : said.t)
    welcome = said
  }
  return {
    socket,
    hello,
    welcome,
    ask,
    pushed,
    ended,
    put: async (box, blob, slot = null) => {
      const words = putOf(box, blob, slot)
      if (blob.length <= largestPart) return ask(words)
      let at = 0
      for (;;) {
        const said = await ask({ ...words, at, part: blob.subarray(at, at + largestPart) })
        if (said.t !== 'part') return said
        ;({ at } = said)
      }
    },
    list: async (box, from = 0, most = 4_096) => {
      const said = await ask({ t: 'list', pub: box.keys.publicKey, token: box.token, from, most })
      const items = said.t === 'listed' ? unpackItems(said.items) : undefined
      if (!items) throw new Error(`no list: ${said.t}`)
      return items
    },
    get: async (box, seq) => {
      const parts: Uint8Array[] = []
      for (let at = 0; ;) {
        const said = await ask({ t: 'get', pub: box.keys.publicKey, token: box.token, seq, at })
        if (said.t === 'failed') return said.code
        if (said.t !== 'blob') throw new Error(`no blob: ${said.t}`)
        parts.push(said.part)
        at += said.part.length
        if (at >= said.size) return Uint8Array.from(Buffer.concat(parts))
      }
    },
    close: () => {
      socket.close()
      return ended
    },
  }
}
