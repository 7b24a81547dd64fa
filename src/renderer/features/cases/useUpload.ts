import { useCallback, useRef, useState } from 'react'
import type { QueryOutput } from '#shared/contract/queries'
import { largestAttachment } from '#shared/rules/attachment'
import type { Failure } from '#shared/errors'
import { useConnection } from '../../bridge/connection'

/** Bytes of a file that go in one call. */
const slice = 524_288

/** Bytes as base64, in strides that a call of a function can carry. */
const base64Of = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}

/** A file on its way into the notebook. */
export type Upload = {
  readonly name: string
  readonly mime: string
  readonly size: number
  /** Bytes that have gone in. */
  readonly sent: number
  /** Once all have: what the file says besides what it shows. */
  readonly ready: { readonly uploadId: string; readonly inspected: QueryOutput<'attachment.inspect'> } | null
}

/** Reads a chosen file in slices and hands them to the engine, one after the other; may be cancelled at any of them. */
export const useUpload = (): {
  readonly upload: Upload | null
  readonly problem: Failure | null
  readonly begin: (file: File) => Promise<void>
  readonly cancel: () => void
} => {
  const connection = useConnection()
  const turn = useRef(0)
  const [upload, setUpload] = useState<Upload | null>(null)
  const [problem, setProblem] = useState<Failure | null>(null)

  const cancel = useCallback(() => {
    turn.current += 1
    setUpload(null)
  }, [])
  const begin = useCallback(
    async (file: File): Promise<void> => {
      turn.current += 1
      const mine = turn.current
      const isMine = (): boolean => turn.current === mine
      const stop = (error: Failure): void => {
        if (!isMine()) return
        setUpload(null)
        setProblem(error)
      }
      setProblem(null)
      if (file.size === 0) {
        stop({ type: 'FileEmpty' })
        return
      }
      if (file.size > largestAttachment) {
        stop({ type: 'FileTooLarge' })
        return
      }
      const about = { name: file.name, mime: file.type, size: file.size, sent: 0, ready: null }
      setUpload(about)
      const begun = await connection.call('attachment.begin', {})
      if (!begun.ok) {
        stop(begun.error)
        return
      }
      const { uploadId } = begun.value
      for (let at = 0; at < file.size; at += slice) {
        const bytes = new Uint8Array(await file.slice(at, at + slice).arrayBuffer())
        if (!isMine()) return
        const done = await connection.call('attachment.append', { uploadId, bytes: base64Of(bytes) })
        if (!done.ok) {
          stop(done.error)
          return
        }
        if (isMine()) setUpload({ ...about, sent: done.value.size })
      }
      const inspected = await connection.query('attachment.inspect', { uploadId })
      if (!inspected.ok) {
        stop(inspected.error)
        return
      }
      if (isMine()) setUpload({ ...about, sent: file.size, ready: { uploadId, inspected: inspected.value } })
    },
    [connection],
  )
  return { upload, problem, begin, cancel }
}
