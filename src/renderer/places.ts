import type { ComponentType } from 'react'
import type { LucideIcon } from './components/icons'
import { FileText } from './components/icons'
import { CasesPage } from './features/cases/CasesPage'

/** A place of the navigation. */
export type Place = {
  /** Its address, and the beginning of those of its screens: `/cases`, `/cases/<id>`. */
  readonly path: `/${string}`
  /** Its word: `nav.<word>`. */
  readonly word: string
  readonly icon: LucideIcon
  /** Shows every screen whose address begins with `path`; picks by `Route` where it has several. */
  readonly screen: ComponentType
}

/**
 * The places that exist, in daily order: today, cases, houses, funds, shifts, members, meet, reports, care, help. One
 * whose screens do not exist yet is not here: nothing leads nowhere.
 */
export const places: readonly Place[] = [{ path: '/cases', word: 'cases', icon: FileText, screen: CasesPage }]
