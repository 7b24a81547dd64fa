import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryRow } from '#shared/contract/registry'
import type { QueryInput } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'
import { ChoiceField } from '../../components/ChoiceField'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { Pages } from '../../components/Pages'
import { SearchBox } from '../../components/SearchBox'
import { Table } from '../../components/Table'
import { Viewed } from '../../components/Viewed'
import { useCountry } from '../../i18n/useCountries'
import { useWhen } from '../aggression/useWhen'
import { EntryState, entryStates } from './EntryState'
import styles from './Registry.module.css'
import { useFieldWords } from './useFieldWords'

const pageSize = 100
type ListInput = NonNullable<QueryInput<'registry.list'>>

/** Where an entry happened, in words. */
export const usePlace = (): ((row: EntryRow) => string) => {
  const country = useCountry()
  return (row) => [row.municipality, row.department, country(row.country)].filter((one) => one !== '').join(', ')
}

/** The entries of the registry by their state, the newest first, in pages. */
export const Queue = () => {
  const { t } = useTranslation()
  const when = useWhen()
  const place = usePlace()
  const words = useFieldWords()
  const [status, setStatus] = useState('all')
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const [cursors, setCursors] = useState<readonly string[]>([])
  const cursor = cursors.at(-1)
  const view = useView('registry.list', {
    limit: pageSize,
    ...(status === 'all' ? {} : { status: status as NonNullable<ListInput['status']> }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(cursor === undefined ? {} : { cursor }),
  })
  const narrow = (change: () => void): void => {
    setCursors([])
    change()
  }
  return (
    <Stack>
      <div className={styles.bar}>
        <ChoiceField
          label={t('registry.queue.status')}
          options={['all', ...entryStates].map((id) => ({ id, label: t(`registry.status.${id}`) }))}
          value={status}
          onChange={(id) => narrow(() => setStatus(id))}
        />
        <SearchBox
          label={t('registry.queue.search')}
          value={typed}
          onChange={(next) => {
            setTyped(next)
            if (next === '') narrow(() => setText(''))
          }}
          onSearch={(next) => narrow(() => setText(next))}
        />
      </div>
      <Viewed view={view}>
        {({ entries, total, cursor: next }) =>
          total === 0 ? (
            <EmptyState title={t('registry.queue.none')}>
              <p>{t('registry.queue.noneText')}</p>
            </EmptyState>
          ) : (
            <Stack>
              <p role="status">{t('registry.queue.count', { count: total })}</p>
              <Table
                label={t('registry.queue.title')}
                rows={entries}
                keyOf={({ entryId }) => entryId}
                columns={[
                  {
                    id: 'when',
                    label: t('registry.column.when'),
                    cell: (row) => <Go to={`/registry/${row.entryId}`}>{when(row.date)}</Go>,
                  },
                  { id: 'place', label: t('registry.column.where'), cell: place },
                  { id: 'types', label: t('registry.column.what'), cell: (row) => words('types', row.types) },
                  { id: 'target', label: t('registry.column.target'), cell: (row) => words('target', row.target) },
                  {
                    id: 'status',
                    label: t('registry.column.status'),
                    cell: (row) => <EntryState status={row.status} />,
                  },
                ]}
              />
              {(cursors.length > 0 || next !== null) && (
                <Pages
                  from={cursors.length * pageSize + 1}
                  to={cursors.length * pageSize + entries.length}
                  total={total}
                  onPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null}
                  onNext={next === null ? null : () => setCursors([...cursors, next])}
                />
              )}
            </Stack>
          )
        }
      </Viewed>
    </Stack>
  )
}
