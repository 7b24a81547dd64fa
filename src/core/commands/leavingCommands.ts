import { fromHex } from '#core/crypto/bytes'
import { requireWriter, transactEverywhere, transactInSpace } from '#core/commands/context'
import type { Context, Member } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import { handOver } from '#core/commands/readers'
import { spacesRead } from '#core/commands/holders'
import { sayOne } from '#core/commands/membershipCommands'
import { travelReadiness } from '#core/commands/travel'
import { applyBatches, inQueue } from '#core/documents/applyBatches'
import { sealDocuments } from '#core/documents/sealDocuments'
import type { Ledger } from '#core/envelopes/ledger'
import { cutNow, epochView, sayInRoot } from '#core/envelopes/say'
import { documentIdOf } from '#core/envelopes/batches'
import { byPast } from '#core/spaces/entry'
import { usableEpochs } from '#core/spaces/epochs'
import { pendingHalves } from '#core/spaces/pending'
import { isCoordinator, isFull, isLive } from '#core/spaces/rootState'
import type { RootState } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import type { FailureType } from '#shared/errors'
import { caseDocument, caseRecord } from '#shared/records/case'
import { readRecord } from '#shared/records/record'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** Whether this laptop has, or can mint, the key that the space is written under now. */
const hasKey = (ledger: Ledger, space: string): boolean => {
  const [epoch] = usableEpochs(epochView(ledger, space))
  return epoch === undefined || ledger.keyring.byId(epoch.key) !== undefined
}

/** Who comes next in a space by herself: live members by the age of their places, besides who goes. */
const nextIn = (ledger: Ledger, root: RootState, space: string, going: string): string[] => {
  const state = ledger.spaceState(space)
  return [...(state?.granted ?? [])]
    .filter(([member]) => member !== going && state && isReader(root, state, member))
    .sort(([, [a]], [, [b]]) => (a && b ? byPast(a, b) : 0))
    .map(([member]) => member)
}

/** Who has a conflict of interest with a case: it is never hers. Nobody, in any other space. */
const excludedFrom = async ({ ledger, documents }: Member, space: string): Promise<readonly string[]> => {
  if (ledger.spaceState(space)?.created?.op.kind !== 'case') return []
  const read = await documents.read(documentIdOf(space, caseDocument))
  return readRecord(caseRecord, read?.state).excludedMembers
}

const ownedBy = (member: Member): string[] =>
  spacesRead(member).filter((space) => member.ledger.spaceState(space)?.owner === member.memberId)

/** Hands over what she owns and says that she leaves. Her vault still opens; nothing is written with it any more. */
const leave = async (context: Context, handTo: string | undefined): Promise<Result<{ readonly ok: true }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, documents, root, memberId } = who.value
  const others = [...root.members.keys()].filter((one) => one !== memberId && isLive(root, one))
  // nobody would be left who could let anyone in, or make a facilitator
  if (others.length > 0 && !others.some((one) => isFull(root, one))) return fail('LastFacilitator')
  if (handTo !== undefined && (handTo === memberId || !isLive(root, handTo))) return fail('UnknownMember')
  const heirs: { readonly space: string; readonly to: string | undefined }[] = []
  let count = 0
  let isExcluded = false
  for (const space of ownedBy(who.value)) {
    const next = handTo === undefined ? nextIn(ledger, root, space, memberId) : [handTo]
    const excluded = await excludedFrom(who.value, space)
    const to = next.find((one) => !excluded.includes(one))
    if (next.length === 0) count += 1
    else if (to === undefined) isExcluded = true
    heirs.push({ space, to })
  }
  if (count > 0) return fail('SoleHolder', { count })
  if (isExcluded) return fail('ConflictOfInterest')
  if (!heirs.every(({ space }) => hasKey(ledger, space))) return fail('KeyMissing')
  await sealDocuments(documents, { force: true }) // after it nothing of hers is sealed any more
  const done = transactEverywhere(ledger, () => {
    for (const { space, to } of heirs)
      if (to !== undefined && !handOver(ledger, space, to)) throw new Error('an owner has her key')
    sayInRoot(ledger, 'leave', {})
  })
  if (!done.ok) return done
  await applyBatches(documents, context.taster, inQueue)
  return ok({ ok: true as const })
}

const handCaseOver: CommandHandlers['case.handOver'] = async (context, { caseId, memberId }) => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, root, memberId: me } = who.value
  const state = ledger.spaceState(caseId)
  const refused = (): FailureType | undefined =>
    !state?.created
      ? 'UnknownCase'
      : !isReader(root, state, me)
        ? 'NotOnTeam'
        : state.owner !== me
          ? 'NotAllowed'
          : memberId === me
            ? 'AlreadySo'
            : !isLive(root, memberId)
              ? 'UnknownMember'
              : hasKey(ledger, caseId)
                ? undefined
                : 'KeyMissing'
  const why = refused()
  if (why) return fail(why)
  if ((await excludedFrom(who.value, caseId)).includes(memberId)) return fail('ConflictOfInterest')
  const done = transactInSpace(ledger, caseId, () => handOver(ledger, caseId, memberId))
  if (!done.ok) return done
  return done.value ? ok({ ok: true as const }) : fail('KeyMissing')
}

/** Takes this laptop off the network before a border, once nothing is on it alone. She then erases the vault. */
const travel = async (context: Context): Promise<Result<{ readonly ok: true }>> => {
  const who = requireWriter(context)
  if (!who.ok) return who
  const { ledger, documents } = who.value
  await sealDocuments(documents)
  const { copies, needed, unsealed, soleSpaces } = travelReadiness(who.value)
  if (copies < needed || unsealed > 0) return fail('NotEnoughCopies', { copies, needed })
  if (soleSpaces.length > 0) return fail('SoleHolder', { count: soleSpaces.length })
  const device = ledger.device.deviceId
  const done = transactEverywhere(ledger, () =>
    sayInRoot(ledger, 'revoke-device', {
      device: fromHex(device),
      cut: cutNow(ledger, who.value.memberId, device),
      reason: '',
    }),
  )
  if (!done.ok) return done
  await applyBatches(documents, context.taster, inQueue)
  return ok({ ok: true as const })
}

/** Half of what two coordinators say; a coordinator who never read the case may be the second. */
const erase: CommandHandlers['case.erase'] = (context, { caseId }) =>
  sayOne(context, {
    type: 'erase',
    fields: () => ({ space: fromHex(caseId) }),
    refused: ({ ledger, root, memberId }) => {
      if (!isCoordinator(root, memberId)) return 'NotAllowed'
      const said = pendingHalves(ledger.root()).filter(
        ({ judgement: { half } }) => half?.act === 'erase' && half.who === caseId,
      )
      const isKnown = said.length > 0 || ledger.spaceState(caseId)?.created !== undefined
      if (root.erased.has(caseId) || !isKnown) return 'UnknownCase'
      return said.some(({ judgement: { by } }) => by === memberId) ? 'AlreadySo' : undefined
    },
    half: () => ({ act: 'erase', who: caseId, more: '' }),
    needsTwo: () => true,
    isDone: (state) => state.erased.has(caseId),
  })

/** Commands by which a member, a laptop or a case goes. */
export const leavingCommands = {
  'network.leave': (context, { handTo }) => leave(context, handTo),
  'case.handOver': handCaseOver,
  'device.travel': (context) => travel(context),
  'case.erase': erase,
} satisfies Partial<CommandHandlers>
