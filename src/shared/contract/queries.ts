import { z } from 'zod'
import { attachmentQueries } from '#shared/contract/attachments'
import { caseQueries } from '#shared/contract/cases'
import { committeeQueries } from '#shared/contract/committees'
import { id32, line } from '#shared/contract/fields'
import { houseQueries } from '#shared/contract/houses'
import type { SpaceHolders, TravelReadiness } from '#shared/contract/leaving'
import { nothing, operation } from '#shared/contract/operation'
import type { CheckedInputOf, InputOf, OutputOf } from '#shared/contract/operation'
import { ownQueries } from '#shared/contract/own'
import { relayQueries } from '#shared/contract/relays'
import { narrativeQueries } from '#shared/contract/narratives'
import { releaseQueries } from '#shared/contract/releases'
import { settingQueries } from '#shared/contract/settings'
import { registryQueries } from '#shared/contract/registry'
import type { ShareSet } from '#shared/contract/shares'
import { transferQueries } from '#shared/contract/transfers'
import type { FailureType } from '#shared/errors'
import type { NetworkKind } from '#shared/records/networkProfile'
import type { Role } from '#shared/rules/role'

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
/** A network of this vault. */
export type NetworkRow = {
  /** Null while nobody has told which it is. */
  readonly networkId: string | null
  readonly name: string | null
  /** `network` also where its profile cannot be read (yet). */
  readonly kind: NetworkKind
  readonly current: boolean
  /** She asked to join it and is not in yet. */
  readonly pending: boolean
  /** Why it does not open; the others do. */
  readonly failure: FailureType | null
}
/** Who holds what, as far as this laptop knows. */
export type SyncStatus = {
  /** Envelopes of the network held here. */
  readonly held: number
  /** Of these, sealed for spaces this member cannot open: carried for others. */
  readonly carried: number
  /** Waiting for pieces that have not come yet. */
  readonly waiting: number
  /** Documents shown as a member lent them, until all that stands under them was checked. */
  readonly checking: number
  /** Envelopes whose header is here, and whose body has yet to come. */
  readonly bodies: number
  /** Own pieces that no other laptop or folder is known to hold. */
  readonly onlyHere: number
  /** Own edits not yet sealed into an envelope. */
  readonly unsealed: number
  /** Own pieces in stretches, the newest first, each with who is known to hold all of it. */
  readonly copies: readonly {
    readonly pieces: number
    /** Names of their members; '' of one that is not known any more. */
    readonly laptops: readonly string[]
    /** Servers of relays; '' of one that the network has no more. */
    readonly relays: readonly string[]
    readonly folders: number
  }[]
  readonly peers: readonly {
    readonly deviceId: string
    readonly kind: 'laptop' | 'folder' | 'relay'
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
  /** The networks of this vault, and requests to join one. An empty place is there only while it is the current one. */
  'network.list': operation<{ readonly networks: readonly NetworkRow[] }>()(nothing()),
  'network.overview': operation<{
    readonly networkId: string
    readonly name: string
    readonly kind: NetworkKind
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
  /** Who together may name facilitators, and whether it has come to that. */
  'guardians.view': operation<{
    /** How many have to say the same; null: no guardians are named. */
    readonly needed: number | null
    readonly members: readonly { readonly memberId: string; readonly alias: string }[]
    /** She is one of them. */
    readonly mine: boolean
    /** Two who facilitate in full can still act: then guardians name nobody. */
    readonly facilitatorsStand: boolean
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
  ...caseQueries,
  ...attachmentQueries,
  ...transferQueries,
  'share.list': operation<{ readonly sets: readonly ShareSet[] }>()(nothing()),
  ...houseQueries,
  ...committeeQueries,
  ...registryQueries,
  ...relayQueries,
  ...releaseQueries,
  ...narrativeQueries,
  ...settingQueries,
  ...ownQueries,
  search: operation<{
    readonly hits: readonly {
      readonly kind: string
      readonly id: string
      /** Where it stands: a case's id, or the network's. */
      readonly spaceId: string
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
