import { transactInSpace } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { isBoxKey } from '#core/crypto/boxing'
import { concatBytes, fromHex, toHex } from '#core/crypto/bytes'
import { splitKey } from '#core/crypto/keyShares'
import { randomBytes } from '#core/crypto/randomBytes'
import { openSealed, sealTo } from '#core/crypto/sealedBox'
import { encodeCbor } from '#core/identity/encode'
import type { Ledger } from '#core/envelopes/ledger'
import { epochView, sayInRoot, sayOp, writingKey } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'
import type { OpFields, OpOf } from '#core/spaces/op'
import { isCoordinator, maySpeak } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { setIdOf, sharesIn } from '#core/spaces/shares'
import type { SealedParts, SharesGiven } from '#core/spaces/shares'
import { isReader } from '#core/spaces/spaceState'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Five holders' laptops, or every coordinator's, fit the 64 parts of one op. */
const mostLaptops = 12
const mostParts = 64

/** Box keys of her live laptops. Her paper holds no share: it is not at work. */
export const boxesOf = (root: RootState, member: string): string[] =>
  [...root.devices]
    .filter(([device, { member: owner, box }]) => owner === member && maySpeak(root, device) && isBoxKey(fromHex(box)))
    .map(([, { box }]) => box)
    .slice(-mostLaptops)

/** Bytes sealed for each of some box keys. */
export const sealFor = (boxes: readonly string[], bytes: Uint8Array): OpFields<'share'>['parts'] =>
  boxes.flatMap((box) => {
    const sealed = sealTo(fromHex(box), bytes)
    return sealed ? [{ box: fromHex(box), sealed }] : []
  })

/** What was sealed for this laptop among some parts. */
export const openOwn = (ledger: Ledger, parts: SealedParts): Uint8Array | undefined => {
  for (const keys of ledger.boxKeys())
    for (const { box, sealed } of parts) {
      const bytes = box === toHex(keys.publicKey) ? openSealed(sealed, keys) : undefined
      if (bytes) return bytes
    }
  return undefined
}

/** The code that a case's team knows it by. */
export const caseCodeOf = ({ db }: Ledger, caseId: string): string | undefined =>
  db
    .prepare("SELECT json_extract(data, '$.caseCode') FROM record WHERE kind = 'case' AND id = ?", { pluck: true })
    .get<string>([caseId])

/** What its owner said last of who holds shares of a case. */
export const lastSharing = (ledger: Ledger, caseId: string): OpOf<'shared'> | undefined =>
  ledger.space(caseId)?.sharings(ledger.rootView()).at(-1)?.op

/** Divides the key that the case is written under now among its holders, and says so to the team. */
export const giveShares = async (
  { ledger, root, memberId }: Member,
  caseId: string,
  holders: readonly string[],
): Promise<Result<{ readonly ok: true }>> => {
  const key = transactInSpace(ledger, caseId, () => writingKey(ledger, caseId))
  if (!key.ok) return key
  if (!key.value) return fail('KeyMissing')
  const { id, secret } = key.value
  const shares = await splitKey(secret)
  const set = randomBytes(32)
  const setId = fromHex(setIdOf(memberId, toHex(set)))
  const parts = holders.flatMap((holder, i) =>
    sealFor(boxesOf(root, holder), concatBytes(setId, shares[i] ?? new Uint8Array())),
  )
  for (const share of shares) share.fill(0)
  const coordinators = [...root.full.keys()].filter((member) => isCoordinator(root, member))
  const note = encodeCbor({ space: fromHex(caseId), caseCode: (caseCodeOf(ledger, caseId) ?? '').slice(0, 40) })
  const boxes = coordinators.flatMap((member) => boxesOf(root, member)).slice(0, mostParts)
  const done = transactInSpace(ledger, caseId, () => {
    sayInRoot(ledger, 'share', { set, parts, notes: sealFor(boxes, note) })
    const fields = { set: setId, holders: holders.map(fromHex), key: fromHex(id) }
    sayOp(ledger, 'shared', fields, { space: caseId, key: { id, secret } })
  })
  return done.ok ? ok({ ok: true as const }) : done
}

/** The shares as they stand: whether they open what is written now, and whether the same five can hold others. */
const standing = (
  ledger: Ledger,
  caseId: string,
  sharing: OpOf<'shared'>,
  given: SharesGiven | undefined,
): { readonly isStale: boolean; readonly mayRenew: boolean } => {
  const root = ledger.state()
  const [epoch] = usableEpochs(epochView(ledger, caseId))
  const sealedFor = new Set(given?.parts.map(({ box }) => box))
  const boxes = sharing.holders.map((holder) => boxesOf(root, holder))
  const isStale = epoch?.key !== sharing.key || boxes.some((hers) => !hers.some((box) => sealedFor.has(box)))
  const isOwnerAmong = sharing.holders.includes(ledger.spaceState(caseId)?.owner ?? '')
  const isKeyHere = epoch !== undefined && ledger.keyring.byId(epoch.key) !== undefined
  return { isStale, mayRenew: isKeyHere && !isOwnerAmong && boxes.every((hers) => hers.length > 0) }
}

/** Whether somebody's share of a case is of another key than it is written under now, or cannot be given. */
export const isStaleSharing = (ledger: Ledger, caseId: string, sharing: OpOf<'shared'>): boolean =>
  standing(
    ledger,
    caseId,
    sharing,
    sharesIn(ledger.root()).find((given) => given.id === sharing.set),
  ).isStale

/** Shares every case of hers again whose shares are stale, with the same five, while all of them are in. */
export const renewShares = async (member: Member): Promise<void> => {
  const { ledger, root, memberId } = member
  const given = new Map(sharesIn(ledger.root()).map((shares) => [shares.id, shares]))
  if (given.size === 0) return
  for (const caseId of [...ledger.spaces().keys()]) {
    const state = ledger.spaceState(caseId)
    if (state?.owner !== memberId || !isReader(root, state, memberId)) continue
    const sharing = lastSharing(ledger, caseId)
    if (!sharing) continue
    const { isStale, mayRenew } = standing(ledger, caseId, sharing, given.get(sharing.set))
    if (isStale && mayRenew) await giveShares(member, caseId, sharing.holders)
  }
}
