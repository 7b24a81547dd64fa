import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everybodyGoesHome, foundNetwork } from '../../support/people'
import type { Person } from '../../support/people'
import { caseMachine } from '#shared/rules/caseStatus'
import type { CaseStatus } from '#shared/rules/caseStatus'
import { statesOf } from '#shared/rules/machine'
import type { Machine } from '#shared/rules/machine'
import { partMachines } from '#shared/rules/partStatus'

afterAll(everybodyGoesHome)

let alma: Person
beforeAll(async () => {
  alma = await foundNetwork()
}, 60_000)

/** The shortest way from the beginning to a state, by the table. */
const wayTo = (machine: Machine, goal: string): string[] => {
  const ways: string[][] = [[machine.initial]]
  for (const way of ways) {
    const last = way.at(-1) ?? ''
    if (last === goal) return way.slice(1)
    for (const next of machine.moves[last] ?? []) if (!ways.some((one) => one.includes(next))) ways.push([...way, next])
  }
  throw new Error(`no way to ${goal}`)
}

const openCase = async (): Promise<string> =>
  (await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })).caseId

describe('a case', () => {
  const states = statesOf(caseMachine).filter((state) => state !== 'transferred')
  const move = (caseId: string, status: string) =>
    alma.tryCall('case.setStatus', {
      caseId,
      status: status as Exclude<CaseStatus, 'transferred'>,
      reason: 'así es',
      defenderInformed: true,
    })

  test.each(states)('from %s goes where the table says, and nowhere else', async (from) => {
    for (const to of states) {
      const caseId = await openCase()
      for (const step of wayTo(caseMachine, from)) expect(await move(caseId, step)).toBe('ok')
      const isOpen = caseMachine.moves[from].includes(to)
      expect([from, to, await move(caseId, to)]).toEqual([from, to, isOpen ? 'ok' : 'NoSuchMove'])
      const { status } = await alma.query('case.view', { caseId })
      expect(status).toBe(isOpen ? to : from)
    }
  })

  test('nothing but a transfer transfers it', async () => {
    expect(await move(await openCase(), 'transferred')).toBe('NoSuchMove')
  })
})

describe.each(['measures', 'referrals', 'relocations'] as const)('rows of %s', (part) => {
  const machine = partMachines[part]
  let caseId: string
  beforeAll(async () => {
    caseId = await openCase()
  })
  const add = async (): Promise<string> => {
    if (part === 'measures') return (await alma.call('case.addMeasure', { caseId, type: 'legal' })).measureId
    if (part === 'relocations') return (await alma.call('case.addRelocation', { caseId })).relocationId
    const said = { caseId, purpose: 'refer_org', state: 'given', to: 'Casa Pino' } as const
    const { consentId } = await alma.call('case.setConsent', said)
    return (await alma.call('case.addReferral', { caseId, toOrg: 'Casa Pino', consentId })).referralId
  }
  const move = (id: string, status: string, reason = 'así es') =>
    alma.tryCall('case.setPartStatus', { caseId, part, id, status, reason } as never)

  test.each(statesOf(machine))('from %s go where the table says, and nowhere else', async (from) => {
    for (const to of statesOf(machine)) {
      const id = await add()
      for (const step of wayTo(machine, from)) expect(await move(id, step)).toBe('ok')
      const isOpen = machine.moves[from]?.includes(to)
      expect([from, to, await move(id, to)]).toEqual([from, to, isOpen ? 'ok' : 'NoSuchMove'])
    }
  })

  test('an unknown state, row or reason is refused', async () => {
    const id = await add()
    expect(await move(id, 'arriving')).toBe('BadInput')
    expect(await move('ab'.repeat(16), machine.moves[machine.initial]?.[0] ?? '')).toBe('UnknownRow')
    for (const to of ['cancelled', 'revoked', 'returned'])
      if (machine.moves[machine.initial]?.includes(to)) expect(await move(id, to, ' ')).toBe('ReasonNeeded')
  })
})
