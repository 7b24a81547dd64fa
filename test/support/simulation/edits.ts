import type { CommandInput, CommandName } from '#shared/contract/commands'
import { actAs } from './chance'
import type { Peer } from './peers'
import type { Template } from './template'
import type { World } from './world'

/** What a command came to: 'ok', or the type of its failure. */
export const callAs = <N extends CommandName>(peer: Peer, name: N, input: CommandInput<N>): Promise<string> =>
  actAs(peer.name, () => peer.person.tryCall(name, input))

const statuses = ['received', 'assessing', 'active', 'paused', 'follow_up'] as const
let edits = 0

/** One edit, as anybody might make it. What was acknowledged and is told from all else is promised. */
export const edit = async (world: World, peer: Peer, template: Template): Promise<string> => {
  const { random } = world
  const { caseId, houseCardId, committeeId, memberIds } = template
  const text = `${peer.name} escribe ${String((edits += 1))}.`
  const promise = (isNote: boolean, done: string): string => {
    const isOut = peer.mayBeOut !== undefined && peer.mayBeOut !== 'set back'
    if (done === 'ok') peer.promised.push({ text, isNote, at: world.minutes, isExcused: isOut })
    return `${isNote ? 'note' : 'offer'} ${done}`
  }
  const card = { country: 'GT', type: 'safe_house' } as const
  const what = random.whole(template.team.has(peer.name) ? 10 : 5)
  if (what < 3) return promise(false, await callAs(peer, 'house.offer', { ...card, alias: text, placesTotal: 3 }))
  if (what === 3) {
    const places = { houseCardId, alias: 'Ceiba', placesTotal: 9, placesFree: random.whole(9) }
    return `places ${await callAs(peer, 'house.offer', { ...card, ...places })}`
  }
  if (what === 4) {
    const role = `rol ${String(random.whole(5))}`
    return `role ${await callAs(peer, 'committee.addMember', { committeeId, memberId: random.pick(memberIds), role })}`
  }
  if (what < 8) return promise(true, await callAs(peer, 'case.addNote', { caseId, kind: 'call', text }))
  if (what === 8) {
    const status = random.pick(statuses)
    return `status ${await callAs(peer, 'case.setStatus', { caseId, status, reason: 'así quedó' })}`
  }
  const seen = await peer.person.engine().query('case.view', { caseId })
  if (!seen.ok) return `view ${seen.error.type}`
  const { heads, summaryInternal } = seen.value as { heads: string[]; summaryInternal: string }
  const value = random.next() < 0.5 ? `${text} ${summaryInternal}` : `${summaryInternal} ${text}`
  return `summary ${await callAs(peer, 'case.setField', { caseId, path: 'summaryInternal', value, basedOn: heads })}`
}

/** A fresh count, so that a story told again says the same. */
export const beginEdits = (): void => void (edits = 0)
