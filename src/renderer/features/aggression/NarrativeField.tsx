import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { EyeOff } from '../../components/icons'
import { TextArea } from '../../components/TextArea'
import { Veil } from '../../components/Veil'

type Props = { readonly value: string; readonly onChange: (text: string) => void }

/** What happened, in words. Once written it lies under a veil: nobody meets it by surprise, not even who wrote it. */
export const NarrativeField = ({ value, onChange }: Props) => {
  const { t } = useTranslation()
  const [isWriting, setWriting] = useState(value === '')
  if (!isWriting)
    return (
      <>
        <Veil>
          <p>{value}</p>
        </Veil>
        <div>
          <Button onPress={() => setWriting(true)}>{t('aggression.words.goOn')}</Button>
        </div>
      </>
    )
  return (
    <>
      <TextArea
        label={t('aggression.words.label')}
        help={t('aggression.words.example')}
        value={value}
        onChange={onChange}
      />
      {value !== '' && (
        <div>
          <Button kind="quiet" onPress={() => setWriting(false)}>
            <EyeOff aria-hidden="true" size={18} />
            {t('aggression.words.cover')}
          </Button>
        </div>
      )}
    </>
  )
}
