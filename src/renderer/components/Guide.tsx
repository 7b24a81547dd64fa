import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftState } from '../bridge/useDraft'
import { Button } from './Button'
import { cx } from './cx'
import styles from './Guide.module.css'
import { ArrowLeft, ArrowRight } from './icons'
import { PageHead } from './PageHead'
import { Picks } from './Picks'
import { Saved } from './Saved'

type Props = {
  /** What is being filled in, and of which case. */
  readonly kicker: ReactNode
  /** Which part of the whole this question belongs to, in words. */
  readonly part: string
  /** The place of the question, from 1 on, and how many there are as far as is known by now. */
  readonly at: number
  readonly total: number
  /** Another name, another question: the focus goes to its title. */
  readonly step: string
  readonly title: string
  readonly help?: string | undefined
  readonly children: ReactNode
  /** null on the first question. */
  readonly onBack: (() => void) | null
  readonly onPause: () => void
  readonly onNext: () => void
  /** The word of the last button, where it does not lead to another question. */
  readonly nextWord?: string | undefined
  readonly saved: DraftState
  /** Nothing was written yet. */
  readonly isFresh?: boolean
  /** Under the buttons: how saving went. */
  readonly outcome?: ReactNode
  /** Beside the question: what is there so far. */
  readonly rail?: ReactNode
}

/** A guided form: one question a screen, how far one is, back, pause and go on. What was answered is kept at every step. */
export const Guide = ({ step, rail, children, onBack, onPause, onNext, ...props }: Props) => {
  const { t } = useTranslation()
  const part = useRef<HTMLDivElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    const title = part.current?.querySelector('h1')
    title?.focus({ preventScroll: true })
    part.current?.closest('main')?.scrollTo(0, 0)
    window.scrollTo(0, 0)
  }, [step])
  const say = t('guide.question', { at: props.at, total: props.total })
  return (
    <div className={cx(styles.grid, rail === undefined && styles.alone)} ref={part}>
      <div className={styles.step}>
        <Picks done={props.at} total={props.total} label={props.part} say={say} />
        <PageHead key={step} title={props.title} kicker={props.kicker} lead={props.help} isQuestion />
        <div key={`${step} fields`} className={styles.fields}>
          {children}
        </div>
        <footer className={styles.foot}>
          {onBack && (
            <Button onPress={onBack}>
              <ArrowLeft aria-hidden="true" size={18} />
              {t('guide.back')}
            </Button>
          )}
          <Button onPress={onPause}>{t('guide.pause')}</Button>
          <div className={styles.kept}>
            <Saved state={props.saved} isFresh={props.isFresh ?? false} />
          </div>
          <Button kind="main" onPress={onNext}>
            {props.nextWord ?? t('guide.next')}
            {props.nextWord === undefined && <ArrowRight aria-hidden="true" size={18} />}
          </Button>
        </footer>
        {props.outcome}
      </div>
      {rail !== undefined && <div className={styles.rail}>{rail}</div>}
    </div>
  )
}
