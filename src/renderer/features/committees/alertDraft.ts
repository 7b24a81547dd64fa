import type { CommandInput } from '#shared/contract/commands'

/** What is in the form of an alert that was not sent. */
export type AlertDraft = {
  readonly level: string | null
  /** `all`, or a committee. */
  readonly audience: string | null
  readonly text: string
  readonly coarsePlace: string
  readonly caseCode: string
}

/** An alert that nobody has begun. */
export const newAlert: AlertDraft = { level: null, audience: null, text: '', coarsePlace: '', caseCode: '' }

const codeForm = /^[0-9A-HJKMNP-TV-Z]{5}$/

/** What keeps an alert from being prepared, by field. */
export const wrongIn = ({ audience, text, caseCode }: AlertDraft) => ({
  audience: audience === null,
  text: text.trim() === '',
  caseCode: caseCode.trim() !== '' && !codeForm.test(caseCode.trim().toUpperCase()),
})

/** The alert as the command takes it; null while something is missing. */
export const prepareInput = (draft: AlertDraft): CommandInput<'alert.prepare'> | null => {
  const { level, audience, text, coarsePlace, caseCode } = draft
  if (level === null || audience === null || Object.values(wrongIn(draft)).some(Boolean)) return null
  const code = caseCode.trim().toUpperCase()
  return { level, audience, text, coarsePlace: coarsePlace.trim(), ...(code !== '' && { caseCode: code }) }
}
