import process from 'node:process'
import { afterAll, expect, test } from 'vitest'
import type { Conflict } from '#shared/contract/caseViews'
import { alertMachine } from '#shared/rules/alert'
import { caseMachine } from '#shared/rules/caseStatus'
import { holdMachine } from '#shared/rules/hold'
import { statesOf, wayTo } from '#shared/rules/machine'
import type { Machine } from '#shared/rules/machine'
import { measureMachine } from '#shared/rules/measure'
import { referralMachine } from '#shared/rules/referral'
import { entryMachine } from '#shared/rules/registry'
import { relocationMachine } from '#shared/rules/relocation'
import { shiftMachine } from '#shared/rules/shift'
import { stayMachine } from '#shared/rules/stay'
import { taskMachine } from '#shared/rules/task'
import { everybodyGoesHome, foundNetwork, joinNetwork, meet } from '../support/people'
import type { Person } from '../support/people'
import { randomOf, seedsOf } from '../support/random'
import { openHouse, party } from '../core/houses/support'
import { wantsEntry } from '../core/registry/support'

// Three in one team carry the same things through their states, at random and mostly apart. Each move that a laptop takes is
// one that the table allows from where that laptop saw the thing, each that it refuses is one that the table forbids, and
// when all have met they see the same: one state, or the versions that were said apart, each a state of the machine.

afterAll(everybodyGoesHome)

/** Something that stands in a state: how to see it, and how to say that it goes elsewhere. */
type Thing = {
  readonly name: string
  readonly machine: Machine
  /** Goals that a command of its own says; all states when left out. */
  readonly goals?: readonly string[]
  /** What a laptop says of it is derived from several words (docs/glossary.md): the table is no oracle for one move. */
  readonly isDerived?: boolean
  /** Who reads it; all three when left out. */
  readonly readers?: readonly Person[]
  /** All states that were said apart and stand, or the one. */
  readonly standing: (who: Person) => Promise<readonly string[]>
  readonly move: (who: Person, to: string) => Promise<string>
}

const said = (conflicts: readonly Conflict[], path: string, shown: string): string[] => {
  const versions = conflicts.find((one) => one.path === path)?.versions.flatMap(({ value }) => value ?? [])
  return [...new Set(versions ?? [shown])].sort()
}

const one = <T>(list: readonly T[], is: (row: T) => boolean): T => {
  const found = list.find(is)
  if (found === undefined) throw new Error('it is not there')
  return found
}

const inCase = async (alma: Person, caseId: string): Promise<Thing[]> => {
  const reason = 'así es'
  const consent = { caseId, purpose: 'refer_org', state: 'given', to: 'Casa Pino' } as const
  const { consentId } = await alma.call('case.setConsent', consent)
  const { measureId } = await alma.call('case.addMeasure', { caseId, type: 'legal' })
  const { referralId } = await alma.call('case.addReferral', { caseId, toOrg: 'Casa Pino', consentId })
  const { relocationId } = await alma.call('case.addRelocation', { caseId })
  const part = (
    name: 'measures' | 'referrals' | 'relocations',
    id: string,
    machine: Machine,
    field: 'status' | 'stage',
  ): Thing => ({
    name,
    machine,
    standing: async (who) => {
      const view = await who.query('case.view', { caseId })
      const rows = view[name] as readonly Readonly<Record<string, unknown>>[]
      const row = one(rows, (it) => Object.values(it).includes(id))
      return said(view.conflicts, `${name}.${id}.${field}`, String(row[field]))
    },
    move: (who, status) => who.tryCall('case.setPartStatus', { caseId, part: name, id, status, reason } as never),
  })
  return [
    {
      name: 'the case',
      machine: caseMachine,
      goals: statesOf(caseMachine).filter((state) => state !== 'transferred'),
      standing: async (who) => {
        const { status, conflicts } = await who.query('case.view', { caseId })
        return said(conflicts, 'status', status)
      },
      move: (who, status) => who.tryCall('case.setStatus', { caseId, status, reason, defenderInformed: true } as never),
    },
    part('measures', measureId, measureMachine, 'status'),
    part('referrals', referralId, referralMachine, 'status'),
    part('relocations', relocationId, relocationMachine, 'stage'),
  ]
}

