import { judgeSpace } from '#core/envelopes/batches'
import type { Ledger } from '#core/envelopes/ledger'
import { maySpeak, memberOf } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { transact } from '#core/sync/local'
import type { Local, OpenNetwork } from '#core/sync/local'
import type { Networks } from '#core/sync/networks'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What commands and queries work on: one network, and the vault's others beside it. */
export type Context = Local & { readonly networks: Networks }

/** A network as what is done in it needs it; the current one when none is named. */
export const contextOf = (networks: Networks, local = networks.current()): Context => ({ ...local, networks })

/** Who works here, once she is in: her id, the state of the root log, and the network. */
export type Member = OpenNetwork & { readonly memberId: string; readonly root: RootState }

/** The member of this vault. Failures: NoNetwork · JoinPending (asked, not yet admitted) · NotLive (her laptop is out). */
export const requireMember = (context: Context): Result<Member> => {
  const network = context.network()
  if (!network) return fail(context.joining() ? 'JoinPending' : 'NoNetwork')
  const root = network.ledger.root().state()
  const memberId = memberOf(root, network.ledger.device.deviceId)
  if (memberId === undefined) return fail(context.joining() ? 'JoinPending' : 'NotLive')
  return maySpeak(root, network.ledger.device.deviceId) ? ok({ ...network, memberId, root }) : fail('NotLive')
}

/** A query of who is in. */
export const asMember = async <T>(context: Context, view: (member: Member) => T | Promise<T>): Promise<Result<T>> => {
  const who = requireMember(context)
  return who.ok ? ok(await view(who.value)) : who
}

/** Her alias as everyone sees it; '' for an unknown member. */
export const aliasOf = (root: RootState, member: string | undefined): string =>
  root.members.get(member ?? '')?.alias ?? ''

/** As requireMember, for a command: refused while an app of a newer version has spoken (UpdateNeeded, R7). */
export const requireWriter = (context: Context): Result<Member> => {
  const member = requireMember(context)
  return member.ok && member.value.ledger.updateNeeded() ? fail('UpdateNeeded') : member
}

/** `transact`, for ops of the root that give or take rights: batches of every space are judged again. */
export const transactEverywhere = <T>(ledger: Ledger, work: () => T): Result<T> =>
  transact(ledger, () => {
    const value = work()
    for (const space of [ledger.network, ...ledger.spaces().keys()]) judgeSpace(ledger, space)
    return value
  })

/** `transact`, for ops of one space: its batches are judged again. */
export const transactInSpace = <T>(ledger: Ledger, space: string, work: () => T): Result<T> =>
  transact(ledger, () => {
    const value = work()
    judgeSpace(ledger, space)
    return value
  })
