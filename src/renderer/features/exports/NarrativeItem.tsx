import { useTranslation } from 'react-i18next'
import type { NarrativeView } from '#shared/contract/narratives'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Go } from '../../components/Go'
import { Row, Stack } from '../../components/Layout'
import { Outcomes } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import styles from './Exports.module.css'
import { NarrativeState } from './NarrativeState'
import { PublishButton } from './PublishButton'
import { Voice } from './releaseMarks'

type Props = { readonly caseId: string; readonly narrative: NarrativeView }

/** A text as it stands: whose it is, who approved it, and what is to be done with it now. */
export const NarrativeItem = ({ caseId, narrative }: Props) => {
  const { t } = useTranslation()
  const lease = useAction('narrative.lease')
  const approve = useAction('narrative.approve')
  const publish = useAction('narrative.publish')
  const { narrativeId, text, written, isCurrent, status, approved, published, isElsewhere, mayApprove } = narrative
  const on = { caseId, narrativeId }
  return (
    <Panel title={t('exports.narrative.text')} edge={isCurrent ? 'solid' : 'stitched'}>
      <Stack>
        <p>
          <NarrativeState narrative={narrative} />
        </p>
        <p className={styles.written} data-written>
          {text}
        </p>
        <p>
          {t('exports.narrative.by')} <Voice voice={written} />.
          {approved.map((voice) => (
            <span key={`${voice.memberId} ${voice.at}`}>
              {' '}
              {t('exports.narrative.approvedBy')} <Voice voice={voice} />.
            </span>
          ))}
          {published && (
            <>
              {' '}
              {t('exports.narrative.publishedBy')} <Voice voice={published} />.
            </>
          )}
        </p>
        {isCurrent && status === 'leased' && <p>{t('exports.narrative.two')}</p>}
        {status === 'published' && <p>{t(isElsewhere ? 'exports.next.files' : 'exports.next.meet')}</p>}
        <Row>
          {isCurrent && status === 'written' && (
            <Button isPending={lease.busy} onPress={() => void lease.run(on)}>
              {t('exports.lease')}
            </Button>
          )}
          {isCurrent && mayApprove && (
            <Button kind="main" isPending={approve.busy} onPress={() => void approve.run(on)}>
              {t('exports.approve.go')}
            </Button>
          )}
          {isCurrent && status === 'approved' && (
            <PublishButton
              kind={mayApprove ? 'plain' : 'main'}
              busy={publish.busy}
              text={t('exports.narrative.publishText')}
              onPublish={() => publish.run(on)}
            />
          )}
          {(status === 'approved' || status === 'published') && (
            <Go to={`/reports/narrative/${caseId}/${narrativeId}/files`} look="plain">
              {t('exports.files.title')}
            </Go>
          )}
        </Row>
        <Outcomes
          of={[
            [lease, t('exports.narrative.status.leased')],
            [approve, t('exports.approve.done')],
            [publish, t('exports.publish.done')],
          ]}
        />
      </Stack>
    </Panel>
  )
}
