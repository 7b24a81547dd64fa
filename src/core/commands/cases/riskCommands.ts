import { addTo, readOnTeam } from '#core/commands/cases/onTeam'
import { settingsOf } from '#core/commands/settings/settingsOf'
import type { CommandHandlers } from '#core/commands/handler'
import { caseRecord } from '#shared/records/case'
import { readRecord } from '#shared/records/record'
import { riskRecord } from '#shared/records/risk'
import { dayOf } from '#shared/rules/days'
import { reviewBy, scoreOf } from '#shared/rules/risk'
import { fail, ok } from '#shared/result'

/**
 * Keeps an analysis as it was made. The case's band and next review follow it in the same edit; one without a score
 * leaves the band that was found before, since nothing was found to be otherwise.
 */
const addRiskAnalysis: CommandHandlers['case.addRiskAnalysis'] = async (context, { caseId, ...given }) => {
  const on = await readOnTeam(context, caseId)
  if (!on.ok) return on
  const { read, memberId, now } = on.value
  const analysis = readRecord(riskRecord, given)
  const isAnalystsWord = analysis.imminentSigns.includes('analyst')
  if (isAnalystsWord && analysis.overrideReason.trim() === '') return fail('ReasonNeeded')
  const today = dayOf(now)
  const band = scoreOf(analysis).band ?? readRecord(caseRecord, read.state).riskBand
  const latest = reviewBy(band, today, settingsOf(on.value))
  const nextReview = analysis.nextReview ?? latest
  if (nextReview < today) return fail('BadInput', { field: 'nextReview' })
  if (nextReview > latest && analysis.reviewReason.trim() === '') return fail('ReasonNeeded')
  const done = await addTo(
    on.value,
    'risks',
    { ...given, nextReview, by: memberId, at: now },
    { riskBand: band, nextReview },
  )
  return done.ok ? ok({ analysisId: done.value.id, heads: done.value.heads }) : done
}

/** Commands on the risk of a case. */
export const riskCommands = { 'case.addRiskAnalysis': addRiskAnalysis } satisfies Partial<CommandHandlers>
