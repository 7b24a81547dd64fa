import { toHex } from '#core/crypto/bytes'
import { openLedger } from '#core/envelopes/ledger'
import type { Ledger } from '#core/envelopes/ledger'
import { deviceKeysFromBytes } from '#core/identity/deviceKeys'
import { readMeta } from '#core/vault/meta'
import type { Database } from '#core/vault/openDatabase'
import { idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import { passphrase } from './people'
import type { Person } from './people'

/** A vault that was locked, looked into by hand. */
export const inside = async <T>(person: Person, look: (held: { db: Database; ledger: Ledger }) => T): Promise<T> => {
  await person.lock()
  const vault = await openVault(person.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const { db } = vault.value
  const network = idHex(readMeta(db, 'network') ?? new Uint8Array())
  const device = deviceKeysFromBytes(readMeta(db, 'device keys') ?? new Uint8Array())
  const seen = look({ db, ledger: openLedger(db, network, device, () => new Date()) })
  vault.value.close()
  await person.reopen()
  return seen
}

/** An envelope as a vault holds it. */
export type Wire = { readonly id: string; readonly signed: Uint8Array; readonly body: Uint8Array }
/** Every envelope that is held with its body. */
export const rowsOf = (db: Database): Wire[] =>
  db
    .prepare('SELECT id, header, body FROM envelope WHERE body IS NOT NULL')
    .all<{ id: Bytes; header: Bytes; body: Bytes }>()
    .map(({ id, header, body }) => ({
      id: toHex(id),
      signed: Uint8Array.from(header),
      body: Uint8Array.from(body),
    }))

/** Every word of every text and blob in every table, decrypted. */
export const dumpOf = (db: Database): Buffer => {
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", { pluck: true })
    .all<string>()
  const parts = tables.flatMap((table) =>
    db
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value)))),
  )
  return Buffer.concat(parts)
}
