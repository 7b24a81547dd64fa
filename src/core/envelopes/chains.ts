import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { Envelope } from '#core/envelopes/envelope'
import { emptyVector } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** Where an envelope stands in its way through the checks. */
type EnvelopeState = 'new' | 'sealed' | 'op' | 'batch' | 'empty' | 'quarantined' | 'newer'

/** An envelope as the vault holds it. `past` is undefined until its heads are all here. */
export type HeldEnvelope = {
  readonly no: number
  readonly id: string
  readonly device: string
  readonly seq: number
  readonly signed: Uint8Array
  readonly body: Uint8Array | undefined
  readonly state: EnvelopeState
  readonly past: Vector | undefined
}

/** The end of a device's chain as held here. */
type ChainEnd = { readonly seq: number; readonly id: string }

type Row = {
  no: number
  id: Bytes
  device: Bytes
  seq: number
  header: Bytes
  body: Bytes | null
  state: EnvelopeState
  past: Bytes | null
}

const columns = 'e.no, e.id, d.id AS device, e.seq, e.header, e.body, e.state, e.past'

/** The chains of the network in the vault's tables `device` and `envelope`: append only, verified before they come here. */
export type Chains = {
  /** The chain's end; undefined when nothing of the device is held. */
  end(device: string): ChainEnd | undefined
  /** Ends of all chains. */
  ends(): ReadonlyMap<string, ChainEnd>
  /** Stores the next envelope of its chain as `new`. The caller has checked seq and prev. */
  append(envelope: Envelope): void
  byId(id: string): HeldEnvelope | undefined
  byNumber(no: number): HeldEnvelope | undefined
  at(device: string, seq: number): HeldEnvelope | undefined
  /** Envelopes in one state, in order of arrival: at most `limit`, after number `after`. */
  inState(state: EnvelopeState, after: number, limit: number): HeldEnvelope[]
  /** `past` undefined: to be found again, and whatever follows on the chain waits for it. */
  setState(no: number, state: EnvelopeState, past: Vector | undefined): void
  count(state?: EnvelopeState): number
  /** A past as it is kept: devices by their row numbers. */
  encodePast(past: Vector): Uint8Array<ArrayBuffer>
  decodePast(bytes: Uint8Array): Vector
  /** Forgets what was read of the table, after a transaction that failed. */
  reload(): void
}

/** Opens the chains of a vault. */
export const openChains = (db: Database): Chains => {
  const ends = new Map<string, ChainEnd>()
  const numbers = new Map<string, number>()
  const names = new Map<number, string>()
  const remember = (no: number, device: string, end: ChainEnd): void => {
    numbers.set(device, no)
    names.set(no, device)
    if (end.seq > 0) ends.set(device, end)
  }
  const reload = (): void => {
    ends.clear()
    numbers.clear()
    names.clear()
    for (const row of db
      .prepare('SELECT no, id, seq, head FROM device')
      .all<{ no: number; id: Bytes; seq: number; head: Bytes }>())
      remember(row.no, idHex(row.id), { seq: row.seq, id: idHex(row.head) })
  }
  reload()

  const addDevice = db.prepare('INSERT INTO device (id, seq, head) VALUES (?, 0, ?) RETURNING no', { pluck: true })
  const setEnd = db.prepare('UPDATE device SET seq = ?, head = ? WHERE no = ?')
  const add = db.prepare("INSERT INTO envelope (id, device, seq, header, body, state) VALUES (?, ?, ?, ?, ?, 'new')")
  const one = db.prepare(`SELECT ${columns} FROM envelope e JOIN device d ON d.no = e.device WHERE e.id = ?`)
  const place = db.prepare(
    `SELECT ${columns} FROM envelope e JOIN device d ON d.no = e.device WHERE d.id = ? AND e.seq = ?`,
  )
  const stateful = db.prepare(
    `SELECT ${columns} FROM envelope e JOIN device d ON d.no = e.device WHERE e.state = ? AND e.no > ? ORDER BY e.no LIMIT ?`,
  )
  const numbered = db.prepare(`SELECT ${columns} FROM envelope e JOIN device d ON d.no = e.device WHERE e.no = ?`)
  const mark = db.prepare('UPDATE envelope SET state = ?, past = ? WHERE no = ?')

  const numberOf = (device: string): number => {
    const known = numbers.get(device)
    if (known !== undefined) return known
    const no = addDevice.get<number>([idBlob(device), blob(new Uint8Array(32))]) ?? 0
    remember(no, device, { seq: 0, id: '' })
    return no
  }
  const decodePast = (bytes: Uint8Array): Vector => {
    const flat = decodeCbor(bytes) as number[] | undefined
    if (!flat || flat.length === 0) return emptyVector
    const past = new Map<string, number>()
    for (let i = 0; i < flat.length; i += 2) past.set(names.get(flat[i] ?? 0) ?? '', flat[i + 1] ?? 0)
    return past
  }
  const held = (row: Row): HeldEnvelope => ({
    no: row.no,
    id: idHex(row.id),
    device: idHex(row.device),
    seq: row.seq,
    signed: plainBytes(row.header),
    body: row.body ? plainBytes(row.body) : undefined,
    state: row.state,
    past: row.past ? decodePast(plainBytes(row.past)) : undefined,
  })
  const encodePast = (past: Vector): Uint8Array<ArrayBuffer> =>
    blob(encodeCbor([...past].flatMap(([device, seq]) => [numberOf(device), seq])))
  return {
    end: (device) => ends.get(device),
    ends: () => ends,
    append({ id, header, signed, body }) {
      const no = numberOf(header.device)
      add.run([idBlob(id), no, header.seq, blob(signed), blob(body)])
      setEnd.run([header.seq, idBlob(id), no])
      ends.set(header.device, { seq: header.seq, id })
    },
    byId: (id) => {
      const row = one.get<Row>([idBlob(id)])
      return row && held(row)
    },
    byNumber: (no) => {
      const row = numbered.get<Row>([no])
      return row && held(row)
    },
    at: (device, seq) => {
      const row = place.get<Row>([idBlob(device), seq])
      return row && held(row)
    },
    inState: (state, from, limit) => stateful.all<Row>([state, from, limit]).map(held),
    setState: (no, state, past) => void mark.run([state, past ? encodePast(past) : null, no]),
    count: (state) =>
      (state === undefined
        ? db.prepare('SELECT count(*) FROM envelope', { pluck: true }).get<number>()
        : db.prepare('SELECT count(*) FROM envelope WHERE state = ?', { pluck: true }).get<number>([state])) ?? 0,
    encodePast,
    decodePast,
    reload,
  }
}
