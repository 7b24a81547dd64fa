import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { Saved } from '../../components/Saved'
import { TextArea } from '../../components/TextArea'
import { TextField } from '../../components/TextField'
import { BackButton } from './BackButton'
import styles from './Words.module.css'

/** Who asks: a newcomer with an invitation, or a member with a pass for one more laptop. */
type JoinKind = 'join' | 'device'

type Props = {
  readonly kind: JoinKind
  /** Fresh recovery words of a newcomer. */
  readonly onAsked: (recoveryWords: string) => void
  readonly onBack: () => void
}

/** In with a code that somebody of the network gave. */
export const JoinForm = ({ kind, onAsked, onBack }: Props) => {
  const { t } = useTranslation()
  const join = useAction('network.join')
  const draft = useDraft(`welcome.${kind}`, { code: '', alias: '' })
  const [isTried, setTried] = useState(false)
  const { code, alias } = draft.value
  const lacks = (text: string): string | null => (isTried && text.trim() === '' ? t('welcome.missing') : null)
  const send = async (): Promise<void> => {
    setTried(true)
    if (code.trim() === '' || alias.trim() === '') return
    const asked = await join.run({ code, alias: alias.trim() })
    if (!asked.ok) return
    draft.drop()
    onAsked(asked.value.recoveryWords)
  }
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  return (
    <Form className={styles.step} onSend={() => void send()}>
      <PageHead title={t(`welcome.${kind}.title`)} lead={t(`welcome.${kind}.lead`)} />
      <TextArea
        label={t('welcome.code')}
        help={t('welcome.codeHelp')}
        value={code}
        onChange={(text) => draft.change((last) => ({ ...last, code: text }))}
        failure={lacks(code)}
        most={2_000}
      />
      <TextField
        label={t('welcome.alias')}
        help={t('welcome.aliasHelp')}
        value={alias}
        onChange={(text) => draft.change((last) => ({ ...last, alias: text }))}
        failure={lacks(alias)}
        most={80}
      />
      <Row>
        <Button kind="main" type="submit">
          {t('welcome.ask')}
        </Button>
        <BackButton onPress={onBack} />
        <Saved state={draft.state} isFresh={code + alias === ''} />
      </Row>
      <Outcome action={join} done={t('welcome.asked')} />
    </Form>
  )
}
