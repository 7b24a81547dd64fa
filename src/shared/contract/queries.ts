import { z } from 'zod'
import { id32, line } from '#shared/contract/fields'
import { operation } from '#shared/contract/operation'
import type { CheckedInputOf, InputOf, OutputOf } from '#shared/contract/operation'
import type { SpaceHolders, TravelReadiness } from '#shared/contract/leaving'
import type { CaseReader, CaseShares, ShareSet } from '#shared/contract/shares'
import { caseStatuses } from '#shared/records/case'
import type { Aggression, Note, Person } from '#shared/records/case'
import type { Role } from '#shared/rules/role'

const nothing = () => z.strictObject({}).optional()

/** A row of the list of cases. */
export type CaseRow = {
  readonly caseId: string
  readonly caseCode: string
  readonly status: string
  readonly priority: string
  readonly riskBand: string | null
  readonly nextReview: string | null
}
/** A field that was written apart on two laptops: all versions, newest order unknown, with who wrote each. */
export type Conflict = {
  readonly path: string
  readonly versions: readonly { readonly value: string | null; readonly by: string }[]
}
/** The whole of a case as its team sees it. */
export type CaseView = {
  readonly caseId: string
  readonly caseCode: string
  readonly heads: readonly string[]
  readonly openedOn: string
  /** The member who opened it. */
  readonly openedBy: string
  readonly kindOfSubject: string
  readonly country: string
  readonly status: string
  readonly statusReason: string
  readonly priority: string
  readonly riskBand: string | null
  readonly nextReview: string | null
  readonly alias: string
  readonly summaryInternal: string
  readonly persons: readonly (Person & { readonly personId: string })[]
  readonly aggressions: readonly (Aggression & { readonly aggressionId: string })[]
  readonly notes: readonly (Note & { readonly noteId: string })[]
  readonly measures: readonly never[]
  readonly riskAnalyses: readonly never[]
  readonly consents: readonly never[]
  readonly access: readonly CaseReader[]
  readonly conflicts: readonly Conflict[]
}
/** A card of the house board. */
export type HouseRow = {
  readonly houseCardId: string
  readonly alias: string
  readonly country: string
  readonly type: string
  readonly status: string
  readonly placesTotal: number
  readonly placesFree: number
  readonly freshness: 'confirmed' | 'unconfirmed'
  readonly validUntil: string
}
/** A committee with its roster. */
export type CommitteeRow = {
  readonly committeeId: string
  readonly type: string
  readonly name: string
  readonly members: readonly { readonly memberId: string; readonly alias: string; readonly role: string }[]
}
/** `suspended`: for a time, by one; `expelled` and `left` are for good. */
export type MemberStatus = 'active' | 'suspended' | 'expelled' | 'left'
/** `out`: revoked, of who is out, or forked (two laptops spoke with the same keys). */
export type DeviceStatus = 'active' | 'suspended' | 'out'
/** What removal does not do: what she could read, since when, and who has not heard that she is out. */
export type Exposure = {
  readonly memberId: string
  readonly status: MemberStatus
  /** The network's own documents: everybody reads them. */
  readonly network: boolean
  /** Spaces that this laptop can see into; those it cannot are not known to it, and may be more. */
  readonly spaces: readonly {
    readonly spaceId: string
    readonly kind: string
    /** The day her place was given, by the clock of who gave it. What was written before it she could read as well. */
    readonly since: string
    /** Whether the key has changed since she is out: if not, the next who writes there changes it. */
    readonly rotated: boolean
    readonly readsNow: boolean
  }[]
  /** Laptops that are not known to have heard that she is out: their owners still write under a key she has. */
  readonly unheard: readonly { readonly deviceId: string; readonly memberId: string; readonly alias: string }[]
}
/** One signature that waits for a second. */
export type PendingSignature = {
  readonly signatureId: string
  readonly act: string
  /** Who it is about: a member, a device, a space. */
  readonly about: string
  readonly alias: string
  readonly by: string
  readonly byAlias: string
  readonly mine: boolean
}
/** A member as every other member sees her. */
export type MemberRow = {
  readonly memberId: string
  readonly alias: string
  readonly role: Role
  /** A facilitator made by one signature opens cases and admits, and joins no pair until a second confirms her. */
  readonly provisional: boolean
  readonly status: MemberStatus
  /** She was admitted without the six words being compared. */
  readonly unchecked: boolean
  readonly devices: readonly { readonly deviceId: string; readonly status: DeviceStatus }[]
}
/** Who holds what, as far as this laptop knows. */
export type SyncStatus = {
  /** Envelopes of the network held here. */
  readonly held: number
  /** Of these, sealed for spaces this member cannot open: carried for others. */
  readonly carried: number
  /** Waiting for pieces that have not come yet. */
  readonly waiting: number
  /** Own pieces that no other laptop or folder is known to hold. */
  readonly onlyHere: number
  /** Own edits not yet sealed into an envelope. */
  readonly unsealed: number
  readonly peers: readonly {
    readonly deviceId: string
    readonly kind: 'laptop' | 'folder'
    readonly alias: string
    readonly lastContact: string
    /** Pieces held here that it is not known to hold. */
    readonly lacks: number
  }[]
  /** Pieces known to exist elsewhere: how many of whose laptop. */
  readonly missing: readonly { readonly deviceId: string; readonly alias: string; readonly pieces: number }[]
}

