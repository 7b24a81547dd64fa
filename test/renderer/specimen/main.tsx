import '../../../src/renderer/styles/fonts.css'
import '../../../src/renderer/styles/tokens.css'
import '../../../src/renderer/styles/base.css'
import '../../../src/renderer/styles/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nProvider } from 'react-aria-components'
import { ConnectionContext } from '../../../src/renderer/bridge/connection'
import { startLanguage } from '../../../src/renderer/i18n/startLanguage'
import { Notebook } from '../../../src/renderer/Notebook'
import { fakeConnection } from './fakeConnection'
import { specimenPlaces } from './specimenPlaces'

/** Every component in every state, in the frame, on an engine of paper. Addressed by `?language=&theme=&size=&at=`. */
const asked = new URLSearchParams(location.search)
const language = asked.get('language') === 'en' ? 'en' : 'es'
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light'
startLanguage(language)
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <I18nProvider locale={language === 'en' ? 'en-GB' : 'es-MX'}>
        <ConnectionContext value={fakeConnection({ theme, textSize: asked.get('size') === '150' ? 150 : 100 })}>
          <Notebook places={specimenPlaces} at={asked.get('at') ?? '/today'} />
        </ConnectionContext>
      </I18nProvider>
    </StrictMode>,
  )
