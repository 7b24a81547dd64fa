import type { QueryOutput } from '#shared/contract/queries'
import type { ReleasePreview } from '#shared/contract/releases'
import type { FailureType } from '#shared/errors'
import { useView } from '../../bridge/useView'

/** What this laptop counts of a release that was set aside, beside what was set aside. */
export type CountedHere =
  | { readonly phase: 'not' }
  | { readonly phase: 'running'; readonly share: number }
  | { readonly phase: 'same'; readonly preview: ReleasePreview }
  | { readonly phase: 'differs' }
  | { readonly phase: 'failed'; readonly failure: FailureType }

/** The last count on this laptop, if it was of this release. */
export const useCountedHere = ({ spec, digest }: Pick<QueryOutput<'release.view'>, 'spec' | 'digest'>): CountedHere => {
  const view = useView('release.checking', undefined)
  const check = view?.ok ? view.value : null
  if (check === null || check.phase === 'idle' || JSON.stringify(check.spec) !== JSON.stringify(spec))
    return { phase: 'not' }
  if (check.phase !== 'over') return check
  const { preview } = check
  return preview.digest === digest && preview.blocked.length === 0 ? { phase: 'same', preview } : { phase: 'differs' }
}
