import { readMeta } from '#core/vault/meta'
import { idHex } from '#core/vault/sql'
import { openVault } from '#core/vault/vault'
import { openLedger } from '#core/envelopes/ledger'
import type { Ledger } from '#core/envelopes/ledger'
import { deviceKeysFromBytes } from '#core/identity/deviceKeys'
import { isStanding } from '#core/spaces/judged'
import { rootVouchers } from '#core/spaces/reach'
import { createRootLog } from '#core/spaces/rootLog'
import type { RootLog } from '#core/spaces/rootLog'
import type { RootView } from '#core/spaces/spaceFold'
import { createSpaceLog } from '#core/spaces/spaceLog'
import type { Entry } from '#core/spaces/entry'
import type { RootState } from '#core/spaces/rootState'
import type { SpaceState } from '#core/spaces/spaceState'
import { includes } from '#core/spaces/vector'
import type { Vector } from '#core/spaces/vector'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet, passphrase } from '../support/people'
import type { Person } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import type { Random } from '../support/random'
import { rootBenchOf } from '../support/rootBench'

afterAll(everybodyGoesHome)

let people: Record<'alma' | 'bina' | 'carla' | 'dora' | 'elia', Person>
let caseId: string
let root: Entry[]
let space: Entry[]

/** Ops of the root that count in a past: those that decide who is in, and those that do not. */
const countedIn = (log: RootLog, past: Vector): string[] => {
  const { state, isVoid } = log.fold(past)
  const judged = root.flatMap(({ id }) => log.judgedOf(id) ?? []).filter(({ entry }) => includes(past, entry))
  return judged
    .filter((one) => (isStanding(one.entry.op) ? !state.voided.has(one.entry.id) : !isVoid(one)))
    .map(({ entry }) => entry.id)
}

/** Who is in, in one past, as one text, for comparing. */
const dumpRoot = (log: RootLog, past: Vector = log.all()): string => {
  const state: RootState = log.stateAt(past)
  return JSON.stringify({
    members: [...state.members].map(([id, { role, alias, unchecked }]) => [id, role, alias, unchecked]).sort(),
    devices: [...state.devices].sort(),
    goneDevices: [...state.goneDevices].sort(),
    gone: [...state.gone].sort(),
    suspended: [...state.suspended].map(([id, by]) => [id, [...by].sort()]).sort(),
    full: [...state.full].sort(),
    wasFull: [...state.wasFull].sort(),
    used: [...state.usedInvites, ...state.usedPasses].sort(),
    boxes: [...state.boxes].sort(),
    voided: [...state.voided].sort(),
    counted: countedIn(log, past),
  })
}
const dumpSpace = (state: SpaceState): string =>
  JSON.stringify({
    granted: [...state.granted].map(([id, grants]) => [id, grants.map((grant) => grant.id).sort()]).sort(),
    owner: state.owner,
    revokes: state.revokes.map(({ id }) => id),
    voided: [...state.voided].sort(),
  })

