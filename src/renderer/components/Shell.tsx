import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { FileText, Lock } from './icons'
import { Selvage } from './Selvage'
import styles from './Shell.module.css'

/** The frame of every open screen: where one is, that all is kept, and how to close now. */
export const Shell = ({ onLock, children }: { onLock: () => void; children: ReactNode }) => {
  const { t } = useTranslation()
  const content = useRef<HTMLElement>(null)
  useEffect(() => content.current?.focus(), [])
  return (
    <div className={styles.shell}>
      <header className={styles.side}>
        <div className={styles.selvage}>
          <Selvage />
        </div>
        <p className={styles.name}>{t('shell.window')}</p>
        <nav className={styles.nav} aria-label={t('shell.places')}>
          <ul>
            <li className={styles.place} aria-current="page">
              <FileText aria-hidden="true" size={20} strokeWidth={1.75} />
              {t('shell.cases')}
            </li>
          </ul>
        </nav>
        <div className={styles.foot}>
          <p className={styles.saved}>{t('shell.saved')}</p>
          <Button onPress={onLock} aria-keyshortcuts="F9">
            <Lock aria-hidden="true" size={18} />
            {t('shell.lock')} <kbd>F9</kbd>
          </Button>
        </div>
      </header>
      <main ref={content} className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
