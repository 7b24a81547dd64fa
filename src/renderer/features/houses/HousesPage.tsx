import { Route, Switch } from 'wouter'
import { AskScreen } from './AskScreen'
import { Board } from './Board'
import { HouseScreen } from './HouseScreen'
import { IncidentScreen } from './IncidentScreen'
import { OfferScreen, RenewScreen } from './OfferScreen'
import { RequestsScreen } from './RequestsScreen'
import { StayScreen } from './StayScreen'
import { TeamScreen } from './TeamScreen'
import { UnmetScreen } from './UnmetScreen'

/** The place of the houses: the board, a house, requests, and the house that she is of. */
export const HousesPage = () => (
  <Switch>
    <Route path="/houses" component={Board} />
    <Route path="/houses/requests" component={RequestsScreen} />
    <Route path="/houses/unmet" component={UnmetScreen} />
    <Route path="/houses/offer" component={OfferScreen} />
    <Route path="/houses/:id/offer">{({ id }) => <RenewScreen key={id} houseCardId={id} />}</Route>
    <Route path="/houses/:id/ask">{({ id }) => <AskScreen key={id} houseCardId={id} />}</Route>
    <Route path="/houses/:id/team/stay/:hold?">
      {({ id, hold }) => <StayScreen key={id} houseCardId={id} {...(hold !== undefined && { holdId: hold })} />}
    </Route>
    <Route path="/houses/:id/team/incident">{({ id }) => <IncidentScreen key={id} houseCardId={id} />}</Route>
    <Route path="/houses/:id/team">{({ id }) => <TeamScreen key={id} houseCardId={id} />}</Route>
    <Route path="/houses/:id">{({ id }) => <HouseScreen key={id} houseCardId={id} />}</Route>
  </Switch>
)
