import { practiceEntries } from '#cli/practice/registryEntries'
import type { CommandInput } from '#shared/contract/commands'
import { foundNetwork, joinNetwork, meet, newFolder } from './people'
import type { Person } from './people'

/** What a release of the registry of a year asks for. */
export const specOf = (period: string, more: object = {}): CommandInput<'release.check'>['spec'] => ({
  period,
  sections: ['registry'],
  ...more,
})

/**
 * Three who coordinate and read the registry, and a member. The year 2012 is in it, and closed. Of fewer than twenty entries
 * only how many there are is told, which is soon counted.
 */
export const coordinators = async (
  entries = 18,
): Promise<{ readonly alma: Person; readonly bina: Person; readonly carla: Person; readonly dina: Person }> => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'coordinator')
  const carla = await joinNetwork(alma, 'Carla', 'coordinator')
  const dina = await joinNetwork(alma, 'Dina')
  await meet(alma, bina)
  // two make a coordinator: who let her in, and a second
  await bina.call('member.setRole', { memberId: await carla.id(), role: 'coordinator' })
  const { spaceId } = await alma.call('space.open', { kind: 'registry' })
  for (const one of [bina, carla]) await alma.call('space.grant', { spaceId, memberId: await one.id() })
  const made = practiceEntries(2012, {
    year: '2012',
    personal: entries - 2 * Math.floor(entries / 4),
    collective: Math.floor(entries / 4),
    organisation: Math.floor(entries / 4),
    gendered: Math.floor(entries / 3),
  })
  // the registry of one network is of its own country
  await alma.call('registry.submitMany', { entries: made.map((entry) => ({ ...entry, country: 'MX' })) })
  await alma.call('registry.closePeriod', { period: '2012' })
  await around(alma, bina, carla, dina)
  return { alma, bina, carla, dina }
}

/** The first meets each of the others, twice: all know the same. */
export const around = async (first: Person, ...others: readonly Person[]): Promise<void> => {
  for (let round = 0; round < 2; round++) for (const other of others) await meet(first, other)
}

/** Where a release stands on somebody's laptop. */
export const standsAs = async (who: Person, releaseId: string): Promise<string | undefined> =>
  (await who.query('release.list')).releases.find((one) => one.releaseId === releaseId)?.status

/** Files of a release in a fresh folder. */
export const filesFor = async (who: Person, of: CommandInput<'release.files'>['of']) => {
  const folder = newFolder()
  return { folder, ...(await who.call('release.files', { of, folder })) }
}
