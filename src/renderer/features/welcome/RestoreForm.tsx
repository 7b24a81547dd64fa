import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { useChoosesFolder } from '../../bridge/useChoosesFolder'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Archive } from '../../components/icons'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { TextField } from '../../components/TextField'
import { useFailure } from '../../i18n/useFailure'
import { BackButton } from './BackButton'
import { PhraseField } from './PhraseField'
import styles from './Words.module.css'

type Props = { readonly onOpened: () => void; readonly onBack: () => void }

/** Makes the notebook again from a backup: the file, and the phrase of its day. Names no network, no person and no purpose. */
export const RestoreForm = ({ onOpened, onBack }: Props) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const choosesFile = useChoosesFolder() ?? true
  const [place, setPlace] = useState('')
  const [phrase, setPhrase] = useState('')
  const [isTried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    setTried(true)
    setFailure(null)
    if (busy || phrase.trim() === '' || (!choosesFile && place.trim() === '')) return
    setBusy(true)
    const restored = await connection.restore(choosesFile ? null : place.trim(), phrase)
    setBusy(false)
    if (restored.ok) onOpened()
    // a box that was closed without choosing is no failure
    else if (restored.error.type !== 'Cancelled') setFailure(inWords(restored.error))
  }
  return (
    <Form className={styles.step} onSend={() => void send()}>
      <PageHead title={t('welcome.restore.title')} lead={t('welcome.restore.lead')} />
      <PhraseField
        label={t('welcome.restore.phrase')}
        help={t('welcome.restore.phraseHelp')}
        value={phrase}
        onChange={setPhrase}
        failure={isTried && phrase.trim() === '' ? t('unlock.empty') : null}
      />
      {!choosesFile && (
        <TextField
          label={t('welcome.restore.file')}
          help={t('welcome.restore.fileHelp')}
          value={place}
          onChange={setPlace}
          failure={isTried && place.trim() === '' ? t('welcome.restore.fileMissing') : null}
          most={4_096}
        />
      )}
      <Row>
        <Button kind="main" type="submit" isPending={busy}>
          <Archive aria-hidden="true" size={18} />
          {t(choosesFile ? 'welcome.restore.choose' : 'welcome.restore.go')}
        </Button>
        <BackButton onPress={onBack} />
      </Row>
      <p role="status">{busy && t('welcome.restore.busy')}</p>
      <Outcome action={{ failure, done: null }} done="" />
    </Form>
  )
}
