/** Who can read a space, so that one which only one woman reads can be helped in time. */
export type SpaceHolders = {
  readonly spaceId: string
  readonly kind: string
  /** Members with a live laptop that was handed the key. */
  readonly holders: readonly { readonly memberId: string; readonly alias: string }[]
  /** At most one woman could lose it. */
  readonly sole: boolean
}
/** Whether nothing is on this laptop alone. */
export type TravelReadiness = {
  readonly ready: boolean
  /** Laptops and folders known to hold everything that this laptop wrote, and how many it takes. */
  readonly copies: number
  readonly needed: number
  /** Own changes not sealed into an envelope yet. */
  readonly unsealed: number
  /** Spaces that no other live laptop can read. */
  readonly soleSpaces: readonly { readonly spaceId: string; readonly kind: string }[]
}
