import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { connect } from './bridge/connect'
import { startLanguage } from './i18n/startLanguage'

startLanguage(navigator.language)
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <App connection={connect()} />
    </StrictMode>,
  )
