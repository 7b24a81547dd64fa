import type { Person } from './people'
import { around } from './releases'

/** Cases that have to share a profile, with the one that is told of. */
const alike = 5

/** A text about a case of `alma`'s, approved by two others, with as many cases beside it as make it nobody's in particular. */
export const fullNarrative = async (alma: Person, others: readonly [Person, Person], caseId: string): Promise<void> => {
  for (let i = 1; i < alike; i += 1) await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await alma.call('case.setConsent', { caseId, purpose: 'case_summary', state: 'given', how: 'oral' })
  for (const one of others) await alma.call('case.grant', { caseId, memberId: await one.id() })
  const { narrativeId } = await alma.call('narrative.write', { caseId, text: 'Una defensora siguió, acompañada.' })
  await alma.call('narrative.lease', { caseId, narrativeId })
  await around(alma, ...others)
  for (const one of others) await one.call('narrative.approve', { caseId, narrativeId })
  await around(alma, ...others)
}
