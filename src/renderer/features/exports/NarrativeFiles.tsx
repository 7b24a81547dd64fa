import { useTranslation } from 'react-i18next'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { Go } from '../../components/Go'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { FilesForm } from './FilesForm'

type Props = { readonly caseId: string; readonly narrativeId: string }

/** Files of a text about one case: the text and nothing else. Whether they are marked is told again once they are written. */
export const NarrativeFiles = ({ caseId, narrativeId }: Props) => {
  const { t } = useTranslation()
  const view = useView('narrative.list', { caseId })
  const files = useAction('narrative.files')
  const back = `/reports/narrative/${caseId}`
  return (
    <>
      <PageHead
        kicker={<Go to={back}>{t('exports.narrative.title')}</Go>}
        title={t('exports.files.title')}
        lead={t('exports.narrative.filesLead')}
      />
      <Viewed view={view}>
        {({ narratives }) => {
          const narrative = narratives.find((one) => one.narrativeId === narrativeId)
          const ofPublished = narrative?.isElsewhere === true ? null : 'notElsewhere'
          return (
            <FilesForm
              draft={narrative?.status === 'published' ? ofPublished : 'notPublished'}
              back={back}
              isText
              action={files}
              onSend={(look) => void files.run({ caseId, narrativeId, ...look })}
            />
          )
        }}
      </Viewed>
    </>
  )
}
