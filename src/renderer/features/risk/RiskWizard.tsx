import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CaseView } from '#shared/contract/caseViews'
import { dayOf } from '#shared/rules/days'
import { useAction } from '../../bridge/useAction'
import { useNetworkSettings } from '../../bridge/useNetworkSettings'
import { useDraft } from '../../bridge/useDraft'
import { useView } from '../../bridge/useView'
import { Day } from '../../components/Day'
import { CaseCode } from '../../components/Discreet'
import { Guide } from '../../components/Guide'
import { CircleCheck } from '../../components/icons'
import { Outcome } from '../../components/Outcome'
import { State } from '../../components/State'
import { Why } from '../../components/Why'
import { useLabel } from '../../i18n/useLabel'
import { today } from '../../i18n/today'
import { blankRisk, blankThreat, fromBefore, lastOf } from './draft'
import type { RiskDraft } from './draft'
import { reviewOf } from './ResultFields'
import { RiskQuestion } from './RiskQuestion'
import { SoFar } from './SoFar'
import { firstStep, riskParts, stepsOf, wasTold } from './steps'
import { toAnalysis } from './toAnalysis'
import { WithCase } from './WithCase'

const Asked = ({ view, me }: { readonly view: CaseView; readonly me: string | null }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const domain = useLabel('riskDomain')
  const { value: draft, change: put, drop, state, isFromBefore } = useDraft(`risk:${view.caseId}`, blankRisk)
  const save = useAction('case.addRiskAnalysis')
  const settings = useNetworkSettings()
  const [isTried, setTried] = useState(false)
  if (state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const last = lastOf(view)
  const before = last === undefined ? {} : fromBefore(last)
  const steps = stepsOf(draft, last !== undefined)
  const place = Math.max(
    0,
    steps.findIndex(({ id }) => id === draft.at),
  )
  const step = steps[place] ?? firstStep
  const change = (part: Partial<RiskDraft>): void => put((now) => ({ ...now, ...part }))
  const leave = (): void => go(`/cases/${view.caseId}`)

  const review = draft.nextReview ?? reviewOf(draft, view, settings)
  const failures = {
    override: isTried && draft.overrideReason.trim() === '' ? t('risk.signs.reasonNeeded') : null,
    review: isTried && review < today() ? t('risk.review.past') : null,
    reason:
      isTried && review > reviewOf(draft, view, settings) && draft.reviewReason.trim() === ''
        ? t('risk.review.reasonNeeded')
        : null,
  }
  const isAnalystBare = draft.signs.includes('analyst') && draft.overrideReason.trim() === ''
  const next = (): void => {
    setTried(true)
    if (step.kind === 'signs' && isAnalystBare) return
    if (step.kind === 'result') {
      const isLate = review > reviewOf(draft, view, settings) && draft.reviewReason.trim() === ''
      if (isLate || review < today()) return
      void save.run({ caseId: view.caseId, ...toAnalysis({ ...draft, nextReview: review }) }).then((result) => {
        if (!result.ok) return
        drop()
        go(`/cases/${view.caseId}/risk/${result.value.analysisId}`)
      })
      return
    }
    setTried(false)
    if (step.kind === 'more' && draft.more === 'yes') {
      const at = `threat-${draft.threats.length}-source`
      change({ threats: [...draft.threats, blankThreat], more: null, at })
    } else change({ at: steps[place + 1]?.id ?? step.id })
  }
  const start = (id: string): void =>
    change(id === 'keep' ? { ...before, start: id } : { ...blankRisk, at: draft.at, start: id })

  const key = step.kind === 'threat' ? step.asks : step.kind === 'gender' ? `gender.${step.group}` : step.kind
  const named = step.kind === 'weak' || step.kind === 'strong' ? { domain: domain(step.domain) } : {}
  const title = t(`risk.${key}.title`, named)
  const source = step.kind === 'threat' && step.asks !== 'source' ? draft.threats[step.threat]?.source : undefined
  const parts = riskParts.filter((part) => steps.some((one) => one.part === part))
  const partWords = t('risk.partOf', {
    at: parts.indexOf(step.part) + 1,
    total: parts.length,
    part: t(`risk.part.${step.part}`),
  })
  return (
    <Guide
      kicker={
        <>
          {t('risk.kicker')} · <CaseCode code={view.caseCode} />
          {source ? ` · ${source}` : ''}
        </>
      }
      part={partWords}
      at={place + 1}
      total={steps.length}
      step={step.id}
      title={title}
      help={t(`risk.${key}.help`)}
      onBack={place === 0 ? null : () => change({ at: steps[place - 1]?.id ?? '' })}
      onPause={leave}
      onNext={next}
      nextWord={step.kind === 'result' ? t('risk.save') : undefined}
      saved={state}
      isFresh={!isFromBefore && place === 0}
      outcome={<Outcome action={save} done={t('risk.savedNow')} />}
      rail={<SoFar draft={draft} steps={steps} at={place} />}
    >
      {last !== undefined && (step.kind === 'start' || wasTold(draft, step, before)) && (
        <State icon={CircleCheck} dye="jade">
          {t('risk.told')} {last.at !== null && <Day day={dayOf(last.at)} />}. {t('risk.noNeed')}
        </State>
      )}
      <RiskQuestion
        step={step}
        title={title}
        draft={draft}
        change={change}
        onStart={start}
        view={view}
        me={me}
        failures={failures}
      />
      <Why>
        <p>{t(`risk.why.${step.part}`)}</p>
      </Why>
    </Guide>
  )
}

/** The guided analysis of the risk of a case: one question a screen, kept at every step, found again after a lock. */
export const RiskWizard = ({ caseId }: { readonly caseId: string }) => {
  const { t } = useTranslation()
  const me = useView('me', undefined)
  return (
    <WithCase caseId={caseId} title={t('risk.kicker')}>
      {(view) => <Asked view={view} me={me?.ok ? me.value.memberId : null} />}
    </WithCase>
  )
}
