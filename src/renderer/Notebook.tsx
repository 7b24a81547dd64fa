import { useCallback, useEffect, useMemo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { useConnection } from './bridge/connection'
import { keepAndLock } from './bridge/drafts'
import { PreferencesProvider, usePreferences } from './bridge/preferences'
import { useLockTriggers } from './bridge/useLockTriggers'
import { ErrorBoundary } from './components/ErrorBoundary'
import { PageHead } from './components/PageHead'
import { PlacePathsContext } from './components/placePaths'
import { Shell } from './components/Shell'
import type { Place } from './places'

type Props = {
  readonly places: readonly Place[]
  /** Where it opens; the first place when left out. */ readonly at?: string
}

const Broken = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead title={t('broken.title')} />
      <p role="alert">{t('broken.text')}</p>
    </>
  )
}

/** One broken screen leaves the navigation as it is, and is tried again at the next address. */
const Guarded = ({ children }: { readonly children: ReactNode }) => (
  <ErrorBoundary fallback={<Broken />} until={useLocation()[0]}>
    {children}
  </ErrorBoundary>
)

const Frame = ({ places, at }: Props) => {
  const connection = useConnection()
  const { preferences, change } = usePreferences()
  const { discreet, idleMinutes } = preferences
  const lock = useCallback(() => keepAndLock(() => connection.lock()), [connection])
  const toggle = useCallback(() => void change({ discreet: !discreet }), [change, discreet])
  const first = places[0]?.path ?? '/'
  const paths = useMemo(() => places.map(({ path }) => path), [places])
  const { hook, searchHook } = useMemo(() => memoryLocation({ path: at ?? first }), [at, first])
  useLockTriggers(lock, idleMinutes)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F8' || event.repeat) return
      event.preventDefault()
      toggle()
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [toggle])
  return (
    <Router hook={hook} searchHook={searchHook} hrefs={(address) => `#${address}`}>
      <Shell places={places} onLock={lock} isDiscreet={discreet} onDiscreet={toggle}>
        <PlacePathsContext value={paths}>
          <Switch>
            {places.map(({ path, screen: Screen }) => (
              <Route key={path} path={`${path}/*?`}>
                <Guarded key={path}>
                  <Screen />
                </Guarded>
              </Route>
            ))}
            <Route>
              <Redirect to={first} replace />
            </Route>
          </Switch>
        </PlacePathsContext>
      </Shell>
    </Router>
  )
}

/** The open notebook: the frame, its places, and the ways to close it. Addresses live in memory: nothing is left of them. */
export const Notebook = (props: Props) => (
  <PreferencesProvider>
    <Frame {...props} />
  </PreferencesProvider>
)
