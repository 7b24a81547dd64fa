import { z } from 'zod'
import { country, day, heads, id16, id32, line, longText, term, terms } from '#shared/contract/fields'
import { operation } from '#shared/contract/operation'
import type { CheckedInputOf, InputOf, OutputOf } from '#shared/contract/operation'
import { casePriorities, caseStatuses, caseSubjects, noteKinds } from '#shared/records/case'
import { committeeTypes } from '#shared/records/committee'
import { houseStatuses, houseTypes } from '#shared/records/houseCard'
import { roles } from '#shared/rules/role'
import { sharesMade } from '#shared/rules/shares'

type Heads = { readonly heads: readonly string[] }

/**
 * An op that some things need two people for: whether it took effect, how many have signed, how many it takes. One that
 * needs no second and is not done waits for a place (docs/glossary.md, Haste).
 */
export type Signed = { readonly done: boolean; readonly signatures: number; readonly needed: number }

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
  }>()(z.strictObject({ name: line(), country: country(), alias: line(80) })),
  'network.join': operation<{ readonly pending: true; readonly recoveryWords: string }>()(
    z.strictObject({ code: pasted(), alias: line(80) }),
  ),
  /** She comes back by her paper: the code is a pass for her, the words are her own. */
  'network.recover': operation<{ readonly pending: true }>()(
    z.strictObject({ code: pasted(), recoveryWords: pasted() }),
  ),
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
  'case.open': operation<Heads & { readonly caseId: string; readonly caseCode: string }>()(
    z.strictObject({
      kindOfSubject: z.enum(caseSubjects),
      country: country(),
      priority: z.enum(casePriorities).default('medium'),
      alias: line().optional(),
      summaryInternal: longText().optional(),
    }),
  ),
  'case.setField': operation<Heads>()(
    z.strictObject({
      caseId: id32(),
      path: z.string().max(100),
      value: z.union([longText(), z.number().int(), z.boolean(), z.null()]),
      basedOn: heads().optional(),
    }),
  ),
  'case.setStatus': operation<Heads>()(
    z.strictObject({ caseId: id32(), status: z.enum(caseStatuses), reason: longText().optional() }),
  ),
  'case.addPerson': operation<Heads & { readonly personId: string }>()(
    z.strictObject({
      caseId: id32(),
      relationToCase: term(),
      chosenName: line(),
      ageBand: term().optional(),
      genderIdentity: term().optional(),
      ethnicIdentity: term().optional(),
      languages: terms().optional(),
      safeContactRules: longText().optional(),
    }),
  ),
  'case.addAggression': operation<Heads & { readonly aggressionId: string }>()(
    z.strictObject({
      caseId: id32(),
      date: z.strictObject({ from: day(), to: day().optional(), precision: z.enum(['day', 'month', 'year']) }),
      country: country(),
      types: terms().min(1),
      target: term(),
      genderDimension: term(),
      indicators: terms().optional(),
      perpetrators: z
        .array(z.strictObject({ category: term(), level2: term().optional(), involvement: term().optional() }))
        .max(40)
        .optional(),
      narrative: longText().optional(),
    }),
  ),
  'case.addNote': operation<Heads & { readonly noteId: string }>()(
    z.strictObject({ caseId: id32(), kind: z.enum(noteKinds), text: longText().min(1) }),
  ),
  'case.grant': operation<{ readonly ok: true }>()(z.strictObject({ caseId: id32(), memberId: id32() })),
  'case.revoke': operation<{ readonly ok: true }>()(z.strictObject({ caseId: id32(), memberId: id32() })),
  'case.handOver': operation<{ readonly ok: true }>()(z.strictObject({ caseId: id32(), memberId: id32() })),
  /** Two coordinators say it; then no laptop that hears of it opens the case any more. */
  'case.erase': operation<Signed>()(z.strictObject({ caseId: id32() })),
  /** Gives shares of the case's key to five others, who see nothing; the team sees who. */
  'case.share': operation<{ readonly ok: true }>()(
    z.strictObject({
      caseId: id32(),
      holders: z
        .array(id32())
        .length(sharesMade)
        .refine((list) => new Set(list).size === list.length, { error: 'repeated' }),
    }),
  ),
  /** A coordinator asks for shares, and says why to everybody. */
  'share.ask': operation<{ readonly askId: string }>()(z.strictObject({ setId: id32(), reason: line(500) })),
  'share.give': operation<{ readonly ok: true }>()(z.strictObject({ askId: id32() })),
  /** With three shares her laptop reads the case; she has no place on its team. */
  'share.open': operation<{ readonly caseId: string }>()(z.strictObject({ askId: id32() })),
  'house.offer': operation<Heads & { readonly houseCardId: string }>()(
    z.strictObject({
      houseCardId: id16().optional(),
      alias: line(80),
      country: country(),
      type: z.enum(houseTypes),
      placesTotal: z.number().int().min(0).max(1_000),
      placesFree: z.number().int().min(0).max(1_000).optional(),
      acceptsChildren: z.boolean().optional(),
      services: terms().optional(),
      maxStayDays: z.number().int().min(1).max(3_650).optional(),
      acceptsFromOtherCountries: z.boolean().optional(),
      validHours: z.number().int().min(1).max(2_160).default(72),
    }),
  ),
  'house.setStatus': operation<Heads>()(z.strictObject({ houseCardId: id16(), status: z.enum(houseStatuses) })),
  'space.open': operation<{ readonly spaceId: string }>()(
    z.strictObject({ kind: z.enum(['protection', 'registry', 'care']) }),
  ),
  'space.grant': operation<{ readonly ok: true }>()(z.strictObject({ spaceId: id32(), memberId: id32() })),
  'space.revoke': operation<{ readonly ok: true }>()(z.strictObject({ spaceId: id32(), memberId: id32() })),
  'space.handOver': operation<{ readonly ok: true }>()(z.strictObject({ spaceId: id32(), memberId: id32() })),
  'house.openTeam': operation<{ readonly spaceId: string }>()(z.strictObject({ houseCardId: id16() })),
  'committee.create': operation<{ readonly committeeId: string }>()(
    z.strictObject({ type: z.enum(committeeTypes), name: line() }),
  ),
  'committee.addMember': operation<Heads>()(z.strictObject({ committeeId: id16(), memberId: id32(), role: line(80) })),
  'committee.removeMember': operation<Heads>()(z.strictObject({ committeeId: id16(), memberId: id32() })),
} as const

/** The name of a command. */
export type CommandName = keyof typeof commands
/** What a command takes from a caller. */
export type CommandInput<N extends CommandName> = InputOf<(typeof commands)[N]>
/** What a command's handler receives. */
export type CheckedCommandInput<N extends CommandName> = CheckedInputOf<(typeof commands)[N]>
/** What a command acknowledges with, once it is on disk. */
export type CommandOutput<N extends CommandName> = OutputOf<(typeof commands)[N]>
