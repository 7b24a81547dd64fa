import { labelOf } from '#shared/vocabulary/labelOf'
import { isOffered, vocabularies } from '#shared/vocabulary/terms'
import type { Extension, VocabularyName } from '#shared/vocabulary/terms'
import { useLanguage } from './useLanguage'

/** The words of a controlled list: code → label, with what the network added. */
export const useLabel = (list: VocabularyName, extensions: readonly Extension[] = []): ((code: string) => string) => {
  const { language } = useLanguage()
  return (code) => labelOf(language, list, code, extensions)
}

/** A term as fields offer it. `parent`: the top-level term that it stands under. */
export type Option = {
  readonly id: string
  readonly label: string
  readonly parent?: string
  /** Not content of the list: not known, not asked, prefers not to say. */
  readonly isSpecial?: boolean
}

/** What a form offers of a controlled list, in its order: no deprecated terms, the network's own under their parents. */
export const useOptions = (list: VocabularyName, extensions: readonly Extension[] = []): readonly Option[] => {
  const label = useLabel(list, extensions)
  const own = vocabularies[list].terms
    .filter(({ code }) => isOffered(list, code))
    .map(({ code, parent, special }): Option => ({
      id: code,
      label: label(code),
      ...(parent !== undefined && { parent }),
      ...(special && { isSpecial: true }),
    }))
  const added = extensions
    .filter((one) => one.list === list)
    .map(({ code, parent }): Option => ({ id: code, label: label(code), parent }))
  return [...own, ...added]
}
