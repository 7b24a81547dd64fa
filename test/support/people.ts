import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import type { Report } from '#core/sync/report'
import { createVault } from '#core/vault/vault'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import type { Role } from '#shared/rules/role'
import type { Result } from '#shared/result'

/** The worker that the build made; globalSetup builds before tests run. */
export const tasteWorker = pathToFileURL('out/main/tasteWorker.js')

/** A phrase of seven words, the same for every invented person. */
export const passphrase = 'ceiba jacaranda río luciérnaga piedra maíz nube'

/** An invented person with her laptop: a real vault, a real engine. */
export type Person = {
  readonly alias: string
  readonly vault: string
  readonly engine: () => Engine
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>
  /** The command's failure type, or 'ok'. */
  tryCall<N extends CommandName>(name: N, input: CommandInput<N>): Promise<string>
  query<N extends QueryName>(name: N, input?: QueryInput<N>): Promise<QueryOutput<N>>
  tryQuery<N extends QueryName>(name: N, input?: QueryInput<N>): Promise<string>
  id(): Promise<string>
  /** Locks and unlocks again, as after a night. */
  reopen(): Promise<void>
  lock(): Promise<void>
}

/** The value as its caller knows it to be. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the door's answers are typed by its callers
const value = <T>(result: Result<unknown>): T => {
  if (!result.ok) throw new Error(`refused: ${result.error.type} ${JSON.stringify(result.error.detail ?? {})}`)
  return result.value as T
}

/** Where vaults of tests stand: in memory where the run says so. */
const ground = process.env.TEJIDO_TEST_GROUND ?? tmpdir()
const folders: string[] = []
/** A folder that is gone after the tests. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(ground, 'tejido-'))
  folders.push(folder)
  return folder
}

const people: Person[] = []
/** Closes every laptop and removes every folder; in afterAll. */
export const everybodyGoesHome = async (): Promise<void> => {
  for (const person of people.splice(0)) await person.lock()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

let first: Promise<string> | undefined
/**
 * A vault in which nothing is yet, and so no key of anybody: made once a process, since deriving its keys is the dearest
 * part of a test. The folder goes with the process.
 */
const freshVault = (): Promise<string> =>
  (first ??= (async () => {
    const folder = mkdtempSync(join(ground, 'tejido-'))
    process.once('exit', () => {
      rmSync(folder, { recursive: true, force: true })
    })
    const vault = join(folder, 'vault')
    value<{ close(): void }>(await createVault(vault, passphrase)).close()
    return vault
  })())

/** A person with a fresh vault. */
export const newPerson = async (alias: string, now?: () => Date): Promise<Person> => {
  const vault = join(newFolder(), 'vault')
  cpSync(await freshVault(), vault, { recursive: true })
  return openPerson(alias, vault, now)
}

/** Unlocks a vault that is there. */
export const openPerson = async (alias: string, vault: string, now?: () => Date): Promise<Person> => {
  const open = async (): Promise<Engine> =>
    value<Engine>(await createEngine({ vault, passphrase, tasteWorker, ...(now ? { now } : {}) }))
  let engine: Engine | undefined = await open()
  const here = (): Engine => {
    if (!engine) throw new Error(`${alias} is locked`)
    return engine
  }
  const person: Person = {
    alias,
    vault,
    engine: here,
    call: async (name, input) => value(await here().call(name, input)),
    tryCall: async (name, input) => {
      const done = await here().call(name, input)
      return done.ok ? 'ok' : done.error.type
    },
    query: async (name, input) => value(await here().query(name, input)),
    tryQuery: async (name, input) => {
      const done = await here().query(name, input)
      return done.ok ? 'ok' : done.error.type
    },
    id: async () => (await person.query('me')).memberId ?? '',
    async reopen() {
      await person.lock()
      engine = await open()
    },
    async lock() {
      const open = engine
      engine = undefined
      await open?.lock()
    },
  }
  people.push(person)
  return person
}

/** A coordinator with a network of her own. */
export const foundNetwork = async (alias = 'Alma', name = 'Red de Práctica'): Promise<Person> => {
  const founder = await newPerson(alias)
  await founder.call('network.create', { name, country: 'MX', alias })
  return founder
}

const never = new AbortController().signal

/** Two laptops meet over TCP: the second dials the first. Returns what each reports. */
export const meet = async (
  host: Person,
  guest: Person,
  options: { admit?: boolean; wait?: number } = {},
): Promise<{ host: Result<Report>; guest: Result<Report> }> => {
  let listening: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (listening = resolve))
  const hosting = host.engine().exchange({
    carriers: [{ kind: 'listen', address: { host: '127.0.0.1', port: 0 } }],
    wait: options.wait ?? 20_000,
    signal: never,
    onListening: listening,
    ...(options.admit === undefined ? {} : { admit: options.admit }),
  })
  const visiting = guest.engine().exchange({
    carriers: [{ kind: 'connect', address: { host: '127.0.0.1', port: await port } }],
    wait: 20_000,
    signal: never,
  })
  const [h, g] = await Promise.all([hosting, visiting])
  return { host: h, guest: g }
}

/** Somebody exchanges with a folder. */
export const visitFolder = async (person: Person, folder: string, options: { admit?: boolean } = {}): Promise<Report> =>
  value(
    await person.engine().exchange({
      carriers: [{ kind: 'folder', place: folder }],
      wait: 0,
      signal: never,
      ...(options.admit === undefined ? {} : { admit: options.admit }),
    }),
  )

/** Somebody new joins by invitation of `host`, over TCP. */
export const joinNetwork = async (host: Person, alias: string, role: Role = 'member'): Promise<Person> => {
  const guest = await newPerson(alias)
  const { code } = await host.call('invitation.create', { role })
  await guest.call('network.join', { code, alias })
  await meet(host, guest, { admit: true })
  return guest
}
