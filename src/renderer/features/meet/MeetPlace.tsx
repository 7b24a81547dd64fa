import { Route, Switch } from 'wouter'
import { AddRelayScreen } from './AddRelayScreen'
import { MeetPage } from './MeetPage'
import { RelayScreen } from './RelayScreen'
import { RelaysScreen } from './RelaysScreen'

/** The place of meetings, with the relays by which things pass without one. */
export const MeetPlace = () => (
  <Switch>
    <Route path="/meet/relays" component={RelaysScreen} />
    <Route path="/meet/relays/new" component={AddRelayScreen} />
    <Route path="/meet/relays/:relayId">{({ relayId }) => <RelayScreen relayId={relayId} />}</Route>
    <Route component={MeetPage} />
  </Switch>
)
