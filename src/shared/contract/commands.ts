import { z } from 'zod'
import { attachmentCommands } from '#shared/contract/attachments'
import { caseCommands } from '#shared/contract/cases'
import { committeeCommands } from '#shared/contract/committees'
import { country, id16, id32, line } from '#shared/contract/fields'
import { houseCommands } from '#shared/contract/houses'
import { operation } from '#shared/contract/operation'
import type { CheckedInputOf, InputOf, OutputOf, Signed } from '#shared/contract/operation'
import { ownCommands } from '#shared/contract/own'
import { registryCommands } from '#shared/contract/registry'
import { relayCommands } from '#shared/contract/relays'
import { narrativeCommands } from '#shared/contract/narratives'
import { releaseCommands } from '#shared/contract/releases'
import { settingCommands } from '#shared/contract/settings'
import { networkKinds } from '#shared/records/networkProfile'
import { transferCommands } from '#shared/contract/transfers'
import { roles } from '#shared/rules/role'

/** Codes and recovery words as they were pasted: a megabyte is refused where they are read. */
const pasted = () => z.string().max(1_048_576)
const validDays = () => z.number().int().min(1).max(90).default(14)

/** Read by everyone in the network; no case content. */
const reason = () => line(500).or(z.literal('')).default('')

/** Every command: name → input schema → acknowledgement. Commands never return state. */
export const commands = {
  'network.create': operation<{
    readonly networkId: string
    readonly memberId: string
    readonly deviceId: string
    /** Shown once, to be written on paper; not kept. */
    readonly recoveryWords: string
  }>()(
    z.strictObject({
      name: line(),
      country: country(),
      alias: line(80),
      kind: z.enum(networkKinds).default('network'),
    }),
  ),
  /** What is done and seen from now on is in this network of the vault; `new`: in a place for another one. */
  'network.choose': operation<{ readonly ok: true }>()(z.strictObject({ networkId: id32().or(z.literal('new')) })),
  'network.join': operation<{ readonly pending: true; readonly recoveryWords: string }>()(
    z.strictObject({ code: pasted(), alias: line(80) }),
  ),
  /** She comes back by her paper: the code is a pass for her, the words are her own. */
  'network.recover': operation<{ readonly pending: true }>()(
    z.strictObject({ code: pasted(), recoveryWords: pasted() }),
  ),
  /** She asks no more to be let in: what waited is forgotten here, and she may begin again. AlreadySo: nothing waits. */
  'network.stopJoining': operation<{ readonly ok: true }>()(z.strictObject({})),
  'invitation.create': operation<{ readonly code: string; readonly expiresAt: string }>()(
    z.strictObject({ role: z.enum(roles), validDays: validDays() }),
  ),
  /** Takes back an invitation or a pass that nobody has used. */
  'invitation.revoke': operation<{ readonly ok: true }>()(z.strictObject({ invitationId: id32() })),
  /** A pass for another laptop: one's own, or, by who facilitates in full, another member's. */
  'device.invite': operation<{ readonly code: string; readonly expiresAt: string }>()(
    z.strictObject({ memberId: id32().optional(), validDays: validDays() }),
  ),
  /** Whether her paper also opens what she may read; with the words, whether they are hers is looked at first. */
  'paper.open': operation<{ readonly ok: true }>()(
    z.strictObject({ opens: z.boolean(), recoveryWords: pasted().optional() }),
  ),
  'request.admit': operation<Signed & { readonly memberId: string }>()(
    z.strictObject({ requestId: id32(), checked: z.boolean().default(true) }),
  ),
  'member.setRole': operation<Signed>()(z.strictObject({ memberId: id32(), role: z.enum(roles) })),
  'member.suspend': operation<Signed>()(z.strictObject({ memberId: id32(), reason: reason() })),
  'member.lift': operation<Signed>()(z.strictObject({ memberId: id32() })),
  'member.expel': operation<Signed>()(z.strictObject({ memberId: id32(), reason: reason() })),
  /** Takes this laptop off before a border; `device.travelReadiness` says when it may. */
  'device.travel': operation<{ readonly ok: true }>()(z.strictObject({})),
  /** Hands over what she owns, to `handTo` or to who comes next in each space, and leaves for good. */
  'network.leave': operation<{ readonly ok: true }>()(z.strictObject({ handTo: id32().optional() })),
  'device.revoke': operation<Signed>()(z.strictObject({ deviceId: id32(), reason: reason() })),
  'fork.choose': operation<Signed>()(z.strictObject({ deviceId: id32(), envelopeId: id32() })),
  'signature.withdraw': operation<Signed>()(z.strictObject({ signatureId: id32() })),
  'guardians.set': operation<Signed>()(
    z.strictObject({ needed: z.number().int().min(2).max(64), members: z.array(id32()).min(2).max(64) }),
  ),
  'guardians.recover': operation<Signed>()(z.strictObject({ facilitators: z.array(id32()).min(1).max(64) })),
  'quarantine.admit': operation<{ readonly ok: true }>()(
    z.strictObject({ envelopeIds: z.array(id32()).min(1).max(4_096) }),
  ),
  ...caseCommands,
  ...attachmentCommands,
  ...transferCommands,
  /** A coordinator asks for shares, and says why to everybody. */
  'share.ask': operation<{ readonly askId: string }>()(z.strictObject({ setId: id32(), reason: line(500) })),
  'share.give': operation<{ readonly ok: true }>()(z.strictObject({ askId: id32() })),
  /** With three shares her laptop reads the case; she has no place on its team. */
  'share.open': operation<{ readonly caseId: string }>()(z.strictObject({ askId: id32() })),
  ...houseCommands,
  /** One of the network's own, once; or a committee's: its own, once, or a fund of its, of which it may have several. */
  'space.open': operation<{ readonly spaceId: string }>()(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['protection', 'registry', 'care']) }),
      z.strictObject({ kind: z.enum(['committee', 'fund']), committeeId: id16() }),
    ]),
  ),
  'space.grant': operation<{ readonly ok: true }>()(z.strictObject({ spaceId: id32(), memberId: id32() })),
  'space.revoke': operation<{ readonly ok: true }>()(z.strictObject({ spaceId: id32(), memberId: id32() })),
  'space.handOver': operation<{ readonly ok: true }>()(z.strictObject({ spaceId: id32(), memberId: id32() })),
  ...committeeCommands,
  ...registryCommands,
  ...relayCommands,
  ...releaseCommands,
  ...narrativeCommands,
  ...settingCommands,
  ...ownCommands,
} as const

/** The name of a command. */
export type CommandName = keyof typeof commands
/** What a command takes from a caller. */
export type CommandInput<N extends CommandName> = InputOf<(typeof commands)[N]>
/** What a command's handler receives. */
export type CheckedCommandInput<N extends CommandName> = CheckedInputOf<(typeof commands)[N]>
/** What a command acknowledges with, once it is on disk. */
export type CommandOutput<N extends CommandName> = OutputOf<(typeof commands)[N]>
