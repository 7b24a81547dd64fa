import { AsyncLocalStorage } from 'node:async_hooks'
import { Duplex } from 'node:stream'

/** What may befall a wire. */
export type WireFault = {
  /** Bytes in both directions, over all connections to a listener, after which it is cut in the middle of a chunk. */
  readonly cutAfter: number
  /** Turns of the event loop that a chunk is on its way, at most. */
  readonly delay: (chunk: number) => number
  /** Called at the moment of the cut. */
  readonly onCut: () => void
}

/** A wire that never fails. */
export const goodWire: WireFault = { cutAfter: Infinity, delay: () => 1, onCut: () => undefined }

type Line = { fault: WireFault; left: number; isCut: boolean; chunks: number; readonly ends: Set<End> }
type Handler = (socket: End) => void
const lines = new Map<number, { readonly line: Line; readonly answer: Handler }>()
let lastPort = 0

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

const cut = (line: Line): void => {
  if (line.isCut) return
  line.isCut = true
  line.fault.onCut()
  for (const end of line.ends) end.destroy()
}

/** One end of a connection: what tcp.ts and frames.ts use of a socket. */
class End extends Duplex {
  other: End | undefined
  readonly remoteAddress = '10.0.0.1'
  #way: Promise<void> = Promise.resolve()
  constructor(readonly line: Line) {
    super({ allowHalfOpen: false })
    line.ends.add(this)
  }
  /** Patience is of a clock that stands still here. */
  setTimeout(): this {
    return this
  }
  override _read(): void {
    // what comes is pushed
  }
  #carry(chunk: Buffer | null): void {
    const { line, other } = this
    this.#way = this.#way.then(async () => {
      await turns(1 + line.fault.delay((line.chunks += 1)))
      if (other && !other.destroyed) other.push(chunk)
    })
  }
  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    const { line } = this
    if (chunk.length > line.left) {
      if (line.left > 0) this.#carry(Buffer.from(chunk.subarray(0, line.left)))
      line.left = 0
      cut(line)
      done(new Error('cut'))
      return
    }
    line.left -= chunk.length
    this.#carry(Buffer.from(chunk))
    setImmediate(done)
  }
  override _final(done: () => void): void {
    this.#carry(null)
    done()
  }
  override _destroy(_error: Error | null, done: (error: Error | null) => void): void {
    this.line.ends.delete(this)
    const { other } = this
    void this.#way.then(() => turns(1)).then(() => other?.destroy())
    done(null)
  }
}

/** In the place of `connect` of node:net. */
export const connect = ({ port }: { readonly port: number }): End => {
  const there = lines.get(port)
  const line = there?.line ?? { fault: goodWire, left: 0, isCut: true, chunks: 0, ends: new Set() }
  const mine = new End(line)
  setImmediate(() => {
    if (!there || line.isCut) {
      mine.destroy()
      return
    }
    const theirs = new End(line)
    mine.other = theirs
    theirs.other = mine
    there.answer(theirs)
    mine.emit('connect')
  })
  return mine
}

/** In the place of `createServer` of node:net. Who listens answers as herself, whoever dials. */
export const createServer = (answer: Handler) => {
  const port = (lastPort += 1)
  return {
    maxConnections: 0,
    once: () => undefined,
    listen(_port: number, _host: string, ready: () => void) {
      const asHost = AsyncLocalStorage.snapshot()
      const line: Line = { fault: goodWire, left: Infinity, isCut: false, chunks: 0, ends: new Set() }
      lines.set(port, {
        line,
        answer: (socket) => {
          asHost(() => answer(socket))
        },
      })
      setImmediate(ready)
    },
    address: () => ({ port }),
    close(done: () => void) {
      lines.delete(port)
      setImmediate(done)
    },
  }
}

/** What befalls the wires to a listener from now on. */
export const setFault = (port: number, fault: WireFault): void => {
  const there = lines.get(port)
  if (there) Object.assign(there.line, { fault, left: fault.cutAfter })
}
