import type { Received } from '#core/envelopes/receive'

/** What an exchange over one or several carriers came to. */
export type Report = {
  readonly sent: number
  readonly received: number
  readonly bytesSent: number
  readonly bytesReceived: number
  /** Pieces that were refused on the way in. */
  readonly quarantined: number
  /** Ids of laptops and folders that answered. */
  readonly peers: readonly string[]
}

/** An exchange in which nothing happened. */
export const emptyReport: Report = {
  sent: 0,
  received: 0,
  bytesSent: 0,
  bytesReceived: 0,
  quarantined: 0,
  peers: [],
}

/** A report of one meeting. */
export const reportOf = (
  peer: string,
  sent: number,
  received: Received,
  bytes: { readonly sent: number; readonly received: number },
): Report => ({
  sent,
  received: received.stored,
  bytesSent: bytes.sent,
  bytesReceived: bytes.received,
  quarantined: received.refused,
  peers: [peer],
})

/** Several reports as one. */
export const addReports = (a: Report, b: Report): Report => ({
  sent: a.sent + b.sent,
  received: a.received + b.received,
  bytesSent: a.bytesSent + b.bytesSent,
  bytesReceived: a.bytesReceived + b.bytesReceived,
  quarantined: a.quarantined + b.quarantined,
  peers: [...new Set([...a.peers, ...b.peers])],
})
