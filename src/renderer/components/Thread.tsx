import { Label, ProgressBar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import styles from './Picks.module.css'

type Props = {
  readonly label: string
  readonly done: number
  readonly total: number
  /** Whose thread it is: said after the label, not shown. */
  readonly who?: string
}

/** One direction of an exchange, drawn as a thread that fills. */
export const Thread = ({ label, done, total, who }: Props) => {
  const { t } = useTranslation()
  const say = t('ui.of', { done, total })
  return (
    <ProgressBar className={styles.thread ?? ''} value={done} maxValue={Math.max(total, 1)} valueLabel={say}>
      <Label>
        {label}
        {who !== undefined && <span className="hidden-visually"> ({who})</span>}
      </Label>
      <svg aria-hidden="true">
        <line className={styles.rest} x2="100%" y1={7} y2={7} />
        {done > 0 && <line className={styles.passed} x2={`${(done / Math.max(total, 1)) * 100}%`} y1={7} y2={7} />}
      </svg>
      <span>{say}</span>
    </ProgressBar>
  )
}
