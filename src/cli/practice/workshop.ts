import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Draw } from '#cli/practice/draw'
import { createEngine } from '#core/createEngine'
import type { Engine } from '#core/createEngine'
import { createPassphrase } from '#core/identity/passphraseWords'
import { createVault } from '#core/vault/vault'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import type { Role } from '#shared/rules/role'

/** The making ended early. `createPractice` turns it into its failure. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  constructor(readonly failure: Failure) {
    super(failure.type)
  }
}

/** What a result holds; ends the making otherwise. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Stopped(result.error)
  return result.value
}

/** What day it is while a practice network is made, for every laptop in it. */
export type Clock = {
  readonly now: () => Date
  /** Days before (negative) or after the day that the network is made for. */
  goTo(days: number, hours?: number): void
  /** The calendar day so many days from that day. */
  day(days: number): string
  /** The moment so many days from the beginning of that day, UTC. */
  moment(days: number, hours?: number): string
}

const dayMs = 86_400_000

/** A clock that stands at `today` until it is told otherwise. */
export const clockAt = (today: Date): Clock => {
  const midnight = Math.floor(today.getTime() / dayMs) * dayMs
  let at = today.getTime()
  const moment = (days: number, hours = 0): string =>
    new Date(midnight + days * dayMs + hours * 3_600_000).toISOString()
  return {
    now: () => new Date(at),
    goTo(days, hours) {
      at = hours === undefined ? today.getTime() + days * dayMs : Date.parse(moment(days, hours))
    },
    day: (days) => moment(days).slice(0, 10),
    moment,
  }
}

/** Where practice vaults are made: a folder that nobody else looks into yet. */
export type Workshop = {
  readonly folder: string
  readonly clock: Clock
  readonly draw: Draw
  /** Every laptop that was opened: all are closed at the end, however it ends. */
  readonly opened: Hand[]
  /** Before each piece of work: tells how far it is, and ends the making when somebody cancelled. */
  step(): void
}

/** A vault that was made, and where its phrase is; paths under the workshop. */
export type MadeVault = {
  readonly folder: string
  readonly alias: string
  readonly role: Role
}

/** A laptop of the practice network with its vault open. */
export type Hand = {
  readonly made: MadeVault
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>
  query<N extends QueryName>(name: N, input?: QueryInput<N>): Promise<QueryOutput<N>>
  memberId(): Promise<string>
  /** What was written here goes into the folder, and what is there comes here. */
  visit(folder: string): Promise<void>
  lock(): Promise<void>
  /** Does something with the vault closed, and opens it again. */
  whileClosed(work: (vault: string, passphrase: string) => Promise<void>): Promise<void>
}

const never = new AbortController().signal

/** Where the phrase of a vault is kept. */
export const phraseFile = (vaultFolder: string): string => `${vaultFolder}.frase`

/** A fresh vault, with its phrase beside it in a file that only she reads, and open. */
export const newHand = async (shop: Workshop, made: MadeVault): Promise<Hand> => {
  shop.step()
  const vault = join(shop.folder, made.folder)
  const passphrase = createPassphrase()
  writeFileSync(phraseFile(vault), `${passphrase}\n`, { mode: 0o600, flag: 'wx' })
  valueOf(await createVault(vault, passphrase)).close()
  const open = async (): Promise<Engine> => {
    shop.step()
    return valueOf(await createEngine({ vault, passphrase, now: shop.clock.now }))
  }
  let engine: Engine | undefined = await open()
  const here = (): Engine => {
    if (!engine) throw new Error('this vault is closed')
    return engine
  }
  const hand: Hand = {
    made,
    async call(name, input) {
      shop.step()
      return valueOf((await here().call(name, input)) as Result<CommandOutput<typeof name>>)
    },
    async query(name, input) {
      return valueOf((await here().query(name, input)) as Result<QueryOutput<typeof name>>)
    },
    memberId: async () => (await hand.query('me')).memberId ?? '',
    async visit(folder) {
      shop.step()
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      valueOf(await here().exchange({ carriers: [{ kind: 'folder', place: folder }], wait: 0, signal: never }))
    },
    async lock() {
      const open = engine
      engine = undefined
      await open?.lock()
    },
    async whileClosed(work) {
      await hand.lock()
      await work(vault, passphrase)
      engine = await open()
      // a laptop that was closed seals nothing before it has asked how far its own word had come
      await hand.visit(join(shop.folder, `memoria-${made.folder}`))
    },
  }
  shop.opened.push(hand)
  return hand
}
