import { z } from 'zod'
import { id32, place } from '#shared/contract/fields'
import type { OpenDoor } from '#shared/contract/door'
import type { LanView } from '#shared/contract/lan'
import type { Subscribing, VaultState, WireRequest } from '#shared/contract/wire'
import type { Failure } from '#shared/errors'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * A meeting with others as a window asks for it: by which ways, and for how many seconds somebody is waited for.
 * `lan`: whoever is on the same wifi or cable is found. `listen`: this computer is the one that is gone to. `place: null`: the folder or file is
 * chosen in the system's own box, and its path never comes to the page.
 */
export const meetingRequest = z.strictObject({
  carriers: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('lan') }),
        z.strictObject({ kind: z.literal('listen') }),
        z.strictObject({
          kind: z.literal('connect'),
          host: z.string().regex(/^[\w.:-]{1,253}$/),
          port: z.number().int().min(1).max(65_535),
        }),
        z.strictObject({ kind: z.literal('folder'), place: place() }),
        /** All relays of the network, once. */
        z.strictObject({ kind: z.literal('relays') }),
        /** One relay by its address, for who is in no network yet. */
        z.strictObject({ kind: z.literal('relay'), address: z.string().max(500) }),
        /** One file in a pocket, written, read, or asking for what lacks here. */
        z.strictObject({
          kind: z.literal('parcel'),
          act: z.enum(['write', 'read', 'request']),
          place: place(),
          /** Of `write`: the member who is not to get what her laptops are known to hold. */
          since: id32().optional(),
          /** Of `write`: the request that it answers. */
          answers: place().optional(),
          /** Of `write`: the largest file, in millions of bytes. */
          partSize: z.number().int().min(1).max(4_000).optional(),
        }),
      ]),
    )
    .min(1)
    .max(4),
  wait: z.number().int().min(0).max(3_600),
})
/** A meeting as a window asks for it. */
export type MeetingRequest = z.output<typeof meetingRequest>

/** How the meeting of this notebook stands; there is one at a time. */
export type MeetingState =
  | { readonly phase: 'idle' }
  /** The system's box to choose a folder or file is open. */
  | { readonly phase: 'choosing' }
  | {
      readonly phase: 'open'
      readonly ways: readonly MeetingRequest['carriers'][number]['kind'][]
      /** Where the others find this computer, `host:port`; empty until it listens, and where it does not. */
      readonly addresses: readonly string[]
      /** The port it listens on; null until then. */
      readonly port: number | null
      /** Who is on the same network and what moved with each; null before it is known, and without the way `lan`. */
      readonly lan: LanView | null
      /** How much is done: things left in a folder, bytes of a file; null before it is known. */
      readonly progress: { readonly done: number; readonly of: number } | null
    }
  | {
      readonly phase: 'over'
      readonly result: Result<{
        readonly sent: number
        readonly received: number
        readonly quarantined: number
        /** Names, without their paths, of files that were written to be carried. */
        readonly files: readonly string[]
      }>
    }

/**
 * How this notebook stands with relays of the network in use, by their `relayId`. One that is not named here was not gone to since the
 * notebook was opened, and is not gone to by itself.
 */
export type RelaysState = readonly {
  readonly relayId: string
  /** Whether it is kept in touch with by itself, and whether that holds now. */
  readonly state: 'off' | 'trying' | 'inTouch'
  /** Why the last try failed; null: it did not. */
  readonly failure: Failure | null
}[]

/** How the writing of a file that takes its time stands; there is one of its kind at a time. */
export type WritingState<T> =
  | { readonly phase: 'idle' }
  /** The system's box to choose a file is open. */
  | { readonly phase: 'choosing' }
  /** `share`: how much of it is done, from 0 to 1. */
  | { readonly phase: 'writing'; readonly share: number }
  /** `name`: of the file, without its path. */
  | { readonly phase: 'over'; readonly result: Result<{ readonly name: string } & T> }

