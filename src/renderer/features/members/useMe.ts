import type { QueryOutput } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'

/** Who she is in this network, and what she may do in it. */
export const useMe = () => {
  const view = useView('me', undefined)
  const me: QueryOutput<'me'> | null = view?.ok ? view.value : null
  const facilitates = me !== null && me.role !== null && me.role !== 'member'
  return { me, facilitates, isFull: facilitates && !me.provisional }
}
