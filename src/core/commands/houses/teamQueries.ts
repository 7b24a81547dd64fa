import { conflictsIn } from '#core/commands/caseQueries'
import type { QueryHandlers } from '#core/commands/handler'
import { named } from '#core/commands/houses/boardQueries'
import { shownCards } from '#core/commands/houses/card'
import { figuresView } from '#core/commands/houses/figures'
import { holdRows } from '#core/commands/houses/holdQueries'
import { asTeamReader, houseCount, houseIn, readHouse } from '#core/commands/houses/team'
import { versionsAt } from '#core/commands/editRows'
import { grantedIn } from '#core/spaces/spaceState'
import type { StayRow } from '#shared/contract/houses'
import { houseSpec, incidentRecord, roomRecord } from '#shared/records/house'
import { rowsIn } from '#shared/records/record'
import { extensionRecord, stayRecord } from '#shared/records/stay'
import { evacuationChecklist, evacuationSteps } from '#shared/rules/house'
import { daysAhead, daysFrom, placesOn } from '#shared/rules/housePlaces'
import { ok } from '#shared/result'

const rows = <K extends string, V extends object>(id: K, of: ReadonlyMap<string, V>) =>
  [...of].map(([key, values]) => ({ [id]: key, ...values }) as V & Readonly<Record<K, string>>)

const placeOf = ({ arrival, recordedAt, stayId }: StayRow): string => `${arrival ?? ''} ${recordedAt ?? ''} ${stayId}`

const staysIn = (state: unknown): StayRow[] =>
  rows('stayId', rowsIn(state, 'stays', stayRecord)).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))

const inTime = <T extends { readonly at: string | null }>(all: T[]): T[] =>
  all.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : (a.at ?? '') > (b.at ?? '') ? 1 : 0))

/** Queries of a house's own document, which its team may ask. */
export const teamQueries = {
  'house.team': async (context, { houseCardId }) => {
    const on = asTeamReader(context, houseCardId)
    if (!on.ok) return on
    const read = await readHouse(on.value)
    if (!read.ok) return read
    const { state, heads, conflicts } = read.value
    const { ledger, root, space } = on.value
    const count = await houseCount(on.value, state, context.now())
    const top = houseIn(state)
    const card = (await shownCards(on.value)).get(houseCardId)
    const isCompromised =
      card?.status === 'compromised' ||
      versionsAt(read.value, 'securityStatus', top.securityStatus).includes('compromised')
    const spaceState = ledger.spaceState(space)
    return ok({
      houseCardId,
      spaceId: space,
      heads,
      ...top,
      rooms: rows('roomId', rowsIn(state, 'rooms', roomRecord)).sort((a, b) => (a.label < b.label ? -1 : 1)),
      stays: staysIn(state),
      extensions: inTime(rows('extensionId', rowsIn(state, 'extensions', extensionRecord))),
      incidents: inTime(rows('incidentId', rowsIn(state, 'incidents', incidentRecord))),
      holds: await holdRows(context, on.value, houseCardId),
      calendar: count ? daysFrom(count.today, daysAhead).map((day) => placesOn(count, day)) : [],
      figures: card ? await figuresView(context, houseCardId, card) : { through: null, mayShare: false, next: null },
      team: named(on.value, spaceState ? [...grantedIn(root, spaceState)].sort() : []),
      checklist: isCompromised ? { checklistId: evacuationChecklist, steps: evacuationSteps } : null,
      conflicts: conflictsIn(on.value, houseSpec, conflicts),
    })
  },
  'stay.list': async (context, { houseCardId }) => {
    const on = asTeamReader(context, houseCardId)
    if (!on.ok) return on
    const read = await readHouse(on.value)
    return read.ok ? ok({ stays: staysIn(read.value.state) }) : read
  },
} satisfies Partial<QueryHandlers>
