import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { Asked } from './Asked'
import { CancelRelease } from './CancelRelease'
import { Choose } from './Choose'
import { CountHere } from './CountHere'
import styles from './Exports.module.css'
import { Figures } from './Figures'
import { Fix } from './Fix'
import { HiddenPanel, UnansweredPanel } from './HiddenPanel'
import { nextStep } from './nextStep'
import { Publish } from './Publish'
import { Seen } from './Seen'
import { Summaries } from './Summaries'
import { useCountedHere } from './useCountedHere'
import { useReleaseTitle } from './useReleaseTitle'
import { Way } from './Way'

type Props = {
  readonly release: QueryOutput<'release.view'>
  readonly ledger: QueryOutput<'release.list'>
}

const Release = ({ release, ledger }: Props) => {
  const { t } = useTranslation()
  const titleOf = useReleaseTitle()
  const counted = useCountedHere(release)
  const { releaseId, status, spec, product, summaries } = release
  const isSummaries = product === 'summaries'
  const { mayRelease } = ledger
  const step = nextStep(release, mayRelease)
  const publication = release.publication ?? (counted.phase === 'same' ? counted.preview.publication : null)
  const isUnderWay = status === 'leased' || status === 'approved' || status === 'conflict'
  return (
    <>
      <PageHead
        kicker={<Go to="/reports">{t('exports.toList')}</Go>}
        title={titleOf(release)}
        lead={step === null ? t(`exports.status.${status}`) : t(`exports.next.${step}`)}
      >
        {mayRelease && (publication !== null || isSummaries) && (
          <Go to={`/reports/${releaseId}/files`} look={step === 'files' || step === 'meet' ? 'main' : 'plain'}>
            {t(release.published === null ? 'exports.draftFiles' : 'exports.files.title')}
          </Go>
        )}
      </PageHead>
      <Stack>
        {step === 'choose' && <Choose release={release} all={ledger.releases} />}
        {mayRelease && status === 'leased' && <CountHere release={release} counted={counted} />}
        {step === 'publish' && <Publish releaseId={releaseId} />}
        <div className={styles.pairs}>
          <Way release={release} />
          {publication && <HiddenPanel publication={publication} />}
          <Asked spec={spec} />
        </div>
        {summaries && <Summaries summaries={summaries} />}
        {publication && (
          <>
            <Figures publication={publication} />
            <UnansweredPanel publication={publication} />
          </>
        )}
        {release.published !== null && <Seen seen={release.seen} />}
        {mayRelease && status === 'published' && !isSummaries && <Fix spec={spec} />}
        {mayRelease && isUnderWay && release.published === null && <CancelRelease releaseId={releaseId} />}
      </Stack>
    </>
  )
}

/** One release: how it stands, whose hands it went through, its tables, and what is to be done now. */
export const ReleaseScreen = ({ releaseId }: { readonly releaseId: string }) => {
  const { t } = useTranslation()
  const view = useView('release.view', { releaseId })
  const ledger = useView('release.list', undefined)
  if (view?.ok && ledger?.ok) return <Release release={view.value} ledger={ledger.value} />
  return (
    <>
      <PageHead kicker={<Go to="/reports">{t('exports.toList')}</Go>} title={t('exports.title')} />
      <Viewed view={view}>{() => <Viewed view={ledger}>{() => null}</Viewed>}</Viewed>
    </>
  )
}
