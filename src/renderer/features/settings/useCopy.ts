import { useCallback, useEffect, useState } from 'react'
import type { CopyState } from '#shared/contract/host'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'
import { useChoosesFolder } from '../../bridge/useChoosesFolder'

/** Follows the backup that is under way, begins one and cancels it. It goes on when this screen is left. */
export const useCopy = () => {
  const connection = useConnection()
  const [state, setState] = useState<CopyState>({ phase: 'idle' })
  const [problem, setProblem] = useState<Failure | null>(null)
  const choosesFile = useChoosesFolder() ?? false
  useEffect(() => connection.copy((view) => view.ok && setState(view.value)), [connection])
  const begin = useCallback(
    async (place: string | null) => {
      setProblem(null)
      const begun = await connection.backUp(place)
      if (!begun.ok) setProblem(begun.error)
    },
    [connection],
  )
  const cancel = useCallback(async () => {
    const cancelled = await connection.cancelCopy()
    if (!cancelled.ok) setProblem(cancelled.error)
  }, [connection])
  return { state, begin, cancel, problem, choosesFile }
}
