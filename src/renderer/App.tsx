import { useCallback, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ConnectionContext } from './bridge/connection'
import type { Connection } from './bridge/connection'
import { useView } from './bridge/useView'
import { ErrorBoundary } from './components/ErrorBoundary'
import { Notice } from './components/Notice'
import { UnlockScreen } from './features/unlock/UnlockScreen'
import { Beginning } from './features/welcome/Beginning'
import { WelcomeScreen } from './features/welcome/WelcomeScreen'
import { Notebook } from './Notebook'
import { places } from './places'

const Broken = () => {
  const { t } = useTranslation()
  return (
    <main>
      <Notice title={t('broken.title')} urgent>
        <p>{t('broken.text')}</p>
      </Notice>
    </main>
  )
}

/** Open: in a network, or on the way into one. Recovery words are held here, and nowhere else, until they are on paper. */
const Inside = () => {
  const me = useView('me', {})
  const [words, setWords] = useState<string | null>(null)
  if (me === null) return null
  if (!me.ok) return <Broken />
  const isIn = me.value.networkId !== null && !me.value.pending
  const isNoted = words === null || me.value.asks === 'device'
  if (isIn && isNoted) return <Notebook places={places} />
  return <Beginning me={me.value} words={words} onWords={setWords} />
}

/** No vault yet, closed or open: asked once, since `tejido serve` may have been started with the passphrase. */
const Doorway = ({ connection }: { connection: Connection }) => {
  const [stands, setStands] = useState<'none' | 'closed' | 'open' | null>(null)
  useEffect(() => {
    void connection.state().then((state) => {
      if (!state.ok) setStands('closed')
      else setStands(state.value.isOpen ? 'open' : state.value.exists ? 'closed' : 'none')
    })
  }, [connection])
  const open = useCallback(() => setStands('open'), [])
  if (stands === null) return null
  if (stands === 'open') return <Inside />
  return stands === 'none' ? <WelcomeScreen onOpened={open} /> : <UnlockScreen onOpened={open} />
}

/** The window: broken without a connection, the opening screen, or the notebook. */
export const App = ({ connection }: { connection: Connection | null }) => {
  const { i18n } = useTranslation()
  return (
    <I18nProvider locale={i18n.language === 'en' ? 'en-GB' : 'es-MX'}>
      <ErrorBoundary fallback={<Broken />}>
        {connection ? (
          <ConnectionContext value={connection}>
            <Doorway connection={connection} />
          </ConnectionContext>
        ) : (
          <Broken />
        )}
      </ErrorBoundary>
    </I18nProvider>
  )
}
