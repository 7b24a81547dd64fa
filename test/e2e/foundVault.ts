import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
export type FoundVault = {
  readonly folder: string
  readonly vault: string
  readonly passphrase: string
  readonly caseCodes: readonly string[]
}
export const foundVault = async ({ cases }: { cases: number }): Promise<FoundVault> => {
  const folder = mkdtempSync(join(tmpdir(), 'tejido-e2e-'))
  mkdirSync(join(folder, 'vault'))
  process.env['TEJIDO_FAKE_CASES'] = String(cases)
  return {
    folder,
    vault: join(folder, 'vault'),
    passphrase: 'uno dos tres cuatro cinco seis siete',
    caseCodes: ['K7Q2M', 'K7Q2N', 'K7Q2P'],
  }
}
