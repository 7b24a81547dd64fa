import type { Ledger } from '#core/envelopes/ledger'
import { joinEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import type { Envelope } from '#core/envelopes/envelope'
import type { QuarantineReason } from '#core/envelopes/quarantine'

/** What came of a delivery. `refused` were set apart; `gaps` are whole but an earlier one of their chain is not here. */
export type Received = {
  readonly stored: number
  readonly known: number
  readonly refused: number
  readonly gaps: number
}

/** Envelopes kept of a device that no admission has named yet: its admission may still be on the way. */
const mostUnbound = 64
/** Devices that no admission has named yet, in all. */
const mostUnboundDevices = 256

/** Devices with a chain here that are not bound: none counts while there is no log to say who is. */
const unboundDevices = (ledger: Ledger): number => {
  const { network, devices } = ledger.root().state()
  if (!network) return 0
  let unbound = 0
  for (const device of ledger.chains.ends().keys()) if (!devices.has(device)) unbound += 1
  return unbound
}

const place = (
  ledger: Ledger,
  { id, header }: Envelope,
  unbound: number,
): 'next' | 'known' | 'gap' | QuarantineReason => {
  const end = ledger.chains.end(header.device)
  const length = end?.seq ?? 0
  if (header.seq <= length) return ledger.chains.at(header.device, header.seq)?.id === id ? 'known' : 'Fork'
  if (header.seq > length + 1) return 'gap'
  if (header.prev !== (end?.id ?? '')) return 'BrokenChain'
  const isBound = ledger.root().state().devices.has(header.device)
  if (isBound) return 'next'
  const isOver = length === 0 ? unbound >= mostUnboundDevices : length >= mostUnbound
  return isOver ? 'UnknownAuthor' : 'next'
}

/**
 * Takes wire bytes of any origin: verifies each, and stores what continues a chain. Must run inside a transaction;
 * `settle` then takes the new ones further. What is refused is set apart with its author, where the signature proves one.
 */
export const receive = (ledger: Ledger, wires: readonly Uint8Array[]): Received => {
  const at = ledger.now().toISOString()
  const counts = { stored: 0, known: 0, refused: 0, gaps: 0 }
  const envelopes: Envelope[] = []
  for (const wire of wires) {
    const parsed = parseEnvelope(wire, ledger.network)
    if (typeof parsed !== 'string') {
      envelopes.push(parsed)
      continue
    }
    counts.refused += 1
    ledger.quarantine.put({ device: undefined, reason: parsed, at, bytes: wire })
  }
  let unbound = unboundDevices(ledger)
  for (const envelope of envelopes.sort((a, b) => a.header.seq - b.header.seq)) {
    const where = place(ledger, envelope, unbound)
    if (where === 'next') {
      if (envelope.header.seq === 1) unbound += 1
      ledger.chains.append(envelope)
      counts.stored += 1
    } else if (where === 'known') counts.known += 1
    else if (where === 'gap') counts.gaps += 1
    else {
      counts.refused += 1
      const { id, header, signed, body } = envelope
      ledger.quarantine.put({
        device: header.device,
        envelope: id,
        reason: where,
        at,
        bytes: joinEnvelope(signed, body),
      })
    }
  }
  return counts
}
