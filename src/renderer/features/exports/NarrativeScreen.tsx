import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { NarrativeItem } from './NarrativeItem'
import { WriteNarrative } from './WriteNarrative'

/** A text for the public about one case, of which nobody is to be recognised: written and looked at, approved by two others. */
export const NarrativeScreen = ({ caseId }: { readonly caseId: string }) => {
  const { t } = useTranslation()
  const view = useView('narrative.list', { caseId })
  const asks = view?.ok
    ? view.value.narratives.some((one) => one.isCurrent && (one.mayApprove || one.status === 'approved'))
    : false
  return (
    <>
      <PageHead
        kicker={<Go to={`/cases/${caseId}`}>{t('exports.narrative.toCase')}</Go>}
        title={t('exports.narrative.title')}
        lead={t('exports.narrative.lead')}
      />
      <Stack>
        <Viewed view={view}>
          {({ narratives }) => (
            <>
              {narratives.length === 0 && (
                <EmptyState title={t('exports.narrative.none')}>
                  <p>{t('exports.narrative.noneText')}</p>
                </EmptyState>
              )}
              {narratives.map((narrative) => (
                <NarrativeItem key={narrative.narrativeId} caseId={caseId} narrative={narrative} />
              ))}
            </>
          )}
        </Viewed>
        <WriteNarrative caseId={caseId} isMain={!asks} />
      </Stack>
    </>
  )
}
