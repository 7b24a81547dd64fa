import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { Parsed } from '#core/envelopes/envelope'
import { emptyVector } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/**
 * Where an envelope stands in its way through the checks. `headed`: its body has not come; `held`: opened, but what it
 * rests on is headed or held. Both have their past, so that their chain goes on.
 */
type EnvelopeState = 'new' | 'headed' | 'held' | 'sealed' | 'op' | 'batch' | 'empty' | 'quarantined' | 'newer'

/** An envelope as the vault holds it. `past` is undefined until its heads are all here. */
export type HeldEnvelope = {
  readonly no: number
  readonly id: string
  readonly device: string
  readonly chain: string
  readonly seq: number
  readonly signed: Uint8Array
  readonly body: Uint8Array | undefined
  readonly state: EnvelopeState
  readonly past: Vector | undefined
}

/** The end of a chain as held here. */
type ChainEnd = { readonly device: string; readonly chain: string; readonly seq: number; readonly id: string }

/** A branch: where it left what it grew from. */
type Branch = { readonly parent: string; readonly base: number }

type Row = {
  no: number
  id: Bytes
  chain: number
  seq: number
  header: Bytes
  body: Bytes | null
  state: EnvelopeState
  past: Bytes | null
}

const columns = 'e.no, e.id, e.chain, e.seq, e.header, e.body, e.state, e.past'

/**
 * The chains of the network in the vault's tables `chain` and `envelope`: append only, verified before they come here.
 * A device has one chain; when it forks (R5) each further branch is a chain of its own, named on this laptop alone.
 */
