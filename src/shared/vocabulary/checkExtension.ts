import { isExtensionCode, isOffered, mayHold, termOf, vocabularies } from '#shared/vocabulary/terms'
import type { Extension, VocabularyName } from '#shared/vocabulary/terms'

const isVocabularyName = (name: string): name is VocabularyName => Object.hasOwn(vocabularies, name)

/**
 * Why a network may not add this term to those it has; undefined when it may. `closedList`: the list is the same
 * everywhere; `wrongParent`: a special or deprecated term, or one of a second level. Labels are the door's to check.
 */
export const checkExtension = (
  { list, code, parent }: Extension,
  existing: readonly Extension[],
): 'unknownList' | 'closedList' | 'badCode' | 'taken' | 'unknownParent' | 'wrongParent' | undefined => {
  if (!isVocabularyName(list)) return 'unknownList'
  if (!vocabularies[list].extensible) return 'closedList'
  if (!isExtensionCode(code)) return 'badCode'
  if (existing.some((one) => one.list === list && one.code === code)) return 'taken'
  if (!termOf(list, parent)) return 'unknownParent'
  return mayHold(list, parent) && isOffered(list, parent) ? undefined : 'wrongParent'
}
