import type { Heard } from '#core/sync/lan/ears'

/** Somebody heard on the local network, by the number of her meeting. */
export type Neighbour = {
  readonly boot: string
  /** As last heard. */
  heard: Heard
  heardAt: number
  /** Not dialled before this, ms. */
  notBefore: number
  isDialled: boolean
  /** Dials in a row that came to nothing. */
  failed: number
  /** The last of them did not get through. */
  isShut: boolean
  /** When she was last met; undefined: never. */
  metAt: number | undefined
  /** What this laptop held when they parted. */
  held: string
  /** Her device, once proved. */
  device: string | undefined
}

/** Who is heard no more is not dialled, ms. */
const silence = 15_000
/** Who has not been heard for so long is forgotten, ms. */
const oblivion = 120_000
/** Neighbours remembered at most: of all, and of one address. */
const most = 256
const mostOfOne = 16
/** Both hear each other at about the same time: of the two numbers the greater waits so long, so that one of them dials. */
const headStart = 700
/** Time between two meetings with one neighbour, though something changed here, ms. */
const rest = 1_500
/** Time after which a neighbour is met again though nothing changed here, ms: who changed may not get through to us. */
const again = { network: 20_000, invitation: 3_000 }
/** Waiting after a dial that came to nothing, doubled each time, ms. */
const [firstPause, longestPause] = [2_000, 20_000]

/** Decides whom to dial when; whoever discovers dials. */
export type Near = {
  /** Notes an advert. Returns whether it is of somebody new. */
  hear(heard: Heard): boolean
  /** Whom to dial now. `held`: what this laptop holds, as a text that differs when that does. */
  due(held: string): Neighbour[]
  /** A dial ended. */
  dialled(neighbour: Neighbour, outcome: 'met' | 'unreachable' | 'refused', held: string, device?: string): void
  /** Somebody at this address has a session with us, which she dialled: until the answer is called nobody there is dialled. */
  visited(ip: string): (met: { readonly held: string; readonly device: string | undefined } | undefined) => void
  all(): readonly Neighbour[]
}

/** `own`: the number of this laptop's meeting. `now`: ms. */
export const createNear = (own: string, now: () => number = Date.now): Near => {
  const neighbours = new Map<string, Neighbour>()
  const visitors = new Map<string, number>()
  const waits = (boot: string): number => (own < boot ? 0 : headStart)

  const makeRoom = (ip: string): boolean => {
    for (const [boot, { heardAt, isDialled }] of neighbours)
      if (!isDialled && now() - heardAt > oblivion) neighbours.delete(boot)
    const ofOne = [...neighbours.values()].filter(({ heard }) => heard.ip === ip).length
    return neighbours.size < most && ofOne < mostOfOne
  }
  const meet = (neighbour: Neighbour, held: string, device: string | undefined): void => {
    neighbour.metAt = now()
    neighbour.held = held
    neighbour.failed = 0
    neighbour.isShut = false
    neighbour.device = device ?? neighbour.device
    neighbour.notBefore = now() + rest + waits(neighbour.boot)
  }
  const isDue = ({ heard, heardAt, notBefore, isDialled, metAt, held, boot }: Neighbour, holds: string): boolean => {
    if (isDialled || visitors.has(heard.ip) || now() - heardAt > silence || now() < notBefore) return false
    return metAt === undefined || held !== holds || now() - metAt >= again[heard.key.session.kind] + waits(boot)
  }
  return {
    hear(heard) {
      const { boot, ip } = heard
      if (boot === own) return false
      const known = neighbours.get(boot)
      if (known) {
        // back after a silence: nothing is known of what kept her away
        if (now() - known.heardAt > silence) known.notBefore = Math.min(known.notBefore, now() + waits(boot))
        known.heard = heard
        known.heardAt = now()
        return false
      }
      if (!makeRoom(ip)) return false
      neighbours.set(boot, {
        boot,
        heard,
        heardAt: now(),
        notBefore: now() + waits(boot),
        isDialled: false,
        failed: 0,
        isShut: false,
        metAt: undefined,
        held: '',
        device: undefined,
      })
      return true
    },
    due: (held) => [...neighbours.values()].filter((neighbour) => isDue(neighbour, held)),
    dialled(neighbour, outcome, held, device) {
      neighbour.isDialled = false
      if (outcome === 'met') {
        meet(neighbour, held, device)
        return
      }
      neighbour.failed += 1
      neighbour.isShut = outcome === 'unreachable'
      neighbour.notBefore = now() + Math.min(longestPause, firstPause * 2 ** (neighbour.failed - 1))
    },
    visited(ip) {
      visitors.set(ip, (visitors.get(ip) ?? 0) + 1)
      return (met) => {
        const left = (visitors.get(ip) ?? 1) - 1
        if (left > 0) visitors.set(ip, left)
        else visitors.delete(ip)
        if (!met) return
        for (const neighbour of neighbours.values())
          if (neighbour.device === undefined ? neighbour.heard.ip === ip : neighbour.device === met.device)
            meet(neighbour, met.held, met.device)
      }
    },
    all: () => [...neighbours.values()],
  }
}
