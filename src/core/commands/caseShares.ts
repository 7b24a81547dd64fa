import { transactInSpace } from '#core/commands/context'
import type { Member } from '#core/commands/context'
import { isBoxKey } from '#core/crypto/boxing'
import { fromHex, toHex } from '#core/crypto/bytes'
import { splitKey } from '#core/crypto/keyShares'
import { randomBytes } from '#core/crypto/randomBytes'
import { sealTo } from '#core/crypto/sealedBox'
import type { Ledger } from '#core/envelopes/ledger'
import { noteToBytes, shareToBytes } from '#core/envelopes/ownShares'
import { epochView, sayInRoot, sayOp, writingKey } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'
import type { OpFields, OpOf } from '#core/spaces/op'
import { isCoordinator, maySpeak } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { setIdOf, sharesIn } from '#core/spaces/shares'
import type { SharesGiven } from '#core/spaces/shares'
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

/** The code that a case's team knows it by. */
export const caseCodeOf = ({ db }: Ledger, caseId: string): string | undefined =>
  db
    .prepare("SELECT json_extract(data, '$.caseCode') FROM record WHERE kind = 'case' AND id = ?", { pluck: true })
    .get<string>([caseId])

/** What its owner said last of who holds shares of a case. */
export const lastSharing = (ledger: Ledger, caseId: string): OpOf<'shared'> | undefined =>
  ledger.space(caseId)?.sharings(ledger.rootView()).at(-1)?.op

/** Laptops of full coordinators, by member: who is told which case a set is of. */
const coordinatorBoxes = (root: RootState): Map<string, string[]> => {
  const told = new Map<string, string[]>()
  let left = mostParts
  for (const member of [...root.full.keys()].filter((one) => isCoordinator(root, one))) {
    const boxes = boxesOf(root, member).slice(0, left)
    left -= boxes.length
    if (boxes.length > 0) told.set(member, boxes)
  }
  return told
}

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
  const setId = setIdOf(memberId, toHex(set))
  const parts = holders.flatMap((holder, i) =>
    sealFor(boxesOf(root, holder), shareToBytes({ set: setId, space: caseId, share: shares[i] ?? new Uint8Array() })),
  )
  for (const share of shares) share.fill(0)
  const note = noteToBytes({ space: caseId, caseCode: caseCodeOf(ledger, caseId) ?? '' })
  const boxes = [...coordinatorBoxes(root).values()].flat()
  const done = transactInSpace(ledger, caseId, () => {
    sayInRoot(ledger, 'share', { set, parts, notes: sealFor(boxes, note) })
    const fields = { set: fromHex(setId), holders: holders.map(fromHex), key: fromHex(id) }
    sayOp(ledger, 'shared', fields, { space: caseId, key: { id, secret } })
  })
  return done.ok ? ok({ ok: true as const }) : done
}

/**
 * The shares as they stand: whether they open what is written now, whether every coordinator off the team can tell which
 * case they are of, and whether the same five can hold others.
 */
const standing = (
  ledger: Ledger,
  caseId: string,
  sharing: OpOf<'shared'>,
  given: SharesGiven | undefined,
): { readonly isStale: boolean; readonly isUntold: boolean; readonly mayRenew: boolean } => {
  const root = ledger.state()
  const state = ledger.spaceState(caseId)
  const [epoch] = usableEpochs(epochView(ledger, caseId))
  const sealedFor = new Set(given?.parts.map(({ box }) => box))
  const boxes = sharing.holders.map((holder) => boxesOf(root, holder))
  const isStale = epoch?.key !== sharing.key || boxes.some((hers) => !hers.some((box) => sealedFor.has(box)))
  const noted = new Set(given?.notes.map(({ box }) => box))
  const isUntold = [...coordinatorBoxes(root)].some(
    ([member, hers]) => !(state && isReader(root, state, member)) && !hers.some((box) => noted.has(box)),
  )
  const isOwnerAmong = sharing.holders.includes(state?.owner ?? '')
  const isKeyHere = epoch !== undefined && ledger.keyring.byId(epoch.key) !== undefined
  return { isStale, isUntold, mayRenew: isKeyHere && !isOwnerAmong && boxes.every((hers) => hers.length > 0) }
}

/** Whether somebody's share of a case is of another key than it is written under now, or cannot be given. */
export const isStaleSharing = (ledger: Ledger, caseId: string, sharing: OpOf<'shared'>): boolean =>
  standing(
    ledger,
    caseId,
    sharing,
    sharesIn(ledger.root()).find((given) => given.id === sharing.set),
  ).isStale

/**
 * Shares every case of hers again whose shares are stale, or of which a coordinator cannot tell, with the same five,
 * while all of them are in. A laptop that changed its box key after an erasure is so given others.
 */
export const renewShares = async (member: Member): Promise<void> => {
  const { ledger, root, memberId } = member
  const given = new Map(sharesIn(ledger.root()).map((shares) => [shares.id, shares]))
  if (given.size === 0) return
  for (const caseId of [...ledger.spaces().keys()]) {
    const state = ledger.spaceState(caseId)
    if (root.erased.has(caseId) || state?.owner !== memberId || !isReader(root, state, memberId)) continue
    const sharing = lastSharing(ledger, caseId)
    if (!sharing) continue
    const { isStale, isUntold, mayRenew } = standing(ledger, caseId, sharing, given.get(sharing.set))
    if ((isStale || isUntold) && mayRenew) await giveShares(member, caseId, sharing.holders)
  }
}
