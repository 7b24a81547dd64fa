import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'

/** Puts an approved release into the ledger, for good. */
export const Publish = ({ releaseId }: { readonly releaseId: string }) => {
  const { t } = useTranslation()
  const publish = useAction('release.publish')
  const [isAsking, setAsking] = useState(false)
  return (
    <Panel title={t('exports.way.notPublished')}>
      <Stack>
        <p>{t('exports.publish.after')}</p>
        <Row>
          <Button kind="main" isPending={publish.busy} onPress={() => setAsking(true)}>
            {t('exports.publish.go')}
          </Button>
        </Row>
        <Outcome action={publish} done={t('exports.publish.done')} />
      </Stack>
      <Confirm
        title={t('exports.publish.go')}
        action={t('exports.publish.go')}
        isOpen={isAsking}
        busy={publish.busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void publish.run({ releaseId }).then(() => setAsking(false))}
      >
        <p>{t('exports.publish.text')}</p>
      </Confirm>
    </Panel>
  )
}
