import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { failureSentence } from '#shared/i18n/say'

/**
 * Puts a failure into one sentence: the screen's own where it has one, which speaks of the notebook and names no
 * product; otherwise the sentence that the command line says too.
 */
export const useFailure = (): ((failure: Failure) => string) => {
  const { t, i18n } = useTranslation()
  return (failure) =>
    i18n.exists(`failure.${failure.type}`)
      ? t(`failure.${failure.type}`)
      : failureSentence(i18n.language === 'en' ? 'en' : 'es', failure)
}
