import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Browser } from 'playwright-core'
import type { Running } from '../drivers'
import { watch } from '../watch'
import { openWindow } from './openWindow'
import type { StandInWindow } from './openWindow'

/** What the stand-in's child says; see electron.mjs for each. */
type FromChild = {
  window?: number
  preload?: string
  bounds?: { width: number; height: number }
  load?: number
  ask?: number
  url?: string
  destroy?: number
  answer?: number
  status?: number
  headers?: Record<string, string>
  body?: Uint8Array
  toPage?: number
  toPagePort?: number
  saw?: 'engine' | 'box' | 'switch' | 'sandbox' | 'clipboard'
  pid?: number
  text?: string
  name?: string
}

/** A stand-in run, with what only it can show. */
export type StandInRun = Running & {
  /** Switches, boxes, the sandbox and what was put on the clipboard, in the order main asked for them. */
  readonly saw: readonly FromChild[]
  /** As if the system said so: `suspend`, `lock-screen`. */
  power(event: string): void
  /** Ends with the code of main's process. */
  readonly ended: Promise<number>
}

export type StandInOptions = {
  readonly browser: Browser
  readonly out: string
  readonly vault: string
  readonly args?: readonly string[]
  readonly env?: Record<string, string>
  /** The program that runs main; Node when left out. */
  readonly node?: string
}

/** Runs the compiled main under the stand-in: its windows become pages of `browser`. Resolves at once; ask `page()`. */
export const runStandIn = ({ browser, out, vault, args = [], env = {}, node }: StandInOptions): StandInRun => {
  const child = fork(join(out, 'main/index.js'), ['--vault', vault, ...args], {
    ...(node !== undefined && { execPath: node }),
    execArgv: ['--import', new URL('./register.mjs', import.meta.url).href],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const seen = watch()
  const saw: FromChild[] = []
  const engines: number[] = []
  const windows = new Map<number, Promise<StandInWindow>>()
  const requests = new Map<number, (answer: FromChild) => void>()
  let current: Promise<StandInWindow> | null = null
  let lastRequest = 0

  const tell = (message: Record<string, unknown>): void => {
    if (child.connected) child.send(message, () => undefined)
  }
  const request = (url: string, method: string): Promise<FromChild> =>
    new Promise((resolve) => {
      requests.set(++lastRequest, resolve)
      tell({ to: 'request', number: lastRequest, url, method })
    })

  const listen = async (message: FromChild): Promise<void> => {
    if (message.window !== undefined) {
      const id = message.window
      current = openWindow({
        browser,
        bounds: message.bounds ?? { width: 1366, height: 768 },
        preload: readFileSync(message.preload ?? '', 'utf8'),
        seen,
        onClose: () => tell({ to: 'closed', window: id }),
        request: async (url, method) => {
          const { status = 500, headers = {}, body = new Uint8Array() } = await request(url, method)
          return { status, headers, body: Buffer.from(body) }
        },
        fromPreload: (url, { channel, args: given, port, data }) =>
          tell(
            channel === undefined
              ? { to: 'fromPort', port, data }
              : { to: 'ipc', window: id, url, channel, args: given },
          ),
      })
      windows.set(id, current)
    } else if (message.load !== undefined) {
      await (await windows.get(message.load))?.load(message.url ?? '')
      tell({ to: 'answered', ask: message.ask })
      tell({ to: 'shown', window: message.load })
    } else if (message.destroy !== undefined) await (await windows.get(message.destroy))?.destroy()
    else if (message.answer !== undefined) {
      requests.get(message.answer)?.(message)
      requests.delete(message.answer)
    } else if (message.toPage !== undefined) await (await windows.get(message.toPage))?.toPreload(message)
    else if (message.toPagePort !== undefined) await (await windows.get(message.toPagePort))?.toPreload(message)
    else {
      saw.push(message)
      if (message.saw === 'engine' && message.pid !== undefined) engines.push(message.pid)
    }
  }
  child.on('message', (message) => void listen(message as FromChild).catch(() => undefined))
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : -1))
  const endedEarly = ended.then((code): never => {
    throw new Error(`main ended with ${code}`)
  })
  endedEarly.catch(() => undefined)

  return {
    saw,
    ended,
    seen,
    engines: () => engines,
    power: (event) => tell({ to: 'power', event }),
    page: async () => {
      while (!current) await Promise.race([endedEarly, new Promise((resolve) => setTimeout(resolve, 20))])
      return (await Promise.race([endedEarly, current])).page
    },
    close: async () => {
      tell({ to: 'quit' })
      await ended
      await Promise.all([...windows.values()].map(async (window) => (await window).destroy()))
    },
  }
}
