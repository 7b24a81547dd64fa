import { useTranslation } from 'react-i18next'
import type { Failure } from '#shared/errors'
import { failureSentence } from '#shared/i18n/say'

/** Failures that name a field: the screen says its label, never the name that the contract has for it. */
const withField: readonly string[] = ['BadInput', 'TransferUnfit']

/** Labels of fields by their name: the general ones, then those of the forms. */
const labelsAt = ['failure.field', 'registry.field'] as const
const forms = ['facts', 'person', 'plan', 'measure', 'referral', 'mechanism', 'relocation', 'followup'] as const
const places = [...labelsAt, ...forms.map((form) => `caseFile.field.${form}`)]

/**
 * Puts a failure into one sentence: the screen's own where it has one, which speaks of the notebook and names no
 * product; otherwise the sentence that the command line says too. A field is named by its label where it has one.
 */
export const useFailure = (): ((failure: Failure) => string) => {
  const { t, i18n } = useTranslation()
  const labelOf = (path: string): string | undefined => {
    // of `perpetrators.*.category` the innermost that has a label
    const names = path.split('.').reverse()
    const keys = names.flatMap((name) => (/^[a-zA-Z]\w*$/.test(name) ? places.map((place) => `${place}.${name}`) : []))
    const found = keys.find((key) => i18n.exists(key) && typeof t(key) === 'string')
    return found === undefined ? undefined : t(found)
  }
  return (failure) => {
    const { type, detail } = failure
    if (withField.includes(type)) {
      const label = labelOf(String(detail?.field ?? ''))
      return label === undefined ? t(`failure.${type}`) : t(`failure.${type}In`, { label })
    }
    return i18n.exists(`failure.${type}`)
      ? t(`failure.${type}`)
      : failureSentence(i18n.language === 'en' ? 'en' : 'es', failure)
  }
}
