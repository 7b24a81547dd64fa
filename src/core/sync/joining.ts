import { z } from 'zod'
import { fromHex, sameBytes, toHex } from '#core/crypto/bytes'
import { decodeCbor, encodeCbor } from '#core/identity/encode'
import { createDeviceKeys, deviceKeysFromBytes, deviceKeysToBytes } from '#core/identity/deviceKeys'
import type { DeviceKeys } from '#core/identity/deviceKeys'
import { createBindRequest } from '#core/identity/bindRequest'
import { createJoinRequest } from '#core/identity/joinRequest'
import { invitationKeys } from '#core/identity/invitationCode'
import { laterKeyFromWords, memberKeysFromWords } from '#core/identity/memberKeys'
import type { KeyPair } from '#core/identity/memberKeys'
import { boxKeysFromSeed } from '#core/crypto/boxing'
import type { Database } from '#core/vault/openDatabase'
import { dropMeta, readMeta, writeMeta } from '#core/vault/meta'
import { idBlob } from '#core/vault/sql'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * A request at the door that waits for its answer. `request` is made when a carrier has told what the code is for: an
 * invitation to a network, or a pass for another laptop of a member. Until then the recovery words are kept (fresh ones,
 * or hers when she comes back by her paper), and then no more: the root key signs the request and is wiped.
 */
export type Joining = {
  readonly secret: Uint8Array
  readonly alias: string
  readonly device: DeviceKeys
  readonly carrier: Uint8Array
  readonly asked:
    | {
        readonly network: string
        readonly invite: string
        readonly request: Uint8Array
        readonly kind: 'join' | 'device'
      }
    | undefined
  /** Box pair of her paper, while she comes back by it: what was locked for her paper opens with it. */
  readonly paper: KeyPair | undefined
}

/** What a code is for, as the card tells. `member`: of a pass, whose laptop comes in by it; null with an invitation. In hex. */
export type Card = { readonly network: string; readonly invite: string; readonly member: string | null }

const bytes = () => z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const id = () => bytes().refine((value) => value.length === 32)
const cardShape = z.strictObject({ network: id(), invite: id(), member: id().nullable() })

/** The bytes of a card, as it is left where nobody answers. */
export const encodeCard = ({ network, invite, member }: Card): Uint8Array =>
  encodeCbor({ network: fromHex(network), invite: fromHex(invite), member: member === null ? null : fromHex(member) })

/** The card in these bytes; undefined when they are none. */
export const parseCard = (raw: Uint8Array): Card | undefined => {
  const parsed = cardShape.safeParse(decodeCbor(raw))
  if (!parsed.success) return undefined
  const { network, invite, member } = parsed.data
  return { network: toHex(network), invite: toHex(invite), member: member && toHex(member) }
}

const shape = z.strictObject({
  secret: bytes(),
  alias: z.string(),
  device: bytes(),
  words: z.string().nullable(),
  comesBack: z.boolean().default(false),
  paper: bytes().nullable().default(null),
  asked: z
    .strictObject({
      network: z.string(),
      invite: z.string(),
      request: bytes(),
      kind: z.enum(['join', 'device']).default('join'),
    })
    .nullable(),
})
type Kept = z.infer<typeof shape>

const parse = (kept: Uint8Array): Kept => shape.parse(decodeCbor(kept))
const read = (db: Database): Kept | undefined => {
  const kept = readMeta(db, 'joining')
  return kept && parse(kept)
}
const write = (db: Database, kept: Kept): void => writeMeta(db, 'joining', encodeCbor(kept))

/** Keeps what a code needs to ask with. `comesBack`: the words are a member's own, on paper before. */
export const startJoining = (db: Database, secret: Uint8Array, alias: string, words: string, comesBack = false): void =>
  write(db, {
    secret,
    alias,
    device: deviceKeysToBytes(createDeviceKeys()),
    words,
    comesBack,
    paper: null,
    asked: null,
  })

