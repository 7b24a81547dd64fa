import type { Database } from '#core/vault/openDatabase'
import { blob, idBlob, idHex } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/** Why a piece was set apart. Each is a word of i18n (`quarantine.<reason>`). */
export const quarantineReasons = [
  'TooLarge',
  'Malformed',
  'BadBody',
  'BadSignature',
  'BrokenChain',
  'Fork',
  'BadHeads',
  'WrongKey',
  'Unopenable',
  'BadContent',
  'NoRight',
  'PastCut',
  'UnknownAuthor',
  'BadChunk',
  'ChangesDiffer',
  'ForeignActor',
  'BrokenChanges',
  'TooSlow',
  'TooMuchMemory',
  'LoanFalse',
] as const
/** A reason. */
export type QuarantineReason = (typeof quarantineReasons)[number]

/** A piece set apart: who wrote it where that is proved, why, and when this laptop saw it. */
type QuarantineItem = {
  readonly device: string | undefined
  readonly reason: QuarantineReason
  readonly at: string
  /** Its id, where the log holds it. */
  readonly envelope?: string | undefined
}

/** What was set apart, never dropped in silence. */
export type Quarantine = {
  /** `envelope`: its id when the log holds it; `bytes`: the piece itself when the log does not. The same piece counts once. */
  put(item: QuarantineItem & { readonly bytes?: Uint8Array }): void
  /** An envelope that counts after all is shown no more. */
  release(envelope: string): void
  list(): QuarantineItem[]
  count(): number
}

/** Pieces kept that the log does not hold, at most: a flood must not fill the disk. The oldest give way. */
const mostLoose = 1_000
/** A loose piece is kept for looking at only when it is small. */
const largestKept = 65_536

/** Opens the quarantine of a vault. */
export const openQuarantine = (db: Database): Quarantine => {
  const add = db.prepare(
    'INSERT INTO quarantine (device, envelope, reason, at, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT (envelope) DO UPDATE SET reason = excluded.reason',
  )
  const drop = db.prepare('DELETE FROM quarantine WHERE envelope = ?')
  const thin = db.prepare(
    'DELETE FROM quarantine WHERE (device IS NULL OR bytes IS NOT NULL) AND no <= (SELECT max(no) FROM quarantine) - ?',
  )
  const all = db.prepare('SELECT device, reason, at, envelope FROM quarantine ORDER BY no')
  return {
    put({ device, reason, at, envelope, bytes }) {
      add.run([
        device === undefined ? null : idBlob(device),
        envelope === undefined ? null : idBlob(envelope),
        reason,
        at,
        bytes && bytes.length <= largestKept ? blob(bytes) : null,
      ])
      if (device === undefined || bytes) thin.run([mostLoose])
    },
    release: (envelope) => void drop.run([idBlob(envelope)]),
    list: () =>
      all
        .all<{ device: Bytes | null; reason: QuarantineReason; at: string; envelope: Bytes | null }>()
        .map(({ device, reason, at, envelope }) => ({
          device: device ? idHex(device) : undefined,
          reason,
          at,
          envelope: envelope ? idHex(envelope) : undefined,
        })),
    count: () => db.prepare('SELECT count(*) FROM quarantine', { pluck: true }).get<number>() ?? 0,
  }
}
