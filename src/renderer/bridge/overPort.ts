import { copyQuery, meetingQuery, ownDataQuery, relaysQuery, requestLimit } from '#shared/contract/wire'
import type { Pipe, WireReply, WireRequest } from '#shared/contract/wire'
import { fail } from '#shared/result'
import type { Result } from '#shared/result'
import type { Connection } from './connection'

type Listen = (view: Result<unknown>) => void
/** A request without its number. */
type Unnumbered<R> = R extends WireRequest ? Omit<R, 'id'> : never

/** The connection over the preload's pipe: requests are numbered, answers find their request by number. */
export const overPort = (pipe: Pipe): Connection => {
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  const listeners = new Map<number, Listen>()
  let last = 0

  pipe.receive((text) => {
    const reply = JSON.parse(text) as WireReply
    if ('sub' in reply) listeners.get(reply.sub)?.(reply.view)
    else {
      waiting.get(reply.id)?.(reply.result)
      waiting.delete(reply.id)
    }
  })

  const send = (id: number, request: Unnumbered<WireRequest>): Promise<Result<unknown>> => {
    const text = JSON.stringify({ id, ...request })
    if (text.length > requestLimit) return Promise.resolve(fail('InputTooLarge', { limit: requestLimit }))
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      pipe.send(text)
    })
  }
  const ask = (request: Unnumbered<WireRequest>): Promise<Result<unknown>> => send(++last, request)

  const open = {
    state: () => ask({ kind: 'state' }),
    suggest: () => ask({ kind: 'suggest' }),
    create: (passphrase: string) => ask({ kind: 'create', passphrase }),
    unlock: (passphrase: string) => ask({ kind: 'unlock', passphrase }),
    changePassphrase: (old: string, next: string) => ask({ kind: 'changePassphrase', old, next }),
    newWords: (passphrase: string) => ask({ kind: 'newWords', passphrase }),
    backUp: (place: string | null) => ask({ kind: 'backUp', place }),
    restore: (place: string | null, passphrase: string) => ask({ kind: 'restore', place, passphrase }),
    cancelCopy: () => ask({ kind: 'cancelCopy' }),
    copy: (listen: Listen) => open.subscribe(copyQuery, {}, listen),
    takeOwnData: (place: string | null, passphrase: string) => ask({ kind: 'takeOwnData', place, passphrase }),
    cancelOwnData: () => ask({ kind: 'cancelOwnData' }),
    ownData: (listen: Listen) => open.subscribe(ownDataQuery, {}, listen),
    exchange: (input: unknown) => ask({ kind: 'exchange', input }),
    cancel: () => ask({ kind: 'cancel' }),
    meeting: (listen: Listen) => open.subscribe(meetingQuery, {}, listen),
    relays: (listen: Listen) => open.subscribe(relaysQuery, {}, listen),
    lock: () => pipe.lock(),
    copyText: (text: string) => {
      pipe.copy(text)
      return Promise.resolve(true)
    },
    call: (name: string, input: unknown) => ask({ kind: 'call', name, input }),
    query: (name: string, input: unknown) => ask({ kind: 'query', name, input }),
    subscribe: (name: string, input: unknown, listen: Listen): (() => void) => {
      const id = ++last
      listeners.set(id, listen)
      void send(id, { kind: 'subscribe', name, input }).then((result) => {
        if (!result.ok) listeners.get(id)?.(result)
      })
      return () => {
        listeners.delete(id)
        pipe.send(JSON.stringify({ id, kind: 'unsubscribe' } satisfies WireRequest))
      }
    },
  }
  return open as Connection
}