/** A random order in which everything comes after its past. */
const anyOrder = (random: Random, entries: readonly Entry[]): Entry[] => {
  const left = [...entries]
  const done: Entry[] = []
  while (left.length > 0) {
    const ready = left.filter((entry) => left.every((other) => other === entry || !includes(entry.past, other)))
    const next = random.pick(ready)
    done.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return done
}

/** The root as ops of spaces see it, as `openLedger` has it. */
const viewOf = (log: RootLog, past: Vector): RootView => {
  const { state, vouchers } = log.fold(past)
  return { state, vouchers: () => rootVouchers(vouchers()) }
}

const openLedgerOf = async (person: Person): Promise<{ ledger: Ledger; close: () => void }> => {
  await person.lock()
  const vault = await openVault(person.vault, passphrase)
  if (!vault.ok) throw new Error(vault.error.type)
  const { db } = vault.value
  const [network, keys] = [readMeta(db, 'network'), readMeta(db, 'device keys')]
  if (!network || !keys) throw new Error('no network')
  const ledger = openLedger(db, idHex(network), deviceKeysFromBytes(keys), () => new Date())
  return { ledger, close: () => vault.value.close() }
}

beforeAll(async () => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const carla = await joinNetwork(alma, 'Carla', 'facilitator')
  const dora = await joinNetwork(alma, 'Dora')
  const elia = await joinNetwork(alma, 'Elia')
  people = { alma, bina, carla, dora, elia }
  caseId = (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId
  for (const one of [bina, dora]) await alma.call('case.grant', { caseId, memberId: await one.id() })
  for (const one of [bina, carla, dora, elia]) await meet(alma, one)
  // concurrent ops: nobody has heard of the others
  const elias = await elia.id()
  await bina.call('member.setRole', { memberId: elias, role: 'facilitator' })
  await alma.call('member.setRole', { memberId: elias, role: 'facilitator' })
  await carla.call('invitation.create', { role: 'member' })
  await alma.call('case.revoke', { caseId, memberId: await bina.id() })
  await alma.call('case.grant', { caseId, memberId: await carla.id() })
  for (const one of [bina, carla, dora, elia, bina, carla]) await meet(alma, one)
}, 120_000)

describe('the fold gives one answer for one set of ops', () => {
  test('Alma and Bina hold the same log and see the same members', async () => {
    const lists = await Promise.all([people.alma, people.bina].map((one) => one.query('member.list')))
    expect(lists[0]).toEqual(lists[1])
  })

  test.each(seedsOf('fold', 1))('in sixty orders of delivery, and in every partial one (seed %i)', async (seed) => {
    const random = randomOf(seed)
    const { ledger, close } = await openLedgerOf(people.alma)
    const at = (id: string) => ledger.root().entry(id) ?? ledger.space(caseId)?.entry(id)
    const ids = ledger.db
      .prepare('SELECT lower(hex(e.id)) FROM op o JOIN envelope e ON e.no = o.envelope', { pluck: true })
      .all<string>()
    const all = ids.flatMap((id) => at(id) ?? [])
    root = all.filter(({ id }) => ledger.root().has(id))
    space = all.filter(({ id }) => !ledger.root().has(id))
    expect(root.length).toBeGreaterThan(10)
    expect(space.length).toBeGreaterThan(5)
    const truth = dumpRoot(ledger.root())
    const spaceState = ledger.space(caseId)?.state(ledger.rootView())
    if (!spaceState) throw new Error('no case log')
    const spaceTruth = dumpSpace(spaceState)
    for (let order = 0; order < 60; order++) {
      const log = createRootLog(rootBenchOf(ledger.network))
      const partial = new Map<string, string>()
      for (const entry of anyOrder(random, root)) {
        log.add(entry)
        partial.set(entry.id, dumpRoot(log, entry.past))
      }
      expect(dumpRoot(log)).toBe(truth)
      for (const [id, dump] of partial) expect(dump).toBe(dumpRoot(ledger.root(), at(id)?.past ?? new Map()))
      const spaceLog = createSpaceLog((past) => viewOf(log, past))
      for (const entry of anyOrder(random, space)) spaceLog.add(entry)
      expect(dumpSpace(spaceLog.state(viewOf(log, log.all())))).toBe(spaceTruth)
    }
    close()
    await people.alma.reopen()
  })
})

describe('R2, making: two for standing', () => {
  test('Alma alone makes one full facilitator; the next needs a second and is provisional until then', async () => {
    const { members } = await people.carla.query('member.list')
    const by = Object.fromEntries(members.map((member) => [member.alias, member]))
    expect(by.Alma).toMatchObject({ role: 'coordinator', provisional: false })
    expect(by.Bina).toMatchObject({ role: 'facilitator', provisional: false })
    expect(by.Carla).toMatchObject({ role: 'facilitator', provisional: true })
  })
  test('what Alma and Bina said apart of Elia counts as a pair', async () => {
    const { members } = await people.dora.query('member.list')
    expect(members.find(({ alias }) => alias === 'Elia')).toMatchObject({ role: 'facilitator', provisional: false })
  })
  test('Carla, provisional, opens cases and invites members, and invites no facilitator and makes nobody', async () => {
    const { carla, dora } = people
    expect(await carla.tryCall('case.open', { kindOfSubject: 'family', country: 'GT' })).toBe('ok')
    expect(await carla.tryCall('invitation.create', { role: 'member' })).toBe('ok')
    expect(await carla.tryCall('invitation.create', { role: 'facilitator' })).toBe('NotAllowed')
    expect(await carla.tryCall('member.setRole', { memberId: await dora.id(), role: 'facilitator' })).toBe('NotAllowed')
  })
  test('Bina confirms Carla, and she is full', async () => {
    const { alma, bina, carla } = people
    const made = await bina.call('member.setRole', { memberId: await carla.id(), role: 'facilitator' })
    expect(made).toMatchObject({ done: true })
    await meet(alma, bina)
    const { members } = await alma.query('member.list')
    expect(members.find(({ alias }) => alias === 'Carla')).toMatchObject({ provisional: false })
  })
  test('Dora, a member, makes nobody, invites nobody and opens no case', async () => {
    const { alma, dora } = people
    expect(await dora.tryCall('member.setRole', { memberId: await alma.id(), role: 'facilitator' })).toBe('NotAllowed')
    expect(await dora.tryCall('invitation.create', { role: 'member' })).toBe('NotAllowed')
    expect(await dora.tryCall('case.open', { kindOfSubject: 'defender', country: 'MX' })).toBe('NotAllowed')
  })
})

describe('grant and revoke', () => {
  test('Bina lost her place and reads no more of it; Carla got hers with the new key', async () => {
    const { bina, carla } = people
    expect(await bina.tryQuery('case.view', { caseId })).toBe('NotOnTeam')
    expect(await bina.tryCall('case.addNote', { caseId, kind: 'call', text: 'Tarde.' })).toBe('NotOnTeam')
    expect((await carla.query('case.access', { caseId })).readers.map(({ alias }) => alias).sort()).toEqual([
      'Alma',
      'Carla',
      'Dora',
    ])
  })
  test('what is written after the revoke is sealed with a key that Bina was not given', async () => {
    const { alma, bina, dora } = people
    await dora.call('case.addNote', { caseId, kind: 'visit', text: 'Después del cambio de clave.' })
    await meet(alma, dora)
    await meet(alma, bina)
    expect((await alma.query('case.view', { caseId })).notes.map(({ text }) => text)).toContain(
      'Después del cambio de clave.',
    )
    const { ledger, close } = await openLedgerOf(bina)
    const sealed = ledger.chains
      .inState('sealed', 0, 100)
      .filter(({ device }) => ledger.root().state().devices.get(device)?.member !== undefined)
    expect(sealed.length).toBeGreaterThan(0)
    close()
    await bina.reopen()
  })
  test('only the owner grants and revokes, and she does not take herself off', async () => {
    const { alma, dora, bina } = people
    expect(await dora.tryCall('case.grant', { caseId, memberId: await bina.id() })).toBe('NotAllowed')
    expect(await dora.tryCall('case.revoke', { caseId, memberId: await alma.id() })).toBe('NotAllowed')
    expect(await alma.tryCall('case.revoke', { caseId, memberId: await alma.id() })).toBe('OwnerStays')
  })
})
