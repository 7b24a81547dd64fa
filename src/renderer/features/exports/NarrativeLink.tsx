import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Go } from '../../components/Go'
import { Row } from '../../components/Layout'
import { Panel } from '../../components/Panel'
import { NarrativeState } from './NarrativeState'

/** The way from a case to the text about it for the public. */
export const NarrativeLink = ({ caseId }: { readonly caseId: string }) => {
  const { t } = useTranslation()
  const view = useView('narrative.list', { caseId })
  const [last] = view?.ok ? view.value.narratives : []
  return (
    <Panel title={t('exports.narrative.title')}>
      <p>{t('exports.narrative.lead')}</p>
      {last && (
        <p>
          <NarrativeState narrative={last} />
        </p>
      )}
      <Row>
        <Go to={`/reports/narrative/${caseId}`} look="plain">
          {t('exports.narrative.open')}
        </Go>
      </Row>
    </Panel>
  )
}
