import { useTranslation } from 'react-i18next'
import { useDiscreet } from '../bridge/preferences'
import styles from './Band.module.css'
import { cx } from './cx'

/** The bands of risk, from least to most. */
const bands = ['low', 'medium', 'high', 'very_high', 'imminent'] as const
type RiskBand = (typeof bands)[number]

const isBand = (value: string): value is RiskBand => (bands as readonly string[]).includes(value)

/** Five threads, as many woven as the band is high: readable without colour, in print and in grey. */
const BandMark = ({ level }: { level: number }) => (
  <svg aria-hidden="true" width={20} height={20} viewBox="0 0 20 20">
    {[0, 1, 2, 3, 4].map((thread) => {
      const woven = thread < level
      return (
        <rect
          key={thread}
          x={1}
          y={(woven ? 15.7 : 16.6) - thread * 3.8}
          width={18}
          height={woven ? 2.8 : 1}
          className={woven ? styles.woven : styles.bare}
        />
      )
    })}
  </svg>
)

/** A band of risk: word, threads and dye; in the discreet view the threads alone. A band this version does not know shows as its bare word. */
export const Band = ({ band }: { band: string }) => {
  const { t } = useTranslation()
  const isDiscreet = useDiscreet()
  if (!isBand(band)) return <span>{band}</span>
  return (
    <span className={cx(styles.band, styles[band])}>
      <BandMark level={bands.indexOf(band) + 1} />
      <span className={isDiscreet ? 'hidden-visually' : undefined}>{t(`band.${band}`)}</span>
    </span>
  )
}
