import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { QueryOutput } from '#shared/contract/queries'
import type { ReleaseVoice } from '#shared/contract/releases'
import { Go } from '../../components/Go'
import { CircleCheck, CircleDashed } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import styles from './Exports.module.css'
import { ReleaseState, Voice } from './releaseMarks'

const Step = ({ word, voices }: { readonly word: string; readonly voices?: readonly ReleaseVoice[] }): ReactNode => (
  <li>
    <State icon={CircleCheck} dye="jade">
      {word}
    </State>
    {voices?.map((voice) => (
      <p key={`${voice.memberId} ${voice.at}`}>
        <Voice voice={voice} />
      </p>
    ))}
  </li>
)

const ToCome = ({ word }: { readonly word: string }): ReactNode => (
  <li>
    <State icon={CircleDashed} dye="pericon">
      {word}
    </State>
  </li>
)

/** The way of a release to being published: what was done, by whom and when, and what is still to come. */
export const Way = ({ release }: { readonly release: QueryOutput<'release.view'> }) => {
  const { t } = useTranslation()
  const { status, leased, approved, published, isElsewhere, cancelled, supersedes } = release
  const goesOn = status === 'leased' || status === 'approved' || status === 'published'
  return (
    <Panel title={t('exports.way.title')}>
      <ol className={styles.way}>
        <Step word={t('exports.way.leased')} voices={[leased]} />
        {approved.length > 0 && <Step word={t('exports.way.approved')} voices={approved} />}
        {goesOn && approved.length === 0 && <ToCome word={t('exports.way.notApproved')} />}
        {published && <Step word={t('exports.way.published')} voices={[published]} />}
        {goesOn && !published && <ToCome word={t('exports.way.notPublished')} />}
        {published && isElsewhere && <Step word={t('exports.way.elsewhere')} />}
        {goesOn && !isElsewhere && <ToCome word={t('exports.way.notElsewhere')} />}
        {!goesOn && (
          <li>
            <ReleaseState status={status} />
            {cancelled && (
              <>
                <p>
                  {t('exports.cancel.by')} <Voice voice={cancelled.voice} />.
                </p>
                <p>{cancelled.reason}</p>
              </>
            )}
          </li>
        )}
      </ol>
      {supersedes !== null && (
        <p>
          {t('exports.corrects')} <Go to={`/reports/${supersedes}`}>{t('exports.toEarlier')}</Go>
        </p>
      )}
    </Panel>
  )
}
