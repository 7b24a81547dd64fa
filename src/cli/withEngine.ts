import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import type { Arguments } from '#cli/arguments'
import type { Output } from '#cli/output'
import { readPassphrase } from '#cli/passphrase'
import { sentence } from '#shared/i18n/say'
import { fail } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Unlocks the vault, does `work` in the network that was given, locks it again whatever happened. Where the vault holds
 * several and none was given it is NetworkUnclear, unless the work is about all of them (`overAll`).
 */
export const withEngine = async <T>(
  given: Arguments,
  work: (engine: Engine) => Promise<Result<T>>,
  { overAll = false } = {},
): Promise<Result<T>> => {
  const passphrase = await readPassphrase(given.passphraseFile, sentence(given.language, 'cli.passphrase'))
  if (!passphrase.ok) return passphrase
  const { vault, network } = given
  const engine = await createEngine({
    vault,
    passphrase: passphrase.value,
    ...(network === undefined ? {} : { network }),
  })
  if (!engine.ok) return engine
  try {
    if (network === undefined && !overAll && engine.value.holdsSeveral()) return fail('NetworkUnclear')
    return await work(engine.value)
  } finally {
    await engine.value.lock()
  }
}

/** The acknowledgement of a command or view of a query, typed by its caller. */
export const answered = async <T>(result: Promise<Result<unknown>>): Promise<Result<T>> => (await result) as Result<T>

/** Prints the value with `--json`, or lets `say` put it in words. */
export const tell = <T>(output: Output, result: Result<T>, say: (value: T) => void): Result<T> => {
  if (result.ok) {
    say(result.value)
    output.value(result.value)
  }
  return result
}
