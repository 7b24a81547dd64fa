import { booleanOrNull, countOr, textOr, textsOf } from '#shared/records/tolerant'

/** What a house's card may say of it. `limited` and `full` follow from places; `paused` and `closed` are set by hand. */
export const houseStatuses = ['open', 'limited', 'full', 'paused', 'closed'] as const
/** Kinds of house. */
export const houseTypes = ['safe_house', 'self_care', 'rest', 'hostel', 'halfway', 'family_host', 'hotel'] as const

/**
 * The availability card of a house, in the network document: an alias and places, never an address.
 * Times are ISO 8601 UTC. After `validUntil` the card is shown as not confirmed.
 */
export type HouseCard = {
  alias: string
  country: string
  type: string
  status: string
  placesTotal: number
  /** Given by the offer until stays exist; never more than `placesTotal`. */
  placesFree: number
  acceptsChildren: boolean | null
  services: string[]
  maxStayDays: number | null
  acceptsFromOtherCountries: boolean | null
  updatedAt: string
  validUntil: string
}

/** Whether the card is still confirmed at `now` (ISO 8601 UTC). */
export const houseFreshness = (card: Pick<HouseCard, 'validUntil'>, now: string): 'confirmed' | 'unconfirmed' =>
  now <= card.validUntil ? 'confirmed' : 'unconfirmed'

/** A card as it may have been written anywhere, in the shape above; never more places free than there are. */
export const readHouseCard = (written: Record<string, unknown>): HouseCard => {
  const placesTotal = countOr(written.placesTotal, 0)
  return {
    alias: textOr(written.alias),
    country: textOr(written.country),
    type: textOr(written.type, 'safe_house'),
    status: textOr(written.status, 'closed'),
    placesTotal,
    placesFree: Math.min(countOr(written.placesFree, 0), placesTotal),
    acceptsChildren: booleanOrNull(written.acceptsChildren),
    services: textsOf(written.services),
    maxStayDays: typeof written.maxStayDays === 'number' ? written.maxStayDays : null,
    acceptsFromOtherCountries: booleanOrNull(written.acceptsFromOtherCountries),
    updatedAt: textOr(written.updatedAt),
    validUntil: textOr(written.validUntil),
  }
}
