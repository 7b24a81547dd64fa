import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { TextField } from '../../components/TextField'

/** Takes back what is not published, with a reason that stays in the ledger. */
export const CancelRelease = ({ releaseId }: { readonly releaseId: string }) => {
  const { t } = useTranslation()
  const cancel = useAction('release.cancel')
  const [isAsking, setAsking] = useState(false)
  const [isTried, setTried] = useState(false)
  const [reason, setReason] = useState('')
  const send = (): void => {
    setTried(true)
    if (reason.trim() === '') return
    void cancel.run({ releaseId, reason: reason.trim() }).then(() => setAsking(false))
  }
  return (
    <div>
      <Row>
        <Button
          kind="quiet"
          onPress={() => {
            setReason('')
            setTried(false)
            setAsking(true)
          }}
        >
          {t('exports.cancel.go')}
        </Button>
      </Row>
      <Outcome action={cancel} done={t('exports.cancel.done')} />
      <Confirm
        title={t('exports.cancel.title')}
        action={t('exports.cancel.yes')}
        isOpen={isAsking}
        busy={cancel.busy}
        onClose={() => setAsking(false)}
        onConfirm={send}
      >
        <p>{t('exports.cancel.text')}</p>
        <TextField
          label={t('exports.cancel.reason')}
          help={t('exports.cancel.reasonHelp')}
          failure={isTried && reason.trim() === '' ? t('exports.cancel.reasonMissing') : null}
          value={reason}
          onChange={setReason}
        />
      </Confirm>
    </div>
  )
}
