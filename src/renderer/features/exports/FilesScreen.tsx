import { useTranslation } from 'react-i18next'
import type { CommandInput } from '#shared/contract/commands'
import type { DraftReason, ReleaseRow } from '#shared/contract/releases'
import { useAction } from '../../bridge/useAction'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { FilesForm } from './FilesForm'
import { OnlyCoordinators } from './OnlyCoordinators'
import { useFigureWords } from './useFigureWords'

type Marked = { readonly draft: DraftReason | null; readonly back: string }

const TableFiles = ({ of, ...marked }: Marked & { readonly of: CommandInput<'release.files'>['of'] }) => {
  const files = useAction('release.files')
  return <FilesForm {...marked} action={files} onSend={(look, sheets) => void files.run({ of, ...look, ...sheets })} />
}

const SummaryFiles = ({ releaseId, ...marked }: Marked & Pick<ReleaseRow, 'releaseId'>) => {
  const files = useAction('release.summaryFiles')
  return (
    <FilesForm
      {...marked}
      action={files}
      onSend={(look, sheets) => void files.run({ of: { releaseId }, ...look, ...sheets })}
    />
  )
}

const Head = ({ kicker, back }: { readonly kicker: string; readonly back: string }) => {
  const { t } = useTranslation()
  return (
    <PageHead kicker={<Go to={back}>{kicker}</Go>} title={t('exports.files.title')} lead={t('exports.files.lead')} />
  )
}

/** Files of a release in the ledger: marked as a draft until it is published and its entry is on another laptop. */
export const ReleaseFilesScreen = ({ releaseId }: { readonly releaseId: string }) => {
  const { t } = useTranslation()
  const { period } = useFigureWords()
  const view = useView('release.view', { releaseId })
  const back = `/reports/${releaseId}`
  return (
    <>
      <Head kicker={view?.ok ? period(view.value.period) : t('exports.title')} back={back} />
      <OnlyCoordinators>
        {({ missing }) => (
          <Viewed view={view}>
            {({ status, product, published, isElsewhere }) => {
              const stands = status === 'published' && missing === 0
              const ofPublished = stands ? (isElsewhere ? null : 'notElsewhere') : 'notStanding'
              const marked = { draft: published === null ? 'notPublished' : ofPublished, back } as const
              return product === 'summaries' ? (
                <SummaryFiles releaseId={releaseId} {...marked} />
              ) : (
                <TableFiles of={{ releaseId }} {...marked} />
              )
            }}
          </Viewed>
        )}
      </OnlyCoordinators>
    </>
  )
}

/** Files of what this laptop counted last: always marked as a draft. */
export const PreviewFilesScreen = () => {
  const { t } = useTranslation()
  const view = useView('release.checking', undefined)
  const back = '/reports/preview'
  return (
    <>
      <Head kicker={t('exports.preview')} back={back} />
      <OnlyCoordinators>
        {() => (
          <Viewed view={view}>
            {(check) =>
              check.phase === 'over' ? (
                <TableFiles of={{ spec: check.spec }} draft="notPublished" back={back} />
              ) : (
                <EmptyState
                  title={t('exports.files.noPreview')}
                  action={<Go to="/reports/prepare">{t('exports.prepare')}</Go>}
                >
                  <p>{t('exports.noPreviewText')}</p>
                </EmptyState>
              )
            }
          </Viewed>
        )}
      </OnlyCoordinators>
    </>
  )
}
