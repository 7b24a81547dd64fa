import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'
import { RefreshCw } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'

/** Leaves a request to be let in that nobody answers, or that was made with a wrong code. The notebook stays. */
export const StopAsking = ({ onStopped }: { readonly onStopped: () => void }) => {
  const { t } = useTranslation()
  const stop = useAction('network.stopJoining')
  const [isAsked, setAsked] = useState(false)
  const leave = async (): Promise<void> => {
    const done = await stop.run({})
    setAsked(false)
    if (done.ok) onStopped()
  }
  return (
    <>
      <Row>
        <Button onPress={() => setAsked(true)}>
          <RefreshCw aria-hidden="true" size={18} />
          {t('welcome.waiting.stop')}
        </Button>
      </Row>
      <Outcome action={stop} done={t('welcome.waiting.stopped')} />
      <Confirm
        title={t('welcome.waiting.stopTitle')}
        action={t('welcome.waiting.stopGo')}
        isOpen={isAsked}
        busy={stop.busy}
        onConfirm={() => void leave()}
        onClose={() => setAsked(false)}
      >
        <p>{t('welcome.waiting.stopText')}</p>
        <p>{t('welcome.waiting.stopCode')}</p>
      </Confirm>
    </>
  )
}
