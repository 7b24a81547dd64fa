import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { ChoiceRow } from '../../components/ChoiceRow'
import { Form } from '../../components/Form'
import { ArrowLeft, RefreshCw } from '../../components/icons'
import { Row } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { useFailure } from '../../i18n/useFailure'
import { folded, isLongPhrase } from './phrase'
import { PhraseField } from './PhraseField'
import styles from './Words.module.css'

type Props = {
  /** Sends the phrase to the engine; what it refuses is said here. */
  readonly onChosen: (phrase: string) => Promise<string | null>
  readonly action: string
}

/** A phrase for the notebook: seven words that are offered, or her own; written once more before it counts. Kept nowhere. */
export const MakePhrase = ({ onChosen, action }: Props) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const [how, setHow] = useState('offered')
  const [offered, setOffered] = useState('')
  const [own, setOwn] = useState('')
  const [again, setAgain] = useState('')
  const [isChecking, setChecking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const phrase = how === 'offered' ? offered : own

  const suggest = async (): Promise<void> => {
    const result = await connection.suggest()
    if (result.ok) setOffered(result.value.phrase)
    else setProblem(inWords(result.error))
  }
  useEffect(() => {
    let isHere = true
    void connection.suggest().then((result) => {
      if (isHere && result.ok) setOffered(result.value.phrase)
    })
    return () => {
      isHere = false
    }
  }, [connection])

  const choose = async (): Promise<void> => {
    if (busy) return
    if (folded(again) !== folded(phrase)) {
      setProblem(t('welcome.phrase.different'))
      return
    }
    setBusy(true)
    setProblem(await onChosen(phrase))
    setBusy(false)
  }
  const next = (): void => {
    if (how === 'own' && !isLongPhrase(own)) setProblem(t('welcome.phrase.short'))
    else {
      setProblem(null)
      setChecking(true)
    }
  }

  return (
    <Form
      className={styles.step}
      onSend={() => {
        if (isChecking) void choose()
        else next()
      }}
    >
      {isChecking ? (
        <>
          <PageHead key="again" title={t('welcome.phrase.againTitle')} lead={t('welcome.phrase.againLead')} />
          <PhraseField
            label={t('welcome.phrase.again')}
            help={t('unlock.help')}
            value={again}
            onChange={setAgain}
            failure={problem}
          />
          <Row>
            <Button kind="main" type="submit">
              {busy ? t('ui.wait') : action}
            </Button>
            <Button
              onPress={() => {
                setChecking(false)
                setAgain('')
                setProblem(null)
              }}
            >
              <ArrowLeft aria-hidden="true" size={18} />
              {t('welcome.phrase.see')}
            </Button>
          </Row>
        </>
      ) : (
        <>
          <PageHead key="make" title={t('welcome.phrase.title')} lead={t('welcome.phrase.lead')} />
          <ChoiceRow
            label={t('welcome.phrase.how')}
            options={[
              { id: 'offered', label: t('welcome.phrase.offered') },
              { id: 'own', label: t('welcome.phrase.own') },
            ]}
            value={how}
            onChange={setHow}
          />
          {how === 'offered' ? (
            <>
              <p className={styles.big} data-phrase>
                {offered}
              </p>
              <Row>
                <Button kind="quiet" onPress={() => void suggest()}>
                  <RefreshCw aria-hidden="true" size={18} />
                  {t('welcome.phrase.other')}
                </Button>
              </Row>
            </>
          ) : (
            <PhraseField
              label={t('welcome.phrase.ownLabel')}
              help={t('welcome.phrase.ownHelp')}
              value={own}
              onChange={setOwn}
              failure={problem}
            />
          )}
          <p>{t('welcome.phrase.advice')}</p>
          <Row>
            <Button kind="main" type="submit" isDisabled={phrase === ''}>
              {t('welcome.phrase.written')}
            </Button>
          </Row>
        </>
      )}
    </Form>
  )
}
