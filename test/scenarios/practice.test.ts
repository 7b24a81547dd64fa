import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PracticeVault } from '#cli/practice/createPractice'
import { everybodyGoesHome, newFolder } from '../support/people'
import { gendered, lockPractice, makePractice, openPractice, runTejido } from '../support/practiceVaults'
import type { Laptop } from '../support/practiceVaults'

// Somebody wants to try things before there is anything real: the built program makes her vaults with invented people.

afterAll(async () => {
  await lockPractice()
  await everybodyGoesHome()
})

describe('the small one', () => {
  let folder: string
  let vaults: PracticeVault[]
  let coordinator: Laptop, facilitator: Laptop, member: Laptop
  beforeAll(async () => {
    folder = join(newFolder(), 'practica')
    vaults = await makePractice(folder)
    const [first, second, third] = vaults
    if (!first || !second || !third) throw new Error('three vaults')
    ;[coordinator, facilitator, member] = [
      await openPractice(first),
      await openPractice(second),
      await openPractice(third),
    ]
  }, 120_000)

  test("three vaults, the coordinator's first, each with a phrase of its own that only she reads", () => {
    expect(vaults.map(({ role }) => role)).toEqual(['coordinator', 'facilitator', 'member'])
    expect(readdirSync(folder).sort()).toEqual(
      vaults.flatMap(({ path }) => [path, `${path}.frase`].map((one) => one.slice(folder.length + 1))).sort(),
    )
    const phrases = vaults.map(({ passphraseFile }) => readFileSync(passphraseFile, 'utf8').trim())
    for (const phrase of phrases) expect(phrase.split(' ')).toHaveLength(7)
    expect(new Set(phrases).size).toBe(3)
    for (const { passphraseFile } of vaults) expect(statSync(passphraseFile).mode & 0o777).toBe(0o600)
  })

  test('every vault is whole, and holds a network that has been at work for some weeks', async () => {
    for (const { engine } of [coordinator, facilitator, member])
      expect(await engine.check()).toMatchObject({ value: { ok: true, problems: [], quarantined: 0 } })
    const { members } = await coordinator.ask('member.list')
    const roles = members.map(({ role, provisional }) => (provisional ? 'provisional' : role)).sort()
    expect(roles).toEqual(['coordinator', ...Array<string>(3).fill('facilitator'), ...Array<string>(8).fill('member')])
    expect(members.every(({ unchecked }) => !unchecked)).toBe(true)
    expect((await coordinator.ask('space.list')).spaces.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['protection', 'registry', 'care', 'house', 'committee']),
    )
    expect(await gendered(coordinator, String(new Date().getUTCFullYear() - 1))).toEqual([30, 12])
    const quality = await coordinator.ask('registry.quality', { period: String(new Date().getUTCFullYear() - 1) })
    expect(quality.byStatus).toMatchObject({ submitted: 18, verified: 8, coded: 4 })
  })

  test('four cases in four states; what coordinators know of the one that is not theirs is there too', async () => {
    const { cases } = await coordinator.ask('case.list')
    const theirs = (await facilitator.ask('case.list')).cases
    expect(cases.map(({ status }) => status).sort()).toEqual(['active', 'follow_up', 'received'])
    expect(theirs.map(({ status }) => status).sort()).toEqual(['active', 'assessing', 'follow_up'])
    expect((await member.ask('case.list')).cases.map(({ status }) => status)).toEqual(['follow_up'])
    const stubs = await Promise.all([coordinator, facilitator].map((one) => one.ask('protection.list')))
    for (const known of stubs)
      expect(known.stubs.map(({ status }) => status).sort()).toEqual(['active', 'assessing', 'follow_up', 'received'])
    const caseId = cases.find(({ status }) => status === 'active')?.caseId ?? ''
    const view = await coordinator.ask('case.view', { caseId })
    expect(
      [view.persons, view.aggressions, view.riskAnalyses, view.plans, view.notes].map((part) => part.length),
    ).toEqual([2, 2, 2, 1, 2])
    expect(view.measures.map(({ status }) => status).sort()).toEqual(['done', 'ongoing', 'ongoing', 'requested'])
    expect(view.consents.map(({ state }) => state)).toEqual(['given', 'given', 'given', 'given'])
    expect(view.riskAnalyses.map(({ score }) => score.band)).toEqual(['high', 'medium'])
  })

  test('two houses, one with rooms, a stay and a request that waits; shifts of this week with a gap; an alert that two answered', async () => {
    const { houses } = await coordinator.ask('house.board')
    expect(houses.map(({ alias, freshness }) => [alias, freshness]).sort()).toEqual([
      ['Casa del Colibrí', 'confirmed'],
      ['La Higuera', 'confirmed'],
    ])
    const houseCardId = houses.find(({ mine }) => mine)?.houseCardId ?? ''
    const team = await coordinator.ask('house.team', { houseCardId })
    expect([team.rooms.length, team.stays.map(({ status }) => status)]).toEqual([3, ['in_stay']])
    for (const one of [coordinator, facilitator])
      expect((await one.ask('hold.list')).holds.map(({ status, mayAnswer }) => [status, mayAnswer])).toEqual([
        ['requested', true],
      ])
    expect((await coordinator.ask('committee.list')).committees.map(({ members }) => members.length)).toEqual([4, 4, 4])
    const span = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
    const { shifts, gaps } = await coordinator.ask('shift.calendar', { from: span(-2), to: span(9) })
    expect(shifts).toHaveLength(12)
    expect(shifts.filter(({ status }) => status === 'gap')).toHaveLength(1)
    expect(gaps.length).toBeGreaterThan(0)
    const { alerts } = await coordinator.ask('alert.list')
    expect(alerts.map(({ acks }) => acks.map(({ action }) => action).sort())).toEqual([['going', 'seen']])
  })

  test('after one exchange the three have the same', async () => {
    const stick = newFolder()
    for (const { engine } of [coordinator, facilitator, member, coordinator, facilitator]) {
      const signal = new AbortController().signal
      const met = await engine.exchange({ carriers: [{ kind: 'folder', place: stick }], wait: 0, signal })
      expect(met).toMatchObject({ ok: true, value: { quarantined: 0 } })
    }
    const all = [coordinator, facilitator, member]
    const held = await Promise.all(all.map((one) => one.ask('sync.status')))
    expect(new Set(held.map((status) => status.held)).size).toBe(1)
    expect(held.every(({ waiting, unsealed, missing }) => waiting + unsealed + missing.length === 0)).toBe(true)
    for (const name of ['member.list', 'committee.list', 'area.list'] as const) {
      const views = await Promise.all(all.map((one) => one.ask(name)))
      expect(new Set(views.map((view) => JSON.stringify(view))).size).toBe(1)
    }
    const heads = async (one: Laptop, caseId: string): Promise<string> =>
      [...(await one.ask('case.view', { caseId })).heads].sort().join()
    for (const { caseId } of (await facilitator.ask('case.list')).cases) {
      const team = await Promise.all(
        all.map(async (one) => ((await one.engine.query('case.view', { caseId })).ok ? heads(one, caseId) : undefined)),
      )
      expect(new Set(team.filter((one) => one !== undefined)).size).toBe(1)
    }
  })

  test('the same again in another folder: the same names and texts, other keys', async () => {
    const [again] = await makePractice(join(newFolder(), 'otra'))
    if (!again) throw new Error('no vault')
    const other = await openPractice(again)
    const told = async (one: Laptop): Promise<unknown> => {
      const { cases } = await one.ask('case.list')
      const { members } = await one.ask('member.list')
      const views = await Promise.all(cases.map(({ caseId }) => one.ask('case.view', { caseId })))
      const { entries } = await one.ask('registry.list', { limit: 100 })
      return [
        members.map(({ alias }) => alias).sort(),
        views
          .map(({ alias, summaryInternal, notes }) => [alias, summaryInternal, notes.map(({ text }) => text)])
          .sort(),
        entries.map(({ date, types, department }) => JSON.stringify([date, types, department])).sort(),
      ]
    }
    expect(await told(other)).toEqual(await told(coordinator))
    expect((await other.ask('me')).networkId).not.toBe((await coordinator.ask('me')).networkId)
  }, 120_000)
})

