import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import type { ReleaseStatus } from '#shared/rules/release'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import { RowList } from '../../components/RowList'
import { Viewed } from '../../components/Viewed'
import { isAsking, nextStep } from './nextStep'
import { NotValid } from './NotValid'
import { ReleaseItem } from './ReleaseItem'
import { ToPreview } from './ToPreview'

type Ledger = QueryOutput<'release.list'>

const groupOf: Readonly<Record<ReleaseStatus, 'waiting' | 'out' | 'ended'>> = {
  draft: 'waiting',
  blocked: 'waiting',
  checked: 'waiting',
  leased: 'waiting',
  approved: 'waiting',
  conflict: 'waiting',
  published: 'out',
  superseded: 'out',
  cancelled: 'ended',
  lost: 'ended',
  overtaken: 'ended',
  lapsed: 'ended',
}

const Groups = ({ releases, missing, notValid, mayRelease }: Ledger) => {
  const { t } = useTranslation()
  const first = releases.find((release) => isAsking(nextStep(release, mayRelease)))
  return (
    <Stack>
      {missing > 0 && (
        <Notice title={t('exports.missing')}>
          <p>{t('exports.missingText', { count: missing })}</p>
        </Notice>
      )}
      {!mayRelease && (
        <Notice title={t('exports.onlyReads')}>
          <p>{t('exports.onlyReadsText')}</p>
        </Notice>
      )}
      {mayRelease && <ToPreview />}
      {releases.length === 0 && (
        <EmptyState title={t('exports.none')}>
          <p>{t('exports.noneText')}</p>
        </EmptyState>
      )}
      {(['waiting', 'out', 'ended'] as const).map((group) => {
        const rows = releases.filter(({ status }) => groupOf[status] === group)
        return rows.length === 0 ? null : (
          <Panel key={group} title={t(`exports.group.${group}`)} note={rows.length}>
            <RowList>
              {rows.map((release) => (
                <ReleaseItem
                  key={release.releaseId}
                  release={release}
                  mayRelease={mayRelease}
                  isFirst={release === first}
                />
              ))}
            </RowList>
          </Panel>
        )
      })}
      <NotValid rows={notValid} />
    </Stack>
  )
}

/** The ledger of releases: what is under way and who waits for whom, what was published, and what does not count. */
export const LedgerScreen = () => {
  const { t } = useTranslation()
  const view = useView('release.list', undefined)
  const ledger = view?.ok ? view.value : null
  const isAsked = ledger?.releases.some((release) => isAsking(nextStep(release, ledger.mayRelease))) ?? false
  return (
    <>
      <PageHead
        title={t('exports.title')}
        {...(ledger && ledger.releases.length > 0 && { lead: t('exports.lead', { count: ledger.releases.length }) })}
      >
        <Row>
          <Go to="/reports/own" look="quiet">
            {t('ownData.title')}
          </Go>
          {ledger?.mayRelease && (
            <>
              <Go to="/reports/summaries" look="quiet">
                {t('exports.summaries.go')}
              </Go>
              <Go to="/reports/prepare" look={isAsked ? 'plain' : 'main'}>
                {t('exports.prepare')}
              </Go>
            </>
          )}
        </Row>
      </PageHead>
      <Viewed view={view} waiting={t('exports.reading')}>
        {(value) => <Groups {...value} />}
      </Viewed>
    </>
  )
}
