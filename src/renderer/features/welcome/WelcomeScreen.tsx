import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { Button } from '../../components/Button'
import { Archive, KeyRound } from '../../components/icons'
import { Row } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { useFailure } from '../../i18n/useFailure'
import { DoorFrame } from '../unlock/DoorFrame'
import { MakePhrase } from './MakePhrase'
import { RestoreForm } from './RestoreForm'
import styles from './Words.module.css'

/** Where there is no vault yet: what this is, and the phrase that will open it. Names no network, no person and no purpose. */
export const WelcomeScreen = ({ onOpened }: { readonly onOpened: () => void }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const connection = useConnection()
  const [begun, setBegun] = useState<'new' | 'restore' | null>(null)
  const create = async (phrase: string): Promise<string | null> => {
    const made = await connection.create(phrase)
    if (!made.ok) return inWords(made.error)
    onOpened()
    return null
  }
  return (
    <DoorFrame>
      {begun === 'new' && <MakePhrase onChosen={create} action={t('welcome.create')} />}
      {begun === 'restore' && <RestoreForm onOpened={onOpened} onBack={() => setBegun(null)} />}
      {begun === null && (
        <div className={styles.step}>
          <PageHead title={t('welcome.title')} />
          {['one', 'two', 'three'].map((sentence) => (
            <p key={sentence} className={styles.lead}>
              {t(`welcome.about.${sentence}`)}
            </p>
          ))}
          <Row>
            <Button kind="main" onPress={() => setBegun('new')}>
              <KeyRound aria-hidden="true" size={18} />
              {t('welcome.begin')}
            </Button>
            <Button onPress={() => setBegun('restore')}>
              <Archive aria-hidden="true" size={18} />
              {t('welcome.restore.open')}
            </Button>
          </Row>
        </div>
      )}
    </DoorFrame>
  )
}
