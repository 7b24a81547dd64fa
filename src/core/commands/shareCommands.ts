import { mayRead, rememberOpened } from '#core/commands/caseReaders'
import {
  boxesOf,
  caseCodeOf,
  giveShares,
  isStaleSharing,
  lastSharing,
  renewShares,
  sealFor,
} from '#core/commands/caseShares'
import { aliasOf, asMember, requireMember, requireWriter } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers, QueryHandlers } from '#core/commands/handler'
import { fromHex, toHex } from '#core/crypto/bytes'
import { combineShares } from '#core/crypto/keyShares'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import { judgeSpace } from '#core/envelopes/batches'
import { epochKey } from '#core/envelopes/keyring'
import type { EpochKey } from '#core/envelopes/keyring'
import type { Ledger } from '#core/envelopes/ledger'
import { learnKey, spaceOpenedBy } from '#core/envelopes/learnKey'
import { ownNote, ownShare, shareToBytes } from '#core/envelopes/ownShares'
import type { OwnShare, ShareNote } from '#core/envelopes/ownShares'
import { sayInRoot } from '#core/envelopes/say'
import { settle } from '#core/envelopes/settle'
import { isCoordinator } from '#core/spaces/rootState'
import { sharesIn } from '#core/spaces/shares'
import type { ShareAsk, SharesGiven } from '#core/spaces/shares'
import { isReader } from '#core/spaces/spaceState'
import { transact } from '#core/sync/local'
import type { ShareSet, CaseShares } from '#shared/contract/shares'
import { sharesNeeded } from '#shared/rules/shares'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/**
 * Break-glass. The owner of a case divides its key among five others beforehand; in an emergency a coordinator asks with a
 * reason that everybody reads, three holders give, and her laptop reads the case. No step of it happens by itself.
 */

/** Whether this laptop can tell that a set is of a case that was erased. */
const isOfErased = (ledger: Ledger, { id, parts, notes }: SharesGiven): boolean =>
  [ownShare(ledger, id, parts), ownNote(ledger, notes)].some(
    (named) => named !== undefined && ledger.state().erased.has(named.space),
  )

/** What coordinators were told of a set; nothing of a case that was erased. */
const noteOf = (ledger: Ledger, { notes }: SharesGiven): ShareNote | undefined => {
  const note = ownNote(ledger, notes)
  return note && !ledger.state().erased.has(note.space) ? note : undefined
}

const askOf = (ledger: Ledger, askId: string): { readonly ask: ShareAsk; readonly of: SharesGiven } | undefined => {
  for (const of of sharesIn(ledger.root())) {
    const ask = of.asks.find(({ id }) => id === askId)
    if (ask) return { ask, of }
  }
  return undefined
}

const shareCase: CommandHandlers['case.share'] = async (context, { caseId, holders }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const state = ledger.spaceState(caseId)
  if (state?.created?.op.kind !== 'case' || root.erased.has(caseId)) return fail('UnknownCase')
  if (!isReader(root, state, memberId)) return fail('NotOnTeam')
  if (state.owner !== memberId) return fail('NotAllowed')
  if (holders.includes(memberId)) return fail('BadInput', { field: 'holders' })
  if (holders.some((holder) => boxesOf(root, holder).length === 0)) return fail('UnknownMember')
  return giveShares(who.value, caseId, holders)
}

const ask: CommandHandlers['share.ask'] = (context, { setId, reason }) => {
  const who = requireWriter(context)
  if (!who.ok) return Promise.resolve(who)
  const { ledger, root, memberId } = who.value
  if (!isCoordinator(root, memberId)) return Promise.resolve(fail('NotAllowed'))
  const given = sharesIn(ledger.root()).find(({ id }) => id === setId)
  if (!given || isOfErased(ledger, given)) return Promise.resolve(fail('UnknownShares'))
  return Promise.resolve(
    transact(ledger, () => ({ askId: sayInRoot(ledger, 'ask-share', { set: fromHex(setId), reason }) })),
  )
}

const give = (context: Context, askId: string): Result<{ readonly ok: true }> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId } = who.value
  const found = askOf(ledger, askId)
  if (!found || isOfErased(ledger, found.of)) return fail('UnknownShares')
  const share = ownShare(ledger, found.of.id, found.of.parts)
  if (!share) return fail('HoldsNoShare')
  if (!isCoordinator(root, found.ask.by)) return fail('NotAllowed')
  if (found.ask.given.some(({ by }) => by === memberId)) return fail('AlreadySo')
  const done = transact(ledger, () => {
    const parts = sealFor(boxesOf(root, found.ask.by), shareToBytes(share))
    sayInRoot(ledger, 'give-share', { ask: fromHex(askId), parts })
  })
  return done.ok ? ok({ ok: true as const }) : done
}

