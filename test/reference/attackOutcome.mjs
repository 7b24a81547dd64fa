// What no attack may do, told from the envelopes alone.
import { keysOf } from './epochs.mjs'
import { logOf } from './orderFree.mjs'
import { verdicts } from './verdicts.mjs'

/** true, or the sentence that is broken. */
export const attackOutcome = (history) => {
  const { cast, checkpoints } = history
  for (const { name, envelopes } of checkpoints.before) {
    const broken = notBounded(logOf(envelopes).state(), cast)
    if (broken) return `${name}: ${broken}`
  }
  if (!logOf(checkpoints.met).state().out(cast.seized.member)) return 'two honest ones cannot expel her'
  return (
    notRestored(logOf(checkpoints.repaired).state(), cast, 'after the meeting') ??
    notShutOut(history) ??
    notKept(history) ??
    true
  )
}

const canSpeak = (state, { member, device }) =>
  state.live(member) && state.liveDevice(device) && state.member(device) === member

/** One seized laptop freezes one facilitator and five members, and makes nobody full. */
const notBounded = (state, { seized, facilitators, members }) => {
  const heldFacilitators = facilitators.filter((person) => !state.full(person.member) || !canSpeak(state, person))
  const heldMembers = members.filter((person) => !canSpeak(state, person))
  if (heldFacilitators.length > 1) return `facilitators frozen: ${heldFacilitators.map(({ member }) => member).join()}`
  if (heldMembers.length > 5) return `members frozen: ${heldMembers.map(({ member }) => member).join()}`
  const expelled = facilitators.find(({ member }) => state.out(member))
  if (expelled) return `${expelled.member} was expelled by one`

  const honest = [...facilitators, ...members]
  const mayBeFull = [seized, ...facilitators].map(({ member }) => member)
  const risen = [...state.fulls.keys()].find((member) => !mayBeFull.includes(member))
  if (risen) return `${risen} became full`
  const foreign = [...state.devices].find(
    ([device, { member }]) =>
      honest.some((person) => person.member === member) && !honest.some((person) => person.device === device),
  )
  return foreign ? `a foreign laptop ${foreign[0]} hangs on ${foreign[1].member}` : null
}

const notRestored = (state, { facilitators, members, mustBeOut }, when) => {
  const isBack = (person) => canSpeak(state, person)
  const facilitator = facilitators.find((person) => !state.full(person.member) || !isBack(person))
  if (facilitator) return `${when}: ${facilitator.member} is not restored`
  const member = members.find((person) => !isBack(person))
  if (member) return `${when}: ${member.member} is not restored`
  const left = mustBeOut.find((person) => state.live(person.member) && state.liveDevice(person.device))
  return left ? `${when}: ${left.member} is still in` : null
}

/** They write again, and neither she nor any of hers reads it. */
const notShutOut = ({ envelopes, cast, after }) => {
  if (after.length < 2) return `rotation is stuck: ${after.length} wrote`
  const keys = keysOf(envelopes, cast.foeBoxes, cast.foeKeys)
  return after.some(({ key }) => keys.has(key)) ? 'the expelled read what was written after' : null
}

/** Late envelopes of hers change nothing, and no honest work is lost. */
const notKept = ({ envelopes, spaces, cast, wrote, after }) => {
  const log = logOf(envelopes)
  const broken = notRestored(log.state(), cast, 'after her late envelopes')
  if (broken) return broken
  const found = verdicts(log, spaces[0])
  const newcomers = cast.newcomers.map(({ member }) => member)
  for (const { id, by } of wrote) {
    const verdict = found.get(id)
    if (verdict === undefined || verdict === 'refused') return `honest work of ${by} is ${verdict ?? 'lost'}`
    if (verdict === 'quarantined' && !newcomers.includes(by)) return `honest work of ${by} is still quarantined`
  }
  const held = after.find(({ id }) => found.get(id) !== 'counts')
  return held ? `work of ${held.by} after the meeting: ${found.get(held.id)}` : null
}
