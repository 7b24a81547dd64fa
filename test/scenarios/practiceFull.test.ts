import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PracticeVault } from '#cli/practice/createPractice'
import { entryTrees } from '#core/anonymise/entryTrees'
import type { Table } from '#shared/rules/publication'
import { attackerOf } from '../support/anonymise/attacker'
import { everybodyGoesHome, newFolder } from '../support/people'
import { gendered, lockPractice, makePractice, openPractice, runTejido } from '../support/practiceVaults'

// The large practice set, “Mesoamérica 2013”: five networks of invented people, and what may be published of one.

afterAll(async () => {
  await lockPractice()
  await everybodyGoesHome()
})

const manyValued = Object.values(entryTrees).flatMap(({ name, isMany }) => (isMany ? [name] : []))

let vaults: PracticeVault[]
beforeAll(async () => {
  vaults = await makePractice(join(newFolder(), '2013'), '--scale', 'full')
}, 300_000)

type Counted = 'members' | 'committees' | 'areas' | 'houses' | 'countries' | 'entries' | 'gendered' | 'unsealed'
/** The region in a vault, by its name and members. */
const regional = async (vault: PracticeVault | undefined): Promise<[string, number]> => {
  if (!vault) throw new Error('no vault')
  const national = await openPractice(vault)
  const region = (await national.ask('network.list')).networks.find(({ kind }) => kind === 'regional')
  await national.engine.lock()
  const laptop = await openPractice(vault, region?.networkId ?? undefined)
  const { name, members } = await laptop.ask('network.overview')
  await laptop.engine.lock()
  return [name, members]
}
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

test('“Mesoamérica 2013” adds up: 364 members, 414 entries of 2012 of which 166 gendered, 12 stays, 25 committees, 6 areas', async () => {
  expect(vaults.map(({ role }) => role)).toEqual(Array<string>(5).fill('coordinator'))
  const totals: Readonly<Record<Counted, number>>[] = []
  let stays = 0
  const shared: (string | null)[] = []
  for (const [i, vault] of vaults.entries()) {
    const laptop = await openPractice(vault)
    expect(await laptop.engine.check()).toMatchObject({ value: { ok: true, problems: [], quarantined: 0 } })
    const { networks } = await laptop.ask('network.list')
    expect(networks.map(({ kind }) => kind)).toEqual(i === 0 ? ['network', 'regional'] : ['network'])
    const { houses } = await laptop.ask('house.board')
    for (const { houseCardId } of houses.filter(({ mine }) => mine)) {
      stays += (await laptop.ask('stay.list', { houseCardId })).stays.length
      shared.push((await laptop.ask('house.view', { houseCardId })).figures.through)
    }
    const [entries, ofGender] = await gendered(laptop, '2012')
    totals.push({
      members: (await laptop.ask('member.list')).members.length,
      committees: (await laptop.ask('committee.list')).committees.length,
      areas: (await laptop.ask('area.list')).areas.length,
      houses: houses.filter(({ mine }) => mine).length,
      countries: new Set(houses.map(({ country }) => country)).size,
      entries,
      gendered: ofGender,
      unsealed: (await laptop.ask('sync.status')).unsealed,
    })
    await laptop.engine.lock()
  }
  expect(await regional(vaults[0])).toEqual(['Mesoamérica 2013', 5])
  const of = (name: Counted): number[] => totals.map((one) => one[name])
  expect(of('members')).toEqual([112, 82, 65, 80, 25])
  expect(of('committees')).toEqual([5, 5, 5, 5, 5])
  expect(of('areas')).toEqual([6, 0, 0, 0, 0])
  expect(of('houses')).toEqual([1, 1, 0, 1, 0])
  expect(shared).toEqual([null, null, '2013-10'])
  expect(of('unsealed')).toEqual([0, 0, 0, 0, 0])
  const whole = (['members', 'entries', 'gendered', 'countries'] as const).map((name) => sum(of(name)))
  expect([...whole, stays]).toEqual([364, 414, 166, 5, 12])
}, 300_000)

test('what its network of 82 may publish of 2012 has its small numbers protected, and nobody finds them with a solver', async () => {
  const [, honduras] = vaults
  if (!honduras) throw new Error('no vault')
  const folder = newFolder()
  const { code, err } = await runTejido([
    ...['export', 'tables', '--period', '2012', '--out', folder, '--json'],
    ...['--vault', honduras.path, '--passphrase-file', honduras.passphraseFile],
  ])
  expect([code, err]).toEqual([0, ''])
  const name = readdirSync(folder).find((one) => one.endsWith('cuadros.json')) ?? ''
  const { tables } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { tables: Table[] }
  const numbers = tables.flatMap(({ cells }) => cells.map(({ value }) => value))
  expect(numbers.length).toBeGreaterThan(500)
  expect(numbers.filter((value) => value !== null && value > 0 && value < 5)).toEqual([])
  const ofYear = tables
    .filter(({ unit }) => unit === 'aggressions')
    .map((table) => ({ ...table, of: { ...table.of, time: '2012' } }))
  const attacker = await attackerOf(ofYear, manyValued)
  expect(attacker.unknown.length).toBeGreaterThan(10)
  // nobody can say what it is, nor that it is of few
  const intervals = attacker.unknown.map((one) => [one, ...attacker.interval(one)] as const)
  expect(intervals.filter(([, low, high]) => low === high || high < 5)).toEqual([])
}, 120_000)
