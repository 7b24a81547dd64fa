import { Repo } from '@automerge/automerge-repo'
import type { Chunk, StorageAdapterInterface, StorageKey } from '@automerge/automerge-repo'
import type { AutomergeUrl, PeerId } from '@automerge/automerge-repo'
import { WebSocketClientAdapter, WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'

/** What went over the line, both ways together. */
export type Traffic = { readonly messages: number; readonly bytes: number }

/** automerge-repo's own store of a laptop, in memory: sync states outlive a connection, as on a disk. */
const inMemory = (): StorageAdapterInterface => {
  const all = new Map<string, Uint8Array>()
  const name = (key: StorageKey): string => key.join('\0')
  const under = (prefix: StorageKey): string[] => [...all.keys()].filter((key) => key.startsWith(name(prefix)))
  return {
    load: (key) => Promise.resolve(all.get(name(key))),
    save(key, data) {
      all.set(name(key), data)
      return Promise.resolve()
    },
    remove(key) {
      all.delete(name(key))
      return Promise.resolve()
    },
    loadRange: (prefix): Promise<Chunk[]> =>
      Promise.resolve(under(prefix).map((key) => ({ key: key.split('\0'), data: all.get(key) }))),
    removeRange(prefix) {
      for (const key of under(prefix)) all.delete(key)
      return Promise.resolve()
    },
  }
}

/** Two automerge-repos with the same documents over a WebSocket of this computer: the peer of the sync figures. */
export type RepoPair = {
  readonly urls: readonly AutomergeUrl[]
  readonly server: Repo
  client(): Repo
  /** Waits until both have the same and nothing moves, and tells what moved since the last time. */
  quiet(): Promise<Traffic>
  /** The client goes, something is done meanwhile, and it begins anew with what it stored. */
  reconnect(meanwhile: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** Documents that the peer asks for at once. */
const together = 50
/** Silence after which nothing more is expected, ms. */
const silence = 700

/** Connects them; documents are found by the client and have come when this resolves. */
export const openRepos = async (saved: readonly Uint8Array[], progress: (text: string) => void): Promise<RepoPair> => {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(sockets, 'listening')
  let [messages, bytes, moved] = [0, 0, performance.now()]
  const count = (data: { readonly byteLength?: number; readonly length?: number }): void => {
    messages += 1
    bytes += data.byteLength ?? data.length ?? 0
    moved = performance.now()
  }
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => count(data))
    const send = socket.send.bind(socket) as (...given: unknown[]) => void
    socket.send = ((data: Uint8Array, ...more: unknown[]) => {
      count(data)
      send(data, ...more)
    }) as typeof socket.send
  })
  const server = new Repo({
    network: [new WebSocketServerAdapter(sockets as never, 1e9)],
    storage: inMemory(),
    peerId: 'server' as PeerId,
  })
  progress('the peer: importing')
  const urls = saved.map((one) => server.import(one).url)
  const { port } = sockets.address() as AddressInfo
  const storage = inMemory()
  /** A client that knows the server: what it looks for before that is said to be nowhere. */
  const connect = async (): Promise<{ repo: Repo; adapter: WebSocketClientAdapter }> => {
    const adapter = new WebSocketClientAdapter(`ws://127.0.0.1:${String(port)}`, 1e9)
    const met = new Promise<void>((resolve) => adapter.once('peer-candidate', () => resolve()))
    const repo = new Repo({ network: [adapter], storage, peerId: 'client' as PeerId })
    await met
    return { repo, adapter }
  }
  let { repo, adapter } = await connect()
  /** Some at a time: what has not come a minute after it was asked for is said to be nowhere. */
  const find = async (): Promise<void> => {
    for (let at = 0; at < urls.length; at += together)
      await Promise.all(urls.slice(at, at + together).map((url) => repo.find(url)))
  }
  /** Whether the client has all that the server has. */
  const isSame = async (): Promise<boolean> => {
    for (const url of urls) {
      const [here, there] = [(await repo.find(url)).heads(), (await server.find(url)).heads()]
      if (here.join() !== there.join()) return false
    }
    return true
  }
  const silent = async (): Promise<void> => {
    moved = performance.now()
    while (performance.now() - moved < silence) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const quiet = async (): Promise<Traffic> => {
    do await silent()
    while (!(await isSame()))
    const traffic = { messages, bytes }
    ;[messages, bytes] = [0, 0]
    return traffic
  }
  progress('the peer: finding')
  await find()
  return {
    urls,
    server,
    client: () => repo,
    quiet,
    async reconnect(meanwhile) {
      await repo.flush()
      adapter.disconnect()
      await meanwhile()
      await silent()
      ;[messages, bytes] = [0, 0]
      ;({ repo, adapter } = await connect())
      await find()
    },
    async close() {
      adapter.disconnect()
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((resolve) => sockets.close(resolve))
    },
  }
}
