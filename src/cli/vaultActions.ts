import type { Action } from '#cli/action'
import type { Arguments } from '#cli/arguments'
import { readPassphrase } from '#cli/passphrase'
import { tell, withEngine } from '#cli/withEngine'
import { restoreBackup } from '#core/commands/backup'
import type { Engine } from '#core/createEngine'
import { createVault, eraseVault } from '#core/vault/vault'
import { sentence } from '#shared/i18n/say'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

const create: Action = async (given, output) => {
  const passphrase = await readPassphrase(given.passphraseFile, sentence(given.language, 'cli.passphrase'))
  if (!passphrase.ok) return passphrase
  const vault = await createVault(given.vault, passphrase.value)
  if (!vault.ok) return vault
  const vaultId = vault.value.id
  vault.value.close()
  return tell(output, ok({ vaultId }), () => output.words('vaultCreated'))
}

/** An action over all networks of the vault. */
const withVault = <T>(given: Arguments, work: (engine: Engine) => Promise<Result<T>>): Promise<Result<T>> =>
  withEngine(given, work, { overAll: true })

const check: Action = (given, output) =>
  withVault(given, async (engine) =>
    tell(output, await engine.check(), (report) => {
      const { envelopes, documents, quarantined, problems } = report
      if (report.ok) output.words('vaultWhole', { envelopes, documents, quarantined })
      else output.words('vaultNotWhole', { count: problems.length })
    }),
  )

const rebuild: Action = (given, output) =>
  withVault(given, async (engine) =>
    tell(output, await engine.rebuild(), ({ documents, changes, closed }) => {
      output.words('vaultRebuilt', { documents, changes })
      if (closed > 0) output.words('networksClosed', { count: closed })
    }),
  )

const changePassphrase: Action = (given, output) =>
  withVault(given, async (engine): Promise<Result<unknown>> => {
    const next = await readPassphrase(given.newPassphraseFile, sentence(given.language, 'cli.newPassphrase'))
    if (!next.ok) return next
    const changed = await engine.changePassphrase(next.value)
    return changed.ok ? tell(output, ok({ ok: true }), () => output.words('passphraseChanged')) : changed
  })

const backup: Action = (given, output) =>
  withVault(given, async (engine) =>
    tell(output, await engine.backUp(given.words[2] ?? ''), () => output.words('vaultBackedUp')),
  )

const restore: Action = async (given, output) => {
  const passphrase = await readPassphrase(given.passphraseFile, sentence(given.language, 'cli.passphrase'))
  if (!passphrase.ok) return passphrase
  const restored = await restoreBackup(given.vault, given.words[2] ?? '', passphrase.value)
  return tell(output, restored, () => output.words('vaultRestored'))
}

const erase: Action = (given, output) => {
  if (!given.yes) return Promise.resolve(fail('WrongUsage'))
  const erased = eraseVault(given.vault)
  return Promise.resolve(erased.ok ? tell(output, ok({ ok: true }), () => output.words('vaultErased')) : erased)
}

const actions: Readonly<Record<string, Action>> = { create, check, rebuild, passphrase: changePassphrase, erase }
/** Those that take a file. */
const fileActions: Readonly<Record<string, Action>> = { backup, restore }

/** `tejido vault …` */
export const runVault: Action = (given, output, signal) => {
  const [, name = ''] = given.words
  const known = given.words.length === 3 ? fileActions : given.words.length === 2 ? actions : {}
  const action = Object.hasOwn(known, name) ? known[name] : undefined
  return action ? action(given, output, signal) : Promise.resolve(fail('WrongUsage'))
}
