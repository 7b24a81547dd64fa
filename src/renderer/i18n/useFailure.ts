import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'

/** Puts a failure into a sentence; one without a sentence of its own gives its type, which helps whoever is asked. */
export const useFailure = (): ((failure: Failure) => string) => {
  const { t } = useTranslation()
  return ({ type }) => t([`failure.${type}`, 'failure.other'], { type })
}
