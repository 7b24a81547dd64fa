import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { Moment } from '../../components/Day'
import { Form } from '../../components/Form'
import { Archive, X } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { TextField } from '../../components/TextField'
import { Thread } from '../../components/Thread'
import { useFailure } from '../../i18n/useFailure'
import { useCopy } from './useCopy'

/** Megabytes of a file as people read them: one decimal, never nothing. */
const sizeWords = (bytes: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.max(0.1, bytes / 1_000_000))

/** One encrypted file with all that is here, where she says; when the last was made. */
export const MakeBackup = () => {
  const { t, i18n } = useTranslation()
  const inWords = useFailure()
  const last = useView('backup.last', undefined)
  const { state, begin, cancel, problem, choosesFile } = useCopy()
  const [place, setPlace] = useState('')
  const [isTried, setTried] = useState(false)
  const isUnderWay = state.phase === 'choosing' || state.phase === 'writing'
  const made = state.phase === 'over' ? state.result : null
  const isStopped = made?.ok === false && made.error.type === 'Cancelled'
  const failed = made?.ok === false && !isStopped ? made.error : problem
  const send = (): void => {
    setTried(true)
    if (choosesFile) void begin(null)
    else if (place.trim() !== '') void begin(place.trim())
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
          <p role="status">
            {isUnderWay && t(`backup.copy.${state.phase}`)}
            {isStopped && t('backup.copy.stopped')}
          </p>
          {state.phase === 'writing' && (
            <>
              <Thread label={t('backup.copy.share')} done={Math.floor(state.share * 100)} total={100} />
              <Row>
                <Button onPress={() => void cancel()}>
                  <X aria-hidden="true" size={18} />
                  {t('backup.copy.stop')}
                </Button>
              </Row>
            </>
          )}
          <Outcome
            action={{ done: made?.ok ? true : null, failure: failed ? inWords(failed) : null }}
            done={
              made?.ok
                ? t('backup.copy.done', { name: made.value.name, size: sizeWords(made.value.bytes, i18n.language) })
                : ''
            }
          />
          <p>{t('backup.copy.test')}</p>
        </Stack>
      </Form>
    </Panel>
  )
}
