import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { folded, isLongPhrase } from './phrase'

const nothing = { phrase: '', again: '', offered: null as string | null }

/** A new phrase while it is written, twice, with the words that were offered for it; it is nowhere else. */
export const useNewPhrase = () => {
  const { t } = useTranslation()
  const [held, setHeld] = useState(nothing)
  const [wrong, setWrong] = useState<{ readonly phrase?: string; readonly again?: string }>({})
  const change = useCallback((part: Partial<typeof nothing>) => setHeld((last) => ({ ...last, ...part })), [])
  /** Whether it is long enough, and the same both times; says beside the fields where it is not. */
  const isSound = (): boolean => {
    const short = !isLongPhrase(held.phrase)
    const differs = folded(held.phrase) !== folded(held.again)
    setWrong({
      ...(short && { phrase: t('welcome.phrase.short') }),
      ...(differs && { again: t('welcome.phrase.different') }),
    })
    return !short && !differs
  }
  const forget = useCallback(() => setHeld(nothing), [])
  return { held, wrong, change, isSound, forget }
}
