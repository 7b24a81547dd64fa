import type { Random } from '../random'
import type { Ledger } from '#core/envelopes/ledger'
import { isLiveDevice, maySpeak, memberOf } from '#core/spaces/rootState'
import { isReader } from '#core/spaces/spaceState'
import { endsDigest, networkOf } from './peers'
import type { Peer } from './peers'
import { stateTexts } from './states'
import { meetOver, visitRelay } from './world'
import type { World } from './world'

/** Rounds after which everything must have come to rest. */
const mostRounds = 12

const ledgerOf = (peer: Peer): Ledger => {
  const network = networkOf(peer)
  if (!network) throw new Error(`${peer.name} has no network`)
  return network.ledger
}
const deviceOf = (peer: Peer): string => networkOf(peer)?.ledger.device.deviceId ?? ''

/** Whether two laptops who meet get on with each other. */
const getsOn = (met: string): boolean => /^\d+ \d+ \d+ \/ \d+ \d+ \d+$/.test(met)

/** Everybody meets one, save who holds what she holds already and is in. Undefined where most do not get on with her. */
const meetAll = async (random: Random, hub: Peer, peers: readonly Peer[]): Promise<Peer[] | undefined> => {
  const met: Peer[] = [hub]
  let refusals = 0
  const isAtHome = (peer: Peer): boolean =>
    endsDigest(peer) === endsDigest(hub) && maySpeak(ledgerOf(hub).state(), deviceOf(peer))
  for (const peer of random.shuffle(peers.filter((one) => one !== hub)))
    if (isAtHome(peer) || getsOn(await meetOver(hub, peer))) met.push(peer)
    else if ((refusals += 1) > peers.length / 2) return undefined
  return met
}

/** Longer than a laptop goes without looking at all that a relay has, minutes. */
const month = 31 * 1_440

/** Everybody goes to the relay, a month later, until nothing comes or goes any more. Returns what each holds then. */
const goToRelay = async (world: World, peers: readonly Peer[]): Promise<Map<Peer, string>> => {
  world.minutes += month
  for (let rounds = 1; rounds <= mostRounds; rounds++) {
    const before = peers.map(endsDigest).join()
    for (const peer of world.random.shuffle(peers)) await visitRelay(world, peer)
    if (before === peers.map(endsDigest).join()) break
  }
  return new Map(peers.map((peer) => [peer, endsDigest(peer)]))
}

/**
 * All is well again, and everyone exchanges, by wires or by the relay, until all who get on with each other hold the same and
 * two of them who meet have nothing to say. Returns who is in.
 */
export const heal = async (world: World, peers: readonly Peer[]): Promise<{ live: Peer[]; rounds: number }> => {
  const { random } = world
  for (const peer of peers) peer.side = 0
  const held = random.next() < 0.12 ? await goToRelay(world, peers) : undefined
  const [hub] = random.shuffle(peers.filter(({ mayBeOut }) => mayBeOut === undefined))
  if (!hub) throw new Error('nobody is in')
  for (let rounds = 1; rounds <= mostRounds; rounds++) {
    const live = await meetAll(random, hub, peers)
    if (!live) throw new Error(`most do not get on with ${hub.name}`)
    const apart = new Set(live.map((peer) => held?.get(peer)))
    if (apart.size > 1) throw new Error('the relay alone did not bring them together')
    if (new Set(live.map(endsDigest)).size > 1) continue
    const [one = hub, other = hub] = random.shuffle(live)
    if ((await meetOver(one, other)) === '0 0 0 / 0 0 0') return { live, rounds }
  }
  throw new Error(`after ${String(mostRounds)} rounds something still moves`)
}

const same = (what: string, values: readonly (readonly [string, string])[]): void => {
  const [first] = values
  for (const [name, value] of values)
    if (first && value !== first[1]) {
      const [lines, others] = [first[1].split('\n'), value.split('\n')]
      const at = lines.findIndex((line, i) => line !== others[i])
      throw new Error(`${what}: ${first[0]} and ${name} differ: ${lines[at] ?? ''} | ${others[at] ?? ''}`)
    }
}

