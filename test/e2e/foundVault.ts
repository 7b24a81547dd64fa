import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '#core/createEngine'
import { createVault } from '#core/vault/vault'
import type { Result } from '#shared/result'

/** A vault on disk, closed, that anybody with the phrase may open. */
export type FoundVault = {
  /** The folder around it, to be removed after the tests. */
  readonly folder: string
  readonly vault: string
  readonly passphrase: string
  readonly caseCodes: readonly string[]
}

const passphrase = 'ceiba jaguar nube río piedra luna maíz'

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.type)
  return result.value
}

/** Alma founds a network and opens some cases: urgent, high, medium, low and round again. */
export const foundVault = async ({ cases }: { readonly cases: number }): Promise<FoundVault> => {
  const folder = mkdtempSync(join(tmpdir(), 'tejido-e2e-'))
  const vault = join(folder, 'vault')
  must(await createVault(vault, passphrase)).close()
  const engine = must(await createEngine({ vault, passphrase }))
  must(await engine.call('network.create', { name: 'Red de Práctica', country: 'MX', alias: 'Alma' }))
  const caseCodes: string[] = []
  for (let n = 0; n < cases; n += 1) {
    const priority = ['urgent', 'high', 'medium', 'low'][n % 4]
    const opened = must(await engine.call('case.open', { kindOfSubject: 'defender', country: 'MX', priority }))
    caseCodes.push((opened as { caseCode: string }).caseCode)
  }
  await engine.lock()
  return { folder, vault, passphrase, caseCodes }
}
