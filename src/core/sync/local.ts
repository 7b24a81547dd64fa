import { applyBatches } from '#core/documents/applyBatches'
import { openDocuments } from '#core/documents/documents'
import type { Documents } from '#core/documents/documents'
import { eraseDue } from '#core/documents/eraseSpaces'
import { sealDocuments } from '#core/documents/sealDocuments'
import { judgeSpace } from '#core/envelopes/batches'
import { openLedger } from '#core/envelopes/ledger'
import type { Ledger } from '#core/envelopes/ledger'
import { receive } from '#core/envelopes/receive'
import type { Received } from '#core/envelopes/receive'
import { settle } from '#core/envelopes/settle'
import type { Taster } from '#core/envelopes/taste'
import { askForKeys, handKeysOver } from '#core/sync/missingKeys'
import { deviceKeysFromBytes } from '#core/identity/deviceKeys'
import { readJoining } from '#core/sync/joining'
import type { Joining } from '#core/sync/joining'
import { withDisk } from '#core/vault/diskFailure'
import { readMeta } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'
import { idHex } from '#core/vault/sql'
import type { Result } from '#shared/result'

/** A network, open: its log and its documents. */
export type OpenNetwork = { readonly ledger: Ledger; readonly documents: Documents }

/** What the networks of one vault share: a queue for work on it, who is told that something changed, and what it holds. */
export type Turns = {
  /** One piece of work on the vault at a time. Never call it from inside itself. */
  exclusive<T>(work: () => Promise<T> | T): Promise<T>
  /** Something on disk changed: views are asked again. */
  changed(): void
  /** Calls `listen` after each change, until the returned function is called. */
  onChange(listen: () => void): () => void
  /** Whether a network is in the vault already. */
  isHeld(network: string): boolean
}

/** One database of the vault, open: its network or the request to join one. What is done here touches no other. */
export type Local = Turns & {
  readonly db: Database
  readonly taster: Taster
  readonly now: () => Date
  /** undefined before a network is founded or joined. */
  network(): OpenNetwork | undefined
  /** Opens the network that the database now names; none, where it names none any more. */
  openNetwork(): void
  /** The request to join that waits for an answer. */
  joining(): Joining | undefined
}

/** A queue of its own, with nobody listening yet. */
export const createTurns = (isHeld: Turns['isHeld'] = () => false): Turns => {
  let queue: Promise<unknown> = Promise.resolve()
  const listeners = new Set<() => void>()
  return {
    exclusive(work) {
      const mine = queue.then(work)
      queue = mine.catch(() => undefined)
      return mine
    },
    changed() {
      for (const listen of listeners) listen()
    },
    onChange(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    isHeld,
  }
}

/** Opens what a database holds. */
export const openLocal = (db: Database, taster: Taster, now: () => Date, turns = createTurns()): Local => {
  let network: OpenNetwork | undefined
  const openNetwork = (): void => {
    const id = readMeta(db, 'network')
    const keys = readMeta(db, 'device keys')
    network = undefined
    if (!id || !keys) return
    const ledger = openLedger(db, idHex(id), deviceKeysFromBytes(keys), now, readJoining(db)?.paper)
    network = { ledger, documents: openDocuments(ledger) }
  }
  openNetwork()
  return { ...turns, db, taster, now, network: () => network, openNetwork, joining: () => readJoining(db) }
}

/** Runs `work` in one transaction; on a disk failure everything, in memory too, is as it was. */
export const transact = <T>(ledger: Ledger, work: () => T): Result<T> => {
  try {
    const done = withDisk(() => ledger.db.transaction(work)())
    if (!done.ok) ledger.reload()
    return done
  } catch (error) {
    ledger.reload()
    throw error
  }
}

/**
 * Takes envelopes from any carrier: own edits are sealed first, then what came is verified, stored and judged in one
 * transaction. Resolves when it is on disk. Call inside `exclusive`; `finishExchange` afterwards brings documents along.
 * `headed`: bodies may follow their headers, as in a session.
 */
export const takeIn = async (
  network: OpenNetwork,
  wires: readonly Uint8Array[],
  may = { headed: false },
): Promise<Result<Received>> => {
  const { ledger, documents } = network
  await sealDocuments(documents)
  return transact(ledger, () => {
    const received = receive(ledger, wires, may)
    for (const space of settle(ledger)) judgeSpace(ledger, space)
    return received
  })
}

/** Stores bodies that were asked for; they are judged by the next `takeIn`, all together. Call inside `exclusive`. */
export const keepBodies = ({ ledger }: OpenNetwork, wires: readonly Uint8Array[]): Result<Received> =>
  transact(ledger, () => receive(ledger, wires))

/** Brings documents to the batches that now count, after the last `takeIn`. Never call it inside `exclusive`. */
export const finishExchange = async (local: Local): Promise<void> => {
  const network = local.network()
  network?.ledger.ownTail.given()
  if (network)
    await local.exclusive(async () => {
      askForKeys(network.ledger)
      await eraseDue(network.documents)
      transact(network.ledger, () => handKeysOver(network.ledger))
    })
  if (network) await applyBatches(network.documents, local.taster, (work) => local.exclusive(work))
  local.changed()
}
