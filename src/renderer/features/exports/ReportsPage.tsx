import { Route, Switch } from 'wouter'
import { PreviewFilesScreen, ReleaseFilesScreen } from './FilesScreen'
import { LedgerScreen } from './LedgerScreen'
import { NarrativeFiles } from './NarrativeFiles'
import { NarrativeScreen } from './NarrativeScreen'
import { OwnDataScreen } from './OwnDataScreen'
import { PrepareScreen } from './PrepareScreen'
import { PreviewScreen } from './PreviewScreen'
import { ReleaseScreen } from './ReleaseScreen'
import { SummariesScreen } from './SummariesScreen'

/** The place of the reports: the ledger of releases, the way of each from being prepared to its files, and own data. */
export const ReportsPage = () => (
  <Switch>
    <Route path="/reports/prepare" component={PrepareScreen} />
    <Route path="/reports/summaries" component={SummariesScreen} />
    <Route path="/reports/own" component={OwnDataScreen} />
    <Route path="/reports/preview" component={PreviewScreen} />
    <Route path="/reports/preview/files" component={PreviewFilesScreen} />
    <Route path="/reports/:releaseId">
      {({ releaseId }) => <ReleaseScreen key={releaseId} releaseId={releaseId} />}
    </Route>
    <Route path="/reports/:releaseId/files">{({ releaseId }) => <ReleaseFilesScreen releaseId={releaseId} />}</Route>
    <Route path="/reports/narrative/:caseId">{({ caseId }) => <NarrativeScreen key={caseId} caseId={caseId} />}</Route>
    <Route path="/reports/narrative/:caseId/:narrativeId/files">
      {({ caseId, narrativeId }) => <NarrativeFiles caseId={caseId} narrativeId={narrativeId} />}
    </Route>
    <Route component={LedgerScreen} />
  </Switch>
)