test('a folder with something in it is left alone, and so is a file; wrong words are wrong usage', async () => {
  const folder = newFolder()
  const refused = async (...args: string[]): Promise<[number | null, unknown]> => {
    const { code, out } = await runTejido([...args, '--json'])
    return [code, (JSON.parse(out) as { error?: { type: string } }).error?.type]
  }
  writeFileSync(join(folder, 'carta'), 'Querida:')
  expect(await refused('practice', 'create', folder)).toEqual([1, 'FolderNotEmpty'])
  expect(await refused('practice', 'create', join(folder, 'carta'))).toEqual([1, 'FileExists'])
  expect(readdirSync(folder)).toEqual(['carta'])
  for (const words of [
    ['practice'],
    ['practice', 'create'],
    ['practice', 'make', folder],
    ['practice', 'create', 'a', 'b'],
  ])
    expect(await refused(...words)).toEqual([2, 'WrongUsage'])
  expect(await refused('practice', 'create', join(folder, 'x'), '--scale', 'huge')).toEqual([2, 'WrongUsage'])
  expect(existsSync(join(folder, 'x'))).toBe(false)
})

test('cancelled half way, nothing is left: neither the folder that was made nor anything in one that was there', async () => {
  const home = newFolder()
  const [made, there] = [join(home, 'nueva'), join(home, 'vacia')]
  mkdirSync(there)
  for (const folder of [made, there]) {
    const isUnderWay = (): boolean => existsSync(join(folder, '.sin-terminar', 'facilitadora.frase'))
    const { code, out } = await runTejido(['practice', 'create', folder, '--json'], isUnderWay)
    expect([code, out]).toEqual([130, expect.stringContaining('Cancelled')])
  }
  expect([existsSync(made), readdirSync(there)]).toEqual([false, []])
})
