import { Label, ProgressBar } from 'react-aria-components'
import styles from './Picks.module.css'

type Props = {
  readonly done: number
  readonly total: number
  readonly label: string
  /** How far, in words: «Pregunta 4 de 11». */
  readonly say: string
}

/** Progress as picks of a weft: each finished step is one woven block. */
export const Picks = ({ done, total, label, say }: Props) => (
  <ProgressBar className={styles.progress ?? ''} value={done} maxValue={total} valueLabel={say}>
    <span className={styles.words}>
      <Label>{label}</Label>
      <span>{say}</span>
    </span>
    <span className={styles.cloth} aria-hidden="true">
      {Array.from({ length: total }, (_, pick) => (
        <i key={pick} className={pick < done ? styles.woven : styles.bare} />
      ))}
    </span>
  </ProgressBar>
)
