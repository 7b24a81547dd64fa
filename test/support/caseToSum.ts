import type { Person } from './people'

/** Opens a case of 2025 in Honduras, of which every third is alike, of somebody who agreed to be in summaries or did not say. */
export const openCaseToSum = async (
  person: Person,
  i: number,
  { agreed, name }: { readonly agreed: boolean; readonly name: string },
): Promise<void> => {
  const of = <T>(...list: readonly T[]): T => list[i % list.length] as T
  const { caseId } = await person.call('case.open', { kindOfSubject: 'defender', country: 'HN', alias: name })
  await person.call('case.addPerson', {
    caseId,
    relationToCase: 'defender',
    chosenName: name,
    ageBand: 'age_25_34',
    genderIdentity: 'woman_cis',
    role: 'leader',
  })
  await person.call('case.addAggression', {
    caseId,
    date: { from: '2025-05-14', precision: 'exact' },
    country: 'HN',
    types: [of('surveillance', 'smear_campaign', 'online_harassment')],
    target: 'personal',
    genderDimension: 'no',
    perpetrators: [{ category: of('state', 'private', 'armed') }],
    narrative: name,
  })
  await person.call('case.setField', { caseId, path: 'sphere', value: of('political', 'criminal', 'community') })
  if (agreed)
    await person.call('case.setConsent', {
      caseId,
      purpose: 'case_summary',
      state: 'given',
      on: '2026-11-01',
      how: 'oral',
    })
}
