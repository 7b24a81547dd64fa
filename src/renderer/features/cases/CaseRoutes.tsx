import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch } from 'wouter'
import { useView } from '../../bridge/useView'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { ConsentScreen } from './ConsentScreen'
import { FileContext } from './file'
import { FileScreen } from './FileScreen'
import { formSpecs, isFormName } from './formSpecs'
import type { RecordSpec } from './formSpecs'
import type { Values } from './formValues'
import { NoteForm } from './NoteForm'
import { RecordForm } from './RecordForm'
import { SheetScreen } from './SheetScreen'
import { StatusForm } from './StatusForm'
import { TransferScreen } from './TransferScreen'
import { UploadScreen } from './UploadScreen'

/** The file of a case and every screen of it: one view of the case serves them all. */
export const CaseRoutes = ({ caseId }: { readonly caseId: string }) => {
  const { t } = useTranslation()
  const view = useView('case.view', { caseId })
  const [said, say] = useState<string | null>(null)
  const at = `/cases/${caseId}`
  const open = useMemo(() => (view?.ok ? { file: view.value, at, said, say } : null), [view, at, said])
  if (open === null)
    return (
      <>
        <PageHead title={t('caseFile.title')} />
        <Viewed view={view}>{() => null}</Viewed>
      </>
    )
  const { file } = open
  const formAt = (name: string, id: string) => {
    if (!isFormName(name)) return <Redirect to={at} replace />
    const spec: RecordSpec = formSpecs[name]
    const rows: readonly Values[] = spec.part === null ? [file] : file[spec.part]
    const row = id === 'new' ? undefined : spec.part === null ? file : rows.find((one) => one[spec.id] === id)
    if (id !== 'new' && row === undefined) return <Redirect to={at} replace />
    return <RecordForm key={name + id} name={name} row={row} id={id === 'new' ? null : id} />
  }
  return (
    <FileContext value={open}>
      <Switch>
        <Route path="/cases/:caseId">
          <FileScreen />
        </Route>
        <Route path="/cases/:caseId/status">
          <StatusForm />
        </Route>
        <Route path="/cases/:caseId/transfer">
          <TransferScreen />
        </Route>
        <Route path="/cases/:caseId/sheet">
          <SheetScreen />
        </Route>
        <Route path="/cases/:caseId/file/new">
          <UploadScreen />
        </Route>
        <Route path="/cases/:caseId/note/:noteId">
          {({ noteId }) => <NoteForm key={noteId} amends={noteId === 'new' ? null : noteId} />}
        </Route>
        <Route path="/cases/:caseId/consent/:purpose">
          {({ purpose }) => <ConsentScreen key={purpose} purpose={purpose} />}
        </Route>
        <Route path="/cases/:caseId/:form/:row">{({ form, row }) => formAt(form, row)}</Route>
        <Route>
          <Redirect to={at} replace />
        </Route>
      </Switch>
    </FileContext>
  )
}
