import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromHex } from '#core/crypto/bytes'
import { encodeEmpty } from '#core/envelopes/content'
import { openEnvelope } from '#core/envelopes/openEnvelope'
import { recipientsOf } from '#core/spaces/rootState'
import { caseDocument } from '#shared/records/case'
import { deliver, deliverOverTcp, insidersLeave, setApart, turn } from '../../support/insider'
import type { Insider } from '../../support/insider'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../../support/people'
import type { Person } from '../../support/people'

afterAll(async () => {
  insidersLeave()
  await everybodyGoesHome()
})

type Standing = Record<string, string>
/** Everybody as a person's laptop has her: role and status. */
const standings = async (person: Person): Promise<Standing> =>
  Object.fromEntries(
    (await person.query('member.list')).members.map(({ alias, role, provisional, status, devices }) => [
      alias,
      `${provisional ? 'provisional ' : ''}${role} ${status} ${devices.map((device) => device.status).join()}`,
    ]),
  )

describe('Mala, a plain member, has valid keys and no manners', () => {
  let alma: Person, bina: Person
  let mala: Insider
  let ids: Record<'alma' | 'bina' | 'mala' | 'dora', string>
  let before: Standing
  beforeAll(async () => {
    alma = await foundNetwork()
    bina = await joinNetwork(alma, 'Bina', 'facilitator')
    const dora = await joinNetwork(alma, 'Dora')
    const person = await joinNetwork(alma, 'Mala')
    ids = { alma: await alma.id(), bina: await bina.id(), mala: await person.id(), dora: await dora.id() }
    for (const one of [bina, dora, person]) await meet(alma, one)
    mala = await turn(person)
    before = await standings(alma)
  }, 120_000)

  const cut = (): unknown[] => []
  const root = (type: string, fields: Record<string, unknown>): Uint8Array =>
    mala.say({ content: mala.op(type, fields) })
  const forgeries: Record<string, () => Uint8Array> = {
    'makes herself a coordinator': () =>
      root('set-role', { member: fromHex(ids.mala), role: 'coordinator', cut: cut() }),
    'makes Dora a facilitator': () => root('set-role', { member: fromHex(ids.dora), role: 'facilitator', cut: cut() }),
    'unmakes Bina': () => root('set-role', { member: fromHex(ids.bina), role: 'member', cut: cut() }),
    'suspends Alma': () => root('suspend', { member: fromHex(ids.alma), cut: cut(), reason: '' }),
    'expels Dora': () => root('expel', { member: fromHex(ids.dora), cut: cut(), reason: '' }),
    'expels Alma': () => root('expel', { member: fromHex(ids.alma), cut: cut(), reason: '' }),
    "revokes Bina's laptop": () => {
      const device = [...mala.ledger.state().devices].find(([, { member }]) => member === ids.bina)?.[0] ?? ''
      return root('revoke-device', { device: fromHex(device), cut: cut(), reason: '' })
    },
    'names herself guardian with Dora': () =>
      root('guardians', { needed: 2, members: [fromHex(ids.mala), fromHex(ids.dora)] }),
    'recovers the network for herself': () => root('recover', { full: [fromHex(ids.mala)], cut: cut() }),
    'erases a space': () => root('erase', { space: fromHex(ids.dora) }),
    'admits late what nobody wrote': () => root('admit-late', { envelopes: [fromHex(ids.dora)] }),
    'mints an epoch without Alma': () => {
      const to = recipientsOf(mala.ledger.state(), new Set([ids.mala, ids.bina, ids.dora]))
      return mala.say({ content: mala.op('epoch', { to: to.map(fromHex), earlier: [] }), recipients: to })
    },
    'mints an epoch with a stranger': () => {
      const to = [...recipientsOf(mala.ledger.state()), 'ab'.repeat(32)]
      return mala.say({ content: mala.op('epoch', { to: to.map(fromHex), earlier: [] }), recipients: to })
    },
    'hands the key to a stranger': () =>
      mala.say({ content: mala.op('box', { to: [fromHex('cd'.repeat(32))] }), recipients: ['cd'.repeat(32)] }),
  }

  test.each(Object.keys(forgeries))('who %s is refused, from a folder and over TCP', async (what) => {
    const first = forgeries[what]?.()
    if (!first) throw new Error(what)
    await deliver(alma, mala, first)
    expect(await standings(alma)).toEqual(before)
    const refused = await setApart(alma)
    expect(refused.at(-1)).toBe('Mala: NoRight')
    const again = forgeries[what]?.()
    if (again) await deliverOverTcp(bina, mala, ...mala.said())
    expect(await standings(bina)).toEqual(before)
    expect((await setApart(bina)).filter((one) => one === 'Mala: NoRight').length).toBeGreaterThan(0)
  })

  test('and everybody still writes', async () => {
    await alma.call('house.offer', { alias: 'Ceiba', country: 'GT', type: 'safe_house', placesTotal: 2 })
    await meet(alma, bina)
    expect((await bina.query('house.board')).houses).toHaveLength(1)
  })
})

