import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What a request is let do, or the status it is turned away with. */
type Verdict = { readonly pass: true } | { readonly pass: false; readonly status: number; readonly say: string }

/** The link's token and the cookie it is exchanged for; neither is ever written anywhere. */
export type Guard = {
  /** The token of the link: good for one visit. */
  readonly token: string
  /** Checks Host, where the request comes from, and the cookie. Every request passes here but the visit of the link. */
  check(request: IncomingMessage, port: number): Verdict
  /** Takes the token once: the value of `Set-Cookie`, or null when it is wrong or was used before. */
  redeem(token: string, port: number): string | null
  /** Whether the request is for this very server by name: anything else is another site that resolves to us. */
  isOurHost(request: IncomingMessage, port: number): boolean
}

const same = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))

const no = (status: number, say: string): Verdict => ({ pass: false, status, say })

/** A cookie has no port: the name carries ours, so that two vaults served at once do not disturb each other. */
const cookieName = (port: number): string => `cuaderno-${port}`

/** Makes the guard of one run. */
export const createGuard = (): Guard => {
  const token = randomBytes(24).toString('base64url')
  const session = randomBytes(24).toString('base64url')
  let used = false

  const isOurHost: Guard['isOurHost'] = (request, port) => request.headers.host === `127.0.0.1:${port}`

  const hasCookie = (request: IncomingMessage, port: number): boolean =>
    (request.headers.cookie ?? '').split(/; */).some((one) => {
      const [name, value] = one.split('=', 2)
      return name === cookieName(port) && same(value ?? '', session)
    })

  /** Browsers send Origin with every POST; a GET may carry none, but says in Sec-Fetch-Site who asks. */
  const isOurPage = ({ method, headers }: IncomingMessage, port: number): boolean => {
    const ours = `http://127.0.0.1:${port}`
    if (method === 'POST' ? headers.origin !== ours : headers.origin !== undefined && headers.origin !== ours)
      return false
    const site = headers['sec-fetch-site']
    return site === undefined || site === 'same-origin' || (method !== 'POST' && site === 'none')
  }

  return {
    token,
    isOurHost,
    check: (request, port) => {
      if (!isOurHost(request, port)) return no(421, 'Another address.')
      if (!isOurPage(request, port)) return no(403, 'Another page.')
      if (!hasCookie(request, port))
        return no(401, 'Hace falta abrir la dirección que se mostró al iniciar; sirve una sola vez.')
      return { pass: true }
    },
    redeem: (given, port) => {
      if (used || !same(given, token)) return null
      used = true
      return `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },
  }
}
