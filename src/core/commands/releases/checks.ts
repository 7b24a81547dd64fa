import { coordinator } from '#core/commands/releases/asCoordinator'
import { countRelease, gather } from '#core/commands/releases/countRelease'
import type { Gathered } from '#core/commands/releases/countRelease'
import type { Context } from '#core/commands/context'
import type { CommandHandlers } from '#core/commands/handler'
import type { Database } from '#core/vault/openDatabase'
import type { Networks } from '#core/sync/networks'
import type { ReleaseCheck, ReleasePreview } from '#shared/contract/releases'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** A counting of a vault: of which network, how it stands, and what it will have given. */
type Counting = {
  readonly db: Database
  readonly print: string
  readonly cancel: AbortController
  readonly given: Promise<Result<ReleasePreview>>
  state: ReleaseCheck
}

/** The last counting of each vault: in memory alone, one at a time. */
const countings = new WeakMap<Networks, Counting>()

/** Views are told at most so often how far it is. */
const step = 0.02

/** Counts, in place of what was counted before; nothing of the vault is touched, so the queue need not wait for it. */
const begin = (context: Context, spec: ReleaseSpec, gathered: Gathered): Counting => {
  countings.get(context.networks)?.cancel.abort(locked)
  const cancel = new AbortController()
  let told = 0
  const onShare = (share: number): void => {
    if (counting.state.phase !== 'running' || share < told + step) return
    told = share
    counting.state = { phase: 'running', spec, share }
    context.changed()
  }
  // begun when `counting` is there to be told
  const given = Promise.resolve().then(() => countRelease(gathered, { onShare, signal: cancel.signal }))
  const counting: Counting = {
    db: context.db,
    print: gathered.print,
    cancel,
    given,
    state: { phase: 'running', spec, share: 0 },
  }
  const tell = (state: ReleaseCheck): void => {
    if (cancel.signal.reason === locked) return
    counting.state = state
    context.changed()
  }
  void given.then(
    (done) =>
      tell(
        done.ok
          ? { phase: 'over', spec, preview: done.value }
          : done.error.type === 'Cancelled'
            ? { phase: 'idle' }
            : { phase: 'failed', spec, failure: done.error.type },
      ),
    () => tell({ phase: 'failed', spec, failure: 'Unexpected' }),
  )
  countings.set(context.networks, counting)
  return counting
}

/** Why a counting ends that nobody stopped: another takes its place, or the vault closes. */
const locked = Symbol('locked')

/** Ends what is under way because the vault closes: nobody is told. */
export const endCounting = (networks: Networks): void => countings.get(networks)?.cancel.abort(locked)

/** How the counting in this network stands. */
export const checkNow = ({ db, networks }: Context): ReleaseCheck => {
  const counting = countings.get(networks)
  return counting?.db === db ? counting.state : { phase: 'idle' }
}

/** The last counting, if it was of the same question over the same records and gave something. */
const sameAs = ({ db, networks }: Context, { print }: Gathered): Counting | undefined => {
  const last = countings.get(networks)
  const isSame = last?.db === db && last.print === print
  return isSame && (last.state.phase === 'running' || last.state.phase === 'over') ? last : undefined
}

/** What a release would be now. What was just counted is not counted again. Failures: those of `release.check`. */
export const previewOf = async (context: Context, spec: ReleaseSpec): Promise<Result<ReleasePreview>> => {
  const who = coordinator(context)
  if (!who.ok) return who
  const gathered = await gather(context, who.value, spec)
  if (!gathered.ok) return gathered
  const known = sameAs(context, gathered.value)
  if (known) return known.given
  return begin(context, spec, gathered.value).given
}

/** Commands that begin and end the counting of a release. */
export const checkCommands = {
  'release.check': async (context, { spec }) => {
    const who = coordinator(context)
    if (!who.ok) return who
    if (countings.get(context.networks)?.state.phase === 'running') return fail('AlreadySo')
    const gathered = await gather(context, who.value, spec)
    if (!gathered.ok) return gathered
    if (sameAs(context, gathered.value)) return ok({ ok: true as const })
    begin(context, spec, gathered.value)
    return ok({ ok: true as const })
  },
  'release.stopCheck': (context) => {
    countings.get(context.networks)?.cancel.abort()
    return Promise.resolve(ok({ ok: true as const }))
  },
} satisfies Partial<CommandHandlers>
