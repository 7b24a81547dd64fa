import { useTranslation } from 'react-i18next'
import type { DraftReason, ReleaseFile } from '#shared/contract/releases'
import { Outcome } from '../../components/Outcome'
import { Table } from '../../components/Table'
import { Why } from '../../components/Why'
import styles from './Exports.module.css'

type Props = {
  readonly busy: boolean
  readonly done: { readonly files: readonly ReleaseFile[]; readonly draft: DraftReason | null } | null
  readonly failure: string | null
  /** She closed the box of the system without choosing. */
  readonly isStopped: boolean
}

/** How taking files out went: under way, how many are there and whether they are marked, or why not. */
export const FilesDone = ({ busy, done, failure, isStopped }: Props) => {
  const { t } = useTranslation()
  const said =
    done === null
      ? ''
      : `${t('exports.files.done', { count: done.files.length })} ${t(done.draft === null ? 'exports.files.final' : `exports.files.draft.${done.draft}`)}`
  return (
    <>
      <p role="status">{busy && t('exports.files.busy')}</p>
      <Outcome action={{ done, failure: isStopped ? null : failure }} done={said} />
      {done !== null && (
        <Why title={t('exports.files.list')}>
          <Table
            label={t('exports.files.list')}
            rows={done.files}
            keyOf={({ name }) => name}
            columns={[
              { id: 'name', label: t('exports.files.name'), cell: ({ name }) => name },
              {
                id: 'print',
                label: t('exports.files.print'),
                cell: ({ sha256 }) => <code className={styles.print}>{sha256}</code>,
              },
            ]}
          />
        </Why>
      )}
    </>
  )
}
