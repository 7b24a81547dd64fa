import { Route, Switch } from 'wouter'
import { BackupScreen } from '../settings/BackupScreen'
import { NetworksScreen } from '../settings/NetworksScreen'
import { RulesScreen } from '../settings/RulesScreen'
import { SettingsScreen } from '../settings/SettingsScreen'
import { CardScreen } from './CardScreen'
import { DevicesScreen } from './DevicesScreen'
import { InviteScreen } from './InviteScreen'
import { LeaveScreen } from './LeaveScreen'
import { MemberList } from './MemberList'
import { MemberScreen } from './MemberScreen'
import { RequestsScreen } from './RequestsScreen'
import { SignaturesScreen } from './SignaturesScreen'

/** The place of the members, with her own card, her laptops and her settings. */
export const MembersPage = () => (
  <Switch>
    <Route path="/members/card" component={CardScreen} />
    <Route path="/members/invite" component={InviteScreen} />
    <Route path="/members/requests" component={RequestsScreen} />
    <Route path="/members/devices" component={DevicesScreen} />
    <Route path="/members/signatures" component={SignaturesScreen} />
    <Route path="/members/settings" component={SettingsScreen} />
    <Route path="/members/settings/backup" component={BackupScreen} />
    <Route path="/members/settings/networks" component={NetworksScreen} />
    <Route path="/members/settings/rules" component={RulesScreen} />
    <Route path="/members/leave" component={LeaveScreen} />
    <Route path="/members/:memberId">{({ memberId }) => <MemberScreen memberId={memberId} />}</Route>
    <Route component={MemberList} />
  </Switch>
)
