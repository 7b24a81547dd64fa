import { z } from 'zod'
import type { Conflict } from '#shared/contract/caseViews'
import { day, heads, id16, id32, month } from '#shared/contract/fields'
import { nothing, operation } from '#shared/contract/operation'
import type { Heads } from '#shared/contract/operation'
import { holdRecord } from '#shared/records/hold'
import { houseRecord, incidentRecord, roomRecord } from '#shared/records/house'
import { houseCardRecord } from '#shared/records/houseCard'
import { inputOf } from '#shared/records/record'
import type { ValueOf } from '#shared/records/record'
import { departureKind, extensionRecord, stayRecord } from '#shared/records/stay'
import { longestHold } from '#shared/rules/hold'
import { houseStatuses } from '#shared/rules/house'
import type { houseFreshness } from '#shared/rules/house'
import type { PlacesOfDay } from '#shared/rules/housePlaces'
import { statesOf } from '#shared/rules/machine'
import { stayMachine } from '#shared/rules/stay'

type Named = { readonly memberId: string; readonly alias: string }

/** A card of the house board. */
export type HouseRow = {
  readonly houseCardId: string
  readonly alias: string
  readonly country: string
  readonly type: string
  readonly status: string
  readonly placesTotal: number
  readonly placesFree: number
  readonly freshness: ReturnType<typeof houseFreshness>
  readonly validUntil: string
  readonly zone: string
  readonly acceptsChildren: boolean | null
  readonly acceptsPets: boolean | null
  readonly accessible: boolean | null
  readonly acceptsFromOtherCountries: boolean | null
  readonly maxStayDays: number | null
  readonly services: readonly string[]
  readonly languages: readonly string[]
  /** Who reads a request for it. */
  readonly contacts: readonly Named[]
  /** She is of the house's team: she opens it with `house.team`. */
  readonly mine: boolean
  /** The steps to take now (`evacuation`), where the house is compromised; null otherwise. */
  readonly checklistId: string | null
}
/** What a house shared of itself with the network so that it can be counted, and what it would share now. */
export type HouseFigures = {
  /** The last month that was shared. */
  readonly through: string | null
  /** She answers for the house and, where it has a team, is of it. */
  readonly mayShare: boolean
  /**
   * Until the last month that is over: stays and requests that the network does not have, or has otherwise, how many of these
   * requests found no room, and how many of all still wait for an answer. null: nothing new, or not hers to share.
   */
  readonly next: {
    readonly through: string
    readonly stays: number
    readonly requests: number
    readonly unmet: number
    readonly waiting: number
  } | null
}
/** A card as its form shows it. */
export type HouseCardView = ValueOf<typeof houseCardRecord> & {
  readonly houseCardId: string
  readonly heads: readonly string[]
  readonly mayChange: boolean
  readonly figures: HouseFigures
  readonly conflicts: readonly Conflict[]
}
/** A request for places, to who asked and to who answers for the house. */
export type HoldRow = Omit<ValueOf<typeof holdRecord>, 'requestedBy' | 'answeredBy'> & {
  readonly holdId: string
  readonly houseAlias: string
  readonly country: string
  readonly people: number
  readonly requestedBy: Named | null
  readonly answeredBy: Named | null
  /** A state of a hold; `double_booked`: with what else was accepted there are not places enough, and the house chooses. */
  readonly status: string
  /** What was said apart, where that differs: a yes and a no. */
  readonly versions: readonly string[]
  readonly mine: boolean
  readonly mayAnswer: boolean
  readonly houseCompromised: boolean
}
type WithId<R, Id extends string> = ValueOf<R> & Readonly<Record<Id, string>>
/** A stay, as the house's team sees it. */
export type StayRow = WithId<typeof stayRecord, 'stayId'>
/** The whole of a house as its team sees it. */
export type HouseTeamView = ValueOf<typeof houseRecord> & {
  readonly houseCardId: string
  readonly spaceId: string
  readonly heads: readonly string[]
  readonly rooms: readonly WithId<typeof roomRecord, 'roomId'>[]
  readonly stays: readonly StayRow[]
  readonly extensions: readonly WithId<typeof extensionRecord, 'extensionId'>[]
  readonly incidents: readonly WithId<typeof incidentRecord, 'incidentId'>[]
  /** Holds of it that this laptop reads. */
  readonly holds: readonly HoldRow[]
  /** From today, one a day; empty while there are no rooms. */
  readonly calendar: readonly PlacesOfDay[]
  readonly team: readonly Named[]
  readonly figures: HouseFigures
  /** The steps of the evacuation, where the house is compromised. */
  readonly checklist: { readonly checklistId: string; readonly steps: readonly string[] } | null
  readonly conflicts: readonly Conflict[]
}
/** A request that did not come to a stay, counted. */
export type UnmetRow = {
  readonly outcome: 'declined' | 'expired'
  /** Why it was declined; null for one that nobody answered in time. */
  readonly reason: string | null
  readonly country: string
  readonly requests: number
  readonly people: number
}

