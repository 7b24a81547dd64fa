import { createContext, use } from 'react'
import type { CaseView } from '#shared/contract/caseViews'

/** The case that is open, for every screen of it. */
export type OpenFile = {
  readonly file: CaseView
  /** Where its screens begin: `/cases/<id>`. */
  readonly at: string
  /** What was done last, for the screen that comes after it. */
  readonly said: string | null
  readonly say: (words: string | null) => void
}

/** The case that is open. */
export const FileContext = createContext<OpenFile | null>(null)

/** The case that is open. Throws outside its screens. */
export const useFile = (): OpenFile => {
  const open = use(FileContext)
  if (!open) throw new Error('no case above this screen')
  return open
}

/** Parts of the file in the order of its tabs; the address says which: `/cases/<id>?part=log`. */
export const tabs = ['summary', 'people', 'aggressions', 'risk', 'plan', 'log', 'consents', 'files', 'team'] as const
/** One of them. */
export type Tab = (typeof tabs)[number]
