import pg from 'pg'
import { randomBytes } from '#core/crypto/randomBytes'
import { toHex } from '#core/crypto/bytes'
import { listenElsewhere } from '#core/relay/postgresNews'
import { postgresAppend, postgresExpire, postgresTables, postgresVersion } from '#core/relay/postgresSchema'
import type { RelayStore } from '#core/relay/store'
import { StoreFailure } from '#core/relay/store'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Connections of one relay process. */
const poolSize = 10
/** How long a statement, or getting a connection, may take, ms. */
const patience = 30_000

/** PostgreSQL's codes for a disk, a memory or a quota that is used up. */
const fullCodes = new Set(['53000', '53100', '53200'])

const failureOf = (error: unknown): StoreFailure =>
  new StoreFailure(
    error instanceof Error && 'code' in error && typeof error.code === 'string' && fullCodes.has(error.code)
      ? 'full'
      : 'down',
  )

const bytes = (given: Uint8Array): Buffer => Buffer.from(given.buffer, given.byteOffset, given.byteLength)
const plain = (given: Buffer): Uint8Array => new Uint8Array(given.buffer, given.byteOffset, given.byteLength)

/** Tables and functions, made or brought up to date under a lock: several processes may start at the same moment. */
const prepare = async (pool: pg.Pool): Promise<Result<Uint8Array>> => {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query("SELECT pg_advisory_xact_lock(hashtext('tejido relay'))")
    await client.query('SET LOCAL client_min_messages = warning')
    await client.query(postgresTables)
    const keep = async (key: string, value: Uint8Array): Promise<Uint8Array> => {
      await client.query('INSERT INTO tejido_meta VALUES ($1, $2) ON CONFLICT DO NOTHING', [key, bytes(value)])
      const { rows } = await client.query<{ value: Buffer }>('SELECT value FROM tejido_meta WHERE key = $1', [key])
      return rows[0] ? plain(rows[0].value) : value
    }
    const [version = 0] = await keep('version', Uint8Array.of(postgresVersion))
    if (version > postgresVersion) {
      await client.query('ROLLBACK')
      return fail('RelayStoreNewer')
    }
    const instance = await keep('instance', randomBytes(16))
    await client.query(postgresAppend)
    await client.query(postgresExpire)
    await client.query('COMMIT')
    return ok(instance)
  } finally {
    client.release()
  }
}

const openPool = (url: string): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: patience,
    statement_timeout: patience,
    application_name: 'tejido-relay',
  })
  // A server that stops cuts idle connections; the pool opens new ones, and a query in flight fails by itself.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/**
 * A store in a PostgreSQL database, which several relay processes may share. Failures: RelayStoreFailed (not reached, not let
 * in, or not allowed to make tables), RelayStoreNewer.
 */
export const openPostgresStore = async (url: string): Promise<Result<RelayStore>> => {
  let pool
  try {
    pool = openPool(url)
  } catch {
    return fail('RelayStoreFailed') // no address of a database
  }
  const prepared = await prepare(pool).catch(() => fail('RelayStoreFailed'))
  if (!prepared.ok) {
    await pool.end()
    return prepared
  }
  const query = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> => {
    try {
      return (await pool.query<Row>(text, values)).rows
    } catch (error) {
      throw failureOf(error)
    }
  }
  const news = listenElsewhere(url, (text, values) => query(text, values))
  return ok({
    instance: prepared.value,
    append: async ({ box, line, hash, slot, day, quota, blob }) => {
      const [row] = await query<{ a_seq: string; a_new: boolean }>(
        'SELECT a_seq, a_new FROM tejido_append($1, $2, $3, $4, $5, $6, $7)',
        [bytes(box), bytes(line), bytes(hash), slot && bytes(slot), day, quota, bytes(blob)],
      )
      const seq = Number(row?.a_seq ?? 0)
      return seq === 0 ? null : { seq, isNew: row?.a_new ?? false }
    },
    list: async (box, from, most) => {
      const rows = await query<{ seq: string; hash: Buffer }>(
        'SELECT seq, substring(hash FROM 1 FOR 16) AS hash FROM tejido_blob WHERE box = $1 AND seq > $2 ORDER BY seq LIMIT $3',
        [bytes(box), from, most],
      )
      return rows.map(({ seq, hash }) => ({ seq: Number(seq), hash: plain(hash) }))
    },
    get: async (box, seq, at, length) => {
      const [row] = await query<{ size: number; part: Buffer }>(
        'SELECT size, substring(data FROM $3 FOR $4) AS part FROM tejido_blob WHERE box = $1 AND seq = $2',
        [bytes(box), seq, at + 1, length],
      )
      return row && { size: row.size, part: plain(row.part) }
    },
    usage: async (line) => {
      const sums = 'SELECT coalesce(sum(blobs), 0) AS blobs, coalesce(sum(bytes), 0) AS bytes FROM tejido_used'
      const [row] = await query<{ blobs: string; bytes: string }>(
        line ? `${sums} WHERE line = $1` : sums,
        line ? [bytes(line)] : [],
      )
      return { blobs: Number(row?.blobs ?? 0), bytes: Number(row?.bytes ?? 0) }
    },
    expire: async (day) => {
      const boxes = await query<{ box: Buffer }>('SELECT DISTINCT box FROM tejido_blob WHERE day < $1', [day])
      let gone = 0
      for (const { box } of boxes) {
        const [row] = await query<{ went: string }>('SELECT tejido_expire($1, $2) AS went', [box, day])
        gone += Number(row?.went ?? 0)
      }
      return gone
    },
    keep: async (name, made) => {
      const kept = async (): Promise<Uint8Array | undefined> => {
        const [row] = await query<{ value: Buffer }>('SELECT value FROM tejido_meta WHERE key = $1', [name])
        return row && plain(row.value)
      }
      const there = await kept()
      if (there) return there
      const value = made()
      await query('INSERT INTO tejido_meta VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, bytes(value)])
      return (await kept()) ?? value
    },
    onElsewhere: (listener) => news.onElsewhere(listener),
    tell: (box) => news.tell(toHex(box)),
    close: async () => {
      await news.close()
      await pool.end()
    },
  })
}
