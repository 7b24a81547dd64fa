import { z } from 'zod'
import { id16, line } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'

/** A relay of the network as a screen shows it. */
export type RelayRow = {
  readonly relayId: string
  /** Server and port. */
  readonly name: string
  /** Its whole address, key and admission line included: what is handed to who is to reach it. */
  readonly address: string
  /** The relay's own key is in its address; else an ordinary certificate is checked. */
  readonly isPinned: boolean
  /** It lets in with a line of the network. */
  readonly hasLine: boolean
  /** Somebody was put out since the line was written here: who runs the relay has to replace it. */
  readonly lineIsDue: boolean
  readonly addedBy: string
  /** When this laptop last exchanged with it, ISO 8601; null: never. */
  readonly lastContact: string | null
  /** Pieces held here that it is not known to hold. */
  readonly lacks: number
}

/** Commands on the relays that the network uses. */
export const relayCommands = {
  /**
   * Adds a relay for the whole network, or writes its address anew (another key, another line). By who facilitates.
   * Failures: NotAllowed · RelayAddressWrong · AlreadySo · TooManyRelays.
   */
  'relay.add': operation<{ readonly relayId: string; readonly heads: readonly string[] }>()(
    z.strictObject({ url: line(500) }),
  ),
  /** Takes one away: nobody leaves anything there any more; what lies there goes with its age. Failures: NotAllowed · UnknownRow. */
  'relay.remove': operation<{ readonly heads: readonly string[] }>()(z.strictObject({ relayId: id16() })),
} as const

/** Queries of the same. */
export const relayQueries = {
  'relay.list': operation<{
    readonly relays: readonly RelayRow[]
    /** She facilitates. */
    readonly mayChange: boolean
  }>()(nothing()),
} as const
