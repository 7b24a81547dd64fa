import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { KeyRound } from '../../components/icons'
import { Row, Stack } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { Panel } from '../../components/Panel'
import { useFailure } from '../../i18n/useFailure'
import { PhraseField } from '../welcome/PhraseField'

type Props = {
  /** Words were made and written down. */
  readonly isNoted: boolean
  readonly onWords: (words: string) => void
}

/** Fresh recovery words for a paper that is lost, once the phrase was given again. */
export const NewWords = ({ isNoted, onWords }: Props) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const [phrase, setPhrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const make = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    const made = await connection.newWords(phrase)
    setBusy(false)
    setPhrase('')
    if (made.ok) onWords(made.value.recoveryWords)
    else setFailure(inWords(made.error))
  }
  return (
    <Panel title={t('backup.words.title')}>
      <Form onSend={() => void make()}>
        <Stack>
          <p>{t('backup.words.text')}</p>
          <p>{t('backup.words.honest')}</p>
          <PhraseField label={t('backup.words.phrase')} value={phrase} onChange={setPhrase} />
          <Row>
            <Button type="submit" isPending={busy}>
              <KeyRound aria-hidden="true" size={18} />
              {t('backup.words.go')}
            </Button>
          </Row>
          <Outcome action={{ failure, done: isNoted ? true : null }} done={t('backup.words.done')} />
        </Stack>
      </Form>
    </Panel>
  )
}
