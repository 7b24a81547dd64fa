import { copyQuery, meetingQuery, ownDataQuery, relaysQuery } from '#shared/contract/wire'
import type { WireReply } from '#shared/contract/wire'
import { fail } from '#shared/result'
import type { Result } from '#shared/result'
import type { Connection } from './connection'

type Listen = (view: Result<unknown>) => void
type Followed = { readonly name: string; readonly input: unknown; readonly listen: Listen }

const post = async (path: string, body: unknown): Promise<Result<unknown>> => {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    })
    return (await answer.json()) as Result<unknown>
  } catch {
    return fail('Unreachable')
  }
}

/**
 * The connection of `tejido serve`. All views of a page come over one event stream, because a browser opens only six
 * connections to a host; the stream is opened with the first subscription and follows them all again when it reconnects.
 */
export const overHttp = (): Connection => {
  const page = crypto.randomUUID()
  const followed = new Map<number, Followed>()
  let stream: EventSource | null = null
  let last = 0

  const follow = (sub: number): void => {
    const one = followed.get(sub)
    if (!one || stream?.readyState !== EventSource.OPEN) return
    void post('/subscribe', { page, sub, name: one.name, input: one.input ?? {} }).then((result) => {
      if (!result.ok) one.listen(result)
    })
  }
  const openStream = (): void => {
    stream = new EventSource(`/subscribe?page=${page}`)
    stream.onopen = () => [...followed.keys()].forEach(follow)
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      const reply = JSON.parse(data) as WireReply
      if ('sub' in reply) followed.get(reply.sub)?.listen(reply.view)
    }
    stream.addEventListener('locked', () => location.reload())
  }

  const open = {
    state: () => post('/state', {}),
    suggest: () => post('/suggest', {}),
    create: (passphrase: string) => post('/create', { passphrase }),
    unlock: (passphrase: string) => post('/unlock', { passphrase }),
    changePassphrase: (old: string, next: string) => post('/changePassphrase', { old, next }),
    newWords: (passphrase: string) => post('/newWords', { passphrase }),
    backUp: (place: string | null) => post('/backUp', { place }),
    restore: (place: string | null, passphrase: string) => post('/restore', { place, passphrase }),
    cancelCopy: () => post('/cancelCopy', {}),
    copy: (listen: Listen) => open.subscribe(copyQuery, {}, listen),
    takeOwnData: (place: string | null, passphrase: string) => post('/takeOwnData', { place, passphrase }),
    cancelOwnData: () => post('/cancelOwnData', {}),
    ownData: (listen: Listen) => open.subscribe(ownDataQuery, {}, listen),
    exchange: (input: unknown) => post('/exchange', { input }),
    cancel: () => post('/cancel', {}),
    meeting: (listen: Listen) => open.subscribe(meetingQuery, {}, listen),
    relays: (listen: Listen) => open.subscribe(relaysQuery, {}, listen),
    copyText: (text: string) =>
      navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      ),
    lock: () => void post('/lock', {}).then(() => location.reload()),
    call: (name: string, input: unknown) => post(`/call/${encodeURIComponent(name)}`, input),
    query: (name: string, input: unknown) => post(`/query/${encodeURIComponent(name)}`, input),
    subscribe: (name: string, input: unknown, listen: Listen): (() => void) => {
      const sub = ++last
      followed.set(sub, { name, input, listen })
      if (!stream) openStream()
      else follow(sub)
      return () => {
        followed.delete(sub)
        void post('/unsubscribe', { page, sub })
      }
    },
  }
  return open as Connection
}
