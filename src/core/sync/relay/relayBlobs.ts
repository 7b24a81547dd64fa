import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { thingOf } from '#core/sync/blob'
import type { BlobKind } from '#core/sync/blob'
import type { Database } from '#core/vault/openDatabase'
import { blob } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** How far a box was listed: the last number, the hash there, and on which day the list was last read from its beginning. */
export type Listed = { readonly last: number; readonly mark: Uint8Array; readonly day: number }

/** A thing as the tables name it: 16 bytes of kind and id. */
const thingName = (kind: BlobKind, id: Uint8Array): Bytes => hash(thingOf(kind, id), 16)

type Row = { seq: number; thing: Bytes | null; state: 'read' | 'again' | 'left' }

/** What this laptop knows of one relay's boxes. Nothing in it but the relay's own counting: what is lost is asked again. */
export const knownBlobs = (db: Database, relay: Bytes) => {
  const put = db.prepare('INSERT OR REPLACE INTO relay_blob VALUES (?, ?, ?, ?, ?)')
  const drop = db.prepare('DELETE FROM relay_blob WHERE relay = ? AND box = ? AND seq = ?')
  const forget = db.prepare('DELETE FROM relay_blob WHERE relay = ? AND box = ?')
  const rows = db.prepare('SELECT seq, thing, state FROM relay_blob WHERE relay = ? AND box = ?')
  const all = db.prepare('SELECT box, thing FROM relay_blob WHERE relay = ? AND thing IS NOT NULL')
  const listed = db.prepare('SELECT last, mark, day FROM relay_box WHERE relay = ? AND box = ?')
  const setListed = db.prepare('INSERT OR REPLACE INTO relay_box VALUES (?, ?, ?, ?, ?, ?)')
  return {
    /** Forgets everything when the relay's store is another than it was. */
    enter(instance: Uint8Array): void {
      const before = db.prepare('SELECT DISTINCT instance FROM relay_box WHERE relay = ?', { pluck: true })
      const isSame = before.all<Bytes>([relay]).every((one) => toHex(one) === toHex(instance))
      if (!isSame)
        db.transaction(() => {
          for (const table of ['relay_box', 'relay_blob'])
            db.prepare(`DELETE FROM ${table} WHERE relay = ?`).run([relay])
        })()
    },
    listed(box: Uint8Array): Listed | undefined {
      return listed.get<{ last: number; mark: Bytes; day: number }>([relay, blob(box)])
    },
    /** What is known of a box, by number. */
    rows(box: Uint8Array): Map<number, Row> {
      return new Map(rows.all<Row>([relay, blob(box)]).map((row) => [row.seq, row]))
    },
    /** Every thing that lies in some box of the relay, as `holds` asks for it. */
    things(): Set<string> {
      return new Set(all.all<{ box: Bytes; thing: Bytes }>([relay]).map(({ box, thing }) => toHex(box) + toHex(thing)))
    },
    nameIn: (box: Uint8Array, kind: BlobKind, id: Uint8Array): string => toHex(box) + toHex(thingName(kind, id)),
    note(box: Uint8Array, seq: number, state: Row['state'], holds?: { kind: BlobKind; id: Uint8Array }): void {
      put.run([relay, blob(box), seq, holds ? thingName(holds.kind, holds.id) : null, state])
    },
    /** Its numbers may stand for other things now. */
    forget: (box: Uint8Array): void => void forget.run([relay, blob(box)]),
    drop: (box: Uint8Array, seq: number): void => void drop.run([relay, blob(box), seq]),
    setListed(box: Uint8Array, instance: Uint8Array, { last, mark, day }: Listed): void {
      setListed.run([relay, blob(box), blob(instance), last, blob(mark), day])
    },
  }
}

/** What `knownBlobs` gives. */
export type KnownBlobs = ReturnType<typeof knownBlobs>
