import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'

/** Lets a connection break: told of each frame, before it is delivered. */
export type FrameFault = (count: number) => boolean

type Host = { readonly take: (socket: SimulatedSocket) => void; readonly fault: FrameFault }
let host: Host | undefined

/** Who answers connections from now on; nobody: they fail. */
export const answerSockets = (next: Host | undefined): void => void (host = next)

/** One end of a WebSocket: what connection.ts and conversation.ts use of `ws`, without a network beneath. */
export class SimulatedSocket extends EventEmitter {
  static readonly OPEN = 1
  readonly OPEN = 1
  readyState = 0
  readonly bufferedAmount = 0
  #other: SimulatedSocket | undefined
  #way: Promise<void> = Promise.resolve()
  #count = { frames: 0 }
  #fault: FrameFault = () => false

  /** `address`: of who dials; without one it is the end of who answers. */
  constructor(address?: string) {
    super()
    if (address === undefined) return
    const there = host
    setImmediate(() => {
      if (this.readyState === 3) return
      if (!there) this.terminate()
      else this.#join(there)
    })
  }
  #join({ take, fault }: Host): void {
    const other = new SimulatedSocket()
    for (const [mine, theirs] of [
      [this, other],
      [other, this],
    ] as const) {
      mine.#other = theirs
      mine.readyState = 1
      mine.#fault = fault
    }
    other.#count = this.#count
    this.emit('upgrade', { socket: undefined })
    AsyncLocalStorage.snapshot()(() => take(other))
  }
  #carry(deliver: () => void): void {
    this.#way = this.#way.then(() => new Promise((resolve) => setImmediate(resolve))).then(deliver)
  }
  send(bytes: Uint8Array, done: (error?: Error) => void = () => undefined): void {
    const data = Buffer.from(bytes)
    const isLost = this.#fault((this.#count.frames += 1))
    this.#carry(() => {
      if (isLost) this.terminate()
      else if (this.#other?.readyState === 1) this.#other.emit('message', data, true)
      done()
    })
  }
  ping(): void {
    this.#carry(() => this.emit('pong'))
  }
  close(): void {
    this.#carry(() => this.terminate())
  }
  terminate(): void {
    if (this.readyState === 3) return
    this.readyState = 3
    const other = this.#other
    setImmediate(() => {
      this.emit('close')
      other?.terminate()
    })
  }
}
