import { useId } from 'react'
import styles from './Selvage.module.css'
import { drawdown, pointTwill } from './weave'

const cell = 3

/** The narrow woven edge beside the navigation. Decoration: hidden from assistive technology. */
export const Selvage = () => {
  const id = useId()
  const { side, raised } = drawdown(pointTwill)
  return (
    <svg aria-hidden="true" width="100%" height="100%">
      <pattern id={id} width={side * cell} height={side * cell} patternUnits="userSpaceOnUse">
        {raised.map(({ key, x, y }) => (
          <rect key={key} className={styles.warp} x={x * cell} y={y * cell} width={cell} height={cell} />
        ))}
      </pattern>
      <rect className={styles.weft} width="100%" height="100%" />
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  )
}
