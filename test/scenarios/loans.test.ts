import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cut } from '../support/cutLink'
import { beforeBodies, meetOver, overDays } from '../support/cutLink'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, newFolder, newPerson } from '../support/people'
import type { Person } from '../support/people'

afterAll(everybodyGoesHome)

/** A house that Alma offers; the same card again is offered anew. */
const offer = (person: Person, i: number) =>
  person.call('house.offer', {
    alias: `Casa ${i}`,
    country: 'GT',
    type: 'safe_house',
    placesTotal: 9,
    placesFree: i % 9,
  })

const viewOf = async (person: Person) => ({
  members: (await person.query('member.list')).members.map(({ alias }) => alias),
  houses: (await person.query('house.board')).houses.map(({ alias, placesFree }) => [alias, placesFree]),
  committees: (await person.query('committee.list')).committees.map(({ name }) => name),
})

const whole = async (person: Person): Promise<void> => {
  expect(await person.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
  expect(await person.query('sync.status')).toMatchObject({ waiting: 0, checking: 0, bodies: 0 })
}

/** Somebody new is let in over a link that is cut when she asks for bodies. */
const joinUntil = async (host: Person, alias: string, cut: Cut): Promise<Person> => {
  const guest = await newPerson(alias)
  const { code } = await host.call('invitation.create', { role: 'member' })
  await guest.call('network.join', { code, alias })
  await meetOver(host, guest, cut, { admit: true })
  return guest
}

let alma: Person
const folder = newFolder()
beforeAll(async () => {
  alma = await foundNetwork()
  await alma.call('committee.create', { type: 'security', name: 'Seguridad' })
  await overDays(alma, folder, 40, (i) => offer(alma, i))
}, 120_000)

describe('Dora joins a network with a long history', () => {
  test('sees the board before the bodies came, cannot change it, and can once they came', async () => {
    const dora = await joinUntil(alma, 'Dora', beforeBodies)
    expect(await viewOf(dora)).toEqual(await viewOf(alma))
    const status = await dora.query('sync.status')
    expect(status).toMatchObject({ checking: 1 })
    expect(status.bodies).toBeGreaterThanOrEqual(40)
    expect(await dora.engine().check()).toMatchObject({ ok: true, value: { ok: true } })
    expect(
      await dora.tryCall('house.offer', { alias: 'Otra', country: 'GT', type: 'safe_house', placesTotal: 1 }),
    ).toBe('BeingChecked')
    await dora.reopen()
    expect((await viewOf(dora)).houses).toHaveLength(40)
    await meet(alma, dora)
    await whole(dora)
    expect(await viewOf(dora)).toEqual(await viewOf(alma))
    await offer(dora, 99)
    await meet(alma, dora)
    expect((await viewOf(alma)).houses).toHaveLength(41)
    expect((await dora.query('quarantine.list')).items).toEqual([])
  })

  test('has all of it after one meeting, when nothing is cut', async () => {
    const elena = await joinNetwork(alma, 'Elena')
    await whole(elena)
    expect(await viewOf(elena)).toEqual(await viewOf(alma))
  })
})
