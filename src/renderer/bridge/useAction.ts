import { useCallback, useRef, useState } from 'react'
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands'
import type { Failure } from '#shared/errors'
import type { Result } from '#shared/result'
import { useFailure } from '../i18n/useFailure'
import { useConnection } from './connection'

/** A command that a screen sends. */
export type Action<N extends CommandName> = {
  /** Sends it. While one is under way a second is not sent and gets its answer: pressing twice does nothing twice. */
  readonly run: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>>>
  readonly busy: boolean
  /** The last failure in words; null where there was none. Shown by `Outcome`. */
  readonly failure: string | null
  /** The last failure as it came. */
  readonly problem: Failure | null
  /** What the last one that went through answered; null before. */
  readonly done: CommandOutput<N> | null
  /** Forgets how the last one went. */
  readonly forget: () => void
}

/** A command with how it goes: under way, refused in words, done. Put an `Outcome` beside its button. */
export const useAction = <N extends CommandName>(name: N): Action<N> => {
  const connection = useConnection()
  const inWords = useFailure()
  const underWay = useRef<Promise<Result<CommandOutput<N>>> | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Failure | null>(null)
  const [done, setDone] = useState<CommandOutput<N> | null>(null)
  const run = useCallback(
    (input: CommandInput<N>): Promise<Result<CommandOutput<N>>> => {
      if (underWay.current) return underWay.current
      setBusy(true)
      setProblem(null)
      setDone(null)
      underWay.current = connection.call(name, input).then((result) => {
        underWay.current = null
        setBusy(false)
        if (result.ok) setDone(result.value)
        else setProblem(result.error)
        return result
      })
      return underWay.current
    },
    [connection, name],
  )
  const forget = useCallback(() => {
    setProblem(null)
    setDone(null)
  }, [])
  return { run, busy, problem, failure: problem === null ? null : inWords(problem), done, forget }
}
