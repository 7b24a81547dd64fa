import { aliasOf, requireMember } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import { fromHex, toHex } from '#core/crypto/bytes'
import type { Ledger } from '#core/envelopes/ledger'
import { isCoordinator } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { glassBroken } from '#core/spaces/shares'
import { grantedIn, isReader } from '#core/spaces/spaceState'
import { readMeta, writeMeta } from '#core/vault/meta'
import type { CaseReader } from '#shared/contract/shares'
import { fail } from '#shared/result'
import type { Result } from '#shared/result'

/** Cases that were opened on this laptop by shares. */
const openedByShares = ({ db }: Ledger): readonly string[] =>
  toHex(readMeta(db, 'opened by shares') ?? new Uint8Array()).match(/.{64}/g) ?? []

/** Remembers that a case was opened by shares. In the transaction that learns its key. */
export const rememberOpened = (ledger: Ledger, caseId: string): void => {
  const opened = new Set([...openedByShares(ledger), caseId])
  writeMeta(ledger.db, 'opened by shares', fromHex([...opened].join('')))
}

/** Everybody who may read a case, and who opened it by shares. */
export const readersOf = (root: RootState, ledger: Ledger, caseId: string): CaseReader[] => {
  const state = ledger.spaceState(caseId)
  const log = ledger.space(caseId)
  const broken = log ? glassBroken(ledger.root(), ledger.rootView(), log) : new Map<string, string>()
  const members = new Set([...(state ? grantedIn(root, state) : []), ...broken.keys()])
  return [...members].map((memberId) => {
    const reason = broken.get(memberId)
    return {
      memberId,
      alias: aliasOf(root, memberId),
      owner: state?.owner === memberId,
      ...(reason === undefined ? {} : { brokeGlass: true as const, reason }),
    }
  })
}

/** Whether she may read a case: on its team, or a coordinator who opened it here by shares. She then reads, and does not write. */
export const mayRead = ({ ledger, root, memberId }: Member, caseId: string): boolean => {
  const state = ledger.spaceState(caseId)
  if (!state?.created) return false
  return isReader(root, state, memberId) || (isCoordinator(root, memberId) && openedByShares(ledger).includes(caseId))
}

/** The member and a case she may read. Failures: UnknownCase · NotOnTeam, and those of requireMember. */
export const readable = (context: Context, caseId: string): Result<Member> => {
  const who = requireMember(context)
  if (!who.ok) return who
  if (!who.value.ledger.spaceState(caseId)?.created) return fail('UnknownCase')
  return mayRead(who.value, caseId) ? who : fail('NotOnTeam')
}
