import type { People } from '#cli/practice/people'
import type { Hand, Workshop } from '#cli/practice/workshop'

/** A committee, and who of the twelve is in it. Those with a laptop come first, so that some shifts are theirs. */
const committees = [
  {
    type: 'security',
    name: 'Seguridad',
    mandate: 'Mira los riesgos con cada compañera y acuerda con ella los siguientes pasos.',
    seats: [0, 4, 5, 6],
    task: 'Revisar con calma la hoja de teléfonos de cada zona',
    decision: 'Cada cambio de turno deja una nota breve, aunque no haya pasado nada.',
  },
  {
    type: 'urgent_action',
    name: 'Acción urgente',
    mandate: 'Contesta cuando alguien llama, de día y de noche.',
    seats: [1, 2, 7, 8],
    task: 'Probar el teléfono de guardia una vez por semana',
    decision: 'Quien contesta no decide sola: siempre llama a otra antes de pasar una hora.',
  },
  {
    type: 'self_care',
    name: 'Autocuidado',
    mandate: 'Cuida que quienes cuidan también descansen.',
    seats: [3, 9, 10, 11],
    task: 'Buscar fecha para la caminata del mes',
    decision: 'Después de siete días de guardia siguen catorce de descanso, sin excepción.',
  },
] as const

/** Days from today on which a shift begins; each lasts two. Between the third and the fourth a day is nobody's. */
const starts = [-1, 1, 3, 6] as const

const shiftsOf = async (shop: Workshop, by: Hand, committeeId: string, seats: readonly string[]): Promise<string[]> => {
  const ids: string[] = []
  for (const [i, start] of starts.entries()) {
    const [primary = '', backup = ''] = [seats[i % seats.length], seats[(i + 2) % seats.length]]
    const span = { start: shop.clock.moment(start), end: shop.clock.moment(start + 2) }
    ids.push((await by.call('shift.assign', { committeeId, ...span, primary, backup })).shiftId)
  }
  return ids
}

/** Three committees with this week's shifts, among them one that nobody holds; and an alert that two answered. */
export const makeCommittees = async (shop: Workshop, people: People): Promise<void> => {
  const { coordinator, facilitator, member, ids, meet } = people
  const shifts: string[][] = []
  for (const { type, name, mandate, seats, task, decision } of committees) {
    const { committeeId } = await coordinator.call('committee.create', { type, name, mandate })
    const roster = seats.map((seat) => ids[seat] ?? '')
    for (const [i, memberId] of roster.entries())
      await coordinator.call('committee.addMember', {
        committeeId,
        memberId,
        role: i === 0 ? 'coordinación' : 'integrante',
      })
    await coordinator.call('task.add', { committeeId, title: task, due: shop.clock.day(5), owner: roster[0] ?? null })
    await coordinator.call('decision.add', { committeeId, text: decision })
    shifts.push(await shiftsOf(shop, coordinator, committeeId, roster))
  }
  const [security = [], urgent = [], care = []] = shifts
  await meet()
  const confirm = (hand: Hand, shiftId = ''): Promise<unknown> => hand.call('shift.confirm', { shiftId })
  await confirm(coordinator, security[0])
  await confirm(member, security[1])
  await confirm(facilitator, urgent[0])
  // she cannot, and nobody has taken it yet
  await coordinator.call('shift.release', { shiftId: care[1] ?? '' })
  await coordinator.call('shift.handover', {
    shiftId: security[0] ?? '',
    note: 'Tarde tranquila. Llamó una compañera para avisar que llegó bien; mañana conviene preguntarle cómo durmió.',
  })
  const { alertId } = await coordinator.call('alert.raise', {
    level: 'prevention',
    coarsePlace: 'Departamento 4',
    text: 'La carretera del puente está cerrada hasta el viernes. Quien tenga que viajar, que avise y salga acompañada.',
    audience: 'all',
    confirm: 'prevention',
  })
  await meet()
  await facilitator.call('alert.ack', { alertId, action: 'seen' })
  await member.call('alert.ack', { alertId, action: 'going' })
  await makeDirectory(shop, people)
}

/** Areas, and the cards of those who have a laptop: nobody writes another's. */
const makeDirectory = async (shop: Workshop, { coordinator, facilitator, member, ids }: People): Promise<void> => {
  for (const [name, departments, contact] of [
    ['Área del río', ['Departamento 4', 'Departamento 7'], 1],
    ['Área de la sierra', ['Departamento 9'], 2],
  ] as const)
    await coordinator.call('area.save', { name, departments: [...departments], contacts: [ids[contact] ?? ''] })
  await coordinator.call('card.set', {
    languages: ['es', 'quc'],
    skills: ['security', 'communication'],
    availability: 'hours',
  })
  await facilitator.call('card.set', {
    languages: ['es', 'mam'],
    skills: ['psychosocial', 'hosting'],
    availability: 'days',
    restPeriods: [{ from: shop.clock.day(12), to: shop.clock.day(19) }],
  })
  await member.call('card.set', { languages: ['es'], skills: ['transport', 'digital'], availability: 'immediate' })
}
