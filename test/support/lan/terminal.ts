import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { newFolder, passphrase } from '../people'
import type { Person } from '../people'
import type { Laptop } from './town'

/** What a command came to: its one value with `--json`, or the failure, and the sentence said. */
type Came<T> = {
  readonly code: number
  readonly value: T
  readonly failure: string | undefined
  readonly said: string
}

/** A command that runs in a laptop. */
export type Command<T> = {
  readonly done: Promise<Came<T>>
  /** As with Ctrl-C: it ends in good order. */
  stop(): Promise<Came<T>>
}

/** What `sync` gives. */
export type Synced = { readonly sent: number; readonly received: number; readonly peers: readonly string[] }

/** The build that is run. */
const out = process.env.TEJIDO_OUT ?? join(process.cwd(), 'out')

let phraseFile = ''
const running = new Set<{ readonly child: ChildProcess; readonly done: Promise<unknown> }>()

/** Ends what a test that failed left running: its vaults are the next one's. */
export const stopAll = async (): Promise<void> => {
  for (const { child, done } of [...running]) {
    child.kill('SIGKILL')
    await done.catch(() => undefined)
  }
}

/** Runs `tejido …` with somebody's vault in a laptop. `before`: a script that is loaded in place of the program. */
export const tejido = <T = Synced>(
  laptop: Laptop,
  { vault }: Pick<Person, 'vault'>,
  words: readonly string[],
  before = join(out, 'main/cli.js'),
): Command<T> => {
  // tests that share a process share this too, and each file of them takes its folders away
  if (!existsSync(phraseFile)) {
    phraseFile = join(newFolder(), 'phrase')
    writeFileSync(phraseFile, passphrase)
  }
  const own = ['--vault', vault, '--passphrase-file', phraseFile, '--json']
  const [program = '', ...args] = [...laptop.enter, process.execPath, before, ...words, ...own]
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, TEJIDO_KDF: 'floor', LANG: 'es', TEJIDO_OUT: out },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [text, said]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (data: Buffer) => text.push(data))
  child.stderr.on('data', (data: Buffer) => said.push(data))
  const done = once(child, 'close').then(([code]): Came<T> => {
    const value: unknown = JSON.parse(Buffer.concat(text).toString() || 'null')
    const failure =
      value !== null && typeof value === 'object' && 'error' in value
        ? (value.error as { type: string }).type
        : undefined
    return { code: Number(code), value: value as T, failure, said: Buffer.concat(said).toString() }
  })
  const one = { child, done }
  running.add(one)
  void done.finally(() => running.delete(one)).catch(() => undefined)
  return {
    done,
    stop: () => {
      child.kill('SIGTERM')
      return done
    },
  }
}
