import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Carrier } from '#core/sync/carriers'
import type { Result } from '#shared/result'
import { out } from './drivers'
import { passphrase } from './people'

/** Somebody's laptop in a process of its own, that can be killed: the one that the demo starts. */
export const startLaptop = async (vault: string) => {
  const child = fork(join(out, 'main/demo.js'), ['--person'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--liftoff-only'],
  })
  const waiting = new Map<number, (result: Result<unknown> | undefined) => void>()
  let count = 0
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      for (const end of waiting.values()) end(undefined)
      resolve()
    }),
  )
  child.on('message', ({ id, result }: { id: number; result: Result<unknown> }) => waiting.get(id)?.(result))
  const ask = (what: unknown): Promise<Result<unknown> | undefined> =>
    new Promise((resolve) => {
      waiting.set((count += 1), resolve)
      child.send({ id: count, ask: what }, () => undefined)
    })
  const opened = await ask({ kind: 'open', vault, passphrase })
  if (!opened?.ok) throw new Error('the vault did not open')
  return {
    /** undefined: it was killed meanwhile. */
    exchange: (carrier: Carrier) => ask({ kind: 'exchange', carriers: [carrier], admit: false, wait: 0 }),
    /** The most memory it has had so far, and what it has now, in MiB; undefined where the system does not tell. */
    memory(): { readonly most: number; readonly now: number } | undefined {
      if (process.platform !== 'linux') return undefined
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
      const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024
      return { most: of('VmHWM'), now: of('VmRSS') }
    },
    kill(): Promise<void> {
      child.kill('SIGKILL')
      return gone
    },
    async leave(): Promise<void> {
      await ask({ kind: 'lock' })
      child.kill()
      await gone
    },
  }
}
