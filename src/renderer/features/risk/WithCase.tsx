import type { ReactNode } from 'react'
import type { CaseView } from '#shared/contract/caseViews'
import { useView } from '../../bridge/useView'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'

type Props = {
  readonly caseId: string
  /** Shown until the case has come, or in place of it. */
  readonly title: string
  readonly children: (view: CaseView) => ReactNode
}

/** A screen of one case: its title while it comes, and where it may not be seen. */
export const WithCase = ({ caseId, title, children }: Props) => {
  const view = useView('case.view', { caseId })
  if (view?.ok) return children(view.value)
  return (
    <>
      <PageHead title={title} />
      <Viewed view={view}>{() => null}</Viewed>
    </>
  )
}