/** Every choice of as many shares as are needed: one that is wrong does not spoil the others. */
const choices = <T>(list: readonly T[], size: number): T[][] =>
  size === 0 ? [[]] : list.flatMap((one, i) => choices(list.slice(i + 1), size - 1).map((others) => [one, ...others]))

/** The key that some three of the shares give, and the space that all three name and it is known to open. */
const combine = async (
  ledger: Ledger,
  shares: readonly OwnShare[],
): Promise<{ readonly key: EpochKey; readonly space: string } | undefined> => {
  for (const three of choices(shares, sharesNeeded)) {
    const secret = await combineShares(three.map(({ share }) => share))
    if (secret?.length !== 32) continue
    const key = epochKey(secret)
    const space = [...ledger.spaces().keys()].find((id) => ledger.keyring.has(key.id, id)) ?? spaceOpenedBy(ledger, key)
    if (space !== undefined && space !== ledger.network && three.every((one) => one.space === space))
      return { key, space }
  }
  return undefined
}

const open = async (context: Context, askId: string): Promise<Result<{ readonly caseId: string }>> => {
  const who = requireMember(context)
  if (!who.ok) return who
  const { ledger, documents, root, memberId } = who.value
  if (!isCoordinator(root, memberId)) return fail('NotAllowed')
  const found = askOf(ledger, askId)
  if (!found) return fail('UnknownShares')
  if (found.ask.by !== memberId) return fail('NotAllowed')
  const came = found.ask.given.flatMap(({ parts }) => ownShare(ledger, found.of.id, parts) ?? [])
  // what two coordinators erased stays erased
  const shares = came.filter(({ space }) => !root.erased.has(space))
  if (isOfErased(ledger, found.of) || (came.length > 0 && shares.length === 0)) return fail('UnknownShares')
  if (shares.length < sharesNeeded) return fail('NotEnoughShares', { have: shares.length, need: sharesNeeded })
  const opened = await combine(ledger, shares)
  if (!opened) return fail('SharesWrong')
  const { key, space } = opened
  await sealDocuments(documents)
  const done = transact(ledger, () => {
    learnKey(ledger, space, key)
    for (const one of settle(ledger)) judgeSpace(ledger, one)
    rememberOpened(ledger, space)
  })
  if (!done.ok) return done
  await applyBatches(documents, context.taster, inQueue)
  return ok({ caseId: space })
}

/** Shares the cases of hers again whose shares no longer open what is written. Nothing is said before a peer was asked (R5). */
export const followShares = async (context: Context): Promise<void> => {
  const who = requireWriter(context)
  if (who.ok && who.value.ledger.ownTail.isKnown()) await renewShares(who.value)
}

/** Commands on shares of a case's key. */
export const shareCommands = {
  'case.share': shareCase,
  'share.ask': ask,
  'share.give': (context, { askId }) => Promise.resolve(give(context, askId)),
  'share.open': (context, { askId }) => open(context, askId),
} satisfies Partial<CommandHandlers>

/** Who holds shares of a case; null when nobody does. */
export const sharesOfCase = ({ ledger, root }: Member, caseId: string): CaseShares | null => {
  const sharing = lastSharing(ledger, caseId)
  return sharing
    ? {
        setId: sharing.set,
        holders: sharing.holders.map((memberId) => ({ memberId, alias: aliasOf(root, memberId) })),
        stale: isStaleSharing(ledger, caseId, sharing),
      }
    : null
}

const listShares = (member: Member): ShareSet[] => {
  const { ledger, root } = member
  const sets = sharesIn(ledger.root())
  const ofTeam = new Map(
    [...ledger.spaces()].flatMap(([caseId, log]) =>
      mayRead(member, caseId) ? log.sharings(ledger.rootView()).map(({ op }) => [op.set, caseId] as const) : [],
    ),
  )
  const boxes = new Set(ledger.boxKeys().map(({ publicKey }) => toHex(publicKey)))
  const known = sets.map((given) => {
    const caseId = ofTeam.get(given.id)
    const note = noteOf(ledger, given)
    const told = note && { caseId: note.space, caseCode: note.caseCode }
    return caseId === undefined ? told : { caseId, caseCode: caseCodeOf(ledger, caseId) ?? null }
  })
  const list = sets.map(({ id, by, parts, asks }, i) => ({
    setId: id,
    byAlias: aliasOf(root, by),
    mine: parts.some(({ box }) => boxes.has(box)),
    caseCode: known[i]?.caseCode ?? null,
    replaced: known[i] !== undefined && known.slice(i + 1).some((later) => later?.caseId === known[i]?.caseId),
    asks: asks.map((one) => ({
      askId: one.id,
      byAlias: aliasOf(root, one.by),
      reason: one.reason,
      given: one.given.length,
    })),
  }))
  return list.reverse() // the newest first
}

/** Queries of shares. */
export const shareQueries = {
  'share.list': (context) => asMember(context, (member) => ({ sets: listShares(member) })),
} satisfies Partial<QueryHandlers>
