import { useCallback, useEffect, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ConnectionContext } from './bridge/connection'
import type { Connection } from './bridge/connection'
import { ErrorBoundary } from './components/ErrorBoundary'
import { Notice } from './components/Notice'
import { UnlockScreen } from './features/unlock/UnlockScreen'
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

/** Opened or not: asked once, since `tejido serve` may have been started with the passphrase. */
const Doorway = ({ connection }: { connection: Connection }) => {
  const [opened, setOpened] = useState<boolean | null>(null)
  useEffect(() => {
    void connection.query('me', {}).then((me) => setOpened(me.ok))
  }, [connection])
  const open = useCallback(() => setOpened(true), [])
  if (opened === null) return null
  return opened ? <Notebook places={places} /> : <UnlockScreen onOpened={open} />
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