/** How the making of a backup stands. `bytes`: its size. */
export type CopyState = WritingState<{ readonly bytes: number }>

/** A file of own data as it was written. `elsewhere`, `damaged`: attachments that are not in it. */
export type OwnDataWritten = {
  readonly sha256: string
  readonly documents: number
  readonly attachments: number
  readonly elsewhere: number
  readonly damaged: number
}

/** How the writing of somebody's own data stands. */
export type OwnDataState = WritingState<OwnDataWritten>

/** What stands between a window and its vault, open or not: the same for both doors. */
export type Host = {
  state(): VaultState
  /** Seven words for a passphrase, other ones each time; kept nowhere. */
  suggest(): string
  /** Makes the vault and opens it. Failures of createVault and createEngine. */
  create(passphrase: string): Promise<Result<null>>
  unlock(passphrase: string): Promise<Result<null>>
  /** Failures: VaultLocked, WrongPassphrase (of `old`), PassphraseTooShort, those of the disk. */
  changePassphrase(old: string, next: string): Promise<Result<null>>
  /**
   * Fresh recovery words in the current network, once the passphrase was given again. Failures: VaultLocked,
   * WrongPassphrase, those of `makeLaterWords`.
   */
  newWords(passphrase: string): Promise<Result<{ readonly recoveryWords: string }>>
  /**
   * Begins to write a backup; how it goes is told by `copyQuery`. `place: null`: chosen in the system's box, and its path
   * never comes to the page. Failures: VaultLocked, BadInput (no such box here), AlreadySo (one is under way).
   */
  backUp(place: string | null): Result<null>
  /** Ends the backup that is under way: it is over as Cancelled, and there is no file. Nothing, where none is. */
  cancelCopy(): void
  /**
   * Begins to write all that she may read in the current network, under a passphrase of its own; how it goes is told by
   * `ownDataQuery`. `place` and failures as of `backUp`.
   */
  takeOwnData(place: string | null, passphrase: string): Result<null>
  /** As `cancelCopy`, of own data. */
  cancelOwnData(): void
  /** Makes the vault from a backup and opens it. Failures: Cancelled (nothing was chosen), BadInput, VaultExists, those of restoreVault. */
  restore(place: string | null, passphrase: string): Promise<Result<null>>
  /**
   * Begins a meeting; how it goes is told by `meetingQuery`. Failures: VaultLocked, BadInput, RelayAddressWrong, AlreadySo (one
   * is under way).
   */
  exchange(input: unknown): Result<null>
  /** Ends the meeting that is under way. */
  cancel(): void
  /** The open vault; null: locked. */
  door(): OpenDoor | null
  lock(): Promise<void>
}

/** Answers every request but those about subscriptions, which each door keeps in its own way. */
export const answerRequest = async (
  host: Host,
  request: Exclude<WireRequest, Subscribing>,
): Promise<Result<unknown>> => {
  switch (request.kind) {
    case 'state':
      return ok(host.state())
    case 'suggest':
      return ok({ phrase: host.suggest() })
    case 'create':
      return host.create(request.passphrase)
    case 'unlock':
      return host.unlock(request.passphrase)
    case 'changePassphrase':
      return host.changePassphrase(request.old, request.next)
    case 'newWords':
      return host.newWords(request.passphrase)
    case 'backUp':
      return host.backUp(request.place)
    case 'restore':
      return host.restore(request.place, request.passphrase)
    case 'exchange':
      return host.exchange(request.input)
    case 'cancel':
      host.cancel()
      return ok(null)
    case 'cancelCopy':
      host.cancelCopy()
      return ok(null)
    case 'takeOwnData':
      return host.takeOwnData(request.place, request.passphrase)
    case 'cancelOwnData':
      host.cancelOwnData()
      return ok(null)
    case 'call':
    case 'query':
      return host.door()?.[request.kind](request.name, request.input) ?? fail('VaultLocked')
  }
}
