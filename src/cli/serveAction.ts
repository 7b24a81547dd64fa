import { fileURLToPath } from 'node:url'
import type { Action } from '#cli/action'
import { ServeFailure, serveInBrowser } from '#cli/serve'
import { readPassphrase } from '#cli/passphrase'
import { sourceOffer } from '#shared/source'
import { fail, ok } from '#shared/result'

/** `tejido serve [--port N]`: the app in a browser on this machine, until a signal. */
export const runServe: Action = async (given, output, signal) => {
  if (given.words.length > 1) return fail('WrongUsage')
  const passphrase = given.passphraseFile === undefined ? undefined : await readPassphrase(given.passphraseFile, '')
  if (passphrase && !passphrase.ok) return passphrase
  const serving = serveInBrowser({
    vault: given.vault,
    ...(passphrase ? { passphrase: passphrase.value } : {}),
    ...(given.network === undefined ? {} : { network: given.network }),
    port: given.port,
    rendererDir: fileURLToPath(new URL('../renderer', import.meta.url)),
    onReady: (url) => {
      output.words('serving')
      output.line(url)
      output.words('relaySource', { source: sourceOffer })
      output.value({ url })
    },
  })
  const served = await serving.catch((error: unknown) => {
    if (error instanceof ServeFailure) return error
    throw error
  })
  if (served instanceof ServeFailure) return { ok: false, error: served.failure }
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await served.close()
  return ok(undefined)
}
