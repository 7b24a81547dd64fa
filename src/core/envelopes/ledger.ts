import { toHex } from '#core/crypto/bytes'
import { openChains } from '#core/envelopes/chains'
import type { Chains } from '#core/envelopes/chains'
import { parseContent } from '#core/envelopes/content'
import { decodeJudgement, decodeSpaceJudgement, encodeJudgement } from '#core/envelopes/judgements'
import { openKeyring } from '#core/envelopes/keyring'
import type { EpochKey, Keyring } from '#core/envelopes/keyring'
import { openOwnKeys, type OwnKeys } from '#core/envelopes/ownKeys'
import { openQuarantine } from '#core/envelopes/quarantine'
import type { Quarantine } from '#core/envelopes/quarantine'
import { parseBindRequest } from '#core/identity/bindRequest'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { isFounderBinding, parseJoinRequest } from '#core/identity/joinRequest'
import { memberIdOf } from '#core/identity/memberKeys'
import type { KeyPair } from '#core/identity/memberKeys'
import type { Entry } from '#core/spaces/entry'
import { rootVouchers } from '#core/spaces/reach'
import type { Voucher } from '#core/spaces/reach'
import { createRootLog, storedJudgement } from '#core/spaces/rootLog'
import type { RootBench, RootLog, StoredJudgement } from '#core/spaces/rootLog'
import { isLiveDevice } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import type { RootView } from '#core/spaces/spaceFold'
import { createSpaceLog } from '#core/spaces/spaceLog'
import type { SpaceLog } from '#core/spaces/spaceLog'
import type { SpaceJudgement } from '#core/spaces/spaceRules'
import type { SpaceState } from '#core/spaces/spaceState'
import { emptyVector, join, withPlace } from '#core/spaces/vector'
import type { Place, Vector } from '#core/spaces/vector'
import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** Everything a vault holds of one network's signed log: chains on disk, logs judged in memory, keys, what was set apart. */
export type Ledger = Pick<OwnKeys, 'boxKeys' | 'forgetPaper'> & {
  readonly db: Database
  readonly network: string
  readonly device: DeviceKeys
  readonly chains: Chains
  readonly keyring: Keyring
  readonly quarantine: Quarantine
  readonly now: () => Date
  /** Envelopes whose lockboxes hold nothing for these keys: they do not change, so lockboxes are tried once. */
  readonly lockboxesTried: Set<string>
  /** The key that each device's last envelope opened with. */
  readonly lastKeys: Map<string, EpochKey>
  root(): RootLog
  /** Who is in now. */
  state(): RootState
  /** The root as ops of spaces see it: at one past, or (undefined) with all that is held. */
  rootView(past?: Vector): RootView
  /** The log of a space this member may read or could once read; undefined for one she knows nothing of. */
  space(id: string): SpaceLog | undefined
  /** Who may read a space now; undefined for one she knows nothing of. */
  spaceState(id: string): SpaceState | undefined
  spaces(): ReadonlyMap<string, SpaceLog>
  /** Keeps an op that was just opened, and judges it. True when it counts in its own past. */
  keepOp(op: OpenedOp): boolean
  /** Tells the root log of forks seen since it was last told. True when there were any. */
  hearOfForks(): boolean
  /** What had been heard of a space on a chain up to an envelope: when its device last spoke there. */
  lastPastIn(space: string, at: Place | undefined): Vector
  notePast(space: string, at: Place, past: Vector): void
  readonly ownTail: OwnTail
  /** Whether an op or envelope of a newer app by who is in is held: then nothing is written until the app is updated (R7). */
  updateNeeded(): boolean
  /** Drops what opening and judging gave, so that `settle` does it all again. The log stays. */
  forgetJudgements(): void
  /** Reads everything again from disk, after a transaction that failed. */
  reload(): void
}

/**
 * The end of this device's own chain, as others know it. A lying disk or a restored image may have lost what was sent:
 * nothing is sealed after unlocking until a peer was asked for it, and until it is here again. Else the chain would fork.
 */
