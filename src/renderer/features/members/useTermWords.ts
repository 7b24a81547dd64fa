import { useLabel } from '../../i18n/useLabel'
import type { MemberCardRow } from '#shared/contract/committees'

/** What a term field of a card holds, as words; where nothing was told, nothing. */
const told = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string')
    : typeof value === 'string'
      ? [value]
      : []

/** The words of a card: skills, languages, availability. */
export const useCardWords = () => {
  const skill = useLabel('skill')
  const language = useLabel('language')
  const availability = useLabel('availability')
  return (card: MemberCardRow | undefined) => ({
    skills: told(card?.skills).map(skill),
    languages: told(card?.languages).map(language),
    availability: told(card?.availability).map(availability)[0] ?? null,
  })
}
