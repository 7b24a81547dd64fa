import type { People } from '#cli/practice/people'
import type { Workshop } from '#cli/practice/workshop'

/**
 * Two houses on the board. Behind the first a team with rooms, a mother and her girl who stay there, and a request that
 * waits for an answer; of the second only the card is here.
 */
export const makeHouses = async (
  shop: Workshop,
  { coordinator, facilitator, member, ids, meet }: People,
): Promise<void> => {
  const [first = '', second = ''] = ids
  const { houseCardId } = await coordinator.call('house.offer', {
    alias: 'Casa del Colibrí',
    country: 'GT',
    zone: 'Altiplano',
    type: 'safe_house',
    placesTotal: 6,
    contacts: [first, second],
    acceptsChildren: true,
    acceptsPets: true,
    accessible: false,
    acceptsFromOtherCountries: true,
    languages: ['es', 'quc'],
    services: ['psychosocial', 'rest'],
    maxStayDays: 60,
    responseHours: 4,
    validHours: 720,
  })
  const { spaceId } = await coordinator.call('house.openTeam', {
    houseCardId,
    address: 'Dirección inventada: al final de la calle de los jazmines',
    rules: 'Se cocina entre todas. Las visitas se acuerdan antes. De noche nadie abre sola la puerta.',
    conditions: { water: true, power: true, food: true, second_exit: true },
    contacts: 'La vecina de los geranios sabe a quién llamar.',
  })
  await coordinator.call('space.grant', { spaceId, memberId: second })
  const rooms: string[] = []
  for (const [label, beds, family] of [
    ['Cuarto del patio', 3, true],
    ['Cuarto de arriba', 2, false],
    ['Cuarto azul', 1, false],
  ] as const)
    rooms.push((await coordinator.call('house.addRoom', { houseCardId, label, beds, family })).roomId)
  const { stayId } = await coordinator.call('stay.arrive', {
    houseCardId,
    guestAlias: 'Nube y su niña',
    partySize: 2,
    arrival: shop.clock.day(-4),
    plannedDeparture: shop.clock.day(10),
    roomId: rooms[0] ?? null,
    agreementSigned: true,
    belongingsNote: 'Una maleta pequeña y los cuadernos de la niña.',
    services: ['psychosocial'],
  })
  await coordinator.call('stay.setStatus', { houseCardId, stayId, status: 'in_stay' })
  await facilitator.call('house.offer', {
    alias: 'La Higuera',
    country: 'HN',
    zone: 'Costa',
    type: 'rest',
    placesTotal: 3,
    placesFree: 2,
    contacts: [second],
    acceptsChildren: false,
    accessible: true,
    acceptsFromOtherCountries: true,
    services: ['rest', 'healing'],
    maxStayDays: 10,
    validHours: 336,
  })
  await meet()
  shop.clock.goTo(0)
  const [hers] = (await member.query('case.list')).cases
  await member.call('hold.request', {
    houseCardId,
    caseCode: hers?.caseCode ?? '',
    party: { adults: 1, childrenByBand: { age_6_11: 1 }, needs: 'Llegan en autobús, ya de tarde.' },
    arrival: shop.clock.day(2),
    nights: 5,
    hours: 168,
  })
  await meet()
}
