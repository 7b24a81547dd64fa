import { z } from 'zod'
import type { OpenDoor } from '#shared/contract/door'
import type { Subscribing, VaultState, WireRequest } from '#shared/contract/wire'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * A meeting with others as a window asks for it: by which ways, and for how many seconds somebody is waited for.
 * `listen`: this computer is the one that is gone to. `place: null`: the folder is chosen in the system's own box, and
 * its path never comes to the page.
 */
export const meetingRequest = z.strictObject({
  carriers: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('listen') }),
        z.strictObject({
          kind: z.literal('connect'),
          host: z.string().regex(/^[\w.:-]{1,253}$/),
          port: z.number().int().min(1).max(65_535),
        }),
        z.strictObject({
          kind: z.literal('folder'),
          place: z
            .string()
            .min(1)
            .max(4_096)
            .refine((place) => !place.includes('\0'))
            .nullable(),
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
  /** The system's box to choose a folder is open. */
  | { readonly phase: 'choosing' }
  | {
      readonly phase: 'open'
      readonly ways: readonly MeetingRequest['carriers'][number]['kind'][]
      /** Where the others find this computer, `host:port`; empty until it listens, and where it does not. */
      readonly addresses: readonly string[]
      /** The port it listens on; null until then. */
      readonly port: number | null
    }
  | {
      readonly phase: 'over'
      readonly result: Result<{ readonly sent: number; readonly received: number; readonly quarantined: number }>
    }

/** How the making of a backup stands; there is one at a time. */
export type CopyState =
  | { readonly phase: 'idle' }
  /** The system's box to choose a file is open. */
  | { readonly phase: 'choosing' }
  | { readonly phase: 'writing' }
  /** `name`: of the file, without its path. `bytes`: its size. */
  | { readonly phase: 'over'; readonly result: Result<{ readonly name: string; readonly bytes: number }> }

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
  /** Makes the vault from a backup and opens it. Failures: Cancelled (nothing was chosen), BadInput, VaultExists, those of restoreVault. */
  restore(place: string | null, passphrase: string): Promise<Result<null>>
  /** Begins a meeting; how it goes is told by `meetingQuery`. Failures: VaultLocked, BadInput, AlreadySo (one is under way). */
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
    case 'call':
    case 'query':
      return host.door()?.[request.kind](request.name, request.input) ?? fail('VaultLocked')
  }
}
