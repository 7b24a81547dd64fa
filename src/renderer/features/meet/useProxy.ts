import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readAddress } from '#shared/rules/address'
import { usePreferences } from '../../bridge/preferences'

/** The SOCKS5 proxy of this laptop as a field shows it. */
type Proxy = {
  /** What counts now; '': relays are gone to directly. */
  readonly kept: string
  readonly value: string
  readonly change: (text: string) => void
  /** What is wrong with what was written, in words. */
  readonly problem: string | null
  /** Keeps it on this laptop; false: it is none, and that is said. */
  readonly save: () => Promise<boolean>
}

/** One proxy for all relays, wherever it is written: nobody goes round it by another screen. */
export const useProxy = (): Proxy => {
  const { t } = useTranslation()
  const { preferences, change } = usePreferences()
  const [written, setWritten] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { relays } = preferences
  return {
    kept: relays.proxy,
    value: written ?? relays.proxy,
    change: (text) => {
      setWritten(text)
      setProblem(null)
    },
    problem,
    save: async () => {
      const proxy = (written ?? relays.proxy).trim()
      const isOne = proxy === '' || (readAddress(proxy)?.port ?? 0) > 0
      const saved = isOne && (await change({ relays: { ...relays, proxy } })).ok
      setProblem(saved ? null : t('relays.proxyWrong'))
      return saved
    },
  }
}
