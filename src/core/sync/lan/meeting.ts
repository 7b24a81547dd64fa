import type { Follower } from '#core/sync/conversation'
import type { DoorKeeper } from '#core/sync/door'
import { openAir } from '#core/sync/lan/air'
import { newBoot } from '#core/sync/lan/advert'
import { callsOf } from '#core/sync/lan/calls'
import { advertKeys, createEars } from '#core/sync/lan/ears'
import type { AdvertKey } from '#core/sync/lan/ears'
import { holdings } from '#core/sync/lan/holdings'
import { createNear } from '#core/sync/lan/near'
import type { Neighbour } from '#core/sync/lan/near'
import { createRounds } from '#core/sync/lan/rounds'
import { createPeople, isSameView, troubleOf, unknownIn } from '#core/sync/lan/view'
import type { Local } from '#core/sync/local'
import type { Report } from '#core/sync/report'
import { dial, listen } from '#core/sync/tcp'
import type { Listener } from '#core/sync/tcp'
import type { LanView } from '#shared/contract/lan'
import type { FailureType } from '#shared/errors'
import { ok } from '#shared/result'
import type { Result } from '#shared/result'

/** How often it is looked whom to dial, and whether something is to be shown, ms. */
const beat = 500
/** How long a neighbour's line may take to open, ms: she is on the same network. */
const linePatience = 4_000
/** Neighbours that are dialled at a time. */
const mostDials = 4

/** Failures that mean that a laptop cannot be got through to. */
const isOutOfReach = (type: FailureType): boolean => type === 'Unreachable' || type === 'PeerTimeout'
/** Failures of a line that are no news to her: strangers knock, laptops go. */
const isOfTheLine = (type: FailureType): boolean =>
  isOutOfReach(type) || ['HandshakeRefused', 'NotKnownThere', 'PeerNotKnown', 'PeerMisbehaved'].includes(type)

const aliasIn = (local: Local, device: string): string => {
  const state = local.network()?.ledger.state()
  return state?.members.get(state.devices.get(device)?.member ?? '')?.alias ?? ''
}

/** Who is told of a meeting on the local network. */
export type LanHosting = {
  /** What each conversation came to, save those of strangers and of laptops that went. */
  readonly onMeeting: (met: Result<Report>) => void
  /** How it stands, after each change. */
  readonly onView?: (view: LanView) => void
}

/**
 * Opens a meeting on the local networks this laptop is on: calls out, hears who else does, dials whoever is heard and
 * listens to who dials, until it is closed. Fails with Unreachable when no port can be listened on.
 */
export const openLan = async (
  local: Local,
  keeper: DoorKeeper,
  { onMeeting, onView }: LanHosting,
): Promise<Result<Listener>> => {
  const boot = newBoot()
  const now = Date.now
  const cut = new AbortController()
  const near = createNear(boot)
  const people = createPeople((device) => aliasIn(local, device), now)
  let known: AdvertKey[] | undefined
  let held: string | undefined
  let isAnybodyMet = false
  let dials = 0
  let since = now()
  const keys = (): AdvertKey[] => (known ??= advertKeys(local))
  const holds = (): string => (held ??= holdings(local))
  const stopFollowing = local.onChange(() => {
    known = undefined
    held = undefined
  })

  const took = (met: Result<Report>): void => {
    if (met.ok) isAnybodyMet = true
    if (!cut.signal.aborted && (met.ok || !isOfTheLine(met.error.type))) onMeeting(met)
  }
  /** Follows one conversation; the device is known once it is proved. */
  const follow = (onOpened: () => void) => {
    let device: string | undefined
    const follower: Follower = {
      opened: onOpened,
      proved(proved) {
        device = proved
        people.began(proved)
        show()
      },
      moved: (sent, received) => device !== undefined && people.moved(device, sent, received),
    }
    const over = (): string | undefined => {
      if (device !== undefined) people.ended(device)
      return device
    }
    return { follower, over }
  }

  const listener = await listen(local, { host: '0.0.0.0', port: 0 }, keeper, {
    onMeeting: took,
    follow(from) {
      let leave: ReturnType<typeof near.visited> | undefined
      const { follower, over } = follow(() => (leave = near.visited(from)))
      return {
        ...follower,
        over(met) {
          const device = over()
          leave?.(met.ok ? { held: holds(), device } : undefined)
        },
      }
    },
  })
  if (!listener.ok) return listener
  const { port } = listener.value

  const visit = async (neighbour: Neighbour): Promise<void> => {
    neighbour.isDialled = true
    dials += 1
    const { follower, over } = follow(() => undefined)
    const { ip, port: at, key } = neighbour.heard
    const met = await dial(local, { host: ip, port: at }, keeper, {
      keys: [key.session],
      patience: linePatience,
      follower,
      signal: cut.signal,
    })
    dials -= 1
    const device = over()
    const outcome = met.ok ? 'met' : isOutOfReach(met.error.type) ? 'unreachable' : 'refused'
    near.dialled(neighbour, outcome, met.ok ? holds() : '', device)
    took(met)
  }
  const visitWhoIsDue = (): void => {
    if (cut.signal.aborted) return
    for (const neighbour of near.due(holds()).slice(0, mostDials - dials)) void visit(neighbour)
  }

  const seeks = (): boolean => local.joining() !== undefined
  const ears = createEars(keys, seeks)
  const calls = (ip: string): Uint8Array[] => {
    const made = callsOf(keys(), ip, { port, boot, seeks: seeks() }, rounds.count())
    for (const bytes of made) ears.ignore(bytes)
    return made
  }
  const rounds = createRounds(() => air.call(calls))
  const air = openAir({
    onHeard(bytes, ip) {
      const heard = ears.hear(bytes, ip)
      if (!heard || !near.hear(heard)) return
      rounds.soon()
      air.callTo(ip, calls)
      visitWhoIsDue()
    },
    onWays() {
      since = now()
      rounds.restart()
    },
  })

  let shown: LanView | undefined
  const show = (): void => {
    const all = near.all()
    const ways = air.ways()
    const view: LanView = {
      addresses: ways.map(({ ip }) => `${ip}:${port}`),
      people: people.list(all),
      unknown: unknownIn(all, now()),
      trouble: troubleOf(ways.length, all, isAnybodyMet, since, now()),
    }
    if (isSameView(shown, view)) return
    shown = view
    onView?.(view)
  }
  const beating = setInterval(() => {
    visitWhoIsDue()
    show()
  }, beat)
  show()

  return ok({
    port,
    why: () => {
      if (air.ways().length === 0) return 'LanNoNetwork'
      return near.all().length > 0 ? 'LanShut' : 'LanNobody'
    },
    async close() {
      clearInterval(beating)
      rounds.stop()
      stopFollowing()
      air.close()
      cut.abort()
      await listener.value.close()
    },
  })
}
