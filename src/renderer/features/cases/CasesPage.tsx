import { useCallback, useState } from 'react'
import { Route, Switch } from 'wouter'
import { CaseSubroutes, caseSubroutes } from '../risk/CaseSubroutes'
import { CaseList } from './CaseList'
import { CaseRoutes } from './CaseRoutes'
import { Intake } from './Intake'
import { ReceiveScreen } from './ReceiveScreen'

const Listed = () => {
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((last) => last + 1), [])
  return <CaseList key={turn} onAgain={again} />
}

/** The place of the cases: its list, a new one, and the file of each with its forms. */
export const CasesPage = () => (
  <Switch>
    <Route path="/cases/new">
      <Intake />
    </Route>
    <Route path="/cases/receive">
      <ReceiveScreen />
    </Route>
    <Route path={caseSubroutes}>
      <CaseSubroutes />
    </Route>
    <Route path="/cases/:caseId/*?">{({ caseId }) => <CaseRoutes key={caseId} caseId={caseId} />}</Route>
    <Route>
      <Listed />
    </Route>
  </Switch>
)
