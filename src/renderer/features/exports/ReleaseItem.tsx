import { useTranslation } from 'react-i18next'
import type { ReleaseRow } from '#shared/contract/releases'
import { Go } from '../../components/Go'
import { RowItem } from '../../components/RowList'
import { isAsking, nextStep } from './nextStep'
import { ReleaseState, Voice } from './releaseMarks'
import { useReleaseTitle } from './useReleaseTitle'

type Props = {
  readonly release: ReleaseRow
  readonly mayRelease: boolean
  /** Its button is the main one of the screen. */
  readonly isFirst: boolean
}

/** A release in the ledger: how it stands, whose hands it went through, what comes next. */
export const ReleaseItem = ({ release, mayRelease, isFirst }: Props) => {
  const { t } = useTranslation()
  const titleOf = useReleaseTitle()
  const { releaseId, status, leased, approved, published, supersedes } = release
  const step = nextStep(release, mayRelease)
  const title = titleOf(release)
  const word = isAsking(step) ? t(`exports.do.${step}`) : t('exports.open')
  return (
    <RowItem
      title={title}
      actions={
        <Go to={`/reports/${releaseId}`} look={isFirst ? 'main' : 'plain'}>
          <span aria-hidden="true">{word}</span>
          <span className="hidden-visually">{`${word}: ${title}`}</span>
        </Go>
      }
    >
      <ReleaseState status={status} />
      <p>
        {t('exports.by.leased')} <Voice voice={leased} />.
        {approved.map((voice) => (
          <span key={`${voice.memberId} ${voice.at}`}>
            {' '}
            {t('exports.by.approved')} <Voice voice={voice} />.
          </span>
        ))}
        {published && (
          <>
            {' '}
            {t('exports.by.published')} <Voice voice={published} />.
          </>
        )}
        {supersedes !== null && ` ${t('exports.corrects')}`}
      </p>
      {step !== null && <p>{t(`exports.next.${step}`)}</p>}
    </RowItem>
  )
}
