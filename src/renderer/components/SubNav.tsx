import { Link, useLocation } from 'wouter'
import styles from './SubNav.module.css'

type Props = {
  /** What the screens are parts of: said, not shown. */
  readonly label: string
  /** Screens of one place; the one whose address is the longest beginning of this one is marked. */
  readonly screens: readonly { readonly to: string; readonly label: string }[]
}

/** The ways between the screens of one place. Each is an address of its own, so that it can be led to from elsewhere. */
export const SubNav = ({ label, screens }: Props) => {
  const [address] = useLocation()
  const here = screens
    .filter(({ to }) => address === to || address.startsWith(`${to}/`))
    .reduce((longest, { to }) => (to.length > longest.length ? to : longest), '')
  return (
    <nav aria-label={label} data-no-print>
      <ul className={styles.list}>
        {screens.map(({ to, label: words }) => (
          <li key={to}>
            <Link href={to} className={styles.way ?? ''} aria-current={to === here ? 'page' : undefined}>
              {words}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
