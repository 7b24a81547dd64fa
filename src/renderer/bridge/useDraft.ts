import { useCallback, useEffect, useRef, useState } from 'react'
import { useConnection } from './connection'
import { keepBeforeLock } from './drafts'

/** How long after the last change a draft is kept, in milliseconds. */
const pause = 400

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }
/** Where a draft stands: not read yet, as kept, changed and not kept yet, or it could not be kept. */
export type DraftState = 'reading' | 'kept' | 'keeping' | 'notKept'

/** A form that is not finished. */
export type Draft<T> = {
  readonly value: T
  /** Puts a new value, or changes the one there is; kept a moment later. */
  readonly change: (next: T | ((last: T) => T)) => void
  /** Keeps now: for `onBlur` of the form. */
  readonly keepNow: () => void
  /** Forgets the draft: what it held was sent. */
  readonly drop: () => void
  readonly state: DraftState
  /** Whether there was one from before: the form says so. */
  readonly isFromBefore: boolean
}

/**
 * What is in a form, kept in the vault while it is written, so that closing at once loses nothing. `form` names it (see
 * `draft.keep`): words and ids only. `initial` stands until the kept one has been read; it is spread under a kept object,
 * so that a draft of another version lacks no field. Show the form once `state` is not `reading`.
 */
export const useDraft = <T extends object>(form: string, initial: T): Draft<T> => {
  const connection = useConnection()
  const [value, setValue] = useState(initial)
  const [state, setState] = useState<DraftState>('reading')
  const [isFromBefore, setFromBefore] = useState(false)
  const latest = useRef(initial)
  const isChanged = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const forget = useRef<(() => void) | null>(null)

  const isStillChanged = (): boolean => isChanged.current // it may be written to while it is being kept
  const keep = useCallback(async () => {
    clearTimeout(timer.current)
    if (!isChanged.current) return
    isChanged.current = false
    const result = await connection.call('draft.keep', { form, value: latest.current as unknown as Json as never })
    if (isStillChanged()) return
    forget.current?.()
    setState(result.ok ? 'kept' : 'notKept')
  }, [connection, form])

  useEffect(() => {
    let isHere = true
    void connection.query('draft.get', { form }).then((result) => {
      if (!isHere) return
      const kept = result.ok ? result.value.value : null
      if (typeof kept === 'object' && kept !== null && !isChanged.current) {
        latest.current = { ...latest.current, ...kept }
        setValue(latest.current)
        setFromBefore(true)
      }
      setState((last) => (last === 'reading' ? 'kept' : last))
    })
    return () => {
      isHere = false
      void keep()
      forget.current?.()
    }
  }, [connection, form, keep])

  const change = useCallback(
    (next: T | ((last: T) => T)) => {
      latest.current = typeof next === 'function' ? next(latest.current) : next
      setValue(latest.current)
      isChanged.current = true
      setState('keeping')
      forget.current ??= keepBeforeLock(keep)
      const taken = forget.current
      forget.current = () => {
        taken()
        forget.current = null
      }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void keep(), pause)
    },
    [keep],
  )
  const drop = useCallback(() => {
    clearTimeout(timer.current)
    isChanged.current = false
    forget.current?.()
    void connection.call('draft.drop', { form })
  }, [connection, form])
  return { value, change, keepNow: () => void keep(), drop, state, isFromBefore }
}
