import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '#shared/result'
import { useFailure } from '../i18n/useFailure'
import { Notice } from './Notice'

type Props<T> = {
  /** Of `useView`: null until it has come. */
  readonly view: Result<T> | null
  /** While it comes; one moment, when left out. */
  readonly waiting?: string
  readonly children: (value: T) => ReactNode
}

/** A view in its three states: on its way, not to be shown, here. */
export const Viewed = <T,>({ view, waiting, children }: Props<T>) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  if (view === null) return <p role="status">{waiting ?? t('ui.wait')}</p>
  if (!view.ok)
    return (
      <Notice title={t('ui.notShown')} urgent>
        <p>{inWords(view.error)}</p>
      </Notice>
    )
  return children(view.value)
}
