import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { RefreshCw } from '../../components/icons'
import { Row } from '../../components/Layout'
import { PhraseField } from './PhraseField'
import type { useNewPhrase } from './useNewPhrase'

type Props = {
  readonly of: Pick<ReturnType<typeof useNewPhrase>, 'held' | 'wrong' | 'change'>
  readonly label: string
  readonly againLabel: string
}

/** The fields of a new phrase, and seven words for it where she asks for them. */
export const NewPhrase = ({ of: { held, wrong, change }, label, againLabel }: Props) => {
  const { t } = useTranslation()
  const connection = useConnection()
  const suggest = async (): Promise<void> => {
    const result = await connection.suggest()
    if (result.ok) change({ offered: result.value.phrase })
  }
  return (
    <>
      <PhraseField
        label={label}
        help={t('welcome.phrase.ownHelp')}
        value={held.phrase}
        onChange={(phrase) => change({ phrase })}
        failure={wrong.phrase ?? null}
      />
      <Row>
        <Button kind="quiet" onPress={() => void suggest()}>
          <RefreshCw aria-hidden="true" size={18} />
          {t('settings.phrase.suggest')}
        </Button>
        <p role="status">{held.offered !== null && <b>{held.offered}</b>}</p>
      </Row>
      <PhraseField
        label={againLabel}
        value={held.again}
        onChange={(again) => change({ again })}
        failure={wrong.again ?? null}
      />
    </>
  )
}
