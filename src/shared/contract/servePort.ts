import type { OpenDoor } from '#shared/contract/door'
import { answerRequest } from '#shared/contract/host'
import type { Host } from '#shared/contract/host'
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

/**
 * Serves one window over one port: until the host is open it answers only what opens it, then it passes calls, queries
 * and subscriptions on. Returns `lock`, which seals and closes what was opened. `opened` is told once.
 */
export const servePort = (port: Port, host: Host, opened: () => void): { lock(): Promise<void> } => {
  let isOpen = false
  const subscriptions = new Map<number, () => void>()
  const post = (reply: WireReply): void => port.postMessage(JSON.stringify(reply))

  const subscribe = (door: OpenDoor, id: number, name: string, input: unknown): Result<unknown> => {
    if (subscriptions.has(id) || subscriptions.size >= subscriptionLimit) return fail('BadInput')
    subscriptions.set(
      id,
      door.subscribe(name, input, (view) => post({ sub: id, view })),
    )
    return ok(null)
  }

  const answer = async (request: WireRequest): Promise<Result<unknown>> => {
    if (request.kind !== 'subscribe' && request.kind !== 'unsubscribe') {
      const result = await answerRequest(host, request)
      if (!isOpen && host.door()) {
        isOpen = true
        opened()
      }
      return result
    }
    const door = host.door()
    if (!door) return fail('VaultLocked')
    if (request.kind === 'subscribe') return subscribe(door, request.id, request.name, request.input)
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
    lock: () => {
      for (const stop of subscriptions.values()) stop()
      return host.lock()
    },
  }
}
