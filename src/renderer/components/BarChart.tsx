import { useId } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/useLanguage'
import styles from './BarChart.module.css'

/** A bar. `count` null: a protected figure, drawn at one and the same length, which says nothing of its size. */
type Bar = { readonly label: string; readonly count: number | null }

type Props = {
  readonly title: string
  /** What the figures show, in one sentence. */
  readonly text: string
  /** What the rows are of: the head of the first column, said and not shown. */
  readonly rows: string
  readonly bars: readonly Bar[]
  /** Beside the title: a choice of country, say. */
  readonly children?: ReactNode
}

/** How much of its room a protected bar takes. */
const shutWidth = 0.3

/** Bars in a table: the same marks are read as a chart and as rows of words and numbers, also printed. */
export const BarChart = ({ title, text, rows, bars, children }: Props) => {
  const { t } = useTranslation()
  const { locale } = useLanguage()
  const hatch = useId()
  const most = Math.max(1, ...bars.map(({ count }) => count ?? 0))
  return (
    <figure className={styles.figure}>
      <figcaption>
        <h2>{title}</h2>
        {children}
      </figcaption>
      <p className={styles.text}>{text}</p>
      <svg className="hidden-visually" aria-hidden="true">
        <pattern id={hatch} width={8} height={8} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={3} height={8} className={styles.hatch} />
        </pattern>
      </svg>
      <table>
        <caption className="hidden-visually">{title}</caption>
        <thead className="hidden-visually">
          <tr>
            <th scope="col">{rows}</th>
            <th scope="col">{t('ui.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, count }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <span className={styles.line}>
                  <svg
                    aria-hidden="true"
                    style={{ width: `calc((100% - 9.5rem) * ${count === null ? shutWidth : count / most})` }}
                  >
                    {count === null ? (
                      <rect x={1} y={3} width="99%" height={16} fill={`url(#${hatch})`} className={styles.shut} />
                    ) : (
                      <rect width="100%" y={2} height={18} className={styles.bar} />
                    )}
                  </svg>
                  {count === null ? (
                    <span>
                      <span aria-hidden="true">▪ </span>
                      {t('ui.protected')}
                    </span>
                  ) : (
                    <b>{count.toLocaleString(locale)}</b>
                  )}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
