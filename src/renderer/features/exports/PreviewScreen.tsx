import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import type { ReleaseCheck } from '#shared/contract/releases'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { useFailure } from '../../i18n/useFailure'
import { Asked } from './Asked'
import { Blocked } from './Blocked'
import { Checking } from './Checking'
import styles from './Exports.module.css'
import { Figures } from './Figures'
import { HiddenPanel, UnansweredPanel } from './HiddenPanel'
import { Lease } from './Lease'
import { OnlyCoordinators } from './OnlyCoordinators'
import { useFigureWords } from './useFigureWords'

type Ledger = QueryOutput<'release.list'>

const Counted = ({ check, ledger }: { readonly check: ReleaseCheck; readonly ledger: Ledger }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  switch (check.phase) {
    case 'idle':
      return (
        <EmptyState title={t('exports.noPreview')} action={<Go to="/reports/prepare">{t('exports.prepare')}</Go>}>
          <p>{t('exports.noPreviewText')}</p>
        </EmptyState>
      )
    case 'running':
      return <Checking period={check.spec.period} share={check.share} />
    case 'failed':
      return (
        <Notice title={t('ui.notShown')} urgent>
          <p>{inWords({ type: check.failure })}</p>
          <Go to="/reports/prepare">{t('exports.change')}</Go>
        </Notice>
      )
    case 'over': {
      const { preview } = check
      const { publication, blocked, plainly, houses, earlier } = preview
      return (
        <Stack>
          {blocked.length > 0 ? <Blocked reasons={blocked} /> : <Lease spec={check.spec} ledger={ledger} />}
          <div className={styles.pairs}>
            <HiddenPanel publication={publication} checked={{ plainly, houses, earlier: earlier.length }} />
            <Asked spec={check.spec} />
          </div>
          {blocked.length === 0 && (
            <>
              <Figures publication={publication} />
              <UnansweredPanel publication={publication} />
            </>
          )}
        </Stack>
      )
    }
  }
}

/** How what was asked for would leave, as this laptop counts it; from here it is set aside to be published. */
export const PreviewScreen = () => {
  const { t } = useTranslation()
  const { period } = useFigureWords()
  const view = useView('release.checking', undefined)
  const check = view?.ok ? view.value : null
  const isOver = check?.phase === 'over'
  return (
    <>
      <PageHead
        kicker={<Go to="/reports">{t('exports.toList')}</Go>}
        title={isOver ? `${t('exports.preview')}: ${period(check.spec.period)}` : t('exports.preview')}
        {...(isOver && check.preview.blocked.length === 0 && { lead: t('exports.previewLead') })}
      >
        {isOver && (
          <Row>
            <Go to="/reports/prepare" look="quiet">
              {t('exports.change')}
            </Go>
            {check.preview.blocked.length === 0 && (
              <Go to="/reports/preview/files" look="plain">
                {t('exports.draftFiles')}
              </Go>
            )}
          </Row>
        )}
      </PageHead>
      <OnlyCoordinators>
        {(ledger) => <Viewed view={view}>{(now) => <Counted check={now} ledger={ledger} />}</Viewed>}
      </OnlyCoordinators>
    </>
  )
}
