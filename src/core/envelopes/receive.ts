import type { HeldEnvelope } from '#core/envelopes/chains'
import type { Ledger } from '#core/envelopes/ledger'
import { joinEnvelope, parseEnvelope } from '#core/envelopes/envelope'
import type { Parsed } from '#core/envelopes/envelope'
import { headerVersion } from '#core/envelopes/header'
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
  return new Set([...ledger.chains.ends().values()].flatMap(({ device }) => (devices.has(device) ? [] : [device]))).size
}

type Standing =
  | { readonly kind: 'next'; readonly previous: HeldEnvelope | undefined }
  | { readonly kind: 'known' }
  /** Held headed, and here is its body. */
  | { readonly kind: 'body'; readonly of: HeldEnvelope; readonly body: Uint8Array }
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly reason: QuarantineReason }

const isFounded = (ledger: Ledger): boolean => ledger.root().state().network !== undefined

/** Where an envelope belongs: after the one it names, wherever that stands on its device's chain or a branch of it. */
const place = (ledger: Ledger, { id, header, body }: Parsed, unbound: number): Standing => {
  const { device, seq, prev } = header
  const held = ledger.chains.byId(id)
  if (held) return !held.body && body ? { kind: 'body', of: held, body } : { kind: 'known' }
  // nothing is said on a chain whose own words are not all here; what a newer app says is taken whole
  if (!body && (device === ledger.device.deviceId || header.version !== headerVersion)) return { kind: 'gap' }
  const previous = seq === 1 ? undefined : ledger.chains.byId(prev)
  if (seq > 1 && !previous) return { kind: 'gap' }
  if (previous && (previous.device !== device || previous.seq !== seq - 1))
    return { kind: 'refused', reason: 'BrokenChain' }
  if (ledger.root().state().devices.has(device)) return { kind: 'next', previous }
  const length = ledger.chains.end(device)?.seq ?? 0
  // a newcomer cannot tell who is bound before the key that opens the founding has come, which may be the last word of all
  const isOver = isFounded(ledger) && (length === 0 ? unbound >= mostUnboundDevices : length >= mostUnbound)
  // a second branch of a device that nobody knows says nothing to anyone
  return isOver || (length > 0 && length >= seq)
    ? { kind: 'refused', reason: 'UnknownAuthor' }
    : { kind: 'next', previous }
}

/**
 * Takes wire bytes of any origin: verifies each, and stores what continues a chain, or branches off it (a fork, R5).
 * Must run inside a transaction; `settle` then takes the new ones further. `headed`: from a session, where bodies may follow
 * their headers; a place holds whole envelopes. What is refused is set apart with its
 * author, where the signature proves one.
 */
export const receive = (ledger: Ledger, wires: readonly Uint8Array[], { headed = false } = {}): Received => {
  const at = ledger.now().toISOString()
  const counts = { stored: 0, known: 0, refused: 0, gaps: 0 }
  const envelopes: Parsed[] = []
  for (const wire of wires) {
    const parsed = parseEnvelope(wire, ledger.network)
    if (typeof parsed !== 'string' && (parsed.body || headed)) {
      envelopes.push(parsed)
      continue
    }
    counts.refused += 1
    const reason = typeof parsed === 'string' ? parsed : 'BadBody'
    ledger.quarantine.put({ device: undefined, reason, at, bytes: wire })
  }
  let unbound = unboundDevices(ledger)
  for (const envelope of envelopes.sort((a, b) => a.header.seq - b.header.seq)) {
    const where = place(ledger, envelope, unbound)
    const { id, header, signed, body } = envelope
    if (where.kind === 'next') {
      if (header.seq === 1) unbound += 1
      const { branchesFrom } = ledger.chains.append(envelope, where.previous)
      counts.stored += 1
      if (branchesFrom)
        ledger.quarantine.put({ device: header.device, reason: 'Fork', at, bytes: joinEnvelope(signed, body) })
    } else if (where.kind === 'body') {
      ledger.chains.fill(where.of, where.body)
      counts.stored += 1
    } else if (where.kind === 'known') counts.known += 1
    else if (where.kind === 'gap') counts.gaps += 1
    else {
      counts.refused += 1
      ledger.quarantine.put({
        device: header.device,
        envelope: id,
        reason: where.reason,
        at,
        bytes: joinEnvelope(signed, body),
      })
    }
  }
  return counts
}
