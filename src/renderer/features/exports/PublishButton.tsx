import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Confirm } from '../../components/Confirm'

type Props = {
  readonly kind?: 'main' | 'plain'
  readonly busy: boolean
  /** What comes of it, which cannot be taken back. */
  readonly text: string
  readonly onPublish: () => Promise<unknown>
}

/** Publishes something for good, once that was said and confirmed. */
export const PublishButton = ({ kind = 'main', busy, text, onPublish }: Props) => {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button kind={kind} isPending={busy} onPress={() => setAsking(true)}>
        {t('exports.publish.go')}
      </Button>
      <Confirm
        title={t('exports.publish.go')}
        action={t('exports.publish.go')}
        isOpen={isAsking}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void onPublish().then(() => setAsking(false))}
      >
        <p>{text}</p>
      </Confirm>
    </>
  )
}
