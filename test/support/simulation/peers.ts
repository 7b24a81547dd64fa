import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { toHex } from '#core/crypto/bytes'
import { hash } from '#core/crypto/hash'
import { utf8 } from '#core/crypto/bytes'
import { endsOf } from '#core/sync/exchange'
import type { OpenNetwork } from '#core/sync/local'
import type { Networks } from '#core/sync/networks'
import { openPerson } from '../people'
import type { Person } from '../people'
import { actAs } from './chance'
import { behindTheDoor } from './watch'

/** An edit that was acknowledged. */
type Promised = { readonly text: string; readonly isNote: boolean; readonly at: number; isExcused: boolean }

/** A laptop of a story. */
export type Peer = {
  readonly name: string
  person: Person
  networks: Networks
  /** Which side of a partition it is on. */
  side: 0 | 1
  /** How far its clock is off, ms. */
  clock: number
  /** Older copies of its disk, and when they were made. */
  readonly images: { readonly vault: string; readonly at: number }[]
  readonly promised: Promised[]
  /** Whom she let in, and when. */
  readonly guests: { readonly guest: Peer; readonly at: number }[]
  /** It may be out at the end, and why. */
  mayBeOut: string | undefined
}

/** 12:00 of the day on which every story begins. */
const noon = Date.UTC(2026, 10, 22, 12)

/** The clock of a laptop: the story's minutes, and how far hers is off. */
export const clockOf = (peer: { clock: number }, minutes: () => number) => (): Date =>
  new Date(noon + minutes() * 60_000 + peer.clock)

/** Opens a vault as a laptop of the story. */
export const openPeer = async (name: string, vault: string, minutes: () => number): Promise<Peer> => {
  const clock = { clock: 0 }
  const person = await actAs(name, () => openPerson(name, vault, clockOf(clock, minutes)))
  const networks = behindTheDoor.opened
  if (!networks) throw new Error('nothing was opened')
  const peer: Peer = Object.assign(clock, {
    name,
    person,
    networks,
    side: 0 as const,
    images: [],
    promised: [],
    guests: [],
    mayBeOut: undefined,
  })
  return peer
}

/** Its network, open. */
export const networkOf = (peer: Peer): OpenNetwork | undefined => peer.networks.current().network()

/** A digest of the ends of all its chains. */
export const endsDigest = (peer: Peer): string => {
  const network = networkOf(peer)
  return network ? toHex(hash(utf8(endsOf(network.ledger).join(' ')), 16)) : 'no network'
}

let images = 0
/** Its disk as it is now, database and WAL, at a place of its own. Between two transactions only. */
export const imageOf = (peer: Peer, place: string): string => {
  const copy = join(place, `${peer.name} ${String((images += 1))}`)
  cpSync(peer.person.vault, copy, { recursive: true })
  return copy
}

/** The laptop stops where it is and is started again from a disk. What memory held is gone. */
export const startFrom = async (peer: Peer, vault: string, minutes: () => number): Promise<void> => {
  const ghost = peer.person
  peer.person = await actAs(peer.name, () => openPerson(peer.name, vault, clockOf(peer, minutes)))
  if (behindTheDoor.opened) peer.networks = behindTheDoor.opened
  await actAs('a ghost', () => ghost.lock()) // on a disk that is nobody's any more
}