const card = { houseCardId: id16() }
const edit = { path: z.string().max(160), value: z.json(), basedOn: heads().optional() }

/** Commands on houses, holds and stays. */
export const houseCommands = {
  'house.offer': operation<Heads & { readonly houseCardId: string }>()(
    inputOf(houseCardRecord, {
      houseCardId: id16().optional(),
      validHours: z.number().int().min(1).max(2_160).default(72),
    }),
  ),
  'house.setStatus': operation<Heads>()(z.strictObject({ ...card, status: z.enum(houseStatuses) })),
  /** One field of the card, by its name. */
  'house.setField': operation<Heads>()(z.strictObject({ ...card, ...edit })),
  /** The house's own space, with its document; what is not given is taken from the card. */
  'house.openTeam': operation<{ readonly spaceId: string }>()(inputOf(houseRecord, card)),
  /** One field of the house's own document: `address`, `rooms.<id>.beds`, `stays.<id>.belongingsNote`. */
  'house.setTeamField': operation<Heads>()(z.strictObject({ ...card, ...edit })),
  'house.addRoom': operation<Heads & { readonly roomId: string }>()(inputOf(roomRecord, card)),
  'house.removeRoom': operation<Heads>()(z.strictObject({ ...card, roomId: id16() })),
  'incident.add': operation<Heads & { readonly incidentId: string; readonly checklistId: string | null }>()(
    inputOf(incidentRecord, card),
  ),
  /**
   * Shares with the network what may be counted of the house until a month, it included. Who answers for it does, and where it
   * has a team she is of it. Failures: NotHouseContact · NotHouseTeam · MonthNotOver · RequestsWait (one of these months has no
   * answer yet) · UnknownHouse · KeyMissing.
   */
  'house.shareFigures': operation<Heads>()(z.strictObject({ ...card, through: month() })),
  /** `hours`: 4, or 24 for a house in another country, when left out. */
  'hold.request': operation<{ readonly holdId: string; readonly expiresAt: string }>()(
    inputOf(holdRecord, { ...card, hours: z.number().int().min(1).max(longestHold).optional() }),
  ),
  /** A no needs a reason, also one that takes a yes back. `hours`: a yes keeps the place so long from now. */
  'hold.answer': operation<Heads>()(
    z.strictObject({
      holdId: id32(),
      answer: z.enum(['accepted', 'declined']),
      reason: holdRecord.fields.reason.schema.optional(),
      hours: z.number().int().min(1).max(longestHold).optional(),
    }),
  ),
  'hold.cancel': operation<Heads>()(z.strictObject({ holdId: id32() })),
  /** Somebody will come who asked by no hold. */
  'stay.expect': operation<Heads & { readonly stayId: string }>()(inputOf(stayRecord, card)),
  /** They are there: from a hold, as a stay that was expected, or from nothing. */
  'stay.arrive': operation<Heads & { readonly stayId: string }>()(
    inputOf(stayRecord, { ...card, holdId: id32().optional(), stayId: id16().optional() }),
  ),
  'stay.setStatus': operation<Heads>()(
    z.strictObject({
      ...card,
      stayId: id16(),
      status: z.enum(statesOf(stayMachine)).exclude(['expected', 'arrived', 'extended', 'departed']),
    }),
  ),
  'stay.extend': operation<Heads>()(inputOf(extensionRecord, { ...card, stayId: id16() })),
  'stay.depart': operation<Heads>()(
    z.strictObject({
      ...card,
      stayId: id16(),
      kind: departureKind.schema,
      date: day(),
      planDone: z.boolean().nullable().default(null),
    }),
  ),
} as const

/** Queries of houses, holds and stays. */
export const houseQueries = {
  'house.board': operation<{ readonly houses: readonly HouseRow[] }>()(nothing()),
  'house.view': operation<HouseCardView>()(z.strictObject(card)),
  'house.team': operation<HouseTeamView>()(z.strictObject(card)),
  /**
   * Requests made from one day to another (both included) that were declined or ran out, counted. Of the requests that
   * this laptop reads, and no others: nobody counts for a network without reading who asked for whom.
   */
  'house.unmet': operation<{ readonly rows: readonly UnmetRow[] }>()(z.strictObject({ from: day(), to: day() })),
  /** Those she made and those she answers. */
  'hold.list': operation<{ readonly holds: readonly HoldRow[] }>()(nothing()),
  'stay.list': operation<{ readonly stays: readonly StayRow[] }>()(z.strictObject(card)),
} as const
