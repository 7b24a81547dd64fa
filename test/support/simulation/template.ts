import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { comparesAndAdmits, knockAt, newLaptop } from '../laptops'
import { foundNetwork, joinNetwork, meet } from '../people'
import type { Person } from '../people'
import { actAs, beginStory } from './chance'

/** A network as every story finds it: locked vaults by name, and what is in it. */
export type Template = {
  readonly vaults: ReadonlyMap<string, string>
  /** Who reads the case. */
  readonly team: ReadonlySet<string>
  readonly caseId: string
  readonly houseCardId: string
  readonly committeeId: string
  readonly memberIds: readonly string[]
}

/** Makes it, once: two who facilitate beside the founder, one with two laptops, six of them in the team of a case. */
export const makeTemplate = (laptops: number): Promise<Template> =>
  actAs('template', async () => {
    beginStory('template')
    const alma = await foundNetwork('alma')
    const bina = await joinNetwork(alma, 'bina', 'facilitator')
    const carla = await joinNetwork(alma, 'carla', 'facilitator')
    const people: Person[] = [alma, bina, carla]
    while (people.length < laptops - 1) people.push(await joinNetwork(alma, `m${String(people.length)}`))
    const pass = await people[3]?.call('device.invite', {})
    const third = people[3] ?? alma
    const second = await newLaptop(pass?.code ?? '')
    await knockAt(third, second, comparesAndAdmits(third, second))
    const inTeam = people.slice(0, 6)
    const { caseId } = await alma.call('case.open', {
      kindOfSubject: 'defender',
      country: 'MX',
      summaryInternal: 'Llegó.',
    })
    const memberIds = await Promise.all(people.map((one) => one.id()))
    for (const id of memberIds.slice(1, 6)) await alma.call('case.grant', { caseId, memberId: id })
    const { houseCardId } = await alma.call('house.offer', {
      alias: 'Ceiba',
      country: 'GT',
      type: 'safe_house',
      placesTotal: 9,
      contacts: memberIds.slice(0, 15),
    })
    const { committeeId } = await alma.call('committee.create', { type: 'security', name: 'Seguridad' })
    const all = [...people, second]
    for (let round = 0; round < 2; round++) for (const one of all.slice(1)) await meet(alma, one)
    const vaults = new Map<string, string>()
    for (const one of all) {
      await one.lock()
      vaults.set(one === second ? 'second' : one.alias, one.vault)
    }
    const team = new Set([...inTeam.map(({ alias }) => alias), 'second'])
    return { vaults, team, caseId, houseCardId, committeeId, memberIds }
  })

/** A copy of every vault, at a place. */
export const cloneTemplate = ({ vaults }: Template, place: string): Map<string, string> => {
  mkdirSync(place, { recursive: true })
  return new Map(
    [...vaults].map(([name, vault]) => {
      const copy = join(place, name)
      cpSync(vault, copy, { recursive: true })
      return [name, copy]
    }),
  )
}
