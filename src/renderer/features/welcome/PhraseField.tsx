import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Eye, EyeOff } from '../../components/icons'
import { Row } from '../../components/Layout'
import { TextField } from '../../components/TextField'

type Props = {
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly onChange: (phrase: string) => void
  readonly failure?: string | null
}

/** A passphrase to write, hidden unless she wants to see it. It is kept nowhere but in the field. */
export const PhraseField = (props: Props) => {
  const { t } = useTranslation()
  const [seen, setSeen] = useState(false)
  return (
    <>
      <TextField {...props} type={seen ? 'text' : 'password'} most={1_000} />
      <Row>
        <Button kind="quiet" onPress={() => setSeen(!seen)}>
          {seen ? <EyeOff aria-hidden="true" size={20} /> : <Eye aria-hidden="true" size={20} />}
          {t(seen ? 'unlock.hide' : 'unlock.show')}
        </Button>
      </Row>
    </>
  )
}