type OwnTail = {
  /** A peer's answer: the last envelopes of ours that it holds (hex ids). */
  told(ids: readonly string[]): void
  /** The peer has given what it had: what it named and did not give is not waited for. */
  given(): void
  isKnown(): boolean
}

const openOwnTail = (chains: Chains): OwnTail => {
  let wasAsked = false
  let missing: readonly string[] = []
  return {
    told(ids) {
      wasAsked = true
      missing = ids
    },
    given: () => void (missing = []),
    isKnown: () => wasAsked && missing.every((id) => chains.byId(id) !== undefined),
  }
}

/** An op that was opened: its entry, where it is kept, its content's bytes. */
type OpenedOp = {
  readonly no: number
  readonly entry: Entry
  readonly space: string | undefined
  readonly content: Uint8Array
}

type OpRow = {
  no: number
  id: Bytes
  chain: number
  seq: number
  root_past: Bytes
  space: Bytes | null
  space_key: Bytes
  content: Bytes
  past: Bytes
  judgement: Bytes | null
}

/** Opens the ledger of `network` (hex) in a vault. `paper`: the box pair of a member who comes back by her recovery words. */
export const openLedger = (
  db: Database,
  network: string,
  device: DeviceKeys,
  now: () => Date,
  paper?: KeyPair,
): Ledger => {
  const ownKeys = openOwnKeys(db, device, paper)
  const chains = openChains(db)
  const keyring = openKeyring(db)
  const quarantine = openQuarantine(db)
  const bench: RootBench = {
    network,
    founder: ({ op, device: author, seq, rootPast }) =>
      seq === 1 && rootPast.size === 0 && isFounderBinding(op, author) ? memberIdOf(op.root) : undefined,
    join: (request) => parseJoinRequest(request, network),
    bind: (request) => parseBindRequest(request, network),
  }
  let root = createRootLog(bench)
  let spaces = new Map<string, SpaceLog>()
  /** By space and chain: what had been heard at the last place that was asked for. */
  let pasts = new Map<string, { readonly seq: number; readonly past: Vector }>()
  let forksKnown = 0
  let newerDevices = new Set<string>()
  let latestView: { readonly state: RootState; readonly view: RootView } | undefined

  const viewOf = (past: Vector): RootView => {
    const { state, vouchers } = root.fold(past)
    let found: readonly Voucher[] | undefined
    return { state, vouchers: () => (found ??= rootVouchers(vouchers())) }
  }
  const rootView = (past?: Vector): RootView => {
    if (past) return viewOf(past)
    const state = root.state()
    if (latestView?.state !== state) latestView = { state, view: viewOf(root.all()) }
    return latestView.view
  }
  const logOf = (space: string): SpaceLog => {
    const known = spaces.get(space)
    if (known) return known
    const fresh = createSpaceLog(viewOf)
    spaces.set(space, fresh)
    return fresh
  }
  const takeRoot = (entry: Entry, known?: StoredJudgement): StoredJudgement => {
    if (entry.op.type === 'unknown') newerDevices.add(entry.device)
    return storedJudgement(root.add(entry, known))
  }
  const takeInSpace = (entry: Entry, space: string, known?: SpaceJudgement | 'nothing'): SpaceJudgement | 'nothing' => {
    if (entry.op.type === 'unknown') newerDevices.add(entry.device)
    return logOf(space).add(entry, known) ?? 'nothing'
  }
  const hearOfForks = (): boolean => {
    const forks = chains.forks()
    const fresh = forks.slice(forksKnown)
    for (const fork of fresh) root.addFork(fork)
    forksKnown = forks.length
    return fresh.length > 0
  }
  const forget = (): void => {
    root = createRootLog(bench)
    spaces = new Map()
    pasts = new Map()
    forksKnown = 0
    newerDevices = new Set()
    latestView = undefined
    hearOfForks()
  }
  const branchOf = (entry: Pick<Entry, 'op'>): { branch?: Vector } => {
    const { op } = entry
    const named = op.type === 'lift' && 'branch' in op ? chains.byId(op.branch) : undefined
    return named?.past ? { branch: withPlace(named.past, named) } : {}
  }
  const load = (): void => {
    forget()
    const rows = db
      .prepare(
        `SELECT o.no, e.id, e.chain, e.seq, e.past AS root_past, o.space, o.space_key, o.content, o.past, o.judgement
         FROM op o JOIN envelope e ON e.no = o.envelope ORDER BY o.no`,
      )
      .all<OpRow>()
    for (const row of rows) {
      const content = parseContent(plainBytes(row.content))
      if (content?.kind !== 'op') continue
      const past = chains.decodePast(plainBytes(row.past))
      const chain = chains.nameOf(row.chain)
      const entry: Entry = {
        id: idHex(row.id),
        ...chain,
        seq: row.seq,
        op: content.op,
        key: toHex(row.space_key),
        rootPast: chains.decodePast(plainBytes(row.root_past)),
        past,
        size: chains.sizeOf(past),
        ...branchOf(content),
      }
      if (row.space) takeInSpace(entry, idHex(row.space), decodeSpaceJudgement(row.judgement))
      else takeRoot(entry, decodeJudgement(row.judgement))
    }
  }
  load()

  const insert = db.prepare(
    'INSERT INTO op (envelope, space, space_key, content, past, judgement) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const newerAuthors = db.prepare(
    "SELECT DISTINCT c.device FROM envelope e JOIN chain c ON c.no = e.chain WHERE e.state = 'newer'",
    { pluck: true },
  )
  const lastBatch = db.prepare(
    `SELECT b.past FROM batch b JOIN envelope e ON e.no = b.envelope JOIN document o ON o.id = b.document
     WHERE o.space = ? AND e.chain = ? AND e.seq <= ? ORDER BY e.seq DESC LIMIT 1`,
    { pluck: true },
  )
  const pastIn = (space: string, place: Place): Vector => {
    const key = `${space} ${place.chain}`
    const known = pasts.get(key)
    if (known && known.seq <= place.seq) return known.past
    const batch = lastBatch.get<Bytes>([idBlob(space), chains.numberOf(place.chain), place.seq])
    const op = spaces.get(space)?.lastOn(place)
    const branch = chains.branchOf(place.chain)
    const before = branch ? pastIn(space, { chain: branch.parent, seq: branch.base }) : emptyVector
    const past = join(
      before,
      batch ? chains.decodePast(plainBytes(batch)) : emptyVector,
      op ? withPlace(op.past, op) : emptyVector,
    )
    if (!known) pasts.set(key, { seq: place.seq, past })
    return past
  }
  return {
    db,
    network,
    get device() {
      return ownKeys.device()
    },
    chains,
    keyring,
    quarantine,
    now,
    boxKeys: () => ownKeys.boxKeys(),
    forgetPaper: () => ownKeys.forgetPaper(),
    lockboxesTried: new Set(),
    lastKeys: new Map(),
    ownTail: openOwnTail(chains),
    root: () => root,
    state: () => root.state(),
    rootView,
    space: (id) => spaces.get(id),
    spaceState: (id) => spaces.get(id)?.state(rootView()),
    spaces: () => spaces,
    keepOp({ no, entry, space, content }) {
      const whole = { ...entry, ...branchOf(entry) }
      const judgement = space === undefined ? takeRoot(whole) : takeInSpace(whole, space)
      insert.run([
        no,
        space === undefined ? null : idBlob(space),
        idBlob(entry.key),
        blob(content),
        chains.encodePast(entry.past),
        encodeJudgement(judgement),
      ])
      return judgement !== 'nothing'
    },
    hearOfForks,
    lastPastIn: (space, held) => (held ? pastIn(space, held) : emptyVector),
    notePast: (space, { chain, seq }, past) => void pasts.set(`${space} ${chain}`, { seq, past }),
    updateNeeded: () =>
      [...newerDevices, ...newerAuthors.all<Bytes>().map(idHex)].some((author) => isLiveDevice(root.state(), author)),
    forgetJudgements: forget,
    reload() {
      this.lockboxesTried.clear()
      this.lastKeys.clear()
      ownKeys.reload()
      chains.reload()
      keyring.reload()
      load()
    },
  }
}
