import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { ownNamespace, whyNoIsland } from '../island/island'

/** Why laptops cannot be put on networks of their own on this computer; null where they can. */
export const whyNoTown = whyNoIsland

/** A namespace, kept by a process that ends when this one does. */
type Held = {
  readonly pid: number
  /** What stands before a command that runs in it. */
  readonly enter: readonly string[]
  readonly keeper: ChildProcess
}

const hasUsers = ownNamespace?.includes('--user') ?? false

const hold = async (before: readonly string[]): Promise<Held> => {
  const [program = '', ...args]: readonly string[] = [
    ...before,
    'sh',
    '-c',
    'ip link set lo up && echo ready && exec cat',
  ]
  const keeper = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(keeper, 'exit').then(() => {
    throw new Error('a namespace could not be made')
  })
  ended.catch(() => undefined)
  await Promise.race([once(keeper.stdout, 'data'), ended])
  const pid = keeper.pid ?? 0
  const users = hasUsers ? ['--user', '--preserve-credentials'] : []
  return { pid, keeper, enter: ['nsenter', '--target', String(pid), '--net', '--uts', ...users, '--'] }
}

const runIn = ({ enter }: Held, ...command: string[]): void => {
  const [program = '', ...args] = [...enter, ...command]
  const done = spawnSync(program, args, { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${command.join(' ')}: ${done.stderr}`)
}

/** A cable or wifi between a laptop and a network. */
export type Plug = {
  /** Name of its end in the laptop, and of the other at the network. */
  readonly inside: string
  readonly port: string
  readonly ip: string
}

/** A laptop: nothing is in its namespace but what is plugged in. */
export type Laptop = {
  /** What stands before a command that runs there. */
  readonly enter: readonly string[]
  /** Joins a network (`lan0`, …) with an address. */
  plug(network: string, ip: string): Plug
  /** Runs a command there to its end. */
  run(...command: string[]): void
  /**
   * A firewall: drops what comes in by a plug and is like that. `match` in the words of `tc … u32`.
   * What is redirected to a cable without an end is gone: not every kernel can simply drop.
   */
  drop(plug: Plug, ...match: string[]): void
}

/** Some local networks and laptops, with nobody else. */
export type Town = {
  /** A switch or access point, by its name. */
  network(name: string): void
  laptop(): Promise<Laptop>
  /** Runs a command where all networks come together. */
  run(...command: string[]): void
  readonly enter: readonly string[]
  /** Pulls a plug out at the network's side, or puts it in again. */
  link(plug: Plug, isUp: boolean): void
  close(): Promise<void>
}

const none = ['match', 'u32', '0', '0']
/** `tc` words for packets of a kind. */
export const packets = {
  multicast: ['match', 'ip', 'dst', '224.0.0.0/4'],
  udp: (port: number): string[] => [
    'match',
    'ip',
    'protocol',
    '17',
    '0xff',
    'match',
    'ip',
    'dport',
    String(port),
    '0xffff',
  ],
  /** Asking for a connection: SYN without ACK, in a packet without options of IP. */
  asking: ['match', 'ip', 'protocol', '6', '0xff', 'match', 'u8', '0x02', '0x12', 'at', '33'],
}

/** Makes a town with nothing in it. */
export const openTown = async (): Promise<Town> => {
  const square = await hold(['unshare', '--uts', ...(ownNamespace ?? [])])
  const keepers = [square.keeper]
  const newHold = hasUsers ? [...square.enter, 'unshare', '--net', '--uts'] : ['unshare', '--net', '--uts']
  let plugs = 0

  const laptop = async (): Promise<Laptop> => {
    const held = await hold(newHold)
    keepers.push(held.keeper)
    let mine = 0
    const run = (...command: string[]): void => runIn(held, ...command)
    return {
      enter: held.enter,
      run,
      plug(network, ip) {
        const [inside, port] = [`eth${mine++}`, `port${plugs++}`]
        runIn(square, ...['ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', inside, 'netns', String(held.pid)])
        runIn(square, 'ip', 'link', 'set', port, 'master', network, 'up')
        run('ip', 'addr', 'add', `${ip}/24`, 'brd', '+', 'dev', inside)
        run('ip', 'link', 'set', inside, 'up')
        return { inside, port, ip }
      },
      drop({ inside }, ...match) {
        const well = `well${mine++}`
        run('ip', 'link', 'add', well, 'type', 'veth', 'peer', 'name', `${well}end`)
        spawnSync(held.enter[0] ?? '', [...held.enter.slice(1), 'tc', 'qdisc', 'add', 'dev', inside, 'clsact'])
        const filter = ['tc', 'filter', 'add', 'dev', inside, 'ingress', 'protocol', 'ip', 'u32', ...match]
        run(...filter, 'action', 'mirred', 'egress', 'redirect', 'dev', well)
      },
    }
  }
  return {
    laptop,
    enter: square.enter,
    run: (...command) => runIn(square, ...command),
    network(name) {
      runIn(square, 'ip', 'link', 'add', 'name', name, 'type', 'bridge', 'mcast_snooping', '0')
      runIn(square, 'ip', 'link', 'set', name, 'up')
    },
    link: ({ port }, isUp) => runIn(square, 'ip', 'link', 'set', port, isUp ? 'up' : 'down'),
    async close() {
      for (const keeper of keepers.toReversed()) {
        const exit = once(keeper, 'exit')
        keeper.stdin?.end()
        await exit
      }
    },
  }
}

/** Why a firewall cannot be put before a laptop here; null where it can. */
export const whyNoFirewall = async (): Promise<string | null> => {
  if (whyNoTown !== null) return whyNoTown
  const town = await openTown()
  try {
    town.network('lan0')
    const laptop = await town.laptop()
    laptop.drop(laptop.plug('lan0', '10.9.9.1'), ...none)
    return null
  } catch {
    return 'tc (iproute2) with u32 and mirred is needed'
  } finally {
    await town.close()
  }
}
