import { spawn } from 'node:child_process'
import { get as getSecure } from 'node:https'
import { get as getPlain } from 'node:http'
import { join } from 'node:path'
import process from 'node:process'

const cli = join(process.env.TEJIDO_OUT ?? join(import.meta.dirname, '../../out'), 'main/cli.js')

/** `tejido relay` in a process of its own. */
export type RelayProcess = {
  /** As a person copies it. */
  readonly url: string
  readonly source: string
  readonly pid: number
  /** All that it said on stderr so far, and on stdout after its first line. */
  said(): string
  signal(name: NodeJS.Signals): void
  /** Resolves with its exit code, null after a kill. */
  readonly gone: Promise<number | null>
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>
}

const running = new Set<RelayProcess>()

/** Ends those that a test left running. */
export const stopRelays = async (): Promise<void> => {
  for (const relay of running) relay.signal('SIGKILL')
  await Promise.all([...running].map(({ gone }) => gone))
}

/** Starts a relay on a free port of 127.0.0.1. Rejects with what it said when it ends before it listens. */
export const startRelayProcess = (store: string, ...options: readonly string[]): Promise<RelayProcess> =>
  new Promise((resolve, reject) => {
    const listen = options.includes('--listen') ? [] : ['--listen', '127.0.0.1:0']
    const child = spawn(
      process.execPath,
      [cli, 'relay', ...listen, '--store', store, '--json', '--lang', 'en', ...options],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let [out, err] = ['', '']
    child.stderr.on('data', (data: Buffer) => (err += data.toString()))
    const gone = new Promise<number | null>((ended) => child.once('close', (code) => ended(code)))
    child.stdout.on('data', (data: Buffer) => {
      const isFirst = !out.includes('\n')
      out += data.toString()
      if (!isFirst || !out.includes('\n')) return
      const { url, source } = JSON.parse(out.split('\n')[0] ?? '') as { url?: string; source?: string }
      if (url === undefined || source === undefined) return
      const relay: RelayProcess = {
        url,
        source,
        pid: child.pid ?? 0,
        said: () => err + out.slice(out.indexOf('\n') + 1),
        signal: (name) => void child.kill(name),
        gone,
        stop: () => {
          child.kill('SIGTERM')
          return gone
        },
      }
      running.add(relay)
      void gone.then(() => running.delete(relay))
      resolve(relay)
    })
    void gone.then((code) => reject(new Error(`${String(code)}: ${err}`)))
  })

/** What a relay answers to a GET, as text with its status before it. */
export const getText = (url: string, path: string, headers: Record<string, string> = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { host } = new URL(url)
    const isSecure = url.startsWith('wss')
    const get = isSecure ? getSecure : getPlain
    get(
      `${isSecure ? 'https' : 'http'}://${host}${path}`,
      { headers, ...(isSecure && { rejectUnauthorized: false }) },
      (response) => {
        let text = ''
        response.on('data', (data: Buffer) => (text += data.toString()))
        response.on('end', () => resolve(`${String(response.statusCode ?? 0)} ${text}`))
      },
    ).on('error', reject)
  })
