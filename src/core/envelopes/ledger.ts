import { toHex } from '#core/crypto/bytes'
import { openChains } from '#core/envelopes/chains'
import type { Chains } from '#core/envelopes/chains'
import { parseContent } from '#core/envelopes/content'
import { openKeyring } from '#core/envelopes/keyring'
import type { EpochKey, Keyring } from '#core/envelopes/keyring'
import { openQuarantine } from '#core/envelopes/quarantine'
import type { Quarantine } from '#core/envelopes/quarantine'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import type { Entry } from '#core/spaces/entry'
import { createRootLog } from '#core/spaces/rootFold'
import type { RootLog } from '#core/spaces/rootFold'
import { isLiveDevice } from '#core/spaces/rootState'
import { createSpaceLog } from '#core/spaces/spaceFold'
import type { SpaceLog } from '#core/spaces/spaceFold'
import { emptyVector, join } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** Everything a vault holds of one network's signed log: chains on disk, logs judged in memory, keys, what was set apart. */
export type Ledger = {
  readonly db: Database
  readonly network: string
  readonly device: DeviceKeys
  readonly chains: Chains
  readonly keyring: Keyring
  readonly quarantine: Quarantine
  readonly now: () => Date
  /** Envelopes whose lockboxes hold nothing for this device: its box key does not change, so they are tried once. */
  readonly lockboxesTried: Set<string>
  /** The key that each device's last envelope opened with. */
  readonly lastKeys: Map<string, EpochKey>
  root(): RootLog
  /** The log of a space this member may read or could once read; undefined for one she knows nothing of. */
  space(id: string): SpaceLog | undefined
  spaces(): ReadonlyMap<string, SpaceLog>
  /** Keeps an op that was just opened, and judges it. True when it counts in its own past. */
  keepOp(op: OpenedOp): boolean
  /** What a device had heard of a space when it last spoke in it. */
  lastPastIn(space: string, device: string): Vector
  notePast(space: string, device: string, past: Vector): void
  /** Whether an op or envelope of a newer app by who is in is held: then nothing is written until the app is updated (R7). */
  updateNeeded(): boolean
  /** Reads everything again from disk, after a transaction that failed. */
  reload(): void
}

/** An op that was opened: its entry, where it is kept, its content's bytes. */
type OpenedOp = {
  readonly no: number
  readonly entry: Entry
  readonly space: string | undefined
  readonly content: Uint8Array
}

type OpRow = {
  id: Bytes
  device: Bytes
  seq: number
  root_past: Bytes
  space: Bytes | null
  space_key: Bytes
  content: Bytes
  past: Bytes
}

/** Opens the ledger of `network` (hex) in a vault. */
export const openLedger = (db: Database, network: string, device: DeviceKeys, now: () => Date): Ledger => {
  const chains = openChains(db)
  const keyring = openKeyring(db)
  const quarantine = openQuarantine(db)
  let root = createRootLog(network)
  let spaces = new Map<string, SpaceLog>()
  let pasts = new Map<string, Vector>()
  let newerOps = false

  const logOf = (space: string): SpaceLog => {
    const known = spaces.get(space)
    if (known) return known
    const fresh = createSpaceLog((past) => root.stateAt(past))
    spaces.set(space, fresh)
    return fresh
  }
  const take = (entry: Entry, space: string | undefined): boolean => {
    if (entry.op.type === 'unknown' && isLiveDevice(root.stateAt(entry.rootPast), entry.device)) newerOps = true
    return (space === undefined ? root.add(entry) : logOf(space).add(entry)) !== undefined
  }
  const load = (): void => {
    root = createRootLog(network)
    spaces = new Map()
    pasts = new Map()
    newerOps = false
    const rows = db
      .prepare(
        `SELECT e.id, d.id AS device, e.seq, e.past AS root_past, o.space, o.space_key, o.content, o.past
         FROM op o JOIN envelope e ON e.no = o.envelope JOIN device d ON d.no = e.device ORDER BY o.no`,
      )
      .all<OpRow>()
    for (const row of rows) {
      const content = parseContent(plainBytes(row.content))
      if (content?.kind !== 'op') continue
      const entry: Entry = {
        id: idHex(row.id),
        device: idHex(row.device),
        seq: row.seq,
        op: content.op,
        key: toHex(row.space_key),
        rootPast: chains.decodePast(plainBytes(row.root_past)),
        past: chains.decodePast(plainBytes(row.past)),
      }
      take(entry, row.space ? idHex(row.space) : undefined)
    }
  }
  load()

  const insert = db.prepare('INSERT INTO op (envelope, space, space_key, content, past) VALUES (?, ?, ?, ?, ?)')
  const newerAuthors = db.prepare(
    "SELECT DISTINCT d.id FROM envelope e JOIN device d ON d.no = e.device WHERE e.state = 'newer'",
    { pluck: true },
  )
  const lastBatch = db.prepare(
    `SELECT b.past FROM batch b JOIN envelope e ON e.no = b.envelope JOIN device d ON d.no = e.device
     JOIN document o ON o.id = b.document WHERE o.space = ? AND d.id = ? ORDER BY e.seq DESC LIMIT 1`,
    { pluck: true },
  )
  return {
    db,
    network,
    device,
    chains,
    keyring,
    quarantine,
    now,
    lockboxesTried: new Set(),
    lastKeys: new Map(),
    root: () => root,
    space: (id) => spaces.get(id),
    spaces: () => spaces,
    keepOp({ no, entry, space, content }) {
      insert.run([
        no,
        space === undefined ? null : idBlob(space),
        idBlob(entry.key),
        blob(content),
        chains.encodePast(entry.past),
      ])
      return take(entry, space)
    },
    lastPastIn(space, who) {
      const key = `${space} ${who}`
      const known = pasts.get(key)
      if (known) return known
      const batch = lastBatch.get<Bytes>([idBlob(space), idBlob(who)])
      const ops = spaces.get(space)?.lastOf(who)
      const past = join(
        batch ? chains.decodePast(plainBytes(batch)) : emptyVector,
        ops ? new Map(ops.past).set(ops.device, ops.seq) : emptyVector,
      )
      pasts.set(key, past)
      return past
    },
    notePast: (space, who, past) => void pasts.set(`${space} ${who}`, past),
    updateNeeded: () =>
      newerOps || newerAuthors.all<Bytes>().some((author) => isLiveDevice(root.state(), idHex(author))),
    reload() {
      this.lockboxesTried.clear()
      this.lastKeys.clear()
      chains.reload()
      keyring.reload()
      load()
    },
  }
}
