import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnDataWritten } from '#shared/contract/host'
import { useWriting } from '../../bridge/useWriting'
import type { Written } from '../../bridge/useWriting'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Archive } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { Why } from '../../components/Why'
import { Writing } from '../../components/Writing'
import { useFailure } from '../../i18n/useFailure'
import { NewPhrase } from '../welcome/NewPhrase'
import { useNewPhrase } from '../welcome/useNewPhrase'
import styles from './Exports.module.css'
import { OwnDataDone } from './OwnDataDone'

const ownData: Written<OwnDataWritten> = {
  follow: (connection, listen) => connection.ownData(listen),
  cancel: (connection) => connection.cancelOwnData(),
}

/**
 * Writes the file of own data: a phrase of its own, twice, and where. The phrase is gone from here as soon as the file is being
 * written; until then it stays, so that she need not write it again where another file has the name.
 */
export const TakeOwnData = () => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const { state, isUnderWay, done, isStopped, failure, begin, cancel, choosesFile } = useWriting(ownData)
  const phrase = useNewPhrase()
  const [place, setPlace] = useState('')
  const [isTried, setTried] = useState(false)
  const isUsed = done !== null || (state.phase === 'writing' && state.share > 0)
  const { forget } = phrase
  useEffect(() => {
    if (isUsed) forget()
  }, [isUsed, forget])
  const send = (): void => {
    setTried(true)
    const file = choosesFile === true ? null : place.trim()
    if (!phrase.isSound() || file === '' || isUnderWay) return
    setTried(false)
    void begin((connection) => connection.takeOwnData(file, phrase.held.phrase))
  }
  return (
    <Panel title={t('ownData.save')}>
      <Form onSend={send}>
        <Stack>
          <p>{t('ownData.phraseText')}</p>
          <NewPhrase of={phrase} label={t('ownData.phrase')} againLabel={t('ownData.again')} />
          {choosesFile === true ? (
            <p>{t('ownData.box')}</p>
          ) : (
            <TextField
              label={t('ownData.place')}
              help={t('backup.copy.placeHelp')}
              value={place}
              onChange={setPlace}
              failure={isTried && place.trim() === '' ? t('backup.copy.placeMissing') : null}
              most={4_096}
            />
          )}
          <Row>
            <Button kind="main" type="submit" isPending={isUnderWay}>
              <Archive aria-hidden="true" size={18} />
              {t(choosesFile === true ? 'ownData.choose' : 'ownData.go')}
            </Button>
          </Row>
          <Writing
            state={state}
            isStopped={isStopped}
            words={{
              choosing: t('backup.copy.choosing'),
              writing: t('ownData.writing'),
              stopped: t('ownData.stopped'),
              share: t('ownData.share'),
              stop: t('exports.stop'),
            }}
            onStop={() => void cancel()}
          />
          <Outcome
            action={{ done, failure: failure && inWords(failure) }}
            done={done ? t('ownData.done', { name: done.name }) : ''}
          />
          {done && <OwnDataDone written={done} />}
          <Why title={t('ownData.how')}>
            <div className={styles.words}>
              <p>{t('ownData.howText')}</p>
              <p>
                <code className={styles.print}>{t('ownData.order')}</code>
              </p>
              <p>{t('ownData.howAfter')}</p>
            </div>
          </Why>
        </Stack>
      </Form>
    </Panel>
  )
}
