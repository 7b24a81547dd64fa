import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useDraft } from '../../bridge/useDraft'
import { Button } from '../../components/Button'
import { Form } from '../../components/Form'
import { Row } from '../../components/Layout'
import { Outcome } from '../../components/Outcome'
import { PageHead } from '../../components/PageHead'
import { PlaceField } from '../../components/PlaceField'
import { Saved } from '../../components/Saved'
import { TextField } from '../../components/TextField'
import { useCountries } from '../../i18n/useCountries'
import { BackButton } from './BackButton'
import styles from './Words.module.css'

type Props = {
  /** The words of a network that was made; '' while one is being made, null when it was refused. */
  readonly onWords: (recoveryWords: string | null) => void
  readonly onBack: () => void
}

/** A network of one: its name, its country, and what the others will call her. */
export const NetworkForm = ({ onWords, onBack }: Props) => {
  const { t } = useTranslation()
  const countries = useCountries()
  const create = useAction('network.create')
  const draft = useDraft('welcome.network', { name: '', country: '', alias: '' })
  const [isTried, setTried] = useState(false)
  const { name, country, alias } = draft.value
  const lacks = (text: string): string | null => (isTried && text.trim() === '' ? t('welcome.missing') : null)
  const send = async (): Promise<void> => {
    setTried(true)
    if ([name, country, alias].some((text) => text.trim() === '')) return
    onWords('')
    const made = await create.run({ name: name.trim(), country, alias: alias.trim() })
    if (made.ok) draft.drop()
    onWords(made.ok ? made.value.recoveryWords : null)
  }
  if (draft.state === 'reading') return <p role="status">{t('ui.wait')}</p>
  return (
    <Form className={styles.step} onSend={() => void send()}>
      <PageHead title={t('welcome.network.title')} lead={t('welcome.network.lead')} />
      <TextField
        label={t('welcome.network.name')}
        help={t('welcome.network.nameHelp')}
        value={name}
        onChange={(text) => draft.change((last) => ({ ...last, name: text }))}
        failure={lacks(name)}
        most={200}
      />
      <PlaceField
        label={t('welcome.network.country')}
        options={countries}
        value={country === '' ? null : country}
        onChange={(code) => draft.change((last) => ({ ...last, country: code ?? '' }))}
        failure={lacks(country)}
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
          {t('welcome.network.create')}
        </Button>
        <BackButton onPress={onBack} />
        <Saved state={draft.state} isFresh={name + country + alias === ''} />
      </Row>
      <Outcome action={create} done={t('welcome.network.made')} />
    </Form>
  )
}
