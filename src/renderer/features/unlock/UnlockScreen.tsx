import { useRef, useState } from 'react'
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { CircleHelp, Eye, EyeOff, KeyRound } from '../../components/icons'
import { useFailure } from '../../i18n/useFailure'
import { DoorFrame } from './DoorFrame'
import styles from './UnlockScreen.module.css'

/** The opening screen: names no network, no person and no purpose. */
export const UnlockScreen = ({ onOpened }: { onOpened: () => void }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const field = useRef<HTMLInputElement>(null)
  const [phrase, setPhrase] = useState('')
  const [seen, setSeen] = useState(false)
  const [opening, setOpening] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const open = async (): Promise<void> => {
    if (opening) return
    if (phrase.trim() === '') setProblem(t('unlock.empty'))
    else {
      setOpening(true)
      setProblem(null)
      const result = await connection.unlock(phrase)
      setOpening(false)
      if (result.ok) {
        onOpened()
        return
      }
      setProblem(inWords(result.error))
    }
    field.current?.focus()
    field.current?.select()
  }

  return (
    <DoorFrame foot={t('unlock.idle')}>
      <Form className={styles.form} onSend={() => void open()}>
        <h1>{t('unlock.title')}</h1>
        <p className={styles.lead}>{t('unlock.lead')}</p>
        <TextField
          className={styles.field ?? ''}
          type={seen ? 'text' : 'password'}
          value={phrase}
          onChange={(text) => {
            setPhrase(text)
            setProblem(null)
          }}
          isInvalid={problem !== null}
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          autoFocus
        >
          <Label>{t('unlock.label')}</Label>
          <Text slot="description">{t('unlock.help')}</Text>
          <Input ref={field} maxLength={1_000} />
          <FieldError className={styles.problem ?? ''}>
            <CircleHelp aria-hidden="true" size={20} />
            <span>{problem}</span>
          </FieldError>
        </TextField>
        <p className="hidden-visually" role="status">
          {opening && t('unlock.opening')}
        </p>
        <div className={styles.row}>
          <Button kind="main" type="submit">
            <KeyRound aria-hidden="true" size={18} />
            {t(opening ? 'unlock.opening' : 'unlock.open')}
          </Button>
          <Button kind="quiet" onPress={() => setSeen(!seen)}>
            {seen ? <EyeOff aria-hidden="true" size={20} /> : <Eye aria-hidden="true" size={20} />}
            {t(seen ? 'unlock.hide' : 'unlock.show')}
          </Button>
        </div>
      </Form>
    </DoorFrame>
  )
}
