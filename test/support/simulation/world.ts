import { join } from 'node:path'
import { parseRelayUrl } from '#core/relay/relayUrl'
import type { Carrier } from '#core/sync/carriers'
import type { Report } from '#core/sync/report'
import type { Result } from '#shared/result'
import type { Random } from '../random'
import { actAs } from './chance'
import { simulateFolder } from './folders'
import type { SimulatedFolder } from './folders'
import { imageOf, startFrom } from './peers'
import type { Peer } from './peers'
import { simulateRelay } from './relayStore'
import type { SimulatedRelay } from './relayStore'
import { quiet } from './watch'
import { goodWire, setFault } from './wire'
import type { WireFault } from './wire'

/** What the laptops of a story have between them. */
export type World = {
  readonly place: string
  readonly random: Random
  readonly relay: SimulatedRelay
  readonly folder: SimulatedFolder
  /** Minutes since the story began. */
  minutes: number
}

/** An empty world. */
export const makeWorld = (place: string, random: Random): World => ({
  place,
  random,
  relay: actAs('relay', simulateRelay),
  folder: simulateFolder(join(place, 'folder')),
  minutes: 0,
})

const never = new AbortController().signal
const address = parseRelayUrl('ws://127.0.0.1:9/')
if (!address.ok) throw new Error('no address')
const url = address.value

const said = (met: Result<Report>): string =>
  met.ok ? `${String(met.value.sent)} ${String(met.value.received)} ${String(met.value.quarantined)}` : met.error.type

const goBy = async (peer: Peer, carrier: Carrier, admit = false): Promise<string> => {
  const met = await actAs(peer.name, () =>
    peer.person.engine().exchange({ carriers: [carrier], wait: 0, signal: never, admit }),
  )
  return said(met)
}

/** Two laptops meet over a wire, `guest` dialling; what else she does meanwhile. Returns what each came to. */
export const meetOver = async (
  host: Peer,
  guest: Peer,
  {
    fault = goodWire,
    admit = false,
    meanwhile,
  }: { fault?: WireFault; admit?: boolean; meanwhile?: () => unknown } = {},
): Promise<string> => {
  const over = new AbortController()
  let listening: (port: number) => void = () => undefined
  const port = new Promise<number>((resolve) => (listening = resolve))
  const hosting = actAs(host.name, () =>
    host.person.engine().exchange({
      carriers: [{ kind: 'listen', address: { host: '', port: 0 } }],
      wait: 86_400_000,
      signal: over.signal,
      onListening: listening,
      admit,
    }),
  )
  const at = await port
  setFault(at, fault)
  const [visited] = await Promise.all([
    goBy(guest, { kind: 'connect', address: { host: '', port: at } }),
    Promise.resolve(meanwhile?.()),
  ])
  await quiet()
  over.abort()
  return `${visited} / ${said(await hosting)}`
}

/** A wire that is slow, and cut after so many bytes. */
export const badWire = (random: Random, cutAfter: number, onCut: () => void): WireFault => {
  const delays = Array.from({ length: 16 }, () => random.whole(4))
  return { cutAfter, onCut, delay: (chunk) => delays[chunk % 16] ?? 0 }
}

/** The laptop stops where it is; all that is on its disk is there when it starts again. */
export const crash = async (world: World, peer: Peer): Promise<void> =>
  startFrom(peer, imageOf(peer, world.place), () => world.minutes)

/** Goes to the relay, over a connection that breaks at frame `breaksAt`. */
export const visitRelay = async (world: World, peer: Peer, breaksAt = Infinity, admit = false): Promise<string> => {
  world.relay.up((frame) => frame === breaksAt)
  const met = await goBy(peer, { kind: 'relay', url }, admit)
  await quiet()
  world.relay.down()
  return met
}

/** Goes to her side of the folder. */
export const visitFolder = (world: World, peer: Peer, admit = false): Promise<string> =>
  goBy(peer, { kind: 'folder', place: world.folder.place(peer.side) }, admit)

/** One writes a parcel, the other reads it, or what is left of it. */
export const passParcel = async (
  from: Peer,
  to: Peer,
  file: string,
  spoil: (file: string) => void,
): Promise<string> => {
  const written = await goBy(from, { kind: 'parcel', place: file, order: { act: 'write' } })
  spoil(file)
  return `${written} / ${await goBy(to, { kind: 'parcel', place: file, order: { act: 'read' } })}`
}
