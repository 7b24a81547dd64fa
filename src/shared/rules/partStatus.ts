import type { FailureType } from '#shared/errors'
import type { Machine } from '#shared/rules/machine'
import { measureMachine } from '#shared/rules/measure'
import { referralMachine } from '#shared/rules/referral'
import { relocationMachine } from '#shared/rules/relocation'

/** Parts of a case whose rows have states of their own. */
export const partMachines: Readonly<Record<'measures' | 'referrals' | 'relocations', Machine>> = {
  measures: measureMachine,
  referrals: referralMachine,
  relocations: relocationMachine,
}

/** States that need a reason: what was asked for does not come. */
const reasoned: readonly string[] = ['cancelled', 'refused', 'rejected', 'revoked']

/** Why a row may not go to a state although the table allows it; undefined when it may. */
export const partGuard = (from: string, to: string, reason: string): FailureType | undefined => {
  const isGivenUp = from === 'planned' && to === 'returned'
  return (reasoned.includes(to) || isGivenUp) && reason.trim() === '' ? 'ReasonNeeded' : undefined
}
