import { concatBytes, fromHex } from '#core/crypto/bytes'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Taster } from '#core/envelopes/taste'
import { createTurns, openLocal } from '#core/sync/local'
import type { Local, Turns } from '#core/sync/local'
import { withDisk } from '#core/vault/diskFailure'
import { readMeta, writeMeta } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'
import { idBlob, idHex } from '#core/vault/sql'
import type { Vault } from '#core/vault/vault'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * The networks of a vault, each in a database of its own with keys, log and documents of its own. One is the current one:
 * what she does and sees is there. A *place* is a database by its id; it may still be empty.
 */
export type Networks = {
  readonly vault: Vault
  readonly turns: Turns
  current(): Local
  /** The main database, and the further ones in the order they were made. */
  places(): string[]
  /**
   * Opens a place and takes up what an interruption left half done there, or gives it again. Failures: those of opening a
   * further database. Call it in the queue.
   */
  open(place: string): Promise<Result<Local>>
  /** The network of a place, also of one that does not open any more; undefined when none is known. */
  networkOf(place: string): string | undefined
  /** Notes which place holds which network now. Call it where one came or went. */
  note(): void
  /** Whether more than one place is in use: holds a network or a request for one, or does not open. */
  areSeveral(): boolean
  /**
   * Makes a network the current one, now and at the next opening: by its id, the first 8 or more characters of it, or `new`
   * for an empty place. The one before is sealed first. Call it in the queue. Failures: UnknownNetwork, NetworkUnclear
   * (several begin like that), TooManyNetworks, those of opening a further database and of a disk.
   */
  choose(wanted: string): Promise<Result<void>>
  /** Seals own edits in all that is open. Call it in the queue. Throws the disk's error. */
  seal(): Promise<void>
  /** Seals, and closes the vault. What a disk refuses to seal stays in the journal. Call it in the queue. */
  close(): Promise<void>
}

/** What the networks of a vault are opened with. */
export type NetworksSetup = {
  readonly taster: Taster
  readonly now: () => Date
  /** Takes up what an interruption left half done in a network. A full disk must not keep her from reading. */
  readonly resume: (local: Local) => Promise<void>
}

const idLength = 16
const entryLength = idLength + 32

/** What the main database knows of the further ones: place → network. */
const readKnown = (main: Database): Map<string, string> => {
  const bytes = readMeta(main, 'networks known') ?? new Uint8Array()
  const entries = Array.from({ length: Math.floor(bytes.length / entryLength) }, (_, i) =>
    bytes.subarray(i * entryLength, (i + 1) * entryLength),
  )
  return new Map(entries.map((entry) => [idHex(entry.subarray(0, idLength)), idHex(entry.subarray(idLength))]))
}

const writeKnown = (main: Database, known: ReadonlyMap<string, string>): void =>
  writeMeta(main, 'networks known', concatBytes(...[...known].flat().map(fromHex)))

const networkIn = (db: Database): string | undefined => {
  const id = readMeta(db, 'network')
  return id && idHex(id)
}

const isInUse = (db: Database): boolean =>
  readMeta(db, 'network') !== undefined || readMeta(db, 'joining') !== undefined

