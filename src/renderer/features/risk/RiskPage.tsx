import { useTranslation } from 'react-i18next'
import type { CaseView, RiskRow } from '#shared/contract/caseViews'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Day, Moment } from '../../components/Day'
import { CaseCode, PersonName } from '../../components/Discreet'
import { Go } from '../../components/Go'
import { Printer } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import styles from './Risk.module.css'
import { RiskChanges } from './RiskChanges'
import { Answers, Items, Threats } from './RiskParts'
import { RiskResult } from './RiskResult'
import { WithCase } from './WithCase'

const Analysis = ({ view, row }: { readonly view: CaseView; readonly row: RiskRow }) => {
  const { t } = useTranslation()
  const members = useView('member.list', undefined)
  const note = useAction('case.noteAccess')
  const aliasOf = (id: string): string =>
    (members?.ok ? members.value.members.find(({ memberId }) => memberId === id)?.alias : undefined) ??
    t('risk.by.gone')
  const by = [...(row.by === null ? [] : [row.by]), ...row.with]
  const print = (): void => {
    void note.run({ caseId: view.caseId, action: 'print' }).then(() => window.print())
  }
  const steps = Object.entries(row.steps).filter(([, text]) => text !== '')
  return (
    <>
      <PageHead
        kicker={
          <>
            {t('risk.kicker')} · <CaseCode code={view.caseCode} />
          </>
        }
        title={t('risk.page.title', { version: row.version })}
        lead={row.at !== null && <Moment at={row.at} />}
      >
        <Go to={`/cases/${view.caseId}`} look="quiet">
          {t('risk.page.toCase')}
        </Go>
        <Button onPress={print}>
          <Printer aria-hidden="true" size={18} />
          {t('risk.page.print')}
        </Button>
        <Go to={`/cases/${view.caseId}/risk/new`} look="plain">
          {t('risk.page.again')}
        </Go>
      </PageHead>
      <Stack>
        <RiskResult risk={row} score={row.score} overrideReason={row.overrideReason} />
        <Panel title={t('risk.review.title')}>
          <p>
            <b>{t('risk.review.label')}</b>:{' '}
            {row.nextReview === null ? t('risk.notAnswered') : <Day day={row.nextReview} />}
          </p>
          {row.reviewReason !== '' && <p>{t('risk.review.because', { reason: row.reviewReason })}</p>}
          <p>
            <b>{t('risk.by.done')}</b>:{' '}
            {by.map((id, place) => (
              <span key={id}>
                {place > 0 && ', '}
                <PersonName name={aliasOf(id)} />
              </span>
            ))}
          </p>
          {by.length < 2 && <p>{t('risk.by.onlyOne')}</p>}
        </Panel>
        {row.comparison !== null && <RiskChanges comparison={row.comparison} />}
        <Threats threats={row.threats} />
        {row.method !== 'matrix' && (
          <>
            <Items kind="weak" items={row.vulnerabilities} />
            <Items kind="strong" items={row.capacities} />
          </>
        )}
        <Answers row={row} />
        {steps.length > 0 && (
          <Panel title={t('risk.understand.title')}>
            <dl className={styles.facts}>
              {steps.map(([name, text]) => (
                <div key={name} className={styles.pair}>
                  <dt>{t(`risk.understand.${name}`)}</dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </Panel>
        )}
      </Stack>
    </>
  )
}

/** One analysis of a case: what it came to, all that was told, and how it differs from the one before. It prints. */
export const RiskPage = ({ caseId, analysisId }: { readonly caseId: string; readonly analysisId: string }) => {
  const { t } = useTranslation()
  return (
    <WithCase caseId={caseId} title={t('risk.kicker')}>
      {(view) => {
        const row = view.riskAnalyses.find((one) => one.analysisId === analysisId)
        if (row) return <Analysis key={analysisId} view={view} row={row} />
        return (
          <>
            <PageHead title={t('risk.kicker')} />
            <Notice title={t('risk.page.missing')}>
              <p>{t('risk.page.missingText')}</p>
            </Notice>
          </>
        )
      }}
    </WithCase>
  )
}
