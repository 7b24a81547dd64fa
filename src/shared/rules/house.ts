/** What a house's card may say of it. `limited` and `full` follow from places; `paused`, `closed` and `compromised` are said. */
export const houseStatuses = ['open', 'limited', 'full', 'paused', 'closed', 'compromised'] as const

/** Who published the places of a card last: who offers it, by hand, or the house team's laptop from its stays and holds. */
export const placesSources = ['offer', 'team'] as const

/** A card lapses in its last day, so that somebody confirms it before it is unconfirmed. */
const lapsingHours = 24

/** Whether the card is still confirmed at `now` (both ISO 8601 UTC); `lapsing`: within 24 hours it is so no longer. */
export const houseFreshness = (validUntil: string, now: string): 'confirmed' | 'lapsing' | 'unconfirmed' => {
  const left = Date.parse(validUntil) - Date.parse(now)
  if (!(left >= 0)) return 'unconfirmed'
  return left <= lapsingHours * 3_600_000 ? 'lapsing' : 'confirmed'
}

/** From the least to the most careful: of statuses said apart the last of these holds until somebody chooses. */
const careful: readonly string[] = houseStatuses

const mostCareful = (said: readonly string[]): string =>
  said.reduce((most, one) => (careful.indexOf(one) > careful.indexOf(most) ? one : most), said[0] ?? 'open')

/** Few places: at most a quarter of them, and less than all. */
const byPlaces = (total: number, free: number): string => {
  if (total === 0) return 'open'
  if (free === 0) return 'full'
  return free < total && free * 4 <= total ? 'limited' : 'open'
}

/**
 * What a card shows. `compromised`, `closed` and `paused` hold as said, by anybody of those who said it apart; the rest
 * follows from places. A house that counts by hand may say that it is fuller than its number; one that counts by its
 * rooms may not.
 */
export const shownStatus = (
  said: readonly string[],
  { placesTotal, placesFree, placesFrom }: { placesTotal: number; placesFree: number; placesFrom: string },
): string => {
  const most = mostCareful(said)
  if (careful.indexOf(most) >= careful.indexOf('paused') || !careful.includes(most)) return most
  const derived = byPlaces(placesTotal, Math.min(placesFree, placesTotal))
  return placesFrom === 'team' ? derived : mostCareful([derived, most])
}

/** The checklist of a house that is known to those who should not know it. */
export const evacuationChecklist = 'evacuation'

/** Its steps in order; each is the key of a sentence in i18n (`evacuation.<step>`). */
export const evacuationSteps = [
  'people_first',
  'safe_route',
  'next_place',
  'tell_holds',
  'tell_team',
  'take_documents',
  'devices_off',
  'no_return',
  'accompany',
  'note_incident',
] as const