export type Chains = {
  /** The end of the device's own chain; undefined when nothing of it is held. */
  end(device: string): ChainEnd | undefined
  /** Ends of all chains, by chain: branches too. */
  ends(): ReadonlyMap<string, ChainEnd>
  /** Ends of one device: its own chain's first, then its branches'. */
  endsOf(device: string): readonly ChainEnd[]
  /** The last envelope of the device's own chain whose past is known. */
  settledEnd(device: string): HeldEnvelope | undefined
  /** Stores an envelope as `new` after `previous` (undefined: its device's first). A second one there begins a branch: returned. */
  append(envelope: Parsed, previous: HeldEnvelope | undefined): { readonly branchesFrom: HeldEnvelope | undefined }
  /** Gives a headed envelope the body that its header names: `new` again, in the past that it had. */
  fill(held: HeldEnvelope, body: Uint8Array): void
  /** Ids of headed envelopes, in order of arrival: at most `limit`, after number `after`. */
  headed(after: number, limit: number): readonly { readonly no: number; readonly id: string }[]
  /**
   * Whether all between two places is settled, on the way that leads to the second (`after` undefined, or not on its chain:
   * from the device's first word): 'waits' while it may yet be, 'held' while a body is missing.
   */
  lackBetween(after: Place | undefined, place: Place): 'waits' | 'held' | undefined
  /** Of each chain that lacks bodies, the first envelope without one. */
  firstHeaded(): readonly (Place & { readonly id: string })[]
  /** Whether a body came that was not looked at yet. */
  isFilled(): boolean
  /** Held ones are to be looked at again when a body came: whether there were any. */
  freeHeld(): boolean
  byId(id: string): HeldEnvelope | undefined
  byNumber(no: number): HeldEnvelope | undefined
  /** An envelope on a chain, or on what the chain grew from. */
  at(place: Place): HeldEnvelope | undefined
  /** How much of `chain` lies on the way to `place`: the seq of the last envelope both share, 0 when none. */
  shared(chain: string, place: Place): number
  /** Of a branch: where it left what it grew from. */
  branchOf(chain: string): Branch | undefined
  /** Envelopes in one state, in order of arrival: at most `limit`, after number `after`. */
  inState(state: EnvelopeState, after: number, limit: number): HeldEnvelope[]
  /** `past` undefined: to be found again, and whatever follows on the chain waits for it. */
  setState(no: number, state: EnvelopeState, past: Vector | undefined): void
  count(state?: EnvelopeState): number
  /** How many envelopes lie in a past. */
  sizeOf(past: Vector): number
  /** Whether another envelope of the same device with the same seq is held: both are evidence of a fork, and named as such. */
  isForked(held: Pick<HeldEnvelope, 'device' | 'seq'>): boolean
  /** Forks seen: each two first places after one envelope. New ones come last. */
  forks(): readonly { readonly device: string; readonly seq: number; readonly a: Place; readonly b: Place }[]
  /** The row number of a chain, and back: for tables that name it. */
  numberOf(chain: string): number
  nameOf(no: number): { readonly chain: string; readonly device: string }
  /** A past as it is kept: chains by their row numbers. */
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
  const devices = new Map<string, string>()
  const branches = new Map<string, Branch>()
  const remember = (no: number, device: string, seq: number, id: string, branch: Branch | undefined): string => {
    const chain = branch ? `${device}~${no}` : device
    numbers.set(chain, no)
    names.set(no, chain)
    devices.set(chain, device)
    if (branch) branches.set(chain, branch)
    if (seq > 0) ends.set(chain, { device, chain, seq, id })
    return chain
  }
  const reload = (): void => {
    for (const map of [ends, numbers, names, devices, branches]) map.clear()
    const rows = db
      .prepare('SELECT no, device, seq, head, parent, base FROM chain ORDER BY no')
      .all<{ no: number; device: Bytes; seq: number; head: Bytes; parent: number | null; base: number }>()
    for (const { no, device, seq, head, parent, base } of rows)
      remember(
        no,
        idHex(device),
        seq,
        idHex(head),
        parent === null ? undefined : { parent: names.get(parent) ?? '', base },
      )
  }
  reload()

  const addChain = db.prepare(
    'INSERT INTO chain (device, seq, head, parent, base) VALUES (?, 0, ?, ?, ?) RETURNING no',
    { pluck: true },
  )
  const setEnd = db.prepare('UPDATE chain SET seq = ?, head = ? WHERE no = ?')
  const add = db.prepare("INSERT INTO envelope (id, chain, seq, header, body, state) VALUES (?, ?, ?, ?, ?, 'new')")
  const one = db.prepare(`SELECT ${columns} FROM envelope e WHERE e.id = ?`)
  const placed = db.prepare(`SELECT ${columns} FROM envelope e WHERE e.chain = ? AND e.seq = ?`)
  const stateful = db.prepare(`SELECT ${columns} FROM envelope e WHERE e.state = ? AND e.no > ? ORDER BY e.no LIMIT ?`)
  const numbered = db.prepare(`SELECT ${columns} FROM envelope e WHERE e.no = ?`)
  const settled = db.prepare(
    `SELECT ${columns} FROM envelope e WHERE e.chain = ? AND e.past IS NOT NULL ORDER BY e.seq DESC LIMIT 1`,
  )
  const sameSeq = db.prepare(
    'SELECT count(*) FROM envelope e JOIN chain c ON c.no = e.chain WHERE c.device = ? AND e.seq = ?',
    { pluck: true },
  )
  const mark = db.prepare('UPDATE envelope SET state = ?, past = ? WHERE no = ?')
  const fill = db.prepare("UPDATE envelope SET body = ?, state = 'new' WHERE no = ? AND body IS NULL")
  const headed = db.prepare("SELECT no, id FROM envelope WHERE state = 'headed' AND no > ? ORDER BY no LIMIT ?")
  const firstHeaded = db.prepare(
    "SELECT chain, min(seq) AS seq, id FROM envelope WHERE state = 'headed' GROUP BY chain",
  )
  const filled = db.prepare("SELECT 1 FROM envelope WHERE state = 'new' AND past IS NOT NULL LIMIT 1")
  const free = db.prepare("UPDATE envelope SET state = 'new' WHERE state = 'held'")
  const unsettled = db.prepare(
    "SELECT max(state = 'new') FROM envelope WHERE chain = ? AND seq > ? AND seq < ? AND state IN ('new', 'headed', 'held')",
    { pluck: true },
  )

  const create = (device: string, branch: Branch | undefined): string => {
    const parent = branch ? (numbers.get(branch.parent) ?? null) : null
    const no = addChain.get<number>([idBlob(device), blob(new Uint8Array(32)), parent, branch?.base ?? 0]) ?? 0
    return remember(no, device, 0, '', branch)
  }
  const numberOf = (chain: string): number => numbers.get(chain) ?? numbers.get(create(chain, undefined)) ?? 0
  const decodePast = (bytes: Uint8Array): Vector => {
    const flat = decodeCbor(bytes) as number[] | undefined
    if (!flat || flat.length === 0) return emptyVector
    const past = new Map<string, number>()
    for (let i = 0; i < flat.length; i += 2) past.set(names.get(flat[i] ?? 0) ?? '', flat[i + 1] ?? 0)
    return past
  }
  const held = (row: Row): HeldEnvelope => {
    const chain = names.get(row.chain) ?? ''
    return {
      no: row.no,
      id: idHex(row.id),
      device: devices.get(chain) ?? '',
      chain,
      seq: row.seq,
      signed: plainBytes(row.header),
      body: row.body ? plainBytes(row.body) : undefined,
      state: row.state,
      past: row.past ? decodePast(plainBytes(row.past)) : undefined,
    }
  }
  const at = ({ chain, seq }: Place): HeldEnvelope | undefined => {
    const branch = branches.get(chain)
    if (branch && seq <= branch.base) return at({ chain: branch.parent, seq })
    const row = placed.get<Row>([numbers.get(chain) ?? 0, seq])
    return row && held(row)
  }
  /** A chain and all it grew from, each with the last seq that belongs to the way. */
  const wayTo = ({ chain, seq }: Place): Map<string, number> => {
    const way = new Map([[chain, seq]])
    for (let branch = branches.get(chain); branch; branch = branches.get(branch.parent))
      way.set(branch.parent, Math.min(branch.base, way.get(branch.parent) ?? Infinity))
    return way
  }
  const shared = (chain: string, place: Place): number => {
    const way = wayTo(place)
    let most = 0
    for (const [name, seq] of wayTo({ chain, seq: ends.get(chain)?.seq ?? 0 }))
      most = Math.max(most, Math.min(seq, way.get(name) ?? 0))
    return most
  }
  const encodePast = (past: Vector): Uint8Array<ArrayBuffer> =>
    blob(encodeCbor([...past].flatMap(([chain, seq]) => [numberOf(chain), seq])))
  return {
    end: (device) => ends.get(device),
    ends: () => ends,
    settledEnd: (device) => {
      const row = settled.get<Row>([numbers.get(device) ?? 0])
      return row && held(row)
    },
    endsOf: (device) => [...ends.values()].filter((end) => end.device === device),
    append({ id, header, signed, body }, previous) {
      const { device, seq } = header
      const own = previous?.chain ?? device
      if (!numbers.has(own)) create(device, undefined)
      const sibling = (ends.get(own)?.seq ?? 0) >= seq ? at({ chain: own, seq }) : undefined
      const chain = sibling ? create(device, { parent: own, base: seq - 1 }) : own
      const no = numberOf(chain)
      add.run([idBlob(id), no, seq, blob(signed), body ? blob(body) : null])
      setEnd.run([seq, idBlob(id), no])
      ends.set(chain, { device, chain, seq, id })
      return { branchesFrom: sibling }
    },
    fill: ({ no }, body) => void fill.run([blob(body), no]),
    headed: (after, limit) =>
      headed.all<{ no: number; id: Bytes }>([after, limit]).map(({ no, id }) => ({ no, id: idHex(id) })),
    lackBetween: (after, place) => {
      const from = after?.chain === place.chain ? after.seq : 0
      const found = [...wayTo(place)]
        .filter(([chain]) => from === 0 || chain === place.chain)
        .map(([chain, seq]) =>
          unsettled.get<number | null>([numberOf(chain), from, chain === place.chain ? seq : seq + 1]),
        )
      if (found.includes(1)) return 'waits'
      return found.includes(0) ? 'held' : undefined
    },
    firstHeaded: () =>
      firstHeaded
        .all<{ chain: number; seq: number; id: Bytes }>()
        .map(({ chain, seq, id }) => ({ chain: names.get(chain) ?? '', seq, id: idHex(id) })),
    isFilled: () => filled.get([]) !== undefined,
    freeHeld: () => filled.get([]) !== undefined && free.run([]).changes > 0,
    byId: (id) => {
      const row = one.get<Row>([idBlob(id)])
      return row && held(row)
    },
    byNumber: (no) => {
      const row = numbered.get<Row>([no])
      return row && held(row)
    },
    at,
    shared,
    branchOf: (chain) => branches.get(chain),
    inState: (state, from, limit) => stateful.all<Row>([state, from, limit]).map(held),
    setState: (no, state, past) => void mark.run([state, past ? encodePast(past) : null, no]),
    count: (state) =>
      (state === undefined
        ? db.prepare('SELECT count(*) FROM envelope', { pluck: true }).get<number>()
        : db.prepare('SELECT count(*) FROM envelope WHERE state = ?', { pluck: true }).get<number>([state])) ?? 0,
    sizeOf: (past) => {
      let size = 0
      for (const [chain, seq] of past) size += Math.max(0, seq - (branches.get(chain)?.base ?? 0))
      return size
    },
    isForked: ({ device, seq }) => (sameSeq.get<number>([idBlob(device), seq]) ?? 0) > 1,
    forks: () => {
      const seen: [string, Branch][] = []
      return [...branches].flatMap(([chain, { parent, base }]) => {
        const siblings = seen.filter(([, other]) => other.parent === parent && other.base === base)
        seen.push([chain, { parent, base }])
        const seq = base + 1
        const device = devices.get(chain) ?? ''
        return [parent, ...siblings.map(([name]) => name)].map((other) => ({
          device,
          seq,
          a: { chain: other, seq },
          b: { chain, seq },
        }))
      })
    },
    numberOf,
    nameOf: (no) => ({ chain: names.get(no) ?? '', device: devices.get(names.get(no) ?? '') ?? '' }),
    encodePast,
    decodePast,
    reload,
  }
}