/** Who is in is in for all who are, and who forked is not; nobody is out who was not put out. */
const checkWhoIsIn = (peers: readonly Peer[], live: readonly Peer[]): void => {
  const out = peers.filter((peer) => !live.includes(peer))
  for (const { name, mayBeOut } of out)
    if (mayBeOut === undefined) throw new Error(`${name} is out, and nobody put her out`)
  for (const { ledger, name } of live.map((peer) => ({ ledger: ledgerOf(peer), name: peer.name }))) {
    const root = ledger.state()
    for (const peer of live) if (!maySpeak(root, deviceOf(peer))) throw new Error(`for ${name} ${peer.name} is out`)
    for (const peer of out)
      if (isLiveDevice(root, deviceOf(peer)) && peer.mayBeOut !== 'perhaps never in')
        throw new Error(`for ${name} ${peer.name} is in`)
    for (const { device } of ledger.chains.forks()) {
      if (isLiveDevice(root, device)) throw new Error(`for ${name} who forked is in`)
      if (!out.some((peer) => deviceOf(peer) === device && peer.mayBeOut === 'set back'))
        throw new Error('somebody forked whose disk was never set back')
    }
    if (ledger.chains.count('new') > 0) throw new Error(`${name} waits for something`)
  }
}

type States = ReadonlyMap<Peer, Awaited<ReturnType<typeof stateTexts>>>

/** Every document reads the same at all who have it, and all who may read it have it. */
const checkStates = (states: States): void => {
  const ids = new Set([...states.values()].flatMap((docs) => [...docs.keys()]))
  for (const id of ids) {
    const held = [...states].flatMap(([{ name }, docs]) => {
      const doc = docs.get(id)
      return doc ? [{ name, doc }] : []
    })
    same(
      'a document',
      held.map(({ name, doc }) => [name, doc.text]),
    )
    const { space = '', name: what = id } = held[0]?.doc ?? {}
    for (const [peer, docs] of states) {
      const ledger = ledgerOf(peer)
      const [root, here] = [ledger.state(), ledger.spaceState(space)]
      const reads = space === ledger.network || (here && isReader(root, here, memberOf(root, deviceOf(peer)) ?? ''))
      if (reads && !docs.has(id)) throw new Error(`${peer.name} lacks ${what}`)
    }
  }
}

/** What was acknowledged is at everybody who may read it, save what was cut away with its author. */
const checkPromises = (peers: readonly Peer[], states: States): void => {
  for (const author of peers) {
    const isCut = author.mayBeOut === 'expelled' || author.mayBeOut === 'revoked'
    if (!isCut && !states.has(author)) continue
    for (const { text, isNote, isExcused } of author.promised)
      for (const [{ name }, docs] of isExcused ? [] : states) {
        const mine = [...docs.values()].filter((doc) => !isNote || doc.name === 'case')
        const isHers = !isNote || mine.length > 0
        if (isHers && !mine.some((doc) => doc.text.includes(text))) throw new Error(`${name} lacks "${text}"`)
      }
  }
}

/** What must hold at the end of every story. Throws where it does not. */
export const checkEnd = async ({ random }: World, peers: readonly Peer[], live: readonly Peer[]): Promise<void> => {
  same(
    'ends of chains',
    live.map((peer) => [peer.name, endsDigest(peer)]),
  )
  checkWhoIsIn(peers, live)
  const states = new Map<Peer, Awaited<ReturnType<typeof stateTexts>>>()
  for (const peer of live) states.set(peer, await stateTexts(peer))
  checkStates(states)
  checkPromises(peers, states)
  const { name, person } = random.pick(live)
  const checked = await person.engine().check()
  if (!checked.ok || !checked.value.ok) throw new Error(`${name}'s vault does not pass its own check`)
}
