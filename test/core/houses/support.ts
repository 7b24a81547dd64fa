import { foundNetwork, meet, newPerson } from '../../support/people'
import type { Person } from '../../support/people'

/** A laptop whose clock can be set: `wrong.by` in ms is added to the right time. */
export type Clocked = { readonly person: Person; readonly wrong: { by: number } }

/** Somebody joins with a laptop whose clock can be set. */
const joinClocked = async (
  host: Person,
  alias: string,
  role: 'member' | 'facilitator' = 'member',
): Promise<Clocked> => {
  const wrong = { by: 0 }
  const person = await newPerson(alias, () => new Date(Date.now() + wrong.by))
  const { code } = await host.call('invitation.create', { role })
  await person.call('network.join', { code, alias })
  await meet(host, person, { admit: true })
  return { person, wrong }
}

/** A network whose founder, Ceiba, looks after a house in another country; each meets her, twice round. */
export const gather = async () => {
  const ceiba = await foundNetwork('Ceiba')
  const luz = await joinClocked(ceiba, 'Luciérnaga', 'facilitator')
  const jacaranda = await joinClocked(ceiba, 'Jacaranda')
  const dora = await joinClocked(ceiba, 'Dora')
  const others = [luz.person, jacaranda.person, dora.person]
  const round = async (): Promise<void> => {
    for (let i = 0; i < 2; i++) for (const one of others) await meet(ceiba, one)
  }
  await round()
  return { ceiba, luz, jacaranda, dora, round }
}

/** A house with its team's space: Ceiba and Luciérnaga answer for it. */
export const openHouse = async (ceiba: Person, luz: Person, beds: readonly number[]) => {
  const contacts = [await ceiba.id(), await luz.id()]
  const { houseCardId } = await ceiba.call('house.offer', {
    alias: 'Casa Maíz',
    country: 'GT',
    type: 'safe_house',
    placesTotal: beds.reduce((sum, many) => sum + many, 0),
    contacts,
  })
  const { spaceId } = await ceiba.call('house.openTeam', { houseCardId, address: 'Calle Escondida 7' })
  await ceiba.call('space.grant', { spaceId, memberId: await luz.id() })
  for (const [i, many] of beds.entries())
    await ceiba.call('house.addRoom', { houseCardId, label: `Cuarto ${i + 1}`, beds: many })
  return { houseCardId, spaceId }
}

/** A case of no network: five symbols that mean nothing. */
export const caseCode = 'K7M2Q'
/** One adult and, when said, children under six. */
export const party = (adults: number, small?: number) => ({
  adults,
  childrenByBand: small === undefined ? {} : { age_0_5: small },
})

/** A card as somebody's board shows it. */
export const cardOn = async (person: Person, houseCardId: string) =>
  (await person.query('house.board')).houses.find((one) => one.houseCardId === houseCardId)

/** A hold as somebody's list shows it. */
export const holdOn = async (person: Person, holdId: string) =>
  (await person.query('hold.list')).holds.find((one) => one.holdId === holdId)
