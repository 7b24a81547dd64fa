import { createSocket } from 'node:dgram'
import multicastDns from 'multicast-dns'
import type { MulticastDNS } from 'multicast-dns'
import { advertLength, bytesIn, nameOf } from '#core/sync/lan/advert'
import { isOnWay, waysOut } from '#core/sync/lan/interfaces'
import type { Way } from '#core/sync/lan/interfaces'

/** The UDP port of broadcasts. */
const broadcastPort = 21_530
/** How often it is looked whether a cable was plugged in or a wifi joined, ms. */
const lookTime = 2_000
/** Questions of one packet that are looked at. */
const mostQuestions = 4

/** The local networks around this laptop, by every way there is. */
export type Air = {
  ways(): readonly Way[]
  /** Calls out on every way, made anew for each packet. `make`: what is called from an address of ours. */
  call(make: (ip: string) => readonly Uint8Array[]): void
  /** As `call`, to one address alone. */
  callTo(to: string, make: (ip: string) => readonly Uint8Array[]): void
  close(): void
}

type Hearing = {
  /** Bytes that may be an advert, and where they came from. */
  readonly onHeard: (bytes: Uint8Array, ip: string) => void
  /** A network came or went. */
  readonly onWays: () => void
}

/**
 * Opens one mDNS socket for each network that this laptop is on, bound to any address: with its usual settings it finds
 * nothing without a default route, and bound to the address alone it hears nothing. Beside it one socket for broadcasts,
 * for networks that drop what goes to many. What cannot be opened or sent is left out: the other way may do.
 */
export const openAir = ({ onHeard, onWays }: Hearing): Air => {
  const voices = new Map<string, MulticastDNS>()
  let ways: readonly Way[] = []
  const nothing = (): void => undefined

  const broadcasts = createSocket({ type: 'udp4', reuseAddr: true })
  let isBound = false
  broadcasts.on('error', nothing)
  broadcasts.on('message', (bytes, { address }) => {
    if (bytes.length === advertLength) onHeard(bytes, address)
  })
  broadcasts.bind(broadcastPort, () => {
    broadcasts.setBroadcast(true)
    isBound = true
  })

  const voice = (ip: string): MulticastDNS => {
    const mdns = multicastDns({ interface: ip, bind: '0.0.0.0' })
    mdns.on('error', nothing)
    mdns.on('warning', nothing)
    mdns.on('query', ({ questions }, { address }) => {
      for (const question of (questions ?? []).slice(0, mostQuestions)) {
        const bytes = bytesIn(question.name)
        if (bytes) onHeard(bytes, address)
      }
    })
    return mdns
  }
  const look = (): void => {
    const now = waysOut()
    const here = new Set(now.map(({ ip }) => ip))
    const isOther = now.length !== ways.length || ways.some(({ ip }) => !here.has(ip))
    ways = now
    for (const [ip, mdns] of voices)
      if (!here.has(ip)) {
        mdns.destroy()
        voices.delete(ip)
      }
    for (const ip of here) if (!voices.has(ip)) voices.set(ip, voice(ip))
    if (isOther) onWays()
  }
  const looking = setInterval(look, lookTime)
  const send = (bytes: Uint8Array, to: string): void => {
    if (isBound) broadcasts.send(bytes, broadcastPort, to, nothing)
  }
  look()
  return {
    ways: () => ways,
    call(make) {
      for (const { ip, broadcast } of ways) {
        for (const bytes of make(ip)) voices.get(ip)?.query([{ name: nameOf(bytes), type: 'A' }], nothing)
        for (const bytes of make(ip)) send(bytes, broadcast)
      }
    },
    callTo(to, make) {
      for (const way of ways) if (isOnWay(way, to)) for (const bytes of make(way.ip)) send(bytes, to)
    },
    close() {
      clearInterval(looking)
      for (const mdns of voices.values()) mdns.destroy()
      voices.clear()
      broadcasts.close()
    },
  }
}
