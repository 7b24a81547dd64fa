import { useId } from 'react'
import styles from './Cloth.module.css'
import { drawdown, pointTwill } from './weave'

const cell = 8
/** Threads of the border, from the right selvage: [distance, width, dye], in pixels. */
const threads = [
  [12, 2, 'light'],
  [18, 2, 'light'],
  [31, 6, 'grana'],
  [42, 3, 'pericon'],
  [159, 3, 'pericon'],
  [167, 6, 'grana'],
  [188, 2, 'light'],
  [194, 2, 'light'],
  [212, 2, 'light'],
  [260, 2, 'light'],
  [266, 2, 'light'],
  [330, 2, 'light'],
] as const

/** Warp-striped cloth with one brocaded band. Decoration: hidden from assistive technology. */
export const Cloth = () => {
  const brocade = useId()
  const plain = useId()
  const { side, raised } = drawdown(pointTwill)
  const repeat = side * cell
  const band = repeat * 2 + cell
  return (
    <svg aria-hidden="true" className={styles.cloth}>
      <pattern id={plain} width={4} height={4} patternUnits="userSpaceOnUse">
        <rect className={styles.grain} width={2} height={2} />
        <rect className={styles.grain} x={2} y={2} width={2} height={2} />
      </pattern>
      <pattern id={brocade} width={repeat} height={repeat} patternUnits="userSpaceOnUse">
        {raised.map(({ key, x, y }) => (
          <rect key={key} className={styles.warp} x={x * cell} y={y * cell} width={cell} height={cell} />
        ))}
      </pattern>
      <rect className={styles.ground} width="100%" height="100%" />
      <svg x="100%" width="1" height="100%" overflow="visible">
        <rect className={styles.band} x={-154} width={band} height="100%" />
        <g transform="translate(-154 0)">
          <rect width={band} height="100%" fill={`url(#${brocade})`} />
        </g>
        {threads.map(([from, width, dye]) => (
          <rect key={from} className={styles[dye]} x={-from - width} width={width} height="100%" />
        ))}
      </svg>
      <rect width="100%" height="100%" fill={`url(#${plain})`} />
    </svg>
  )
}
