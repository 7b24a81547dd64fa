import { Redirect, Route, Switch } from 'wouter'
import { AggressionPage } from '../aggression/AggressionPage'
import { AggressionWizard } from '../aggression/AggressionWizard'
import { RiskPage } from './RiskPage'
import { RiskWizard } from './RiskWizard'

/** The addresses that `CaseSubroutes` has screens for: the risk and the aggressions of a case. */
export const caseSubroutes = /^\/cases\/(?<caseId>[^/]+)\/(?:risk|aggression)\/[^/]+\/?$/

/** The screens of a case that have an address of their own: its analyses of risk and its aggressions. */
export const CaseSubroutes = () => (
  <Switch>
    <Route path="/cases/:caseId/risk/new">{({ caseId }) => <RiskWizard key={caseId} caseId={caseId} />}</Route>
    <Route path="/cases/:caseId/risk/:analysisId">{(ids) => <RiskPage {...ids} />}</Route>
    <Route path="/cases/:caseId/aggression/new">
      {({ caseId }) => <AggressionWizard key={caseId} caseId={caseId} />}
    </Route>
    <Route path="/cases/:caseId/aggression/:aggressionId">{(ids) => <AggressionPage {...ids} />}</Route>
    <Route>
      <Redirect to="/cases" replace />
    </Route>
  </Switch>
)
