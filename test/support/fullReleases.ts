import type { Page } from 'playwright-core'
import { practiceEntries } from '#cli/practice/registryEntries'
import { callFromPage, goTo } from './page'
import { joinNetwork, meet } from './people'
import type { Person } from './people'
import { around, specOf } from './releases'

/** So few that only how many there are is told, which is soon counted. */
const few = { personal: 10, collective: 4, organisation: 2, gendered: 6 }
const [published, approved, apart] = ['2020', '2021', '2022'] as const

/**
 * A ledger of releases as it may come to be between `alma` and Luz, who comes to coordinate beside her and is given: one that was
 * published, one that is approved, and two that were set aside apart. `bina`: who facilitates, for two make a coordinator.
 */
export const fullReleases = async (alma: Person, bina: Person): Promise<Person> => {
  const luz = await joinNetwork(alma, 'Luz', 'coordinator')
  await meet(alma, bina)
  await bina.call('member.setRole', { memberId: await luz.id(), role: 'coordinator' })
  const registry = (await alma.query('space.list')).spaces.find(({ kind }) => kind === 'registry')
  await alma.call('space.grant', { spaceId: registry?.spaceId ?? '', memberId: await luz.id() })
  for (const [seed, year] of [published, approved, apart].entries()) {
    await alma.call('registry.submitMany', { entries: practiceEntries(seed, { year, ...few }) })
    await alma.call('registry.closePeriod', { period: year })
  }
  const first = await alma.call('release.lease', { spec: specOf(published) })
  const second = await alma.call('release.lease', { spec: specOf(approved) })
  await around(alma, bina, luz)
  await alma.call('release.lease', { spec: specOf(apart) })
  for (const { releaseId } of [first, second]) await luz.call('release.approve', { releaseId })
  await luz.call('release.publish', { releaseId: first.releaseId })
  await luz.call('release.lease', { spec: specOf(apart) })
  await meet(alma, luz)
  return luz
}

/** Counts what a release of the year before this one would be: a preview is of one sitting, and no screen shows one by itself. */
export const countLastYear = async (page: Page): Promise<void> => {
  await goTo(page, 'Informes')
  await callFromPage(page, 'release.check', { spec: specOf(String(new Date().getFullYear() - 1)) })
  await page.getByText('Contada en esta computadora.').waitFor({ timeout: 60_000 })
}
