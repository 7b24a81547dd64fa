import { useTranslation } from 'react-i18next'
import { Band } from '../../components/Band'
import { CircleCheck, CircleDashed, Hourglass } from '../../components/icons'
import { Panel } from '../../components/Panel'
import { State } from '../../components/State'
import type { RiskDraft } from './draft'
import styles from './Risk.module.css'
import { isAnswered, riskParts } from './steps'
import type { Step } from './steps'

type Props = {
  readonly draft: RiskDraft
  readonly steps: readonly Step[]
  /** The place of the question that is shown, from 0 on. */
  readonly at: number
}

/** What is answered so far, part by part, and the bands it may come to. */
export const SoFar = ({ draft, steps, at }: Props) => {
  const { t } = useTranslation()
  const parts = riskParts
    .filter((part) => part !== 'start' && part !== 'result')
    .map((part) => ({ part, all: steps.filter((step) => step.part === part && step.kind !== 'more') }))
    .filter(({ all }) => all.length > 0)
  return (
    <Panel title={t('risk.soFar.title')}>
      <ul className={styles.list}>
        {parts.map(({ part, all }) => {
          // nobody has to have a sign of danger: passed by, it says that there is none
          const isNone = part === 'signs' && draft.signs.length === 0 && all.every((step) => steps.indexOf(step) < at)
          const done = all.filter((step) => isAnswered(draft, step)).length
          return (
            <li key={part}>
              <span>{t(`risk.part.${part}`)}</span>
              {done === all.length || isNone ? (
                <State icon={CircleCheck} dye="jade">
                  {t(isNone ? 'risk.soFar.none' : 'risk.soFar.done')}
                </State>
              ) : (
                <State icon={done === 0 ? CircleDashed : Hourglass} dye="piedra">
                  {done === 0 ? t('risk.soFar.open') : t('risk.soFar.some', { done, total: all.length })}
                </State>
              )}
            </li>
          )
        })}
      </ul>
      <p className={styles.soft}>{t('risk.soFar.text')}</p>
      <ul className={styles.bands} aria-label={t('risk.soFar.bands')}>
        {['imminent', 'very_high', 'high', 'medium', 'low'].map((band) => (
          <li key={band}>
            <Band band={band} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
