import { useTranslation } from 'react-i18next'
import type { CaseView } from '#shared/contract/caseViews'
import type { NetworkSettings } from '#shared/rules/networkSettings'
import { reviewBy } from '#shared/rules/risk'
import { useNetworkSettings } from '../../bridge/useNetworkSettings'
import { Band } from '../../components/Band'
import { Day } from '../../components/Day'
import { DayField } from '../../components/DayField'
import { MultiChoice } from '../../components/MultiChoice'
import { Panel } from '../../components/Panel'
import { TextArea } from '../../components/TextArea'
import { today } from '../../i18n/today'
import type { RiskDraft } from './draft'
import styles from './Risk.module.css'
import { RiskResult } from './RiskResult'
import { scoreOfDraft, toAnalysis } from './toAnalysis'
import type { Weighed } from './raised'

type Props = {
  readonly draft: RiskDraft
  readonly change: (part: Partial<RiskDraft>) => void
  readonly view: CaseView
  readonly me: string | null
  readonly failures: { readonly review: string | null; readonly reason: string | null }
}

/** The day by which this analysis asks for the next one: by its band, or by the case's where it has none. */
export const reviewOf = (draft: RiskDraft, view: CaseView, settings: NetworkSettings): string =>
  reviewBy(scoreOfDraft(draft).band ?? view.riskBand, today(), settings)

/** The end of an analysis: what it comes to, when it is looked at again, and who stands by it. */
export const ResultFields = ({ draft, change, view, me, failures }: Props) => {
  const { t } = useTranslation()
  const score = scoreOfDraft(draft)
  const latest = reviewOf(draft, view, useNetworkSettings())
  const chosen = draft.nextReview ?? latest
  const others = view.access.filter(({ memberId }) => memberId !== me)
  const mine = view.access.find(({ memberId }) => memberId === me)
  return (
    <>
      <RiskResult
        risk={toAnalysis(draft) as unknown as Weighed}
        score={score}
        overrideReason={draft.signs.includes('analyst') ? draft.overrideReason : ''}
      />
      {score.band === null && view.riskBand !== null && (
        <p>
          {t('risk.result.bandStays')} <Band band={view.riskBand} />
        </p>
      )}
      <Panel title={t('risk.review.title')}>
        <p>
          {t('risk.review.by')} <Day day={latest} />
        </p>
        <DayField
          label={t('risk.review.label')}
          help={t('risk.review.help')}
          failure={failures.review}
          value={chosen}
          onChange={(nextReview) => change({ nextReview })}
        />
        {chosen > latest && (
          <TextArea
            label={t('risk.review.reason')}
            failure={failures.reason}
            value={draft.reviewReason}
            onChange={(reviewReason) => change({ reviewReason })}
          />
        )}
      </Panel>
      <Panel title={t('risk.by.title')}>
        <p className={styles.soft}>{t('risk.by.text')}</p>
        <p>{t('risk.by.me', { alias: mine?.alias ?? '' })}</p>
        {others.length === 0 ? (
          <p>{t('risk.by.alone')}</p>
        ) : (
          <MultiChoice
            label={t('risk.by.label')}
            help={t('risk.by.help')}
            options={others.map(({ memberId, alias }) => ({ id: memberId, label: alias }))}
            value={draft.with}
            onChange={(ids) => change({ with: ids })}
          />
        )}
      </Panel>
    </>
  )
}
