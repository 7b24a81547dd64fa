import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { useWriting } from '../../bridge/useWriting'
import type { Written } from '../../bridge/useWriting'
import { Button } from '../../components/Button'
import { Moment } from '../../components/Day'
import { Form } from '../../components/Form'
import { Archive } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { Writing } from '../../components/Writing'
import { useFailure } from '../../i18n/useFailure'

/** Megabytes of a file as people read them: one decimal, never nothing. */
const sizeWords = (bytes: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.max(0.1, bytes / 1_000_000))

const backup: Written<{ readonly bytes: number }> = {
  follow: (connection, listen) => connection.copy(listen),
  cancel: (connection) => connection.cancelCopy(),
}

/** One encrypted file with all that is here, where she says; when the last was made. */
export const MakeBackup = () => {
  const { t, i18n } = useTranslation()
  const inWords = useFailure()
  const last = useView('backup.last', undefined)
  const { state, isUnderWay, done, isStopped, failure, begin, cancel, choosesFile } = useWriting(backup)
  const [place, setPlace] = useState('')
  const [isTried, setTried] = useState(false)
  const send = (): void => {
    setTried(true)
    const file = choosesFile === true ? null : place.trim()
    if (file !== '') void begin((connection) => connection.backUp(file))
  }
  return (
    <Panel title={t('backup.copy.title')}>
      <Form onSend={send}>
        <Stack>
          <p>{t('backup.copy.text')}</p>
          <p>
            {last?.ok && last.value.at !== null ? (
              <>
                {t('backup.copy.last')}: <Moment at={last.value.at} />
              </>
            ) : (
              t('backup.copy.never')
            )}
          </p>
          {!choosesFile && (
            <TextField
              label={t('backup.copy.place')}
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
              {t('backup.copy.go')}
            </Button>
          </Row>
          <Writing
            state={state}
            isStopped={isStopped}
            words={{
              choosing: t('backup.copy.choosing'),
              writing: t('backup.copy.writing'),
              stopped: t('backup.copy.stopped'),
              share: t('backup.copy.share'),
              stop: t('backup.copy.stop'),
            }}
            onStop={() => void cancel()}
          />
          <Outcome
            action={{ done, failure: failure && inWords(failure) }}
            done={done ? t('backup.copy.done', { name: done.name, size: sizeWords(done.bytes, i18n.language) }) : ''}
          />
          <p>{t('backup.copy.test')}</p>
        </Stack>
      </Form>
    </Panel>
  )
}
