import { z } from 'zod'
import { fromHex, toHex } from '#core/crypto/bytes'
import { sign } from '#core/crypto/signing'
import { isSignedBy } from '#core/crypto/verify'
import { piecesWanted } from '#core/documents/pieces'
import type { Ledger } from '#core/envelopes/ledger'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { isLiveDevice } from '#core/spaces/rootState'
import type { Vector } from '#core/spaces/vector'
import { endsOf } from '#core/sync/exchange'
import type { End } from '#core/sync/exchange'

/** What the laptop that wrote a parcel holds, and which pieces of attachments it wants: signed, since nobody answers from a file. */
export type Holds = {
  readonly device: string
  readonly ends: readonly End[]
  /** Ids of pieces, in hex. */
  readonly wants: readonly string[]
}

/** Pieces asked for in one request, at most: 1 GiB. */
const mostWanted = 4_096
const mostDevices = 8_192

const bytes = (length: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const shape = z.strictObject({ device: bytes(32), says: z.instanceof(Uint8Array), signature: bytes(64) })
const saysShape = z.strictObject({
  ends: z.array(z.tuple([bytes(32), z.number().int().min(1), bytes(32)])).max(mostDevices),
  wants: z.array(bytes(32)).max(mostWanted),
})

/** Ends of all chains as far as their bodies are here: what is headed is to come in the answer. */
const wholeEnds = (ledger: Ledger): End[] => {
  const headed = new Map(ledger.chains.firstHeaded().map(({ chain, seq }) => [chain, seq]))
  if (headed.size === 0) return endsOf(ledger)
  return [...ledger.chains.ends().values()].flatMap(({ chain, seq }): End[] => {
    const whole = ledger.chains.at({ chain, seq: (headed.get(chain) ?? seq + 1) - 1 })
    return whole ? [[whole.device, whole.seq, whole.id]] : []
  })
}

/** What this laptop holds and wants, as it goes into a parcel. */
export const encodeHolds = (ledger: Ledger): Uint8Array => {
  const says = encodeCbor({
    ends: wholeEnds(ledger).map(([device, seq, id]) => [fromHex(device), seq, fromHex(id)]),
    wants: piecesWanted(ledger.db, mostWanted).map(fromHex),
  })
  const { deviceId, sign: keys } = ledger.device
  const signature = sign('parcel holds', fromHex(ledger.network), says, keys.secretKey)
  return encodeCbor({ device: fromHex(deviceId), says, signature })
}

/** Reads it again; undefined when it is none or its device did not sign it. */
export const parseHolds = (raw: Uint8Array, network: string): Holds | undefined => {
  const outer = shape.safeParse(decodeCbor(raw))
  const says = outer.success ? saysShape.safeParse(decodeCbor(outer.data.says)) : undefined
  if (!outer.success || !says?.success) return undefined
  const { device, says: signed, signature } = outer.data
  if (!isSignedBy('parcel holds', fromHex(network), signed, signature, device)) return undefined
  return {
    device: toHex(device),
    ends: says.data.ends.map(([whose, seq, id]): End => [toHex(whose), seq, toHex(id)]),
    wants: says.data.wants.map(toHex),
  }
}

/** What is to be believed of it: nothing of laptops that nobody admitted, and no more of our own chain than there is. */
export const believed = (ledger: Ledger, { device, ends }: Holds): Vector => {
  const state = ledger.state()
  const known = new Map<string, number>()
  if (!isLiveDevice(state, device) || device === ledger.device.deviceId) return known
  for (const [whose, seq, id] of ends) {
    const held = ledger.chains.byId(id)
    const isFurther = seq > (ledger.chains.end(whose)?.seq ?? 0)
    if (!held && (!isFurther || !state.devices.has(whose) || whose === ledger.device.deviceId)) continue
    const chain = held?.chain ?? whose
    known.set(chain, Math.max(seq, known.get(chain) ?? 0))
  }
  return known
}
