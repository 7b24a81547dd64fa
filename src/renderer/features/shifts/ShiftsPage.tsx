import { Route, Switch } from 'wouter'
import { AlertsScreen } from '../committees/AlertsScreen'
import { CommitteeScreen } from '../committees/CommitteeScreen'
import { CommitteesScreen } from '../committees/CommitteesScreen'
import { NewAlertScreen } from '../committees/NewAlertScreen'
import { AssignScreen } from './AssignScreen'
import { MineScreen } from './MineScreen'
import { ShiftScreen } from './ShiftScreen'
import { WeekScreen } from './WeekScreen'

/** The place of the shifts: weeks, a shift, her own load and rest, committees and alerts. */
export const ShiftsPage = () => (
  <Switch>
    <Route path="/shifts">
      <WeekScreen />
    </Route>
    <Route path="/shifts/week/:day">{({ day }) => <WeekScreen day={day} />}</Route>
    <Route path="/shifts/turn/:id/:at">{({ id, at }) => <ShiftScreen key={id} shiftId={id} at={Number(at)} />}</Route>
    <Route path="/shifts/assign">
      <AssignScreen />
    </Route>
    <Route path="/shifts/assign/:committee/:from/:to">
      {({ committee, from, to }) => (
        <AssignScreen key={`${committee} ${from}`} committeeId={committee} from={Number(from)} to={Number(to)} />
      )}
    </Route>
    <Route path="/shifts/mine" component={MineScreen} />
    <Route path="/shifts/committees" component={CommitteesScreen} />
    <Route path="/shifts/committees/:id">{({ id }) => <CommitteeScreen key={id} committeeId={id} />}</Route>
    <Route path="/shifts/alerts" component={AlertsScreen} />
    <Route path="/shifts/alerts/new" component={NewAlertScreen} />
  </Switch>
)
