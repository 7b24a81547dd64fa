import process from 'node:process'
import type { Action } from '#cli/action'
import { parseArguments } from '#cli/arguments'
import { runHelp } from '#cli/help'
import { runNetwork, runInvite, runJoin, runAdmit, runSync, runStatus } from '#cli/networkActions'
import { createOutput } from '#cli/output'
import { runCall, runQuery } from '#cli/contractActions'
import { runPractice } from '#cli/practiceActions'
import { runServe } from '#cli/serveAction'
import { runVault } from '#cli/vaultActions'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'
import { fail } from '#shared/result'

const actions: Readonly<Record<string, Action>> = {
  vault: runVault,
  network: runNetwork,
  invite: runInvite,
  join: runJoin,
  admit: runAdmit,
  sync: runSync,
  status: runStatus,
  call: runCall,
  query: runQuery,
  help: runHelp,
  serve: runServe,
  practice: runPractice,
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
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  const cancel = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancel.abort())
  try {
    const done = action ? await action(given.value, output, cancel.signal) : fail('WrongUsage')
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
