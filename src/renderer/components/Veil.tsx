import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { EyeOff } from './icons'
import styles from './Veil.module.css'

type Props = {
  readonly children: ReactNode
  /** What lies under it, where that is not a text on violence. */
  readonly words?: string
  /** Called each time it is opened: what was read counts for rest. */
  readonly onOpen?: () => void
}

/** Covers a text that may hurt to read; opened by hand, never by itself. What it covers is not on the page before. */
export const Veil = ({ children, words, onOpen }: Props) => {
  const { t } = useTranslation()
  return (
    <Disclosure onExpandedChange={(isOpen) => isOpen && onOpen?.()}>
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className={styles.cover ?? ''}>
            <EyeOff aria-hidden="true" size={20} />
            <span>
              {words ?? t('ui.violent')} <b>{t(isExpanded ? 'ui.hide' : 'ui.see')}</b>
            </span>
          </Button>
          <DisclosurePanel>{isExpanded && <div className={styles.text}>{children}</div>}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  )
}
