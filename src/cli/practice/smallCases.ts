import { accompanied, goingHome, justArrived, underAssessment } from '#cli/practice/smallCaseStories'
import type { People } from '#cli/practice/people'
import type { Hand, Workshop } from '#cli/practice/workshop'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'

type InCase = Extract<CommandName, `case.add${string}` | 'case.setConsent' | 'case.setStatus' | 'case.setField'>

/** A case that is being told: what happened in it, day by day. */
export type Telling = {
  readonly caseId: string
  readonly shop: Workshop
  /** On a day, counted from today. */
  readonly on: <N extends InCase>(
    day: number,
    name: N,
    input: Omit<CommandInput<N>, 'caseId'>,
  ) => Promise<CommandOutput<N>>
  /** A measure of support goes through states. */
  readonly measure: (
    day: number,
    input: Omit<CommandInput<'case.addMeasure'>, 'caseId'>,
    ...states: readonly ('arranged' | 'ongoing' | 'done')[]
  ) => Promise<void>
  /** All of these agreements were given on a day. */
  readonly agreed: (day: number, person: string, ...purposes: readonly string[]) => Promise<void>
}

const tell = async (
  shop: Workshop,
  hand: Hand,
  day: number,
  opening: CommandInput<'case.open'>,
  team: readonly string[],
): Promise<Telling> => {
  shop.clock.goTo(day)
  const { caseId } = await hand.call('case.open', opening)
  for (const memberId of team) await hand.call('case.grant', { caseId, memberId })
  const on: Telling['on'] = (at, name, input) => {
    shop.clock.goTo(at)
    return hand.call(name, { caseId, ...input } as unknown as CommandInput<typeof name>)
  }
  return {
    caseId,
    shop,
    on,
    async measure(at, input, ...states) {
      const { measureId } = await on(at, 'case.addMeasure', input)
      for (const status of states)
        await hand.call('case.setPartStatus', { caseId, part: 'measures', id: measureId, status })
    },
    async agreed(at, person, ...purposes) {
      for (const purpose of purposes)
        await on(at, 'case.setConsent', { purpose, state: 'given', person, how: 'oral', language: 'es' })
    },
  }
}

/** Four cases in four states, opened by two; the member with a laptop is on one team. */
export const makeCases = async (shop: Workshop, { coordinator, facilitator, ids, meet }: People): Promise<void> => {
  const [, second = '', third = '', , own = ''] = ids
  await goingHome(await tell(shop, coordinator, -38, goingHome.opening, [second, own]))
  await accompanied(await tell(shop, coordinator, -30, accompanied.opening, [second, third]))
  await underAssessment(await tell(shop, facilitator, -17, underAssessment.opening, [third]))
  await justArrived(await tell(shop, coordinator, -1, justArrived.opening, []))
  await meet()
}
