import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CaseView } from '#shared/contract/caseViews'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { CaseCode } from '../../components/Discreet'
import { Guide } from '../../components/Guide'
import { Outcome } from '../../components/Outcome'
import { Veil } from '../../components/Veil'
import { Why } from '../../components/Why'
import { WithCase } from '../risk/WithCase'
import { AggressionQuestion } from './AggressionQuestion'
import { aggressionSteps, blankAggression, lackOf, stepsOf, toAggression } from './draft'
import type { AggressionDraft } from './draft'

/** In which part of the form a question stands. */
const partOf = (step: (typeof aggressionSteps)[number]): string => {
  const at = aggressionSteps.indexOf(step)
  return at < 3 ? 'happened' : at < 8 ? 'to' : at < 11 ? 'by' : 'known'
}

const Asked = ({ view }: { readonly view: CaseView }) => {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const first = { ...blankAggression, country: view.country === '' ? null : view.country }
  const { value: draft, change: put, drop, state, isFromBefore } = useDraft(`aggression:${view.caseId}`, first)
  const save = useAction('case.addAggression')
  const [isTried, setTried] = useState(false)
  if (state === 'reading') return <p role="status">{t('ui.wait')}</p>

  const steps = stepsOf(draft, view.aggressions.length > 0)
  const place = Math.max(
    0,
    steps.findIndex((one) => one === draft.at),
  )
  const step = steps[place] ?? 'when'
  const change = (part: Partial<AggressionDraft>): void => put((now) => ({ ...now, ...part }))
  const lack = lackOf(step, draft)
  const title = t(`aggression.${step}.title`)
  const next = (): void => {
    setTried(lack !== null)
    if (lack !== null) return
    if (step !== 'summary') change({ at: steps[place + 1] ?? step })
    else
      void save.run({ caseId: view.caseId, ...toAggression(draft) }).then((result) => {
        if (!result.ok) return
        drop()
        go(`/cases/${view.caseId}/aggression/${result.value.aggressionId}`)
      })
  }
  const part = partOf(step)
  return (
    <Guide
      kicker={
        <>
          {t('aggression.kicker')} · <CaseCode code={view.caseCode} />
        </>
      }
      part={t(`aggression.part.${part}`)}
      at={place + 1}
      total={steps.length}
      step={step}
      title={title}
      help={t(`aggression.${step}.help`)}
      onBack={place === 0 ? null : () => change({ at: steps[place - 1] ?? 'when' })}
      onPause={() => go(`/cases/${view.caseId}`)}
      onNext={next}
      nextWord={step === 'summary' ? t('aggression.save') : undefined}
      saved={state}
      isFresh={!isFromBefore && place === 0}
      outcome={<Outcome action={save} done={t('aggression.saved')} />}
    >
      <AggressionQuestion
        step={step}
        title={title}
        draft={draft}
        change={change}
        view={view}
        failure={isTried && lack !== null ? t(`aggression.lack.${lack}`) : null}
      />
      {step === 'summary' && draft.narrative !== '' && (
        <Veil>
          <p>{draft.narrative}</p>
        </Veil>
      )}
      <Why>
        <p>{t(`aggression.why.${part}`)}</p>
      </Why>
    </Guide>
  )
}

/** A new aggression of a case: one decision a screen, kept at every step, looked over before it is saved. */
export const AggressionWizard = ({ caseId }: { readonly caseId: string }) => {
  const { t } = useTranslation()
  return (
    <WithCase caseId={caseId} title={t('aggression.kicker')}>
      {(view) => <Asked view={view} />}
    </WithCase>
  )
}
