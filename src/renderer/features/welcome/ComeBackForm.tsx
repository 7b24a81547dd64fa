import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { TextArea } from '../../components/TextArea'
import { BackButton } from './BackButton'
import styles from './Words.module.css'

/** Back into her network with her paper and a pass. The code is kept as a draft; the words never are. */
export const ComeBackForm = ({ onBack }: { readonly onBack: () => void }) => {
  const { t } = useTranslation()
  const recover = useAction('network.recover')
  const draft = useDraft('welcome.recover', { code: '' })
  const [words, setWords] = useState('')
  const { code } = draft.value
  const send = async (): Promise<void> => {
    const asked = await recover.run({ code, recoveryWords: words })
    if (asked.ok) draft.drop()
  }
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  return (
    <Form className={styles.step} onSend={() => void send()}>
      <PageHead title={t('welcome.recover.title')} lead={t('welcome.recover.lead')} />
      <TextArea
        label={t('welcome.code')}
        help={t('welcome.recover.codeHelp')}
        value={code}
        onChange={(text) => draft.change({ code: text })}
        most={2_000}
      />
      <TextArea
        label={t('welcome.recover.words')}
        help={t('welcome.recover.wordsHelp')}
        value={words}
        onChange={setWords}
        most={1_000}
      />
      <Row>
        <Button kind="main" type="submit">
          {t('welcome.ask')}
        </Button>
        <BackButton onPress={onBack} />
      </Row>
      <Outcome action={recover} done={t('welcome.asked')} />
    </Form>
  )
}
