import {
  BookOpen,
  CalendarDays,
  FileText,
  HandCoins,
  HeartHandshake,
  House,
  LifeBuoy,
  MoonStar,
  RefreshCw,
  Users,
} from '../../../src/renderer/components/icons'
import type { Place } from '../../../src/renderer/places'
import { FieldsScreen } from './screens/FieldsScreen'
import { HousesScreen, ShiftsScreen } from './screens/HousesScreen'
import { ChartScreen, MeetScreen, TableScreen } from './screens/MeetScreen'
import { BrokenScreen, ListsScreen, QuestionScreen } from './screens/QuestionScreen'
import { MarksScreen } from './screens/MarksScreen'

/** The ten places of the guide, each with a part of the components. */
export const specimenPlaces: readonly Place[] = [
  { path: '/today', word: 'today', icon: CalendarDays, screen: MarksScreen },
  { path: '/cases', word: 'cases', icon: FileText, screen: FieldsScreen },
  { path: '/houses', word: 'houses', icon: House, screen: HousesScreen },
  { path: '/funds', word: 'funds', icon: HandCoins, screen: TableScreen },
  { path: '/shifts', word: 'shifts', icon: MoonStar, screen: ShiftsScreen },
  { path: '/members', word: 'members', icon: Users, screen: ListsScreen },
  { path: '/meet', word: 'meet', icon: RefreshCw, screen: MeetScreen },
  { path: '/reports', word: 'reports', icon: BookOpen, screen: ChartScreen },
  { path: '/care', word: 'care', icon: HeartHandshake, screen: BrokenScreen },
  { path: '/help', word: 'help', icon: LifeBuoy, screen: QuestionScreen },
]
