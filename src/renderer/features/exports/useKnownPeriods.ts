import { useView } from '../../bridge/useView'
import { today } from '../../i18n/today'
import type { Known } from './prepareDraft'

/** Years before this one that are offered where the registry, which knows its own, is not read. */
const yearsBack = 5

/** What is known of periods on this laptop. */
export type KnownPeriods = {
  /** Whether she reads the registry. */
  readonly readsRegistry: boolean
  /** Years that something is of, the last first. */
  readonly years: readonly string[]
  readonly known: Known
}

/**
 * What is known of periods, for a release with the registry in it or without; null until it is here. A registry that is
 * not hers is no failure: the other parts can be released.
 */
export const useKnownPeriods = (withRegistry: boolean): KnownPeriods | null => {
  const view = useView('registry.periods', undefined)
  if (view === null) return null
  const day = today()
  const last = Number(day.slice(0, 4))
  const periods = view.ok ? view.value.periods : []
  const ofRegistry = [...new Set(periods.map(({ period }) => period.slice(0, 4)))].sort().reverse()
  const recent = Array.from({ length: yearsBack }, (_, back) => String(last - back))
  return {
    readsRegistry: view.ok,
    years: withRegistry ? ofRegistry : [...new Set([...recent, ...ofRegistry])].sort().reverse(),
    known: {
      today: day,
      closed: withRegistry ? new Set(periods.flatMap(({ period, closed }) => (closed ? [period] : []))) : null,
    },
  }
}
