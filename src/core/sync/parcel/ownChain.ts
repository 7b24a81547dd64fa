import type { Ledger } from '#core/envelopes/ledger'

/**
 * This laptop's own chain, as parcels tell of it (R5). Nobody answers from a file, so who writes one would never be asked
 * whether she lost the end of her chain: a parcel that says she did is remembered until the end has come.
 */
const lost = new WeakMap<Ledger, readonly string[]>()

/** A parcel holds, or its author held, these own envelopes. Nothing is sealed before they are here. */
export const toldByParcel = (ledger: Ledger, ids: readonly string[]): void => {
  const missing = ids.filter((id) => !ledger.chains.byId(id))
  lost.set(ledger, missing)
  ledger.ownTail.told(missing)
}

/** Before something is written for others: nobody is there to be asked, so what was told before is all there is to know. */
export const letAsk = (ledger: Ledger): void => {
  if (!ledger.ownTail.isKnown()) ledger.ownTail.told((lost.get(ledger) ?? []).filter((id) => !ledger.chains.byId(id)))
}
