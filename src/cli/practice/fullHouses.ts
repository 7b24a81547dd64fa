import type { NetworkPlan } from '#cli/practice/fullNetworks'
import type { Hand, Workshop } from '#cli/practice/workshop'
import { lastMonthBefore } from '#shared/rules/houseFigure'

/** Days before the end of November 2013 on which somebody came in a hurry to the house in Guatemala, and nights she stayed. */
const urgentStays: readonly (readonly [daysBefore: number, nights: number, people: number])[] = [
  ...([
    [205, 12, 1],
    [196, 20, 3],
    [183, 8, 1],
    [170, 30, 2],
    [158, 15, 1],
    [141, 10, 4],
  ] as const),
  ...([
    [127, 21, 1],
    [110, 14, 2],
    [92, 9, 1],
    [66, 25, 2],
    [31, 40, 3],
    [12, 30, 1],
  ] as const),
]

const makeStays = async (
  shop: Workshop,
  hand: Hand,
  houseCardId: string,
  aliases: readonly string[],
): Promise<void> => {
  const leaving: { readonly day: number; readonly stayId: string }[] = []
  for (const [i, [daysBefore, nights, partySize]] of urgentStays.entries()) {
    const arrival = -daysBefore
    for (const gone of leaving.filter(({ day }) => day <= arrival)) {
      shop.clock.goTo(gone.day)
      const date = shop.clock.day(gone.day)
      await hand.call('stay.depart', { houseCardId, stayId: gone.stayId, kind: 'return', date, planDone: true })
      leaving.splice(leaving.indexOf(gone), 1)
    }
    shop.clock.goTo(arrival)
    const { stayId } = await hand.call('stay.arrive', {
      houseCardId,
      guestAlias: aliases[i] ?? `Huésped ${i + 1}`,
      partySize,
      arrival: shop.clock.day(arrival),
      plannedDeparture: shop.clock.day(arrival + nights),
      agreementSigned: true,
    })
    await hand.call('stay.setStatus', { houseCardId, stayId, status: 'in_stay' })
    leaving.push({ day: arrival + nights, stayId })
    leaving.sort((a, b) => a.day - b.day)
  }
}

/**
 * The cards of a network, and behind one of them its house with rooms; in Guatemala the stays since May 2013, shared with the
 * network so that they can be counted.
 */
export const makeHouses = async (
  shop: Workshop,
  hand: Hand,
  { country, house, place }: NetworkPlan,
  members: readonly string[],
): Promise<void> => {
  shop.clock.goTo(-240)
  const [coordinator = '', contact = ''] = members
  await hand.call('house.offer', {
    alias: place.alias,
    country,
    zone: place.zone,
    type: 'rest',
    placesTotal: place.total,
    contacts: [contact],
    maxStayDays: 15,
    acceptsFromOtherCountries: true,
    validHours: 2_160,
  })
  if (!house) return
  const { houseCardId } = await hand.call('house.offer', {
    alias: house.alias,
    country,
    zone: house.zone,
    type: 'safe_house',
    placesTotal: house.beds.reduce((sum, beds) => sum + beds, 0),
    contacts: [coordinator, contact],
    acceptsChildren: true,
    acceptsFromOtherCountries: true,
    maxStayDays: 90,
    services: ['psychosocial', 'medical'],
    validHours: 2_160,
  })
  await hand.call('house.openTeam', { houseCardId, address: 'Dirección inventada: donde da la sombra a las cuatro' })
  for (const [i, beds] of house.beds.entries())
    await hand.call('house.addRoom', { houseCardId, label: `Cuarto ${i + 1}`, beds, family: beds > 2 })
  if (country !== 'GT') return
  await makeStays(shop, hand, houseCardId, [
    'Nube',
    'Lluvia',
    'Maíz',
    'Río',
    'Luna',
    'Piedra',
    'Hoja',
    'Semilla',
    'Barro',
    'Viento',
    'Raíz',
    'Alba',
  ])
  shop.clock.goTo(-10)
  await hand.call('house.shareFigures', { houseCardId, through: lastMonthBefore(shop.clock.day(-10)) })
}
