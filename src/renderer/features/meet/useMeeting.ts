import { useCallback, useEffect, useState } from 'react'
import type { MeetingRequest, MeetingState } from '#shared/contract/host'
import { useConnection } from '../../bridge/connection'
import { useChoosesFolder } from '../../bridge/useChoosesFolder'
import { useFailure } from '../../i18n/useFailure'

/** The meeting of this notebook. */
export type Meeting = {
  readonly state: MeetingState
  readonly begin: (request: MeetingRequest) => Promise<void>
  readonly end: () => Promise<void>
  /** Why it did not begin, in words. */
  readonly failure: string | null
  /** A folder is chosen in the system's own box. */
  readonly choosesFolder: boolean
}

/** Follows the meeting, begins one and ends it. It goes on when this screen is left. */
export const useMeeting = (): Meeting => {
  const connection = useConnection()
  const inWords = useFailure()
  const [state, setState] = useState<MeetingState>({ phase: 'idle' })
  const [problem, setProblem] = useState<Parameters<typeof inWords>[0] | null>(null)
  const choosesFolder = useChoosesFolder() ?? false
  useEffect(() => connection.meeting((view) => view.ok && setState(view.value)), [connection])
  const begin = useCallback(
    async (request: MeetingRequest) => {
      setProblem(null)
      const begun = await connection.exchange(request)
      if (!begun.ok) setProblem(begun.error)
    },
    [connection],
  )
  const end = useCallback(async () => {
    await connection.cancel()
  }, [connection])
  return { state, begin, end, failure: problem === null ? null : inWords(problem), choosesFolder }
}
