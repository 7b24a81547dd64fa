import { joinNetwork, foundNetwork, meet } from './people'
import type { Person } from './people'

/** Invented content of case files. */

/** A day so many days from today. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** An analysis whose score is T 4 × V 3 ÷ C 2 = 6: high. */
export const analysis = {
  threats: [{ source: 'La minera', pattern: 'Camionetas de noche', likelihood: 4, impact: 4 }],
  vulnerabilities: [{ domain: 'home', text: 'Sin vecinas', level: 3 }],
  capacities: [{ domain: 'community', text: 'La asamblea', level: 2 }],
}

/** A small aggression. */
export const aggression = {
  date: { from: '2026-01-02', precision: 'exact' },
  country: 'MX',
  types: ['surveillance'],
  target: 'personal',
  genderDimension: 'yes',
}

/** Alma coordinates, Bina facilitates; both are on a case that Alma opened. */
export const twoOnACase = async (): Promise<{ alma: Person; bina: Person; caseId: string }> => {
  const alma = await foundNetwork()
  const bina = await joinNetwork(alma, 'Bina', 'facilitator')
  const { caseId } = await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX' })
  await alma.call('case.grant', { caseId, memberId: await bina.id() })
  await meet(alma, bina)
  return { alma, bina, caseId }
}
