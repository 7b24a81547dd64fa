import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Cloth } from '../../components/Cloth'
import { Clock3, Languages, Lock } from '../../components/icons'
import styles from './DoorFrame.module.css'

type Props = {
  readonly children: ReactNode
  /** How it closes by itself: shown at the foot; nothing, where it closes otherwise. */
  readonly foot?: string
  /** Where a vault is open behind it: closes it now. */
  readonly onLock?: () => void
}

/** The frame of what comes before the notebook: names no network, no person and no purpose by itself. */
export const DoorFrame = ({ children, foot, onLock }: Props) => {
  const { t, i18n } = useTranslation()
  return (
    <div className={styles.page}>
      <div className={styles.cloth} data-no-print>
        <Cloth />
      </div>
      <main className={styles.door}>
        <div className={styles.top}>
          <Button kind="quiet" onPress={() => void i18n.changeLanguage(i18n.language === 'en' ? 'es' : 'en')}>
            <Languages aria-hidden="true" size={20} />
            <span lang={i18n.language === 'en' ? 'es' : 'en'}>{t('unlock.language')}</span>
          </Button>
          {onLock && (
            <Button onPress={onLock} aria-keyshortcuts="F9">
              <Lock aria-hidden="true" size={18} />
              {t('shell.lock')} <kbd>F9</kbd>
            </Button>
          )}
        </div>
        {children}
        {foot !== undefined && (
          <p className={styles.foot}>
            <Clock3 aria-hidden="true" size={18} />
            {foot}
          </p>
        )}
      </main>
    </div>
  )
}
