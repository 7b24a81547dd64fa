import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { KeyRound } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { useFailure } from '../../i18n/useFailure'
import { NewPhrase } from '../welcome/NewPhrase'
import { PhraseField } from '../welcome/PhraseField'
import { useNewPhrase } from '../welcome/useNewPhrase'

/** Changes the passphrase: the old one, the new one twice. Nothing of it is kept here or anywhere. */
export const ChangePhrase = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const [old, setOld] = useState('')
  const next = useNewPhrase()
  const [busy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)

  const send = async (): Promise<void> => {
    setDone(false)
    setProblem(null)
    if (!next.isSound() || busy) return
    setBusy(true)
    const changed = await connection.changePassphrase(old, next.held.phrase)
    setBusy(false)
    if (!changed.ok) {
      setProblem(changed.error)
      return
    }
    setDone(true)
    setOld('')
    next.forget()
  }
  return (
    <Panel title={t('settings.phrase.title')}>
      <Form onSend={() => void send()}>
        <Stack>
          <p>{t('settings.phrase.text')}</p>
          <PhraseField label={t('settings.phrase.old')} value={old} onChange={setOld} />
          <NewPhrase of={next} label={t('settings.phrase.next')} againLabel={t('settings.phrase.again')} />
          <Row>
            <Button kind="main" type="submit" isPending={busy}>
              <KeyRound aria-hidden="true" size={18} />
              {t('settings.phrase.change')}
            </Button>
          </Row>
          <Outcome
            action={{ done: isDone ? true : null, failure: problem === null ? null : inWords(problem) }}
            done={t('settings.phrase.done')}
          />
        </Stack>
      </Form>
    </Panel>
  )
}
