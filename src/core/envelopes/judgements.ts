import { decodeCbor, encodeCbor } from '#core/identity/encode'
import type { Full, Judged } from '#core/spaces/judged'
import type { StoredJudgement } from '#core/spaces/rootLog'
import type { SpaceJudgement } from '#core/spaces/spaceRules'
import { blob, plainBytes } from '#core/vault/sql'
import type { Bytes } from '#core/vault/sql'

/**
 * Judgements as they are kept beside their ops. They are this laptop's own, in its own vault: an op is judged once in its
 * own past and never again, so that unlocking a log of years is reading it.
 */
type Kept = Omit<Judged, 'entry' | 'full'> & { readonly full: readonly (readonly [string, Full])[] }

const nothing = blob(encodeCbor(null))

/** A judgement's bytes. */
export const encodeJudgement = (judgement: StoredJudgement | SpaceJudgement): Uint8Array<ArrayBuffer> => {
  if (judgement === 'nothing') return nothing
  return blob(encodeCbor('full' in judgement ? { ...judgement, full: [...judgement.full] } : judgement))
}

/** A root op's judgement; undefined when it was not judged yet. */
export const decodeJudgement = (bytes: Bytes | null): StoredJudgement | undefined => {
  if (!bytes) return undefined
  const kept = decodeCbor(plainBytes(bytes)) as Kept | null
  return kept ? { ...kept, full: new Map(kept.full) } : 'nothing'
}

/** A space op's judgement; undefined when it was not judged yet. */
export const decodeSpaceJudgement = (bytes: Bytes | null): SpaceJudgement | 'nothing' | undefined =>
  bytes ? ((decodeCbor(plainBytes(bytes)) as SpaceJudgement | null) ?? 'nothing') : undefined
