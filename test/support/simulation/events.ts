import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newPerson } from '../people'
import { actAs } from './chance'
import { callAs, edit } from './edits'
import { clockOf, imageOf, networkOf, startFrom } from './peers'
import type { Peer } from './peers'
import { allText } from './states'
import type { Template } from './template'
import { badWire, crash, meetOver, passParcel, visitFolder, visitRelay } from './world'
import type { World } from './world'
import { behindTheDoor } from './watch'

/** A story as it goes. */
export type Story = {
  readonly world: World
  readonly template: Template
  readonly peers: Peer[]
}

/** 34 years, ms. */
const mostOff = 34 * 365.25 * 86_400_000
/** Bytes of a short and of a long meeting of a story: a cut falls anywhere in one. */
const meetings = [2_500, 30_000] as const

/** Two different laptops, where there are two on one side. */
const pair = ({ world: { random }, peers }: Story): readonly [Peer, Peer] | undefined => {
  const one = random.pick(peers)
  const others = peers.filter((peer) => peer !== one && peer.side === one.side)
  return others.length > 0 ? [one, random.pick(others)] : undefined
}

/** What was acknowledged before a crash is there after it. */
const checkKept = async (peer: Peer): Promise<void> => {
  const all = await allText(peer)
  for (const { text, isExcused } of peer.promised)
    if (!isExcused && !all.includes(text)) throw new Error(`${peer.name} lost "${text}" in a crash`)
}

const crashes = async (story: Story, peer: Peer): Promise<string> => {
  await crash(story.world, peer)
  if (peer.mayBeOut === undefined) await checkKept(peer)
  return `${peer.name} crashes`
}

const meets = async (story: Story): Promise<string> => {
  const { world, template } = story
  const { random } = world
  const two = pair(story)
  if (!two) return 'nobody meets'
  const [host, guest] = two
  const isCut = random.next() < 0.35
  const stopped = isCut && random.next() < 0.3 ? random.pick(two) : undefined
  const writes = random.next() < 0.25 ? random.pick(two) : undefined
  let image: string | undefined
  const onCut = (): void => {
    if (stopped) image = imageOf(stopped, world.place)
  }
  const fault = badWire(random, isCut ? random.whole(random.pick(meetings)) : Infinity, onCut)
  const met = await meetOver(host, guest, {
    fault,
    ...(writes && { meanwhile: () => edit(world, writes, template) }),
  })
  if (stopped && image !== undefined) {
    // what she was acknowledged after the moment of the image never was
    for (const one of stopped.promised) if (writes === stopped && one.at === world.minutes) one.isExcused = true
    await startFrom(stopped, image, () => world.minutes)
    if (stopped.mayBeOut === undefined) await checkKept(stopped)
    return `${guest.name} meets ${host.name}: ${met}, ${stopped.name} stops in the middle`
  }
  return `${guest.name} meets ${host.name}: ${met}`
}

const goesToRelay = async ({ world, peers }: Story): Promise<string> => {
  const { random } = world
  const peer = random.pick(peers)
  if (peer.side === 1) return `${peer.name} is cut off from the relay`
  const breaksAt = random.next() < 0.3 ? 1 + random.whole(60) : Infinity
  return `${peer.name} goes to the relay: ${await visitRelay(world, peer, breaksAt)}`
}

const goesToFolder = async ({ world, peers }: Story): Promise<string> => {
  const peer = world.random.pick(peers)
  return `${peer.name} goes to the folder: ${await visitFolder(world, peer)}`
}

const givesParcel = async (story: Story): Promise<string> => {
  const two = pair(story)
  if (!two) return 'no parcel'
  const { world } = story
  const isSpoiled = world.random.next() < 0.4
  const where = world.random.next()
  const spoil = (file: string): void => {
    if (!isSpoiled) return
    const bytes = readFileSync(file)
    const at = Math.floor(where * bytes.length)
    if (world.random.next() < 0.5) truncateSync(file, at)
    else writeFileSync(file, bytes.fill((bytes[at] ?? 0) ^ 1, at, at + 1))
  }
  const met = await passParcel(...two, join(world.place, `parcel ${String(world.minutes)}`), spoil)
  return `a parcel of ${two[0].name} for ${two[1].name}: ${met}`
}

const relayFails = ({ world }: Story): string => {
  const { random, relay } = world
  const what = random.whole(3)
  if (what === 0) actAs('relay', () => relay.wipe())
  else if (what === 1) relay.setBack(random.whole(9))
  else relay.drop(() => random.next() < 0.3)
  return `the relay ${['is wiped', 'is set back', 'drops what is old'][what] ?? ''}: ${String(relay.size())}`
}

/** Her disk is set back to an older copy: what she was told since is gone, save what others have of it. */
const isSetBack = async ({ world, peers }: Story): Promise<string> => {
  const kept = peers.filter(({ images }) => images.length > 0)
  if (kept.length === 0) return 'nobody is set back'
  const peer = world.random.pick(kept)
  const image = world.random.pick(peer.images)
  for (const one of peer.promised) if (one.at > image.at) one.isExcused = true
  peer.mayBeOut ??= 'set back'
  // what she says again in the place of an admission leaves it said by nobody
  for (const { guest, at } of peer.guests) if (at > image.at) guest.mayBeOut ??= 'perhaps never in'
  const copy = join(world.place, `set back ${String(world.minutes)}`)
  cpSync(image.vault, copy, { recursive: true })
  await startFrom(peer, copy, () => world.minutes)
  return `${peer.name} is set back`
}

