/** A laptop that was met on the local network: whose, and what has moved with it in this meeting. */
export type LanPerson = {
  readonly deviceId: string
  /** '' while the log here does not know whose the laptop is. */
  readonly alias: string
  /** Envelopes that went there and that came, over all conversations of this meeting. */
  readonly sent: number
  readonly received: number
  /** `passing`: something moves now. `away`: not heard for a while. */
  readonly state: 'passing' | 'here' | 'away'
}

/**
 * Why nobody, or not everybody, may be seen. `LanNoNetwork`: this computer is on no wifi and no cable. `LanNobody`: nobody of
 * the network was heard for 20 seconds. `LanShut`: somebody is heard, and cannot be reached nor reaches us.
 */
export type LanTrouble = 'LanNoNetwork' | 'LanNobody' | 'LanShut'

/** A meeting on the local network, as it stands. */
export type LanView = {
  /** Where others find this computer by hand, `host:port`. */
  readonly addresses: readonly string[]
  readonly people: readonly LanPerson[]
  /** Laptops that are heard, of whom nothing is proved yet. */
  readonly unknown: number
  readonly trouble: LanTrouble | null
}