const inHouse = async (alma: Person, bina: Person, carla: Person): Promise<Thing[]> => {
  const { houseCardId, spaceId } = await openHouse(alma, bina, [3, 3])
  await alma.call('space.grant', { spaceId, memberId: await carla.id() })
  const { stayId } = await alma.call('stay.expect', { houseCardId, guestAlias: 'Las dos', partySize: 2 })
  const { holdId } = await alma.call('hold.request', { houseCardId, caseCode: 'K7M2Q', party: party(1) })
  return [
    {
      name: 'the stay',
      machine: stayMachine,
      goals: statesOf(stayMachine).filter((state) => state !== 'expected'),
      standing: async (who) => {
        const { stays } = await who.query('stay.list', { houseCardId })
        const { conflicts } = await who.query('house.team', { houseCardId })
        return said(conflicts, `stays.${stayId}.status`, one(stays, (stay) => stay.stayId === stayId).status)
      },
      move: (who, to) => {
        const stay = { houseCardId, stayId }
        if (to === 'arrived') return who.tryCall('stay.arrive', { ...stay, guestAlias: 'Las dos', partySize: 2 })
        if (to === 'extended') return who.tryCall('stay.extend', { ...stay, until: '2026-12-31' })
        if (to === 'departed')
          return who.tryCall('stay.depart', { ...stay, kind: 'return', date: new Date().toISOString().slice(0, 10) })
        return who.tryCall('stay.setStatus', { ...stay, status: to } as never)
      },
    },
    {
      name: 'the hold',
      machine: holdMachine,
      goals: ['accepted', 'declined', 'cancelled'],
      isDerived: true,
      readers: [alma, bina],
      standing: async (who) => {
        const hold = one((await who.query('hold.list')).holds, (held) => held.holdId === holdId)
        return hold.versions.length > 0 ? [...hold.versions].sort() : [hold.status]
      },
      move: (who, to) =>
        to === 'cancelled'
          ? who.tryCall('hold.cancel', { holdId })
          : who.tryCall('hold.answer', { holdId, answer: to, reason: 'full' } as never),
    },
  ]
}

const inRegistry = async (alma: Person, others: readonly Person[]): Promise<Thing> => {
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  for (const other of others) await alma.call('space.grant', { spaceId, memberId: await other.id() })
  const { entryId } = await alma.call('registry.submit', wantsEntry({ draft: true }))
  const { entryId: of } = await alma.call('registry.submit', wantsEntry())
  return {
    name: 'the entry',
    machine: entryMachine,
    goals: statesOf(entryMachine).filter((state) => state !== 'draft' && state !== 'published_in'),
    standing: async (who) => {
      const { status, conflicts } = await who.query('registry.view', { entryId })
      return said(conflicts, `entries.${entryId}.status`, status)
    },
    move: (who, to) => {
      if (to === 'withdrawn') return who.tryCall('registry.withdraw', { entryId })
      if (to === 'duplicate') return who.tryCall('registry.markDuplicate', { entryId, of })
      if (to === 'coded') return who.tryCall('registry.code', { entryId, types: ['harassment'] })
      if (to === 'verified' || to === 'discarded') {
        const outcome = { outcome: to, reason: 'así es', sources: ['defender', 'media'] } as const
        return who.tryCall('registry.verify', { entryId, ...outcome, sources: [...outcome.sources] })
      }
      return who.tryCall('registry.setStatus', { entryId, status: to as 'submitted', reason: 'así es' })
    },
  }
}

const inCommittee = async (alma: Person, others: readonly Person[]): Promise<Thing[]> => {
  const { committeeId } = await alma.call('committee.create', { type: 'urgent_action', name: 'Acción urgente' })
  for (const who of [alma, ...others])
    await alma.call('committee.addMember', { committeeId, memberId: await who.id(), role: 'guardia' })
  const { taskId } = await alma.call('task.add', { committeeId, title: 'Llamar' })
  const said3 = { level: 'prevention', text: 'Estar atentas', audience: 'all', confirm: 'prevention' } as const
  const { alertId } = await alma.call('alert.raise', said3)
  const day = 86_400_000
  const [start, end] = [3 * day, 3.5 * day].map((after) => new Date(Date.now() + after).toISOString())
  const shift = { committeeId, start: start ?? '', end: end ?? '', primary: await alma.id() }
  const { shiftId } = await alma.call('shift.assign', shift)
  return [
    {
      name: 'the task',
      machine: taskMachine,
      standing: async (who) => {
        const { tasks, conflicts } = await who.query('committee.view', { committeeId })
        return said(conflicts, `tasks.${taskId}.status`, one(tasks, (task) => task.taskId === taskId).status)
      },
      move: (who, to) => who.tryCall('task.setStatus', { committeeId, taskId, status: to as 'open' }),
    },
    {
      name: 'the alert',
      machine: alertMachine,
      goals: statesOf(alertMachine).filter((state) => state !== 'raised'),
      standing: async (who) => {
        const alert = one((await who.query('alert.list')).alerts, (row) => row.alertId === alertId)
        return said(alert.conflicts, `alerts.${alertId}.status`, alert.status)
      },
      move: (who, to) => who.tryCall('alert.setStatus', { alertId, status: to as 'attended' }),
    },
    {
      name: 'the shift',
      machine: shiftMachine,
      goals: ['confirmed', 'swap_requested', 'covered', 'gap'],
      isDerived: true,
      standing: async (who) => {
        const { shifts } = await who.query('shift.calendar', { from: shift.start, to: shift.end })
        const row = one(shifts, (held) => held.shiftId === shiftId)
        return said(row.conflicts, `shifts.${shiftId}.status`, row.status)
      },
      move: (who, to) => {
        if (to === 'confirmed') return who.tryCall('shift.confirm', { shiftId })
        if (to === 'swap_requested') return who.tryCall('shift.swap', { shiftId })
        return who.tryCall(to === 'covered' ? 'shift.take' : 'shift.release', { shiftId })
      },
    },
  ]
}