/** What was read of a vault last: pairs are made of their seeds once, and not at each question whether somebody asks. */
const known = new WeakMap<Database, { readonly kept: Uint8Array; readonly joining: Joining }>()

/** The request that waits, or undefined. */
export const readJoining = (db: Database): Joining | undefined => {
  const kept = readMeta(db, 'joining')
  if (!kept) return undefined
  const before = known.get(db)
  if (before && sameBytes(before.kept, kept)) return before.joining
  const { secret, alias, device, asked, paper } = parse(kept)
  const { carrier } = invitationKeys(secret)
  const joining: Joining = {
    secret,
    alias,
    device: deviceKeysFromBytes(device),
    carrier,
    asked: asked ?? undefined,
    paper: paper ? boxKeysFromSeed(paper) : undefined,
  }
  known.set(db, { kept, joining })
  return joining
}

/**
 * Makes the request, once the carrier secret has told what the code is for; the same one every time after.
 * Failure: RecoveryWordsOfAnother (the code is no pass for the member whose words were given).
 */
export const askToJoin = (db: Database, { network, invite, member }: Card): Result<Uint8Array> => {
  const kept = read(db)
  if (!kept) throw new Error('nobody is joining')
  if (kept.asked) return ok(kept.asked.request)
  const words = kept.words ?? ''
  const hers = memberKeysFromWords(words)
  // later words say nothing of whose they are: whoever knows her laptops tells
  const later = kept.comesBack ? laterKeyFromWords(words) : undefined
  if (!hers && !later) throw new Error('kept recovery words do not read')
  if (kept.comesBack && (hers ? hers.memberId !== member : member === null)) return fail('RecoveryWordsOfAnother')
  const { code } = invitationKeys(kept.secret)
  const device = deviceKeysFromBytes(kept.device)
  const root = kept.comesBack && hers ? { kind: 'root' as const, keys: hers.sign } : undefined
  const proof = later ? { kind: 'backup' as const, keys: later } : root
  const asHers = { proof, pass: { id: invite, code } }
  const request =
    member === null && hers
      ? createJoinRequest({ member: hers, device, alias: kept.alias }, { network, invite, code })
      : createBindRequest({ network, member: member ?? '', kind: 'laptop' }, device, asHers)
  const paper = kept.comesBack && hers ? hers.box.secretKey : null
  const kind = member === null ? 'join' : 'device'
  write(db, { ...kept, words: null, paper, asked: { network, invite, request, kind } })
  return ok(request)
}

/** The vault now names the network; the log is received into it. In one transaction with the first envelopes. */
export const enterNetwork = (db: Database, network: string, device: DeviceKeys): void => {
  writeMeta(db, 'network', idBlob(network))
  writeMeta(db, 'device keys', deviceKeysToBytes(device))
}

/** What a place knows of a network that it waits for, in an order in which nothing is left pointing to nothing. */
const waitingTables = [
  'op',
  'batch',
  'quarantine',
  'folder_file',
  'relay_box',
  'relay_blob',
  'peer',
  'join_request',
  'piece',
  'search',
  'record',
  'chunk',
  'journal',
  'document_view',
  'loan',
  'document',
  'space_key',
  'envelope',
  'chain',
]
const waitingMeta = ['joining', 'network', 'device keys', 'former box keys', 'rebox due', 'asked for keys'] as const

/**
 * She asks no more: the request, its keys and what came meanwhile of the network are forgotten, so that the place is as
 * it was before. What is of this laptop alone stays. In a transaction, and only while `readJoining` gives something.
 */
export const forgetJoining = (db: Database): void => {
  for (const table of waitingTables) db.exec(`DELETE FROM ${table}`)
  for (const key of waitingMeta) dropMeta(db, key)
}

/** She is in: nothing waits any more. */
export const endJoining = (db: Database): void => dropMeta(db, 'joining')
