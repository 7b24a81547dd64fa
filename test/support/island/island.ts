import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { newFolder } from '../people'

/** A network namespace of its own, with nobody in it but what a test starts there. */
export type Island = {
  /** A program that runs another inside. */
  readonly inside: (program: string) => string
  /** Every attempt since it was last asked to reach anybody but this computer: by name, by address, or counted. */
  attempts(): Promise<string[]>
  close(): Promise<void>
}

const runs = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0
/** How a namespace is made: root needs none of users; others get one in which they are. undefined: there can be none. */
export const ownNamespace = [['--net'], ['--user', '--map-root-user', '--net']].find((flags) =>
  runs('unshare', ...flags, 'true'),
)

/** Why there can be no island on this computer; null where there can. */
export const whyNoIsland =
  process.platform !== 'linux'
    ? 'network namespaces are Linux’s'
    : ownNamespace === undefined
      ? 'this system does not let a test have a network namespace'
      : !runs('nsenter', '--version') || !runs('ip', '-V')
        ? 'nsenter and ip (util-linux, iproute2) are needed'
        : null

const reply = async (child: ChildProcess): Promise<unknown> => {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the watcher of the island ended')
  })
  ended.catch(() => undefined)
  const [message] = (await Promise.race([once(child, 'message'), ended])) as unknown[]
  return message
}

/** Makes an island; see shore.mjs for what it is like there. */
export const openIsland = async (): Promise<Island> => {
  const shore = new URL('./shore.mjs', import.meta.url).pathname
  const child = spawn('unshare', [...(ownNamespace ?? []), process.execPath, shore], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await reply(child)
  const enter = [
    'nsenter',
    '--target',
    String(child.pid),
    '--net',
    ...(ownNamespace?.includes('--user') ? ['--user', '--preserve-credentials'] : []),
  ]
  const folder = newFolder()
  let last = 0
  return {
    inside: (program) => {
      const path = join(folder, `inside-${++last}`)
      writeFileSync(path, `#!/bin/sh\nexec ${enter.join(' ')} -- '${program}' "$@"\n`)
      chmodSync(path, 0o755)
      return path
    },
    attempts: async () => {
      child.send('attempts')
      return (await reply(child)) as string[]
    },
    close: async () => {
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}
