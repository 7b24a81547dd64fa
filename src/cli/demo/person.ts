import { fork } from 'node:child_process'
import process from 'node:process'
import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import type { Carrier } from '#core/sync/carriers'
import type { Report } from '#core/sync/report'
import { createVault, vaultExists } from '#core/vault/vault'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What the story asks of a person's process. */
type Ask =
  | { readonly kind: 'open'; readonly vault: string; readonly passphrase: string }
  | { readonly kind: 'call' | 'query'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'exchange'; readonly carriers: readonly Carrier[]; readonly admit: boolean; readonly wait: number }
  | { readonly kind: 'lock' }

type FromChild = { readonly id: number; readonly result: Result<unknown> } | { readonly port: number }

/** A process of its own with a vault of its own: the engine that the app and the command line run. */
export const livePerson = (): void => {
  let engine: Engine | undefined
  const tell = (message: FromChild): void => void process.send?.(message)
  const act = async (ask: Ask): Promise<Result<unknown>> => {
    if (ask.kind === 'open') {
      if (!vaultExists(ask.vault)) {
        const vault = await createVault(ask.vault, ask.passphrase)
        if (!vault.ok) return vault
        vault.value.close()
      }
      const opened = await createEngine(ask)
      if (!opened.ok) return opened
      engine = opened.value
      return ok(process.pid)
    }
    if (!engine) throw new Error('not open')
    if (ask.kind === 'lock') {
      await engine.lock()
      return ok(undefined)
    }
    if (ask.kind === 'exchange')
      return engine.exchange({
        ...ask,
        signal: new AbortController().signal,
        onListening: (port) => tell({ port }),
      })
    return ask.kind === 'call' ? engine.call(ask.name, ask.input) : engine.query(ask.name, ask.input)
  }
  process.on('message', ({ id, ask }: { id: number; ask: Ask }) => {
    void act(ask).then((result) => tell({ id, result }))
  })
}

/** The story ended early: whose process, and the type of the failure. Nothing else is printed of any error. */
export class StoryEnded extends Error {
  override readonly name = 'StoryEnded'
}

/** A person of the story, as the story talks to her process. A refusal throws: the story then ends with it. */
export type DemoPerson = {
  readonly alias: string
  readonly vault: string
  /** The id of her process. */
  readonly pid: number
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>
  query<N extends QueryName>(name: N, input?: QueryInput<N>): Promise<QueryOutput<N>>
  exchange(carriers: readonly Carrier[], how?: { admit?: boolean; onPort?: (port: number) => void }): Promise<Report>
  /** Locks, and ends the process. */
  leave(): Promise<void>
}

/** Starts a person's process and makes her vault. */
export const startPerson = async (alias: string, vault: string, passphrase: string): Promise<DemoPerson> => {
  const child = fork(process.argv[1] ?? '', ['--person'], { execArgv: [] })
  const waiting = new Map<number, (result: Result<unknown>) => void>()
  let onPort: ((port: number) => void) | undefined
  let asked = 0
  child.on('message', (message: FromChild) => {
    if ('port' in message) onPort?.(message.port)
    else waiting.get(message.id)?.(message.result)
  })
  const ask = async <T>(what: Ask): Promise<T> => {
    const id = (asked += 1)
    const result = await new Promise<Result<unknown>>((resolve, reject) => {
      waiting.set(id, resolve)
      child.once('exit', () => reject(new StoryEnded(`${alias}: exit`)))
      child.send({ id, ask: what })
    })
    child.removeAllListeners('exit')
    if (!result.ok) throw new StoryEnded(`${alias}: ${result.error.type}`)
    return result.value as T
  }
  const pid = await ask<number>({ kind: 'open', vault, passphrase })
  return {
    alias,
    vault,
    pid,
    call: (name, input) => ask({ kind: 'call', name, input }),
    query: (name, input) => ask({ kind: 'query', name, input }),
    exchange(carriers, how = {}) {
      onPort = how.onPort
      return ask({ kind: 'exchange', carriers, admit: how.admit ?? false, wait: 20_000 })
    },
    async leave() {
      await ask({ kind: 'lock' })
      child.disconnect()
    },
  }
}
