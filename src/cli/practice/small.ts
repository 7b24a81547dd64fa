import { admitByKeys } from '#cli/practice/byKeys'
import { aliases } from '#cli/practice/names'
import { joinByStick, stickOf } from '#cli/practice/people'
import type { People } from '#cli/practice/people'
import { practiceEntries } from '#cli/practice/registryEntries'
import { makeCases } from '#cli/practice/smallCases'
import { makeCommittees } from '#cli/practice/smallCommittees'
import { makeHouses } from '#cli/practice/smallHouses'
import { newHand } from '#cli/practice/workshop'
import type { MadeVault, Workshop } from '#cli/practice/workshop'

/** All of the network. */
const size = 12

/** A network that was founded some weeks ago: a coordinator, three facilitators, eight members; three have a laptop here. */
const found = async (shop: Workshop): Promise<People> => {
  const [first = '', second = '', third = '', ...others] = aliases(shop.draw, size)
  shop.clock.goTo(-40)
  const coordinator = await newHand(shop, { folder: 'coordinadora', alias: first, role: 'coordinator' })
  await coordinator.call('network.create', { name: 'Red de Práctica', country: 'GT', alias: first })
  const made = { folder: 'facilitadora', alias: second, role: 'facilitator' } as const
  const facilitator = await joinByStick(shop, coordinator, made)
  const member = await joinByStick(shop, coordinator, { folder: 'integrante', alias: third, role: 'member' })
  const people = others.map((alias, i) => ({ alias, role: i < 2 ? ('facilitator' as const) : ('member' as const) }))
  const byKeys = await admitByKeys(shop, coordinator, people)
  const stick = stickOf(shop)
  const meet = async (): Promise<void> => {
    for (const hand of [coordinator, facilitator, member, coordinator, facilitator]) await hand.visit(stick)
  }
  await meet()
  const facilitators = byKeys.slice(0, 2)
  // the founder made them alone; the second word makes them full
  for (const memberId of facilitators) await facilitator.call('member.setRole', { memberId, role: 'facilitator' })
  await meet()
  const own = await Promise.all([coordinator, facilitator, member].map((hand) => hand.memberId()))
  const ids = [own[0] ?? '', own[1] ?? '', ...facilitators, own[2] ?? '', ...byKeys.slice(2)]
  return { coordinator, facilitator, member, ids, meet }
}

/** Thirty entries of the year before, of which some are verified, some coded a second time, and some wait. */
const makeRegistry = async (shop: Workshop, { coordinator, facilitator, ids, meet }: People): Promise<void> => {
  const { spaceId } = await coordinator.call('space.open', { kind: 'registry' })
  await coordinator.call('space.grant', { spaceId, memberId: ids[1] ?? '' })
  const year = String(shop.clock.now().getUTCFullYear() - 1)
  const entries = practiceEntries(shop.draw.whole(1_000_000), {
    ...{ year, personal: 17, collective: 9, organisation: 4, gendered: 12 },
  })
  const { entryIds } = await coordinator.call('registry.submitMany', { entries })
  await meet()
  for (const [i, entryId] of entryIds.slice(0, 12).entries()) {
    await facilitator.call('registry.verify', { entryId, sources: ['defender', 'organisation'], outcome: 'verified' })
    const { target, types, genderDimension } = entries[i] ?? {}
    if (i < 4) await facilitator.call('registry.code', { entryId, target, types, genderDimension })
  }
  await meet()
  await coordinator.call('registry.closePeriod', { period: year })
}

/** “Red de Práctica”: what a network has after its first weeks. Everything in it is invented. */
export const makeSmall = async (shop: Workshop): Promise<MadeVault[]> => {
  const people = await found(shop)
  const { coordinator, facilitator, member, meet } = people
  await coordinator.call('space.open', { kind: 'care' })
  const { spaceId } = await coordinator.call('space.open', { kind: 'protection' })
  // so that what coordinators know of her cases is written by her laptop
  await coordinator.call('space.grant', { spaceId, memberId: people.ids[1] ?? '' })
  await meet()
  await makeCases(shop, people)
  shop.clock.goTo(-4)
  await makeRegistry(shop, people)
  await makeHouses(shop, people)
  shop.clock.goTo(0)
  await makeCommittees(shop, people)
  await meet()
  await meet()
  return [coordinator, facilitator, member].map(({ made }) => made)
}
