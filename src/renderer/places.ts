import type { ComponentType } from 'react'
import type { LucideIcon } from './components/icons'
import { BookOpen, CalendarDays, FileText, House, LifeBuoy, MoonStar, RefreshCw, Users } from './components/icons'
import { CasesPage } from './features/cases/CasesPage'
import { ReportsPage } from './features/exports/ReportsPage'
import { HelpPage } from './features/help/HelpPage'
import { MeetPlace } from './features/meet/MeetPlace'
import { HousesPage } from './features/houses/HousesPage'
import { MembersPage } from './features/members/MembersPage'
import { RegistryPage } from './features/registry/RegistryPage'
import { TodayPage } from './features/today/TodayPage'
import { ShiftsPage } from './features/shifts/ShiftsPage'

/** A place of the navigation. */
export type Place = {
  /** Its address, and the beginning of those of its screens: `/cases`, `/cases/<id>`. */
  readonly path: `/${string}`
  /** Its word: `nav.<word>`. */
  readonly word: string
  readonly icon: LucideIcon
  /** Shows every screen whose address begins with `path`; picks by `Route` where it has several. */
  readonly screen: ComponentType
  /** The place that leads to this one, which the navigation does not show by itself. */
  readonly within?: `/${string}`
}

/**
 * The places that exist, in daily order: today, cases, houses, funds, shifts, members, meet, reports, care, help. One
 * whose screens do not exist yet is not here: nothing leads nowhere.
 */
export const places: readonly Place[] = [
  { path: '/today', word: 'today', icon: CalendarDays, screen: TodayPage },
  { path: '/cases', word: 'cases', icon: FileText, screen: CasesPage },
  { path: '/registry', word: 'cases', icon: FileText, screen: RegistryPage, within: '/cases' },
  { path: '/houses', word: 'houses', icon: House, screen: HousesPage },
  { path: '/shifts', word: 'shifts', icon: MoonStar, screen: ShiftsPage },
  { path: '/members', word: 'members', icon: Users, screen: MembersPage },
  { path: '/meet', word: 'meet', icon: RefreshCw, screen: MeetPlace },
  { path: '/reports', word: 'reports', icon: BookOpen, screen: ReportsPage },
  { path: '/help', word: 'help', icon: LifeBuoy, screen: HelpPage },
]
