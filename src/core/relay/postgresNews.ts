import pg from 'pg'
import { fromHex, toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'

/** How long boxes are gathered before they are told, ms: a NOTIFY a commit would put all commits of the server in a row. */
const gathering = 50
/** Box ids (32 characters and a comma) of one NOTIFY, of the 8,000 bytes that it takes. */
const mostTold = 200
/** Before a lost connection is made again, ms. */
const pause = 1_000
const channel = 'tejido_relay'

/** What the relay processes on one database tell each other: in which boxes something is new. */
export type PostgresNews = {
  onElsewhere(listener: (box: Uint8Array | null) => void): void
  tell(box: string): void
  close(): Promise<void>
}

/**
 * Listens on a connection of its own, made again when it is lost; what was said meanwhile is lost too, so listeners are
 * then told null: look at everything. A process that dies between a commit and its word is heard of at the next one.
 */
export const listenElsewhere = (
  url: string,
  query: (text: string, values: unknown[]) => Promise<unknown>,
): PostgresNews => {
  const self = toHex(randomBytes(8))
  let listener: (box: Uint8Array | null) => void = () => undefined
  let toTell = new Set<string>()
  let isClosed = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let telling: NodeJS.Timeout | undefined

  const hear = (payload: string): void => {
    const [from, ...boxes] = payload.split(',')
    if (from === self) return
    for (const box of boxes) if (/^[0-9a-f]{32}$/.test(box)) listener(fromHex(box))
  }
  const connect = async (isAgain: boolean): Promise<void> => {
    const fresh = new pg.Client({ connectionString: url, application_name: 'tejido-relay', keepAlive: true })
    client = fresh
    const lost = (): void => {
      if (isClosed || client !== fresh) return
      client = undefined
      fresh.end().catch(() => undefined)
      timer = setTimeout(() => void connect(true), pause)
    }
    fresh.on('error', lost)
    fresh.on('end', lost)
    fresh.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${channel}`)
      if (isAgain) listener(null)
    } catch {
      lost()
    }
  }
  const say = async (): Promise<void> => {
    telling = undefined
    const all = [...toTell]
    toTell = new Set()
    for (let i = 0; i < all.length; i += mostTold)
      await query('SELECT pg_notify($1, $2)', [channel, [self, ...all.slice(i, i + mostTold)].join()])
  }
  void connect(false)
  return {
    onElsewhere: (told) => {
      listener = told
    },
    tell: (box) => {
      toTell.add(box)
      telling ??= setTimeout(() => void say().catch(() => undefined), gathering)
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      clearTimeout(telling)
      if (toTell.size > 0) await say().catch(() => undefined)
      await client?.end().catch(() => undefined)
    },
  }
}
