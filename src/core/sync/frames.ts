import type { Socket } from 'node:net'

/** The largest frame on the wire: Noise's own limit. */
const largestFrame = 65_535

/** Frames of a socket, each with its length (u16) before it. */
export type Frames = {
  /** The next frame. Rejects when the socket ends, fails or is silent for too long. */
  next(): Promise<Buffer>
  /** Resolves when the system took the bytes, so that a slow reader slows us and not our memory. */
  send(frame: Uint8Array): Promise<void>
  end(): void
}

/** Why a socket gives no more frames. */
export class FrameError extends Error {
  override readonly name = 'FrameError'
  constructor(readonly kind: 'closed' | 'timeout' | 'broken') {
    super(kind)
  }
}

/** Unread bytes kept at most: two frames; then the socket waits. */
const mostUnread = 2 * (largestFrame + 2)

/** Wraps a connected socket. `idle`: ms of silence after which a waiting reader gives up. */
export const framesOf = (socket: Socket, idle: number): Frames => {
  let rest = Buffer.alloc(0)
  let gone: FrameError | undefined
  let waiting: { resolve: (frame: Buffer) => void; reject: (error: FrameError) => void } | undefined
  const pump = (): void => {
    if (!waiting) return
    if (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0)
      const frame = rest.subarray(2, end)
      rest = rest.subarray(end)
      const { resolve } = waiting
      waiting = undefined
      socket.resume()
      resolve(frame)
    } else if (gone) {
      const { reject } = waiting
      waiting = undefined
      reject(gone)
    }
  }
  const stop = (error: FrameError): void => {
    gone ??= error
    pump()
  }
  socket.setTimeout(idle, () => {
    stop(new FrameError('timeout'))
    socket.destroy()
  })
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data])
    if (rest.length > mostUnread) socket.pause()
    pump()
  })
  socket.on('error', () => stop(new FrameError('closed')))
  socket.on('close', () => stop(new FrameError('closed')))
  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (waiting) throw new Error('two readers of one socket')
        waiting = { resolve, reject }
        pump()
      }),
    send: (frame) =>
      new Promise((resolve, reject) => {
        if (frame.length > largestFrame) throw new RangeError('frame')
        if (gone) {
          reject(gone)
          return
        }
        const head = Buffer.alloc(2)
        head.writeUInt16BE(frame.length)
        socket.write(Buffer.concat([head, frame]), (error) => {
          if (error) reject(new FrameError('closed'))
          else resolve()
        })
      }),
    end: () => void socket.end(),
  }
}
