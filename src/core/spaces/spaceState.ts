import type { Entry } from '#core/spaces/entry'
import type { OpOf } from '#core/spaces/op'

/** Who may read one space, at one past of it and of the root. */
export type SpaceState = {
  readonly created: Entry<OpOf<'create'>> | undefined
  /** Member → the ops that give her her place. */
  readonly granted: ReadonlyMap<string, readonly Entry[]>
  /** Who grants and revokes: the opener, or, when she is out, the live member with the earliest grant. */
  readonly owner: string | undefined
  readonly revokes: readonly Entry<OpOf<'revoke'>>[]
  /** Ops that count, smallest past first. */
  readonly counted: readonly Entry[]
}