const isCopied = ({ world, peers }: Story): string => {
  const peer = world.random.pick(peers)
  peer.images.push({ vault: imageOf(peer, world.place), at: world.minutes })
  return `${peer.name}'s disk is copied`
}

const isPutOut = async ({ peers, world }: Story): Promise<string> => {
  const by = world.random.pick(peers.filter(({ name }) => ['alma', 'bina', 'carla'].includes(name)))
  const who = world.random.pick(peers.filter(({ name }) => /^m\d/.test(name) && name !== 'm3'))
  const memberId = await actAs(who.name, () => who.person.id())
  const known = await allText(by)
  const done = await callAs(by, 'member.expel', { memberId, reason: 'prueba' })
  if (done !== 'ok') return `${by.name} does not put ${who.name} out: ${done}`
  who.mayBeOut = 'expelled'
  // what she who put her out knew stays; the rest does not count
  for (const one of who.promised) one.isExcused ||= !known.includes(one.text)
  return `${by.name} puts ${who.name} out`
}

const isRevoked = async ({ peers }: Story): Promise<string> => {
  const [by, who] = ['m3', 'second'].map((name) => peers.find((peer) => peer.name === name))
  const deviceId = who && networkOf(who)?.ledger.device.deviceId
  if (!by || !who || deviceId === undefined) return 'no second laptop'
  const known = await allText(by)
  const done = await callAs(by, 'device.revoke', { deviceId, reason: 'perdida' })
  if (done !== 'ok') return `the second laptop stays: ${done}`
  who.mayBeOut = 'revoked'
  for (const one of who.promised) one.isExcused ||= !known.includes(one.text)
  return 'm3 takes her second laptop off'
}

const isInvited = async ({ peers, world }: Story): Promise<string> => {
  const by = world.random.pick(peers.filter(({ name }) => ['alma', 'bina', 'carla'].includes(name)))
  const name = `n${String(peers.length)}`
  const asked = await actAs(by.name, () => by.person.engine().call('invitation.create', { role: 'member' }))
  if (!asked.ok) return `${by.name} invites nobody: ${asked.error.type}`
  const clock = { clock: by.clock }
  const person = await actAs(name, () =>
    newPerson(
      name,
      clockOf(clock, () => world.minutes),
    ),
  )
  const networks = behindTheDoor.opened
  if (!networks) throw new Error('nothing was opened')
  const guest: Peer = Object.assign(clock, {
    name,
    person,
    networks,
    side: by.side,
    images: [],
    promised: [],
    guests: [],
    mayBeOut: 'perhaps never in',
  })
  await callAs(guest, 'network.join', { code: (asked.value as { code: string }).code, alias: name })
  const ways = [
    () => meetOver(by, guest, { admit: true }),
    async () => {
      for (const one of [by, guest, by]) await visitFolder(world, one, true)
      return visitFolder(world, guest)
    },
    async () => {
      for (const one of [by, guest, by]) await visitRelay(world, one, Infinity, true)
      return visitRelay(world, guest)
    },
  ]
  const way = world.random.whole(ways.length)
  const met = (await ways[way]?.()) ?? ''
  peers.push(guest)
  by.guests.push({ guest, at: world.minutes })
  const isIn = (await actAs(name, () => person.tryQuery('member.list'))) === 'ok'
  if (isIn && by.mayBeOut === undefined) guest.mayBeOut = undefined
  return `${by.name} lets ${name} in by way ${String(way)}: ${met}, ${String(isIn)}`
}

const partition = ({ world, peers }: Story): string => {
  const isWhole = peers.some(({ side }) => side === 1)
  for (const peer of peers) peer.side = !isWhole && world.random.next() < 0.4 ? 1 : 0
  return `sides: ${peers.map(({ side }) => side).join('')}`
}

const clockJumps = ({ world, peers }: Story): string => {
  const peer = world.random.pick(peers)
  peer.clock = Math.round((world.random.next() * 2 - 1) * mostOff)
  return `${peer.name}'s clock is off by ${String(Math.round(peer.clock / 86_400_000))} days`
}

/** What may happen, and how often among a hundred. */
const kinds: readonly (readonly [number, (story: Story) => Promise<string> | string])[] = [
  [
    36,
    async (story) => {
      const peer = story.world.random.pick(story.peers)
      return `${peer.name}: ${await edit(story.world, peer, story.template)}`
    },
  ],
  [24, meets],
  [8, goesToRelay],
  [8, goesToFolder],
  [4, ({ world }) => (world.folder.sync(world.random), 'the folder is synchronised')],
  [2, givesParcel],
  [2, ({ world }) => (world.relay.keep(), 'the relay is copied')],
  [2, relayFails],
  [4, partition],
  [3, clockJumps],
  [4, (story) => crashes(story, story.world.random.pick(story.peers))],
  [8, isCopied],
  [2, isSetBack],
  [1, isPutOut],
  [1, isRevoked],
  [1, isInvited],
]

/** The events of a story in their order: of each kind its share, and at least one. */
export const planOf = ({ random }: World, count: number): ((story: Story) => Promise<string> | string)[] =>
  random.shuffle(
    kinds.flatMap(([share, happens]) =>
      Array.from({ length: Math.max(1, Math.round((share * count) / 110)) }, () => happens),
    ),
  )
