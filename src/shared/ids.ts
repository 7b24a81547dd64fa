declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Lower-case hex of 32 bytes: the id of the founding envelope. */
export type NetworkId = Branded<'NetworkId'>
/** Lower-case hex of 32 bytes: BLAKE2b-256 of the member's root signing key. */
export type MemberId = Branded<'MemberId'>
/** Lower-case hex of 32 bytes: the device's own Ed25519 public key. */
export type DeviceId = Branded<'DeviceId'>
/** Lower-case hex of 32 bytes: the id of the space's `create` envelope; the network space has the network's id. */
export type SpaceId = Branded<'SpaceId'>
/** Lower-case hex of 32 bytes: BLAKE2b-256 of an envelope's header with its signature. */
export type EnvelopeId = Branded<'EnvelopeId'>
/** Lower-case hex of 16 bytes: derived from the space and the document's name in it. */
export type DocumentId = Branded<'DocumentId'>
