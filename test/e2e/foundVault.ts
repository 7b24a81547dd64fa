import { foundNetwork, passphrase } from '../support/people'

/** A vault on disk, closed, that anybody with the phrase may open. */
export type FoundVault = {
  readonly vault: string
  readonly passphrase: string
  readonly caseCodes: readonly string[]
}

/** Alma founds a network, opens some cases (urgent, high, medium, low and round again) and closes her laptop. */
export const foundVault = async ({ cases }: { readonly cases: number }): Promise<FoundVault> => {
  const alma = await foundNetwork('Alma')
  const caseCodes: string[] = []
  for (let n = 0; n < cases; n += 1) {
    const priority = (['urgent', 'high', 'medium', 'low'] as const)[n % 4] ?? 'medium'
    caseCodes.push((await alma.call('case.open', { kindOfSubject: 'defender', country: 'MX', priority })).caseCode)
  }
  await alma.lock()
  return { vault: alma.vault, passphrase, caseCodes }
}
