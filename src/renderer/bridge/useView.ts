import { useEffect, useState } from 'react'
import type { QueryInput, QueryName, QueryOutput } from '#shared/contract/queries'
import type { Result } from '#shared/result'
import { useConnection } from './connection'

/** The view of a query, fresh after every change that touches it; null until the first one comes. */
export const useView = <N extends QueryName>(name: N, input: QueryInput<N>): Result<QueryOutput<N>> | null => {
  const connection = useConnection()
  const [view, setView] = useState<Result<QueryOutput<N>> | null>(null)
  const key = JSON.stringify(input ?? {})
  useEffect(
    () => connection.subscribe(name, JSON.parse(key) as QueryInput<N>, (next) => setView(next)),
    [connection, name, key],
  )
  return view
}
