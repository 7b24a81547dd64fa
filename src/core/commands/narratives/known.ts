import type { NarrativeContext } from '#core/anonymise/narrative/lintNarrative'
import type { CaseCodes } from '#core/anonymise/summaries/caseRow'
import { profileSize } from '#core/anonymise/summaries/profile'
import { codesOf, eachCase } from '#core/commands/cases/eachCase'
import type { Member } from '#core/commands/context'
import { rowsOf } from '#core/commands/listRows'
import { settingsOf } from '#core/commands/settings/settingsOf'
import { aggressionRecord } from '#shared/records/aggression'
import { caseRecord } from '#shared/records/case'
import { consentRecord } from '#shared/records/consent'
import { houseRecord } from '#shared/records/house'
import { houseCardRecord } from '#shared/records/houseCard'
import { personRecord } from '#shared/records/person'
import { readRecord, rowsIn } from '#shared/records/record'
import { referralRecord } from '#shared/records/support'
import { vocabularyTermRecord } from '#shared/records/vocabularyTerm'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Names within words that somebody wrote: what has a capital. "su hermana Rosa" is no name for hermana. */
const namesIn = (text: string): string[] => text.match(/\p{Lu}[\p{L}\p{M}'’-]*/gu) ?? []

type Lists = Pick<NarrativeContext, 'people' | 'organisations' | 'municipalities' | 'caseCodes'>

/** What one case has that must not be in a public text, of its own or another case. */
const namesOf = (state: unknown): Lists => {
  const { alias, caseCode, municipality } = readRecord(caseRecord, state)
  const persons = [...rowsIn(state, 'persons', personRecord).values()]
  const aggressions = [...rowsIn(state, 'aggressions', aggressionRecord).values()]
  const consents = [...rowsIn(state, 'consents', consentRecord).values()]
  const referrals = [...rowsIn(state, 'referrals', referralRecord).values()]
  return {
    people: [
      alias,
      ...persons.flatMap(({ chosenName, legalName, emergencyContact }) => [
        chosenName,
        legalName,
        ...namesIn(emergencyContact),
      ]),
      ...aggressions.flatMap(({ perpetratorNames }) => namesIn(perpetratorNames)),
      ...consents.flatMap(({ saidBy }) => namesIn(saidBy)),
    ],
    organisations: [
      ...persons.map(({ organisation }) => organisation),
      ...referrals.map(({ toOrg }) => toOrg),
      ...consents.map(({ to }) => to),
    ],
    municipalities: [municipality, ...aggressions.map((one) => one.municipality)],
    caseCodes: [caseCode],
  }
}

const once = (all: readonly (readonly string[])[]): string[] => [...new Set(all.flat())].filter((one) => one !== '')

/**
 * What is known on this laptop that must not be in a public text about a case, and how many share her profile: of every case
 * that she reads, so that no other woman is named either. Failures: BeingChecked.
 */
export const knownHere = async (member: Member, caseId: string): Promise<Result<NarrativeContext>> => {
  const codes: CaseCodes[] = []
  const lists: Lists[] = []
  const gone = await eachCase(member, (id, state) => {
    codes.push(codesOf(id, state))
    lists.push(namesOf(state))
  })
  if (!gone.ok) return gone
  const { root, ledger } = member
  const extensions = rowsOf(member, vocabularyTermRecord, ledger.network).map(({ values }) => values)
  const houses = [...rowsOf(member, houseCardRecord), ...rowsOf(member, houseRecord)]
  return ok({
    people: once(lists.map(({ people }) => people)),
    members: once([[...root.members.values()].map(({ alias }) => alias)]),
    organisations: once(lists.map(({ organisations }) => organisations)),
    houses: once([houses.map(({ values }) => values.alias)]),
    municipalities: once(lists.map(({ municipalities }) => municipalities)),
    caseCodes: once(lists.map(({ caseCodes }) => caseCodes)),
    classSize: profileSize(caseId, codes, extensions),
    k: settingsOf(member).publicThreshold,
    isNamedCall: false,
  })
}
