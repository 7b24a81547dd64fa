import { parseRelayUrl } from '#core/relay/relayUrl'
import type { RelayUrl } from '#core/relay/relayUrl'
import { sourceOffer } from '#shared/source'
import { fail, ok } from '#shared/result'
import type { Result } from '#shared/result'

/** What `tejido relay` is run with, beside where it listens. */
export type RelayArguments = {
  /** A folder, or `postgres://…`; undefined when not given. */
  readonly store: string | undefined
  readonly admissionFile: string | undefined
  readonly keyFile: string | undefined
  /** Bytes of a network. */
  readonly quota: number
  readonly days: number
  readonly isBehindProxy: boolean
  readonly source: string
  /** Under which address people reach it, where it is not the one it listens on. */
  readonly publicUrl: RelayUrl | undefined
}

/** MB of a network when nobody says: years of a hundred women's writing (docs/scale.md). */
const usualQuota = 2_000
/** Blobs age out between these, days; the longest when nobody says. */
const [fewestDays, mostDays] = [180, 400]

const numberIn = (given: string | undefined, least: number, most: number, usual: number): Result<number> => {
  if (given === undefined) return ok(usual)
  const value = Number(given)
  return /^\d{1,9}$/.test(given) && value >= least && value <= most ? ok(value) : fail('BadNumber')
}

/** Takes the options of a relay apart. Failures: BadNumber, RelayAddressWrong, WrongUsage. */
export const parseRelayArguments = (values: {
  readonly store?: string | undefined
  readonly 'admission-file'?: string | undefined
  readonly 'key-file'?: string | undefined
  readonly quota?: string | undefined
  readonly 'expire-days'?: string | undefined
  readonly 'behind-proxy'?: boolean | undefined
  readonly source?: string | undefined
  readonly public?: string | undefined
}): Result<RelayArguments> => {
  const quota = numberIn(values.quota, 1, 1_000_000, usualQuota)
  if (!quota.ok) return quota
  const days = numberIn(values['expire-days'], fewestDays, mostDays, mostDays)
  if (!days.ok) return days
  const url = values.public === undefined ? undefined : parseRelayUrl(values.public)
  if (url && !url.ok) return url
  const source = values.source ?? sourceOffer
  if (!/^[\x20-\x7e]{1,500}$/.test(source)) return fail('WrongUsage')
  return ok({
    store: values.store,
    admissionFile: values['admission-file'],
    keyFile: values['key-file'],
    quota: quota.value * 1_000_000,
    days: days.value,
    isBehindProxy: values['behind-proxy'] ?? false,
    source,
    publicUrl: url?.value,
  })
}
