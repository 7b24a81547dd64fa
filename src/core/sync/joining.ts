import { z } from 'zod'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { createDeviceKeys, deviceKeysFromBytes, deviceKeysToBytes } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { createJoinRequest } from '#core/identity/joinRequest'
import { invitationKeys } from '#core/identity/invitationCode'
import { memberKeysFromWords } from '#core/identity/memberKeys'
import type { Database } from '#core/vault/openDatabase'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import { idBlob } from '#core/vault/sql'

/**
 * A request to join that waits for its answer. `request` is made when a carrier has told which network the code is for;
 * until then the recovery words are kept, and then no more: the member's root key signs the request and is wiped.
 */
export type Joining = {
  readonly secret: Uint8Array
  readonly alias: string
  readonly device: DeviceKeys
  readonly carrier: Uint8Array
  readonly asked: { readonly network: string; readonly invite: string; readonly request: Uint8Array } | undefined
}

const bytes = () => z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const shape = z.strictObject({
  secret: bytes(),
  alias: z.string(),
  device: bytes(),
  words: z.string().nullable(),
  asked: z.strictObject({ network: z.string(), invite: z.string(), request: bytes() }).nullable(),
})
type Kept = z.infer<typeof shape>

const read = (db: Database): Kept | undefined => {
  const kept = readMeta(db, 'joining')
  return kept && shape.parse(decodeCbor(kept))
}
const write = (db: Database, kept: Kept): void => writeMeta(db, 'joining', encodeCbor(kept))

/** Keeps what a code and an alias need to ask with. */
export const startJoining = (db: Database, secret: Uint8Array, alias: string, words: string): void =>
  write(db, { secret, alias, device: deviceKeysToBytes(createDeviceKeys()), words, asked: null })

/** The request that waits, or undefined. */
export const readJoining = (db: Database): Joining | undefined => {
  const kept = read(db)
  if (!kept) return undefined
  const { secret, alias, device, asked } = kept
  const { carrier } = invitationKeys(secret)
  return { secret, alias, device: deviceKeysFromBytes(device), carrier, asked: asked ?? undefined }
}

/** Makes the request, once the carrier secret has told network and invitation (hex); the same one every time after. */
export const askToJoin = (db: Database, network: string, invite: string): Uint8Array => {
  const kept = read(db)
  if (!kept) throw new Error('nobody is joining')
  if (kept.asked) return kept.asked.request
  const member = memberKeysFromWords(kept.words ?? '')
  if (!member) throw new Error('kept recovery words do not read')
  const { code } = invitationKeys(kept.secret)
  const device = deviceKeysFromBytes(kept.device)
  const request = createJoinRequest({ member, device, alias: kept.alias }, { network, invite, code })
  write(db, { ...kept, words: null, asked: { network, invite, request } })
  return request
}

/** The vault now names the network; the log is received into it. In one transaction with the first envelopes. */
export const enterNetwork = (db: Database, network: string, device: DeviceKeys): void => {
  writeMeta(db, 'network', idBlob(network))
  writeMeta(db, 'device keys', deviceKeysToBytes(device))
}

/** She is in: nothing waits any more. */
export const endJoining = (db: Database): void => dropMeta(db, 'joining')
