/**
 * Every expected failure by its stable type, with the exit code of the command line (docs/decisions/0004-errors.md).
 * The type is also the key of its sentence in i18n (`error.<type>`): one in Spanish, one in English.
 * 1 refused or failed · 2 wrong usage · 3 locked or wrong passphrase · 4 could not be reached · 130 cancelled
 */
export const failures = {
  // usage
  WrongUsage: 2,
  UnknownName: 2,
  BadInput: 2,
  InputTooLarge: 2,
  BadNumber: 2,
  DangerousEnvironment: 2,
  // vault
  VaultMissing: 1,
  VaultExists: 1,
  VaultInUse: 1,
  VaultDamaged: 1,
  VaultTruncated: 1,
  VaultEmpty: 1,
  VaultIsLink: 1,
  VaultNotAFolder: 1,
  VaultNewer: 1,
  VaultForeign: 1,
  VaultReadOnly: 1,
  VaultKdfRefused: 1,
  DiskFull: 1,
  DiskFailed: 1,
  PassphraseTooShort: 1,
  PassphraseMissing: 3,
  WrongPassphrase: 3,
  VaultLocked: 3,
  FileExists: 1,
  // network and membership
  NoNetwork: 1,
  NetworkExists: 1,
  JoinPending: 1,
  NotAllowed: 1,
  NotOnTeam: 1,
  NotLive: 1,
  UnknownMember: 1,
  UnknownRequest: 1,
  AlreadyMember: 1,
  AlreadyOut: 1,
  AlreadySo: 1,
  NotSuspended: 1,
  UnknownDevice: 1,
  UnknownPiece: 1,
  TooFewGuardians: 1,
  NotGuardian: 1,
  FacilitatorsStand: 1,
  SoleHolder: 1,
  NotEnoughCopies: 1,
  KeyMissing: 1,
  UpdateNeeded: 1,
  InvitationTypo: 1,
  InvitationMalformed: 1,
  InvitationExpired: 1,
  InvitationUsed: 1,
  InvitationUnknown: 1,
  RequestRefused: 1,
  RecoveryWordsWrong: 1,
  RecoveryWordsOfAnother: 1,
  WordsNotCompared: 1,
  // records
  UnknownShares: 1,
  HoldsNoShare: 1,
  NotEnoughShares: 1,
  SharesWrong: 1,
  UnknownSpace: 1,
  SpaceExists: 1,
  UnknownCase: 1,
  UnknownHouse: 1,
  UnknownCommittee: 1,
  UnknownField: 1,
  UnknownVersion: 1,
  OwnerStays: 1,
  LastFacilitator: 1,
  // exchange
  CarrierMissing: 2,
  Unreachable: 4,
  NobodyAnswered: 4,
  HandshakeRefused: 4,
  NotKnownThere: 4,
  PeerNotKnown: 4,
  PeerMisbehaved: 4,
  PeerTimeout: 4,
  FolderMissing: 4,
  FolderReadOnly: 1,
  // refusals of what arrives
  TooLarge: 1,
  Malformed: 1,
  // doors
  Cancelled: 130,
  Unexpected: 1,
} as const satisfies Record<string, 1 | 2 | 3 | 4 | 130>

/** A stable name of an expected failure. */
export type FailureType = keyof typeof failures

/** An expected failure as a plain object. `detail` holds limits, positions, field names and references: never content. */
export type Failure = { readonly type: FailureType; readonly detail?: Readonly<Record<string, string | number>> }
