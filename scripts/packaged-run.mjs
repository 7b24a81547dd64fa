// What can be told of a packaged app only by starting it, on a machine with Electron's own binary and a screen.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'

/** How long the app may take to refuse, and to show its window, ms. */
const patience = 20_000
const settled = 8_000

const begin = (binary, args, env) => spawn(binary, args, { env: { ...process.env, ...env }, stdio: 'ignore' })
const ended = (child) => new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 'killed')))

/** Starts it with an order that it has to refuse. */
const refuses = async (binary, vault, args, env) => {
  const child = begin(binary, [`--vault=${vault}`, ...args], env)
  const gone = ended(child)
  const how = await Promise.race([gone, wait(patience, 'still running')])
  if (how === 'still running') {
    child.kill('SIGKILL')
    await gone
  }
  // a fuse may take an order away before the app sees it: it must then not have opened a port either
  return how === 1 ? [] : [`ended with ${how}`]
}

/** Linux: a process with all that it started, each with its command line and seccomp state. */
const family = (root) => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        const of = (key) => Number(new RegExp(`^${key}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? -1)
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        return [{ pid: Number(pid), parent: of('PPid'), seccomp: of('Seccomp'), command }]
      } catch {
        return [] // ended meanwhile
      }
    })
  const mine = new Set([root])
  for (let before = 0; before !== mine.size;) {
    before = mine.size
    for (const { pid, parent } of all) if (mine.has(parent)) mine.add(pid)
  }
  return all.filter(({ pid }) => mine.has(pid))
}

/** Sockets of the internet that some processes hold. */
const socketsOf = (processes) => {
  const inodes = new Set(
    ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
      readFileSync(`/proc/net/${kind}`, 'utf8')
        .split('\n')
        .slice(1)
        .flatMap((line) => line.trim().split(/\s+/)[9] ?? []),
    ),
  )
  return processes.flatMap(({ pid }) => {
    try {
      return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
        const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
        return inode !== undefined && inodes.has(inode) ? [inode] : []
      })
    } catch {
      return []
    }
  })
}

/** Starts it as anybody would, and looks at what runs. */
const looks = async (binary, vault) => {
  const child = begin(binary, [`--vault=${vault}`], {})
  const gone = ended(child)
  const early = await Promise.race([gone, wait(settled, null)])
  const running = early === null ? family(child.pid) : []
  const sockets = socketsOf(running)
  child.kill('SIGTERM')
  await Promise.race([gone, wait(patience)])
  child.kill('SIGKILL')
  const ofType = (type) => running.filter(({ command }) => command.includes(`--type=${type}`))
  const pages = ofType('renderer')
  const start = early === null ? [] : [`ended by itself with ${early}`]
  return [
    { name: 'it starts', problems: start },
    { name: 'one window, one page', problems: pages.length === 1 ? [] : [`${pages.length} pages`] },
    {
      name: 'the page is in the sandbox',
      problems: [
        ...pages.flatMap(({ seccomp }) => (seccomp === 2 ? [] : ['a page without its filter of system calls'])),
        ...running.flatMap(({ command }) => (command.includes('--no-sandbox') ? ['--no-sandbox'] : [])),
        ...(pages.length === 0 ? ['no page to look at'] : []),
      ],
    },
    {
      name: 'nothing speaks to a network at start',
      problems: sockets.length === 0 ? start : [`${sockets.length} sockets`],
    },
  ]
}

/** Every check that starts the app. */
export const runChecks = async (binary) => {
  const folder = mkdtempSync(join(tmpdir(), 'tejido-check-'))
  const vault = join(folder, 'vault')
  const checks = []
  const refused = async (name, args, env = {}) =>
    checks.push({ name, problems: await refuses(binary, vault, args, env) })
  try {
    for (const order of ['--inspect=0', '--inspect-brk=0', '--remote-debugging-port=0', '--remote-debugging-pipe'])
      await refused(`it refuses ${order}`, [order])
    await refused('it refuses a phrase that is cheap to guess (TEJIDO_KDF)', [], { TEJIDO_KDF: 'floor' })
    await refused('it refuses to write its keys to a file (SSLKEYLOGFILE)', [], { SSLKEYLOGFILE: join(folder, 'keys') })
    if (process.platform === 'linux') checks.push(...(await looks(binary, vault)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return checks
}

/** Checks that `runChecks` leaves out on other systems than Linux. */
export const onlyOnLinux = [
  'one window, one page',
  'the page is in the sandbox',
  'nothing speaks to a network at start',
]
