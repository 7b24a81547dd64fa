import type { ServerResponse } from 'node:http'
import type { OpenDoor } from '#shared/contract/door'
import { subscriptionLimit } from '#shared/contract/wire'
import type { WireReply } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** How many pages may be open on one server. */
const pageLimit = 16

type Page = { readonly response: ServerResponse; readonly stops: Map<number, () => void> }

/** The event streams of the open pages: one a page, with all its subscriptions (a browser opens six connections to a host). */
export type Streams = {
  /** Opens the stream of a page; false when the id is not one, is taken, or there are too many pages. */
  open(id: string, response: ServerResponse): boolean
  /** Follows a query on a page's stream; each view is one `WireReply`. */
  follow(door: OpenDoor, id: unknown, sub: unknown, name: unknown, input: unknown): Result<unknown>
  /** Follows it no more. */
  unfollow(id: unknown, sub: unknown): Result<unknown>
  /** Ends every subscription and tells every page to go back to the opening screen. */
  lock(): void
  /** Ends every stream. */
  close(): void
}

/** Makes the streams of one server. */
export const createStreams = (): Streams => {
  const pages = new Map<string, Page>()
  const stopAll = (page: Page): void => {
    for (const stop of page.stops.values()) stop()
    page.stops.clear()
  }

  return {
    open: (id, response) => {
      if (!/^[0-9a-f-]{36}$/.test(id) || pages.has(id) || pages.size >= pageLimit) return false
      const page: Page = { response, stops: new Map() }
      pages.set(id, page)
      response.on('close', () => {
        stopAll(page)
        pages.delete(id)
      })
      response.write(': open\n\n')
      return true
    },
    follow: (door, id, sub, name, input) => {
      const page = typeof id === 'string' ? pages.get(id) : undefined
      if (!page || typeof sub !== 'number' || !Number.isSafeInteger(sub) || typeof name !== 'string')
        return fail('BadInput')
      if (page.stops.has(sub) || page.stops.size >= subscriptionLimit) return fail('BadInput')
      const listen = (view: Result<unknown>): void => {
        page.response.write(`data: ${JSON.stringify({ sub, view } satisfies WireReply)}\n\n`)
      }
      page.stops.set(sub, door.subscribe(name, input ?? {}, listen))
      return ok(null)
    },
    unfollow: (id, sub) => {
      const page = typeof id === 'string' ? pages.get(id) : undefined
      if (!page || typeof sub !== 'number') return fail('BadInput')
      page.stops.get(sub)?.()
      page.stops.delete(sub)
      return ok(null)
    },
    lock: () => {
      for (const page of pages.values()) {
        stopAll(page)
        page.response.write('event: locked\ndata: {}\n\n')
      }
    },
    close: () => {
      for (const page of pages.values()) page.response.end()
    },
  }
}
