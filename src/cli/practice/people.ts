import { join } from 'node:path'
import { newHand, Stopped } from '#cli/practice/workshop'
import type { Hand, MadeVault, Workshop } from '#cli/practice/workshop'

/** Who has a laptop in the small practice network, and everybody's ids. */
export type People = {
  readonly coordinator: Hand
  readonly facilitator: Hand
  readonly member: Hand
  /** All twelve: the coordinator, the facilitators, then members; the one with a laptop is first of these. */
  readonly ids: readonly string[]
  /** All that was written so far comes to all three. */
  readonly meet: () => Promise<void>
}

/** The memory stick of the practice network: it goes from hand to hand, and is thrown away with the workshop. */
export const stickOf = (shop: Workshop): string => join(shop.folder, 'memoria')

/**
 * Somebody joins with a laptop of her own, as anybody does: with a code, over a memory stick, and the six words that
 * both read aloud are the same.
 */
export const joinByStick = async (shop: Workshop, host: Hand, made: MadeVault): Promise<Hand> => {
  const stick = stickOf(shop)
  const { alias, role } = made
  const { code } = await host.call('invitation.create', { role })
  await host.visit(stick)
  const guest = await newHand(shop, made)
  await guest.call('network.join', { code, alias })
  await guest.visit(stick)
  await host.visit(stick)
  const { requests } = await host.query('request.list')
  const request = requests.find((one) => !one.admitted && one.alias === alias)
  await guest.visit(stick)
  const { checkWords } = await guest.query('me')
  if (!request || checkWords?.join() !== request.checkWords.join()) throw new Stopped({ type: 'WordsNotCompared' })
  await host.call('request.admit', { requestId: request.id, checked: true })
  await host.visit(stick)
  await guest.visit(stick)
  await guest.visit(stick)
  return guest
}
