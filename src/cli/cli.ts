import process from 'node:process'
import type { Action } from '#cli/action'
import { parseArguments } from '#cli/arguments'
import { createOutput } from '#cli/output'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { fail } from '#shared/result'

/** Each loads what it needs and no more: a relay has no use for the engine. */
const actions: Readonly<Record<string, () => Promise<Action>>> = {
  vault: async () => (await import('#cli/vaultActions')).runVault,
  network: async () => (await import('#cli/networkActions')).runNetwork,
  invite: async () => (await import('#cli/networkActions')).runInvite,
  join: async () => (await import('#cli/networkActions')).runJoin,
  admit: async () => (await import('#cli/networkActions')).runAdmit,
  sync: async () => (await import('#cli/networkActions')).runSync,
  status: async () => (await import('#cli/networkActions')).runStatus,
  call: async () => (await import('#cli/contractActions')).runCall,
  query: async () => (await import('#cli/contractActions')).runQuery,
  help: async () => (await import('#cli/help')).runHelp,
  serve: async () => (await import('#cli/serveAction')).runServe,
  relay: async () => (await import('#cli/relayAction')).runRelay,
  practice: async () => (await import('#cli/practiceActions')).runPractice,
  export: async () => (await import('#cli/exportActions')).runExport,
  import: async () => (await import('#cli/importActions')).runImport,
}

/** Options of Node that let somebody watch or replace the program. */
const dangerous = /--inspect|--require|(^|\s)-r\s|--import|--loader|--experimental-loader/

const main = async (): Promise<number> => {
  const given = parseArguments(process.argv.slice(2))
  const output = createOutput(given.ok ? given.value : { json: process.argv.includes('--json'), language: 'es' })
  if (!given.ok) return output.failure(given.error)
  const nodeOptions = [process.env.NODE_OPTIONS ?? '', ...process.execArgv].join(' ')
  if (dangerous.test(nodeOptions)) return output.failure({ type: 'DangerousEnvironment' })
  const [name = 'help'] = given.value.words
  const load = Object.hasOwn(actions, name) ? actions[name] : undefined
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancel.abort())
  try {
    const done = load ? await (await load())(given.value, output, cancel.signal) : fail('WrongUsage')
    return done.ok ? 0 : output.failure(done.error)
  } catch {
    // A bug: a reference for the person; no stack trace, no path, no content.
    return output.failure({ type: 'Unexpected', detail: { reference: toHex(randomBytes(4)) } })
  }
}

/** Ends when all output is out; timers of libraries must not keep a finished command waiting. */
const end = (code: number): void => {
  process.exitCode = code
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
}

main().then(end, () => end(1))
