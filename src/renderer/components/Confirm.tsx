import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Dialog } from './Dialog'

type Props = {
  readonly title: string
  /** What will happen, and what will not. */
  readonly children: ReactNode
  /** What is done, as a verb: never «Sí». */
  readonly action: string
  readonly isOpen: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** While it is under way. */
  readonly busy?: boolean
}

/** Asks before something that cannot be taken back. */
export const Confirm = ({ title, children, action, isOpen, onConfirm, onClose, busy = false }: Props) => {
  const { t } = useTranslation()
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button kind="main" isPending={busy} onPress={onConfirm}>
            {action}
          </Button>
          <Button onPress={onClose}>{t('ui.back')}</Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
