import type { OpenDoor } from '#shared/contract/door'
import { parseRequest, subscriptionLimit } from '#shared/contract/wire'
import type { WireReply, WireRequest } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** The end of a MessagePort that the engine process holds. */
export type Port = {
  postMessage(text: string): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  start(): void
}
/** An opened engine, as much of it as a port needs. */
export type Opened = OpenDoor & { lock(): Promise<void> }

/**
 * Serves one window over one port: refuses all until `open` gives an engine for a passphrase, then passes calls,
 * queries and subscriptions on. Returns `lock`, which seals and closes what was opened. `opened` is told once.
 */
export const servePort = (
  port: Port,
  open: (passphrase: string) => Promise<Result<Opened>>,
  opened: () => void,
): { lock(): Promise<void> } => {
  let engine: Opened | null = null
  let unlocking: Promise<unknown> = Promise.resolve()
  const subscriptions = new Map<number, () => void>()
  const post = (reply: WireReply): void => port.postMessage(JSON.stringify(reply))

  const unlock = async (passphrase: string): Promise<Result<unknown>> => {
    if (engine) return ok(null)
    const result = await open(passphrase)
    if (!result.ok) return result
    engine = result.value
    opened()
    return ok(null)
  }

  const subscribe = (door: OpenDoor, id: number, name: string, input: unknown): Result<unknown> => {
    if (subscriptions.has(id) || subscriptions.size >= subscriptionLimit) return fail('BadInput')
    subscriptions.set(
      id,
      door.subscribe(name, input, (view) => post({ sub: id, view })),
    )
    return ok(null)
  }

  const answer = async (request: WireRequest): Promise<Result<unknown>> => {
    if (request.kind === 'unlock') {
      const turn = unlocking.then(() => unlock(request.passphrase))
      unlocking = turn.catch(() => null)
      return turn
    }
    if (!engine) return fail('VaultLocked')
    if (request.kind === 'call') return engine.call(request.name, request.input)
    if (request.kind === 'query') return engine.query(request.name, request.input)
    if (request.kind === 'subscribe') return subscribe(engine, request.id, request.name, request.input)
    subscriptions.get(request.id)?.()
    subscriptions.delete(request.id)
    return ok(null)
  }

  port.on('message', ({ data }) => {
    const request = parseRequest(data)
    if ('refused' in request) {
      if (request.id !== null) post({ id: request.id, result: fail(request.refused) })
      return
    }
    const { id } = request
    void answer(request).then(
      (result) => post({ id, result }),
      () => post({ id, result: fail('Unexpected') }),
    )
  })
  port.start()

  return {
    lock: async () => {
      await unlocking
      for (const stop of subscriptions.values()) stop()
      await engine?.lock()
    },
  }
}
