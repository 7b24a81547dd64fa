import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { CircleHelp } from './icons'
import styles from './Veil.module.css'

/** «¿Por qué se pregunta esto?»: why, and who sees it; or another title. */
export const Why = ({ title, children }: { readonly title?: string; readonly children: ReactNode }) => {
  const { t } = useTranslation()
  return (
    <Disclosure>
      <Button slot="trigger" className={styles.why ?? ''}>
        <CircleHelp aria-hidden="true" size={20} />
        {title ?? t('ui.why')}
      </Button>
      <DisclosurePanel>
        <div className={styles.reason}>{children}</div>
      </DisclosurePanel>
    </Disclosure>
  )
}
