import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { usePreferences } from '../bridge/preferences'
import type { Place } from '../places'
import { Button } from './Button'
import { EyeOff, Lock, Menu } from './icons'
import { Selvage } from './Selvage'
import styles from './Shell.module.css'
import { useMedia } from './useMedia'

type Props = {
  readonly places: readonly Place[]
  readonly onLock: () => void
  readonly isDiscreet: boolean
  readonly onDiscreet: () => void
  readonly children: ReactNode
}

const LockButton = ({ onLock }: { readonly onLock: () => void }) => {
  const { t } = useTranslation()
  return (
    <Button onPress={onLock} aria-keyshortcuts="F9">
      <Lock aria-hidden="true" size={18} />
      {t('shell.lock')} <kbd>F9</kbd>
    </Button>
  )
}

const Nav = ({ places, onGo }: { readonly places: readonly Place[]; readonly onGo: () => void }) => {
  const { t } = useTranslation()
  const [address] = useLocation()
  const isAt = (path: string): boolean => address === path || address.startsWith(`${path}/`)
  const isIn = (path: string): boolean => isAt(path) || places.some((one) => one.within === path && isAt(one.path))
  const shown = places.filter(({ within }) => within === undefined)
  return (
    <nav className={styles.nav} aria-label={t('shell.places')}>
      <ul>
        {shown.map(({ path, word, icon: Icon }) => (
          <li key={path}>
            <Link
              href={path}
              className={styles.place ?? ''}
              aria-current={isIn(path) ? 'page' : undefined}
              onClick={onGo}
            >
              <Icon aria-hidden="true" size={20} strokeWidth={1.75} />
              {t(`nav.${word}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The frame of every open screen: where one is, that all is kept, and how to close now. */
export const Shell = ({ places, onLock, isDiscreet, onDiscreet, children }: Props) => {
  const { t } = useTranslation()
  const [address] = useLocation()
  const [isOpen, setOpen] = useState(false)
  const content = useRef<HTMLElement>(null)
  // media queries know nothing of the size of text that she chose, which makes the same window narrower
  const isFolded = useMedia(`(max-width: ${(50 * usePreferences().preferences.textSize) / 100}rem)`)

  useEffect(() => {
    const title = content.current?.querySelector<HTMLElement>('h1')
    ;(title ?? content.current)?.focus()
    content.current?.scrollTo(0, 0)
    window.scrollTo(0, 0)
  }, [address])
  const go = (): void => setOpen(false)
  const discreet = (
    <ToggleButton
      isSelected={isDiscreet}
      onChange={onDiscreet}
      className={styles.discreet ?? ''}
      aria-keyshortcuts="F8"
    >
      <EyeOff aria-hidden="true" size={18} />
      {t('shell.discreet')} <kbd>F8</kbd>
    </ToggleButton>
  )
  return (
    <div className={styles.shell} data-folded={isFolded || undefined}>
      <a
        className={styles.skip}
        href="#content"
        onClick={(event) => {
          event.preventDefault()
          content.current?.focus()
        }}
      >
        {t('shell.skip')}
      </a>
      <header className={styles.side} data-open={(isFolded && isOpen) || undefined} data-no-print>
        <div className={styles.selvage}>
          <Selvage />
        </div>
        <p className={styles.name}>{t('shell.window')}</p>
        {isFolded ? (
          <>
            <div className={styles.top}>
              <LockButton onLock={onLock} />
              <Button aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
                <Menu aria-hidden="true" size={20} />
                {t('shell.menu')}
              </Button>
            </div>
            {isOpen && (
              <div className={styles.open}>
                <Nav places={places} onGo={go} />
                <p className={styles.saved}>{t('shell.saved')}</p>
                {discreet}
              </div>
            )}
          </>
        ) : (
          <>
            <Nav places={places} onGo={go} />
            <div className={styles.foot}>
              <p className={styles.saved}>{t('shell.saved')}</p>
              {discreet}
              <LockButton onLock={onLock} />
            </div>
          </>
        )}
      </header>
      <main ref={content} id="content" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