/** Refusals that come from a rule beside the table. */
const otherRules = ['NotByCoder', 'AlreadySo', 'NotAllowed', 'NotHers', 'InRest']
const steps = 150

test.each(seedsOf('walks', 2))(
  'walk %i',
  async (seed) => {
    const random = randomOf(seed)
    const alma = await foundNetwork()
    const bina = await joinNetwork(alma, 'Bina', 'facilitator')
    const carla = await joinNetwork(alma, 'Carla', 'facilitator')
    const team = [alma, bina, carla]
    const allMeet = async (): Promise<void> => {
      for (const [a, b] of [
        [alma, bina],
        [alma, carla],
        [alma, bina],
      ] as const)
        await meet(a, b)
    }
    await allMeet()
    const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
    for (const who of [bina, carla]) await alma.call('case.grant', { caseId, memberId: await who.id() })
    const things = [
      ...(await inCase(alma, caseId)),
      ...(await inHouse(alma, bina, carla)),
      await inRegistry(alma, [bina, carla]),
      ...(await inCommittee(alma, [bina, carla])),
    ]
    await allMeet()

    const tried = { taken: 0, refused: 0, apart: 0 }
    for (let step = 0; step < steps; step++) {
      if (random.next() < 0.08) {
        const [a, b] = random.shuffle(team)
        if (a && b) await meet(a, b)
        continue
      }
      const thing = random.pick(things)
      const who = random.pick(thing.readers ?? team)
      const before = await thing.standing(who)
      const goals = thing.goals ?? statesOf(thing.machine)
      const open = goals.filter((goal) => wayTo(thing.machine, before, goal) !== 'none')
      const to = random.pick(open.length > 0 && random.next() < 0.7 ? open : goals)
      const done = await thing.move(who, to)
      const at = `${thing.name}: ${before.join('|')} → ${to} by ${who.alias}, step ${step}`
      if (done === 'ok') tried.taken += 1
      else tried.refused += 1
      if (thing.isDerived || otherRules.includes(done)) continue
      expect([at, done]).toEqual([at, wayTo(thing.machine, before, to) === 'none' ? 'NoSuchMove' : 'ok'])
      if (done === 'ok') expect([at, await thing.standing(who)]).toEqual([at, [to]])
    }
    /** What all see of each thing, and see alike. */
    const seenByAll = async (): Promise<(readonly [Thing, readonly string[]])[]> => {
      await allMeet()
      await allMeet()
      return Promise.all(
        things.map(async (thing) => {
          const [first = [], ...rest] = await Promise.all((thing.readers ?? team).map((who) => thing.standing(who)))
          for (const other of rest) expect([thing.name, other]).toEqual([thing.name, first])
          for (const state of first) expect(statesOf(thing.machine)).toContain(state)
          return [thing, first] as const
        }),
      )
    }
    for (const [thing, versions] of await seenByAll()) {
      if (versions.length < 2 || thing.isDerived) continue
      tried.apart += 1
      expect([thing.name, versions, await thing.move(bina, versions[0] ?? '')]).toEqual([thing.name, versions, 'ok'])
    }
    for (const [thing, versions] of await seenByAll())
      if (!thing.isDerived) expect([thing.name, versions.length]).toEqual([thing.name, 1])
    for (const who of team) expect(await who.engine().check()).toMatchObject({ value: { ok: true } })
    process.stdout.write(
      `walk ${seed}: ${tried.taken} moves taken, ${tried.refused} refused, ${tried.apart} left in two versions and chosen\n`,
    )
    expect(tried.taken).toBeGreaterThan(20)
  },
  120_000,
)
