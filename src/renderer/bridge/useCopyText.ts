import { useState } from 'react'
import { useConnection } from './connection'

/** Copies a text; `copied` says whether it went, null until it was asked for. Where it did not, it can be marked by hand. */
export const useCopyText = (text: string): { readonly copied: boolean | null; readonly copy: () => void } => {
  const connection = useConnection()
  const [copied, setCopied] = useState<boolean | null>(null)
  return { copied, copy: () => void connection.copyText(text).then(setCopied) }
}
