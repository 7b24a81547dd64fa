import { useCallback, useEffect, useState } from 'react'
import type { WritingState } from '#shared/contract/host'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { useConnection } from './connection'
import type { Connection } from './connection'
import { useChoosesFolder } from './useChoosesFolder'

/** What is written: how its writing is followed, and cancelled. The same object each time. */
export type Written<T> = {
  readonly follow: (connection: Connection, listen: (state: Result<WritingState<T>>) => void) => () => void
  readonly cancel: (connection: Connection) => Promise<Result<unknown>>
}

/** Follows the writing of a file that takes its time, begins it and cancels it. It goes on when this screen is left. */
export const useWriting = <T>(written: Written<T>) => {
  const connection = useConnection()
  const [state, setState] = useState<WritingState<T>>({ phase: 'idle' })
  const [problem, setProblem] = useState<Failure | null>(null)
  useEffect(() => written.follow(connection, (view) => view.ok && setState(view.value)), [connection, written])
  const ask = useCallback(
    async (send: (connection: Connection) => Promise<Result<unknown>>) => {
      setProblem(null)
      const done = await send(connection)
      if (!done.ok) setProblem(done.error)
    },
    [connection],
  )
  const cancel = useCallback(() => ask(written.cancel), [ask, written])
  const over = state.phase === 'over' ? state.result : null
  const isStopped = over?.ok === false && over.error.type === 'Cancelled'
  return {
    state,
    isUnderWay: state.phase === 'choosing' || state.phase === 'writing',
    /** What was written; null until it is. */
    done: over?.ok ? over.value : null,
    isStopped,
    /** Why it was not begun, or came to nothing; null where it did not, or was cancelled. */
    failure: over?.ok === false && !isStopped ? over.error : problem,
    begin: ask,
    cancel,
    /** A file is chosen in the system's own box; null until it is known. */
    choosesFile: useChoosesFolder(),
  }
}
