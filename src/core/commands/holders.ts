import type { Member } from '#core/commands/context'
import type { Ledger } from '#core/envelopes/ledger'
import { epochView } from '#core/envelopes/say'
import { usableEpochs } from '#core/spaces/epochs'
import { handedBy } from '#core/spaces/op'
import { maySpeak, memberOf } from '#core/spaces/rootState'
import { grantedIn, isReader } from '#core/spaces/spaceState'

/** Spaces that she may read now. */
export const spacesRead = ({ ledger, root, memberId }: Member): string[] =>
  [...ledger.spaces().keys()].filter((space) => {
    const state = ledger.spaceState(space)
    return state?.created !== undefined && !root.erased.has(space) && isReader(root, state, memberId)
  })

/**
 * Live laptops of who may read a space now that can: they were handed a key that may be written under (or, when somebody
 * was put out and nobody wrote since, any key of it). A paper counts for nobody: it is not at work.
 */
export const holdingDevices = (ledger: Ledger, space: string): string[] => {
  const root = ledger.state()
  const state = ledger.spaceState(space)
  if (!state) return []
  const granted = grantedIn(root, state)
  const view = epochView(ledger, space)
  const usable = usableEpochs(view)
  const keys = new Set((usable.length > 0 ? usable : view.epochs).map(({ key }) => key))
  const boxes = view.handing.filter(({ key }) => keys.has(key)).flatMap(({ op }) => handedBy(op))
  const own = [...keys].some((key) => ledger.keyring.has(key, space)) ? [ledger.device.deviceId] : []
  const devices = boxes.flatMap((box) => {
    const owner = root.boxes.get(box)
    return owner && 'device' in owner ? [owner.device] : []
  })
  return [...new Set([...own, ...devices])].filter(
    (device) => maySpeak(root, device) && granted.has(memberOf(root, device) ?? ''),
  )
}

/** The members whose laptops these are. */
export const membersOf = (ledger: Ledger, devices: readonly string[]): string[] => [
  ...new Set(devices.flatMap((device) => memberOf(ledger.state(), device) ?? [])),
]
