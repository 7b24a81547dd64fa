import type { CommandInput } from '#shared/contract/commands'

/** An invented entry, complete enough to be submitted. */
export const wantsEntry = (more: Partial<CommandInput<'registry.submit'>> = {}): CommandInput<'registry.submit'> => ({
  date: { from: '2023-05-14', precision: 'exact' },
  country: 'HN',
  types: ['harassment'],
  target: 'personal',
  genderDimension: 'yes',
  indicators: ['sexist_language'],
  ...more,
})
