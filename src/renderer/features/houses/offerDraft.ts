import type { CommandInput } from '#shared/contract/commands'
import type { HouseCardView } from '#shared/contract/houses'

/** What is in the form of a card. null: not noted. */
export type OfferDraft = {
  readonly alias: string
  readonly country: string | null
  readonly zone: string
  readonly type: string
  readonly placesTotal: number | null
  readonly placesFree: number | null
  readonly acceptsChildren: boolean | null
  readonly acceptsPets: boolean | null
  readonly accessible: boolean | null
  readonly acceptsFromOtherCountries: boolean | null
  readonly languages: readonly string[]
  readonly services: readonly string[]
  readonly fit: string
  readonly maxStayDays: number | null
  readonly responseHours: number | null
  readonly contacts: readonly string[]
  readonly validHours: number
}

/** For how long a card may be confirmed, in hours. */
export const validities = [24, 72, 168, 720] as const

/** The form of a house that is not on the board yet. */
export const newOffer: OfferDraft = {
  alias: '',
  country: null,
  zone: '',
  type: 'safe_house',
  placesTotal: null,
  placesFree: null,
  acceptsChildren: null,
  acceptsPets: null,
  accessible: null,
  acceptsFromOtherCountries: null,
  languages: [],
  services: [],
  fit: '',
  maxStayDays: null,
  responseHours: null,
  contacts: [],
  validHours: 72,
}

/** The form of a card as it is. */
export const offerOf = (card: HouseCardView): OfferDraft => {
  const { alias, country, zone, type, placesTotal, placesFree, fit, maxStayDays, responseHours } = card
  const { acceptsChildren, acceptsPets, accessible, acceptsFromOtherCountries, languages, services, contacts } = card
  const takes = { acceptsChildren, acceptsPets, accessible, acceptsFromOtherCountries }
  const has = { languages, services, fit, maxStayDays, responseHours, contacts }
  return {
    alias,
    country: country || null,
    zone,
    type,
    placesTotal,
    placesFree,
    ...takes,
    ...has,
    validHours: 72,
  }
}

/** What keeps the form from being sent: a field that is missing or does not fit; none, when it may go. */
export const missingIn = ({
  alias,
  country,
  placesTotal,
  placesFree,
}: OfferDraft): Readonly<Record<string, boolean>> => ({
  alias: alias.trim() === '',
  country: country === null,
  placesTotal: placesTotal === null,
  placesFree: placesFree !== null && placesTotal !== null && placesFree > placesTotal,
})

/** The form as the command takes it. Only what `missingIn` finds nothing in is sent. */
export const offerInput = (draft: OfferDraft, houseCardId?: string): CommandInput<'house.offer'> => {
  const { placesFree, placesTotal, country, ...said } = draft
  return {
    ...said,
    alias: said.alias.trim(),
    zone: said.zone.trim(),
    country: country ?? '',
    placesTotal: placesTotal ?? 0,
    languages: [...said.languages],
    services: [...said.services],
    contacts: [...said.contacts],
    ...(placesFree !== null && { placesFree }),
    ...(houseCardId !== undefined && { houseCardId }),
  }
}
