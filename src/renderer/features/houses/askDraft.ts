import type { CommandInput } from '#shared/contract/commands'

/** Ages of children, as a request tells them. */
export const childBands = ['age_0_5', 'age_6_11', 'age_12_17'] as const

/** What is in the form of a request. */
export type AskDraft = {
  readonly caseCode: string
  readonly adults: number | null
  readonly age_0_5: number | null
  readonly age_6_11: number | null
  readonly age_12_17: number | null
  readonly needs: string
  readonly arrival: string | null
  readonly nights: number | null
  /** How long the request stands; null: as is usual for the country. */
  readonly hours: number | null
}

/** A request that nobody has filled in. */
export const newAsk: AskDraft = {
  caseCode: '',
  adults: 1,
  age_0_5: null,
  age_6_11: null,
  age_12_17: null,
  needs: '',
  arrival: null,
  nights: null,
  hours: null,
}

/** How many people are asked for. */
export const askedIn = (draft: AskDraft): number =>
  childBands.reduce((sum, band) => sum + (draft[band] ?? 0), draft.adults ?? 0)

/** What is missing, by field. */
export const lacksIn = (draft: AskDraft): Readonly<Record<string, boolean>> => ({
  caseCode: draft.caseCode.trim() === '',
  adults: askedIn(draft) === 0,
})

/** The form as the command takes it. */
export const askInput = (draft: AskDraft, houseCardId: string): CommandInput<'hold.request'> => {
  const { age_0_5, age_6_11, age_12_17, hours, nights, arrival } = draft
  return {
    houseCardId,
    caseCode: draft.caseCode.trim(),
    party: {
      adults: draft.adults ?? 0,
      childrenByBand: { age_0_5, age_6_11, age_12_17 },
      needs: draft.needs.trim(),
    },
    ...(arrival !== null && { arrival }),
    ...(nights !== null && { nights }),
    ...(hours !== null && { hours }),
  }
}
