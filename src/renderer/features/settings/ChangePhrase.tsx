import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { KeyRound, RefreshCw } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { useFailure } from '../../i18n/useFailure'
import { folded, isLongPhrase } from '../welcome/phrase'
import { PhraseField } from '../welcome/PhraseField'

/** Changes the passphrase: the old one, the new one twice. Nothing of it is kept here or anywhere. */
export const ChangePhrase = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [isDone, setDone] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)
  const [wrong, setWrong] = useState<{ next?: string; again?: string }>({})
  const [offered, setOffered] = useState<string | null>(null)

  const send = async (): Promise<void> => {
    setDone(false)
    setProblem(null)
    const short = !isLongPhrase(next)
    const differs = folded(next) !== folded(again)
    setWrong({
      ...(short && { next: t('welcome.phrase.short') }),
      ...(differs && { again: t('welcome.phrase.different') }),
    })
    if (short || differs || busy) return
    setBusy(true)
    const changed = await connection.changePassphrase(old, next)
    setBusy(false)
    if (!changed.ok) {
      setProblem(changed.error)
      return
    }
    setDone(true)
    for (const clear of [setOld, setNext, setAgain]) clear('')
    setOffered(null)
  }
  const suggest = async (): Promise<void> => {
    const result = await connection.suggest()
    if (result.ok) setOffered(result.value.phrase)
  }
  return (
    <Panel title={t('settings.phrase.title')}>
      <Form onSend={() => void send()}>
        <Stack>
          <p>{t('settings.phrase.text')}</p>
          <PhraseField label={t('settings.phrase.old')} value={old} onChange={setOld} />
          <PhraseField
            label={t('settings.phrase.next')}
            help={t('welcome.phrase.ownHelp')}
            value={next}
            onChange={setNext}
            failure={wrong.next ?? null}
          />
          <Row>
            <Button kind="quiet" onPress={() => void suggest()}>
              <RefreshCw aria-hidden="true" size={18} />
              {t('settings.phrase.suggest')}
            </Button>
            <p role="status">{offered !== null && <b>{offered}</b>}</p>
          </Row>
          <PhraseField
            label={t('settings.phrase.again')}
            value={again}
            onChange={setAgain}
            failure={wrong.again ?? null}
          />
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