/** Every query: name → input schema → view. */
export const queries = {
  me: operation<{
    readonly vaultId: string
    readonly networkId: string | null
    readonly memberId: string | null
    readonly deviceId: string | null
    readonly alias: string | null
    readonly role: Role | null
    readonly provisional: boolean
    /** A request to join is on its way; the six words are there once the network is known. */
    readonly pending: boolean
    /** What she asks for, once the card has told it: to join, or to add this laptop to hers. */
    readonly asks: 'join' | 'device' | null
    readonly checkWords: readonly string[] | null
    readonly updateNeeded: boolean
  }>()(nothing()),
  'network.overview': operation<{
    readonly networkId: string
    readonly name: string
    readonly country: string
    readonly members: number
    readonly facilitators: number
    readonly cases: number
    readonly houses: number
    readonly placesFree: number
    readonly committees: number
    readonly fewFacilitators: boolean
  }>()(nothing()),
  'request.list': operation<{
    readonly requests: readonly {
      readonly id: string
      /** To join, or to add a laptop of a member. */
      readonly kind: 'join' | 'device'
      /** Of who asks; of a laptop, its member's. */
      readonly alias: string
      /** A laptop's request that her recovery words signed: it needs nobody's word. */
      readonly proved: boolean
      /** Compared aloud with hers: they bind the network and the request. */
      readonly checkWords: readonly string[]
      readonly admitted: boolean
    }[]
  }>()(nothing()),
  'invitation.list': operation<{
    readonly invitations: readonly {
      readonly invitationId: string
      readonly kind: 'invitation' | 'pass'
      /** Of an invitation. */
      readonly role: Role | null
      readonly by: string
      readonly byAlias: string
      readonly expiresAt: string
      readonly used: boolean
      readonly mine: boolean
    }[]
  }>()(nothing()),
  'member.list': operation<{ readonly members: readonly MemberRow[] }>()(nothing()),
  'member.exposure': operation<Exposure>()(z.strictObject({ memberId: id32() })),
  'device.list': operation<{
    readonly devices: readonly {
      readonly deviceId: string
      readonly memberId: string
      readonly alias: string
      readonly status: DeviceStatus
      /** This laptop. */
      readonly here: boolean
    }[]
    /** Keys by which a backup binds the laptop that restores it; `device.revoke` takes one back by its id. */
    readonly backups: readonly {
      readonly keyId: string
      readonly memberId: string
      readonly alias: string
      readonly mine: boolean
      readonly status: DeviceStatus
    }[]
  }>()(nothing()),
  'device.travelReadiness': operation<TravelReadiness>()(nothing()),
  'space.holders': operation<{ readonly spaces: readonly SpaceHolders[] }>()(nothing()),
  'fork.list': operation<{
    readonly forks: readonly {
      readonly deviceId: string
      readonly memberId: string | null
      readonly alias: string
      /** Two or more ways its chain went on, each by its last piece; two facilitators may choose one (`fork.choose`). */
      readonly branches: readonly { readonly envelopeId: string; readonly pieces: number; readonly chosen: boolean }[]
    }[]
  }>()(nothing()),
  'space.list': operation<{
    readonly spaces: readonly {
      readonly spaceId: string
      readonly kind: string
      /** The committee or house it is of. */
      readonly of: string | null
      readonly owner: string | null
      readonly readers: readonly {
        readonly memberId: string
        readonly alias: string
        /** Her place goes with this role, and falls with it. */
        readonly role: 'facilitator' | 'coordinator' | null
      }[]
    }[]
  }>()(nothing()),
  'signature.list': operation<{ readonly signatures: readonly PendingSignature[] }>()(nothing()),
  'case.list': operation<{
    readonly cases: readonly CaseRow[]
    readonly total: number
    readonly cursor: string | null
  }>()(
    z
      .strictObject({
        status: z.enum(caseStatuses).optional(),
        text: line().optional(),
        limit: z.number().int().min(1).max(500).default(200),
        cursor: z.string().max(200).optional(),
      })
      .optional(),
  ),
  'case.view': operation<CaseView>()(z.strictObject({ caseId: id32() })),
  'case.access': operation<{ readonly readers: readonly CaseReader[]; readonly shares: CaseShares | null }>()(
    z.strictObject({ caseId: id32() }),
  ),
  'share.list': operation<{ readonly sets: readonly ShareSet[] }>()(nothing()),
  'house.board': operation<{ readonly houses: readonly HouseRow[] }>()(nothing()),
  'committee.list': operation<{ readonly committees: readonly CommitteeRow[] }>()(nothing()),
  search: operation<{
    readonly hits: readonly {
      readonly kind: string
      readonly id: string
      readonly label: string
      readonly snippet: string
    }[]
  }>()(z.strictObject({ text: line(), limit: z.number().int().min(1).max(200).default(50) })),
  'sync.status': operation<SyncStatus>()(nothing()),
  'quarantine.list': operation<{
    readonly items: readonly {
      readonly deviceId: string | null
      readonly alias: string
      readonly reason: string
      readonly at: string
      /** The piece's id, where the log holds it: `quarantine.admit` takes it. */
      readonly envelopeId: string | null
    }[]
  }>()(nothing()),
} as const

/** The name of a query. */
export type QueryName = keyof typeof queries
/** What a query takes from a caller. */
export type QueryInput<N extends QueryName> = InputOf<(typeof queries)[N]>
/** What a query's handler receives. */
export type CheckedQueryInput<N extends QueryName> = CheckedInputOf<(typeof queries)[N]>
/** The view a query answers with. */
export type QueryOutput<N extends QueryName> = OutputOf<(typeof queries)[N]>