/** Every place of a vault; nothing but the main database is open yet, and none of them is the current one. */
const createPlaces = (vault: Vault, { taster, now, resume }: NetworksSetup) => {
  const locals = new Map<string, Local>()
  const databaseOf = (place: string): Result<Database> =>
    place === vault.id ? ok(vault.db) : vault.further.open(place)
  const places = (): string[] => [vault.id, ...vault.further.list()]
  /** So that one that is damaged one day can still be named. A full disk is no reason not to open it. */
  const note = (): void => {
    const known = readKnown(vault.db)
    const fresh = [...locals].flatMap(([place, local]) => {
      const network = local.network()?.ledger.network
      return place === vault.id || network === undefined || known.get(place) === network
        ? []
        : [[place, network] as const]
    })
    const left = [...locals].filter(([place, local]) => known.has(place) && local.network() === undefined)
    if (fresh.length + left.length === 0) return
    for (const [place] of left) known.delete(place)
    withDisk(() => writeKnown(vault.db, new Map([...known, ...fresh])))
  }
  const open = async (place: string): Promise<Result<Local>> => {
    const opened = locals.get(place)
    if (opened) return ok(opened)
    const db = databaseOf(place)
    if (!db.ok) return db
    const local = openLocal(db.value, taster, now, turns)
    locals.set(place, local)
    note()
    await resume(local)
    return ok(local)
  }
  const networkOf = (place: string): string | undefined => {
    if (place === vault.id) return networkIn(vault.db)
    const known = readKnown(vault.db).get(place)
    if (known !== undefined) return known
    const db = databaseOf(place)
    return db.ok ? networkIn(db.value) : undefined
  }
  const turns = createTurns((network) => places().some((place) => networkOf(place) === network))
  /** The first place that nothing is in, or a new one. */
  const emptyPlace = (): Result<string> => {
    const empty = places().find((place) => {
      const db = networkOf(place) === undefined && databaseOf(place)
      return db && db.ok && !isInUse(db.value)
    })
    if (empty !== undefined) return ok(empty)
    const made = vault.further.make()
    return made.ok ? ok(made.value.id) : made
  }
  const find = (wanted: string): Result<string> => {
    if (wanted === 'new') return emptyPlace()
    if (!/^[0-9a-f]{8,64}$/.test(wanted)) return fail('UnknownNetwork')
    const [place, ...others] = places().filter((candidate) => networkOf(candidate)?.startsWith(wanted))
    if (place === undefined) return fail('UnknownNetwork')
    return others.some((other) => networkOf(other) !== networkOf(place)) ? fail('NetworkUnclear') : ok(place)
  }
  const areSeveral = (): boolean =>
    places().filter((place) => {
      if (networkOf(place) !== undefined) return true
      const db = databaseOf(place)
      return !db.ok || isInUse(db.value)
    }).length > 1
  return { turns, locals, places, open, networkOf, find, areSeveral, note }
}

/**
 * Opens a vault on one of its networks: the `wanted` one, as `choose` takes it but for this time only; else the one chosen
 * last, where it opens; else what is in the main database. Failures: those of `choose`.
 */
export const openNetworks = async (vault: Vault, setup: NetworksSetup, wanted?: string): Promise<Result<Networks>> => {
  const { turns, locals, places, open, networkOf, find, areSeveral, note } = createPlaces(vault, setup)
  const chosen = idHex(readMeta(vault.db, 'network chosen') ?? new Uint8Array())
  const first = wanted === undefined ? ok(places().includes(chosen) ? chosen : vault.id) : find(wanted)
  if (!first.ok) return first
  const begun = await open(first.value)
  const opened = begun.ok || wanted !== undefined ? begun : await open(vault.id)
  if (!opened.ok) return opened
  let current = opened.value
  const sealOne = async (local: Local): Promise<void> => {
    const network = local.network()
    if (network) await sealDocuments(network.documents)
  }
  const seal = async (): Promise<void> => {
    note()
    for (const local of locals.values()) await sealOne(local)
  }
  return ok({
    vault,
    turns,
    current: () => current,
    places,
    open,
    networkOf,
    note,
    areSeveral,
    async choose(given) {
      const place = find(given)
      if (!place.ok) return place
      const next = await open(place.value)
      if (!next.ok) return next
      const kept = withDisk(() => writeMeta(vault.db, 'network chosen', idBlob(place.value)))
      if (!kept.ok) return kept
      note()
      // what cannot be sealed now (a full disk) is in the journal, and is sealed at the next chance
      if (next.value !== current) await sealOne(current).catch(() => undefined)
      current = next.value
      return ok(undefined)
    },
    seal,
    async close() {
      for (const local of locals.values()) {
        try {
          note()
          await sealOne(local)
          await local.network()?.documents.live.close()
        } catch {
          // the journal keeps what could not be sealed; locking never waits for a disk
        }
      }
      vault.close()
    },
  })
}
