import * as A from '@automerge/automerge'
import type { DocHandle } from '@automerge/automerge-repo'
import { toHex } from '#core/crypto/bytes'
import { randomBytes } from '#core/crypto/randomBytes'

/** An actor for one document in one session: 8 bytes of the device and 8 random, in hex. */
export const createActor = (deviceId: string): string => deviceId.slice(0, 16) + toHex(randomBytes(8))

/** The device (its first 8 bytes, hex) behind an actor; `changeAt` puts up to 8 bytes before the 16 that are ours. */
export const deviceOfActor = (actor: string): string => actor.slice(-32).slice(0, 16)

/** Repo gives every document a random actor, at create, import and find alike: ours goes in before the first edit. */
export const writeAs = <T>(handle: DocHandle<T>, actor: string): DocHandle<T> => {
  handle.update((doc) => A.clone(doc, { actor }))
  return handle
}
