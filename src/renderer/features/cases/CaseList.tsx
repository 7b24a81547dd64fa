import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Go } from '../../components/Go'
import { Plus } from '../../components/icons'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { Pages } from '../../components/Pages'
import { useFailure } from '../../i18n/useFailure'
import { RegistryLink } from '../registry/RegistryLink'
import { CaseFilters, noFilter, queryOf } from './CaseFilters'
import type { Filter } from './CaseFilters'
import { CaseTable } from './CaseTable'

/** Rows a page holds. */
const pageSize = 200
/** How long after the last letter the list is searched, in milliseconds. */
const pause = 250

/** What is typed, once it has rested. */
const useRested = <T,>(value: T): T => {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** The cases this person may open, live: one that arrives shows by itself. */
export const CaseList = ({ onAgain }: { onAgain: () => void }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [cursors, setCursors] = useState<readonly string[]>([])
  const cursor = cursors.at(-1)
  const text = useRested(filter.text.trim())
  const asked = queryOf({ ...filter, text })
  const isFiltered = Object.keys(asked).length > 0
  const me = useView('me', undefined)
  const mayOpen = me?.ok && me.value.role !== null && me.value.role !== 'member'
  const view = useView('case.list', { ...asked, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })

  if (view === null) return <PageHead title={t('cases.title')} lead={t('cases.waiting')} />
  if (!view.ok)
    return (
      <>
        <PageHead title={t('cases.title')} lead={t('cases.failed')} />
        <Notice title={t('cases.failedTitle')} urgent>
          <p>{inWords(view.error)}</p>
          <Button onPress={onAgain}>{t('cases.again')}</Button>
        </Notice>
      </>
    )
  const { cases, total, cursor: next } = view.value
  const openNew = mayOpen && (
    <Go to="/cases/new" look="main">
      <Plus aria-hidden="true" size={18} />
      {t('cases.new.title')}
    </Go>
  )
  return (
    <>
      <PageHead title={t('cases.title')} lead={t(isFiltered ? 'cases.found' : 'cases.count', { count: total })}>
        <RegistryLink />
        {mayOpen && (
          <Go to="/cases/receive" look="plain">
            {t('transfer.receive.link')}
          </Go>
        )}
        {openNew}
      </PageHead>
      {total === 0 && !isFiltered ? (
        <EmptyState title={t('cases.emptyTitle')}>
          <p>{t('cases.empty')}</p>
        </EmptyState>
      ) : (
        <Stack>
          <CaseFilters
            filter={filter}
            onChange={(part) => {
              setFilter((last) => ({ ...last, ...part }))
              setCursors([])
            }}
          />
          {total === 0 ? (
            <EmptyState
              title={t('cases.noneTitle')}
              action={<Button onPress={() => setFilter(noFilter)}>{t('cases.all')}</Button>}
            >
              <p>{t('cases.none')}</p>
            </EmptyState>
          ) : (
            <CaseTable cases={cases} />
          )}
          {(cursors.length > 0 || next !== null) && (
            <Pages
              from={cursors.length * pageSize + 1}
              to={cursors.length * pageSize + cases.length}
              total={total}
              onPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null}
              onNext={next === null ? null : () => setCursors([...cursors, next])}
            />
          )}
        </Stack>
      )}
    </>
  )
}
