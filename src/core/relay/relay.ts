import type { Admission } from '#core/relay/admission'
import type { Halves } from '#core/relay/halves'
import type { Pace, Room } from '#core/relay/limits'
import type { RelayStore } from '#core/relay/store'
import type { Watchers } from '#core/relay/watchers'

/** What has happened since the start, as numbers that name no one. */
type Counters = { connections: number; puts: number; refused: number }

/** What all connections of a running relay share. */
export type Relay = {
  readonly store: RelayStore
  readonly halves: Halves
  /** Bytes of blobs on their way to the disk. */
  readonly room: Room
  /** How fast one address may ask, and how fast one network. */
  readonly paces: { readonly address: Pace; readonly line: Pace }
  readonly watchers: Watchers
  readonly counters: Counters
  /** Bytes that a line may have. */
  readonly quota: number
  /** Age at which blobs go, days. */
  readonly days: number
  /** Where the source is. */
  readonly source: string
  readonly now: () => number
  /** Who may come in now: replaced when the operator changed the file. */
  readonly admission: () => Admission
}