describe('Eva was expelled and goes on', () => {
  let alma: Person, bina: Person, carla: Person
  let eva: Insider
  let ids: Record<'alma' | 'dora', string>
  let caseId: string
  beforeAll(async () => {
    alma = await foundNetwork()
    bina = await joinNetwork(alma, 'Bina', 'facilitator')
    carla = await joinNetwork(alma, 'Carla', 'facilitator')
    const dora = await joinNetwork(alma, 'Dora')
    const person = await joinNetwork(alma, 'Eva', 'facilitator')
    ids = { alma: await alma.id(), dora: await dora.id() }
    for (const one of [bina, carla, dora, person]) await meet(alma, one)
    for (const one of [carla, person])
      await bina.call('member.setRole', { memberId: await one.id(), role: 'facilitator' })
    caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
    for (const one of [person, bina]) await alma.call('case.grant', { caseId, memberId: await one.id() })
    for (let i = 0; i < 2; i++) for (const one of [bina, carla, dora, person]) await meet(alma, one)
    const evas = await person.id()
    eva = await turn(person)
    const half = await alma.call('member.expel', { memberId: evas, reason: '' })
    expect(half).toEqual({ done: false, signatures: 1, needed: 2 })
    expect((await alma.query('signature.list')).signatures).toMatchObject([{ act: 'expel', alias: 'Eva', mine: true }])
    await meet(alma, bina)
    expect(await bina.call('member.expel', { memberId: evas, reason: '' })).toEqual({
      done: true,
      signatures: 2,
      needed: 2,
    })
    await meet(alma, bina)
    await meet(alma, carla)
  }, 120_000)

  test('her late note is set apart, and shown with her name', async () => {
    const change = eva.change(caseId, caseDocument, (doc) => {
      doc['notes/tarde'] = { kind: 'call', text: 'tarde', by: '', at: '' }
    })
    await deliver(alma, eva, ...eva.said(), eva.batch(caseId, caseDocument, change))
    expect(await setApart(alma)).toContain('Eva: PastCut')
    expect((await alma.query('case.view', { caseId })).notes).toEqual([])
  })

  test('what she backdates to before she knew is void: she expels nobody, makes nobody, invites nobody', async () => {
    const before = await standings(alma)
    const wires = [
      eva.say({ content: eva.op('expel', { member: fromHex(ids.dora), cut: [], reason: '' }) }),
      eva.say({ content: eva.op('suspend', { member: fromHex(ids.alma), cut: [], reason: '' }) }),
      eva.say({ content: eva.op('set-role', { member: fromHex(ids.dora), role: 'facilitator', cut: [] }) }),
      eva.say({
        content: eva.op('invite', {
          codeKey: fromHex('11'.repeat(32)),
          carrier: fromHex('22'.repeat(32)),
          role: 'member',
          expiresAt: '2030-01-01T00:00:00.000Z',
        }),
      }),
    ]
    await deliver(alma, eva, ...wires)
    await deliver(bina, eva, ...wires.toReversed())
    expect(await standings(alma)).toEqual(before)
    expect(await standings(bina)).toEqual(before)
    expect((await alma.query('member.list')).members.find(({ alias }) => alias === 'Eva')?.status).toBe('expelled')
  })

  test('she opens nothing that is written by who knows, with every key she ever had', async () => {
    await alma.call('case.addNote', { caseId, kind: 'call', text: 'ya sin ella' })
    await alma.call('house.offer', { alias: 'Nueva', country: 'HN', type: 'safe_house', placesTotal: 1 })
    await meet(alma, bina)
    await meet(alma, carla)
    const spy = await turn(carla)
    const { chains } = spy.ledger
    const unseen = [...chains.ends().values()]
      .flatMap((end) =>
        Array.from({ length: end.seq }, (_, i) => chains.at({ chain: end.chain, seq: i + 1 }) ?? []).flat(),
      )
      .filter((held) => !eva.ledger.chains.byId(held.id) && held.device !== eva.device.deviceId)
    expect(unseen.length).toBeGreaterThan(5)
    const opened = unseen.filter((held) => typeof openEnvelope(eva.ledger, held) === 'object')
    // the one thing sealed under a key she has is the word by which she learns that she is accused
    expect(opened.map(({ id }) => spy.ledger.root().entry(id)?.op.type)).toEqual(['expel'])
  })

  test('an empty word under her old key is heard by nobody as more than that', async () => {
    const before = await standings(bina)
    await deliver(bina, eva, eva.say({ content: encodeEmpty() }))
    expect(await standings(bina)).toEqual(before)
  })
})
