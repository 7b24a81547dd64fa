import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { PublishButton } from './PublishButton'

/** Puts an approved release into the ledger, for good. */
export const Publish = ({ releaseId }: { readonly releaseId: string }) => {
  const { t } = useTranslation()
  const publish = useAction('release.publish')
  return (
    <Panel title={t('exports.way.notPublished')}>
      <Stack>
        <p>{t('exports.publish.after')}</p>
        <Row>
          <PublishButton
            busy={publish.busy}
            text={t('exports.publish.text')}
            onPublish={() => publish.run({ releaseId })}
          />
        </Row>
        <Outcome action={publish} done={t('exports.publish.done')} />
      </Stack>
    </Panel>
  )
}
