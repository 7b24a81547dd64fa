import { createContext, use, useCallback, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preferences } from '#shared/contract/own'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'
import { useConnection } from './connection'
import { useView } from './useView'

type Changed = Promise<Result<{ readonly ok: true }>>
type Held = {
  readonly preferences: Preferences
  /** Takes effect at once, and is kept on this laptop. */
  readonly change: (part: Partial<Preferences>) => Changed
}

/** Until the kept ones have come, and on a screen without a notebook. */
const untilKnown: Preferences = {
  language: null,
  theme: null,
  idleMinutes: 5,
  discreet: false,
  textSize: 100,
  relays: { auto: false, proxy: '' },
}
const PreferencesContext = createContext<Held>({
  preferences: untilKnown,
  change: () => Promise.resolve(ok({ ok: true })),
})

/** How she likes her screen, and the way to change it. */
export const usePreferences = (): Held => use(PreferencesContext)

/** Whether codes, aliases and bands are shown as initials and threads, for when somebody can see the screen. */
export const useDiscreet = (): boolean => use(PreferencesContext).preferences.discreet

/** Reads her preferences from the notebook and puts theme, size of text and language on the page. */
export const PreferencesProvider = ({ children }: { readonly children: ReactNode }) => {
  const { i18n } = useTranslation()
  const connection = useConnection()
  const view = useView('preferences.get', undefined)
  const [ahead, setAhead] = useState<Partial<Preferences>>({})
  const kept = view?.ok ? view.value : untilKnown
  const preferences = useMemo(() => ({ ...kept, ...ahead }), [kept, ahead])
  const change = useCallback(
    (part: Partial<Preferences>): Changed => {
      setAhead((last) => ({ ...last, ...part }))
      return connection.call('preferences.set', part)
    },
    [connection],
  )

  const { theme, textSize, language } = preferences
  useEffect(() => {
    if (theme === null) delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
  useEffect(() => {
    document.documentElement.style.fontSize = `${textSize}%`
  }, [textSize])
  useEffect(() => {
    if (language !== null) void i18n.changeLanguage(language)
  }, [language, i18n])

  const held = useMemo(() => ({ preferences, change }), [preferences, change])
  return <PreferencesContext value={held}>{children}</PreferencesContext>
}
