import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import styles from './Dialog.module.css'

type Props = {
  readonly title: string
  readonly isOpen: boolean
  /** Esc, or one of the actions. The focus goes back to where it was. */
  readonly onClose: () => void
  readonly children: ReactNode
  /** Its buttons; one of them closes without doing anything. */
  readonly actions: ReactNode
}

/** Something to look at or decide before going on. */
export const Dialog = ({ title, isOpen, onClose, children, actions }: Props) => (
  <ModalOverlay className={styles.veil ?? ''} isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
    <Modal className={styles.modal ?? ''}>
      <AriaDialog className={styles.dialog ?? ''}>
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        {children}
        <div className={styles.actions}>{actions}</div>
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)
