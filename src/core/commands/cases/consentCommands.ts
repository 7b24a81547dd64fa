import { consentEvents } from '#core/commands/cases/facts'
import { addTo, readOnTeam } from '#core/commands/cases/onTeam'
import { settingsOf } from '#core/commands/settings/settingsOf'
import type { CommandHandlers } from '#core/commands/handler'
import { personRecord } from '#shared/records/person'
import { rowsIn } from '#shared/records/record'
import { consentHeads, consentNow, isSameMatter, lapsesOn } from '#shared/rules/consent'
import { dayOf } from '#shared/rules/days'
import { referralPurposes } from '#shared/rules/referral'
import { fail, ok } from '#shared/result'

/** Notes what she said, and all that was said of the same before as far as this laptop knows. */
const setConsent: CommandHandlers['case.setConsent'] = async (context, { caseId, ...said }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now } = on.value
  const { person = null, to = '', on: day, expiresOn } = said
  if (person !== null && !rowsIn(read.state, 'persons', personRecord).has(person)) return fail('UnknownRow')
  const saidOn = day ?? dayOf(now)
  if (saidOn > dayOf(now)) return fail('BadInput', { field: 'on' })
  const isGiven = said.state === 'given'
  const ends = isGiven ? (expiresOn ?? lapsesOn(saidOn, settingsOf(on.value).consentMonths)) : null
  if (ends !== null && ends <= saidOn) return fail('BadInput', { field: 'expiresOn' })
  const events = consentEvents(read.state)
  const matter = { purpose: said.purpose, person, to }
  // a withdrawal is noted whether or not the giving has come to this laptop
  const after = consentHeads(events, matter).map(({ id }) => id)
  const event = { ...said, on: saidOn, expiresOn: ends, after, by: memberId, at: now }
  const done = await addTo(on.value, 'consents', event)
  return done.ok ? ok({ consentId: done.value.id, heads: done.value.heads }) : done
}

/** Passes her on, by an agreement that names who receives what and holds now. */
const addReferral: CommandHandlers['case.addReferral'] = async (context, { caseId, ...referral }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now } = on.value
  const events = consentEvents(read.state)
  const agreed = events.find(({ id }) => id === referral.consentId)
  if (!agreed || !referralPurposes.includes(agreed.purpose)) return fail('NotAgreed')
  if (!isSameMatter(agreed, { ...agreed, to: referral.toOrg })) return fail('NotAgreed')
  if (consentNow(events, agreed, now).state !== 'given') return fail('NotAgreed')
  const row = { ...referral, sentOn: referral.sentOn ?? dayOf(now), by: memberId, at: now }
  const done = await addTo(on.value, 'referrals', { ...row, status: 'sent' })
  return done.ok ? ok({ referralId: done.value.id, heads: done.value.heads }) : done
}

/** Commands on what she agreed to, and on what rests on it. */
export const consentCommands = {
  'case.setConsent': setConsent,
  'case.addReferral': addReferral,
} satisfies Partial<CommandHandlers>
