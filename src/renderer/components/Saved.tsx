import { useTranslation } from 'react-i18next'
import type { DraftState } from '../bridge/useDraft'
import { cx } from './cx'
import { CircleCheck, CircleDashed } from './icons'
import styles from './Saved.module.css'

/** Whether what was written is kept: in words, said once each time it changes to kept or not kept. */
export const Saved = ({
  state,
  isFresh,
}: {
  readonly state: DraftState
  /** Nothing was written yet: nothing to say. */ readonly isFresh?: boolean
}) => {
  const { t } = useTranslation()
  const isQuiet = state === 'reading' || isFresh === true
  return (
    <p className={cx(styles.saved, styles[state])} role="status">
      {!isQuiet && (
        <>
          {state === 'kept' ? (
            <CircleCheck aria-hidden="true" size={18} />
          ) : (
            <CircleDashed aria-hidden="true" size={18} />
          )}
          {t(state === 'kept' ? 'ui.saved' : state === 'keeping' ? 'ui.saving' : 'ui.notSaved')}
        </>
      )}
    </p>
  )
}
