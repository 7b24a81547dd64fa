import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createHost } from '#core/createHost'
import { answerRequest } from '#shared/contract/host'
import { pageFiles, pageHeaders } from '#shared/contract/page'
import { readRequest } from '#shared/contract/wire'
import { sourceOffer } from '#shared/source'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'
import { createGuard } from './serve/guard'
import { readBody } from './serve/readBody'
import { createStreams } from './serve/streams'

/** What `tejido serve` was asked for. */
export type ServeOptions = {
  /** The vault's folder. */
  readonly vault: string
  /** When given, the vault is open before the first page; otherwise the page asks for it. */
  readonly passphrase?: string
  /** The network of the vault to begin on; the one chosen last otherwise. */
  readonly network?: string
  /** The port on 127.0.0.1; 0 takes a free one. */
  readonly port: number
  /** The built window: `out/renderer`. */
  readonly rendererDir: string
  /** As in `EngineOptions`. */
  readonly tasteWorker?: URL
  /** Told the one-time link once the server listens. */
  readonly onReady: (url: string) => void
}

/** `serve` could not start; `failure` is what the command line says. */
export class ServeFailure extends Error {
  constructor(readonly failure: Extract<Result<never>, { ok: false }>['error']) {
    super(failure.type)
  }
}

const headers = { ...pageHeaders("'self'"), 'x-source-code': sourceOffer }
const json = { ...headers, 'content-type': 'application/json; charset=utf-8' }

/**
 * The app in an ordinary browser of the same computer: loopback only, a link that works once, every request checked
 * (Host, where it comes from, cookie). Answers are results as JSON. Locking closes the vault and sends every page back
 * to the opening screen; unlike in the app the process stays, so what it held is gone only when `serve` ends.
 * Rejects with `ServeFailure` when a given passphrase does not open, or with Node's own error when the port is taken.
 */
export const serveInBrowser = async (options: ServeOptions): Promise<{ close(): Promise<void> }> => {
  const { vault, network, rendererDir, tasteWorker } = options
  const files = pageFiles([
    ...readdirSync(rendererDir),
    ...readdirSync(join(rendererDir, 'assets')).map((name) => `assets/${name}`),
  ])
  const guard = createGuard()
  const streams = createStreams()
  const host = createHost({
    vault,
    ...(network === undefined ? {} : { network }),
    ...(tasteWorker && { tasteWorker }),
  })
  let port = 0

  const lock = async (): Promise<Result<unknown>> => {
    streams.lock()
    await host.lock()
    return ok(null)
  }

  /** A request of the wire by its path: `/unlock`, `/call/case.open`. */
  const requestOf = (path: string, body: Record<string, unknown>) => {
    const [, kind, name] = /^\/(call|query)\/([A-Za-z.]{1,100})$/.exec(path) ?? []
    if (kind !== undefined) return readRequest({ id: 0, kind, name, input: body })
    const own =
      /^\/(state|suggest|create|unlock|changePassphrase|newWords|backUp|restore|exchange|cancel|cancelCopy|takeOwnData|cancelOwnData)$/.exec(
        path,
      )?.[1]
    return own === undefined ? null : readRequest({ ...body, id: 0, kind: own })
  }

  const answer = async (path: string, body: Record<string, unknown>): Promise<Result<unknown>> => {
    if (path === '/lock') return lock()
    const door = host.door()
    if (path === '/subscribe' && door) return streams.follow(door, body.page, body.sub, body.name, body.input)
    if (path === '/unsubscribe' && door) return streams.unfollow(body.page, body.sub)
    const request = requestOf(path, body)
    if (request === null) return fail(door ? 'UnknownName' : 'VaultLocked')
    if ('refused' in request) return fail(request.refused)
    return request.kind === 'subscribe' || request.kind === 'unsubscribe'
      ? fail('UnknownName')
      : answerRequest(host, request)
  }

  const post = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')) {
      response.writeHead(415, { ...json, connection: 'close' }).end(JSON.stringify(fail('BadInput')))
      return
    }
    const body = await readBody(request)
    if (!body.ok) {
      const status = body.error.type === 'InputTooLarge' ? 413 : 400
      response.writeHead(status, { ...json, connection: 'close' }).end(JSON.stringify(body))
      return
    }
    const result = await answer(request.url ?? '', body.value).catch(() => fail('Unexpected'))
    response.writeHead(200, json).end(JSON.stringify(result))
  }

  const get = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = request.url ?? ''
    const page = /^\/subscribe\?page=([0-9a-f-]{36})$/.exec(address)?.[1]
    if (page) {
      response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
      if (!streams.open(page, response)) response.end()
      return
    }
    const file = files.get(address)
    if (!file) response.writeHead(404, headers).end()
    else
      response
        .writeHead(200, { ...headers, 'content-type': file.type })
        .end(await readFile(join(rendererDir, file.place)))
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = request.method === 'GET' ? /^\/\?token=([\w-]{1,64})$/.exec(request.url ?? '')?.[1] : undefined
    if (token !== undefined && guard.isOurHost(request, port)) {
      const cookie = guard.redeem(token, port)
      if (cookie) {
        response.writeHead(303, { ...headers, location: '/', 'set-cookie': cookie }).end()
        return
      }
    }
    const verdict = guard.check(request, port)
    if (!verdict.pass)
      response
        .writeHead(verdict.status, { ...headers, 'content-type': 'text/plain; charset=utf-8', connection: 'close' })
        .end(verdict.say)
    else if (request.method === 'POST') await post(request, response)
    else if (request.method === 'GET') await get(request, response)
    else response.writeHead(405, { ...headers, allow: 'GET, POST', connection: 'close' }).end()
  }

  if (options.passphrase !== undefined) {
    const opened = await host.unlock(options.passphrase)
    if (!opened.ok) throw new ServeFailure(opened.error)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(options.port, '127.0.0.1', resolve)
    })
  } catch (reason) {
    await lock()
    throw reason
  }
  port = (server.address() as AddressInfo).port
  options.onReady(`http://127.0.0.1:${port}/?token=${guard.token}`)

  return {
    close: async () => {
      await lock()
      streams.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
