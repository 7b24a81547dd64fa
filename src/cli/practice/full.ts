import { makeHouses } from '#cli/practice/fullHouses'
import { committees2013, networks2013, parts, registry2012 } from '#cli/practice/fullNetworks'
import type { NetworkPlan } from '#cli/practice/fullNetworks'
import { admitByKeys } from '#cli/practice/byKeys'
import { aliases } from '#cli/practice/names'
import { practiceEntries } from '#cli/practice/registryEntries'
import type { RegistryMarginals } from '#cli/practice/registryEntries'
import { newHand } from '#cli/practice/workshop'
import type { Hand, MadeVault, Workshop } from '#cli/practice/workshop'

/** Members of each committee. */
const seats = 6
/** Entries that one call takes. */
const atOnce = 200

/** Which part of the registry each network holds: all of it in the proportion of their members. */
const registryParts = (): RegistryMarginals[] => {
  const sizes = networks2013.map(({ members }) => members)
  const partsOf = (whole: number): number[] => parts(whole, sizes)
  const { year, personal, collective, organisation, gendered } = registry2012
  const by = [personal, collective, organisation, gendered].map(partsOf)
  return sizes.map((_, i) => {
    const [personal = 0, collective = 0, organisation = 0, gendered = 0] = by.map((each) => each[i] ?? 0)
    return { year, personal, collective, organisation, gendered }
  })
}

const makeCommittees = async (shop: Workshop, hand: Hand, members: readonly string[]): Promise<void> => {
  for (const [type, name, mandate] of committees2013) {
    const { committeeId } = await hand.call('committee.create', { type, name, mandate })
    for (const [i, memberId] of shop.draw.shuffled(members).slice(0, seats).entries())
      await hand.call('committee.addMember', { committeeId, memberId, role: i === 0 ? 'coordinación' : 'integrante' })
  }
}

/** The entries are the network's own: whatever country was drawn, it is this one. */
const makeRegistry = async (
  hand: Hand,
  { country }: NetworkPlan,
  seed: number,
  of: RegistryMarginals,
): Promise<void> => {
  const entries = practiceEntries(seed, of).map((entry) => ({ ...entry, country }))
  for (let from = 0; from < entries.length; from += atOnce)
    await hand.call('registry.submitMany', { entries: entries.slice(from, from + atOnce) })
  await hand.call('registry.closePeriod', { period: of.year })
}

const makeNetwork = async (shop: Workshop, plan: NetworkPlan, of: RegistryMarginals): Promise<MadeVault> => {
  const { name, country, areas, folder } = plan
  const [alias = '', ...others] = aliases(shop.draw, plan.members)
  const made = { folder, alias, role: 'coordinator' as const }
  shop.clock.goTo(-690) // the first days of 2012
  const hand = await newHand(shop, made)
  await hand.call('network.create', { name, country, alias })
  const people = others.map((one, i) => ({
    alias: one,
    role: i === 0 ? ('facilitator' as const) : ('member' as const),
  }))
  const members = [await hand.memberId(), ...(await admitByKeys(shop, hand, people))]
  for (const kind of ['protection', 'registry', 'care'] as const) await hand.call('space.open', { kind })
  await makeCommittees(shop, hand, members)
  for (const [areaName, departments] of areas)
    await hand.call('area.save', {
      name: areaName,
      departments: [...departments],
      contacts: shop.draw.shuffled(members).slice(0, 2),
    })
  shop.clock.goTo(-320) // January 2013: the year is over and counted
  await makeRegistry(hand, plan, shop.draw.whole(1_000_000), of)
  await makeHouses(shop, hand, plan, members)
  return made
}

/** The five meet as a region: a network of its own, in the first vault, with a delegate of each of the others by her keys. */
const makeRegion = async (shop: Workshop, hand: Hand, delegates: readonly string[]): Promise<void> => {
  const { networkId } = await hand.query('me')
  await hand.call('network.choose', { networkId: 'new' })
  await hand.call('network.create', {
    name: 'Mesoamérica 2013',
    country: 'GT',
    alias: hand.made.alias,
    kind: 'regional',
  })
  await admitByKeys(
    shop,
    hand,
    delegates.map((alias) => ({ alias, role: 'member' as const })),
  )
  await hand.call('network.choose', { networkId: networkId ?? '' })
}

/**
 * “Mesoamérica 2013”: five networks with 364 members, each its coordinator's vault, and in the first vault also the
 * region. 414 entries of 2012, 166 of them gendered, are spread over the five by their members. No funds, publications
 * or gatherings: there are no records of these.
 */
export const makeFull = async (shop: Workshop): Promise<MadeVault[]> => {
  const made: MadeVault[] = []
  for (const [i, of] of registryParts().entries()) {
    const plan = networks2013[i]
    if (!plan) continue
    made.push(await makeNetwork(shop, plan, of))
    // one at a time is open, but for the first, which the region comes into
    if (i > 0) await shop.opened.at(-1)?.lock()
  }
  const [first] = shop.opened
  const [, ...others] = made
  shop.clock.goTo(-30)
  if (first)
    await makeRegion(
      shop,
      first,
      others.map(({ alias }) => alias),
    )
  return made
}
