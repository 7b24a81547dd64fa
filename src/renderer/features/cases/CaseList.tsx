import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Button } from '../../components/Button'
import { EmptyState } from '../../components/EmptyState'
import { Stack } from '../../components/Layout'
import { Notice } from '../../components/Notice'
import { PageHead } from '../../components/PageHead'
import { useFailure } from '../../i18n/useFailure'
import { CaseTable } from './CaseTable'
import { Pages } from '../../components/Pages'

/** Rows a page holds. */
const pageSize = 200

/** The cases this person may open, live: one that arrives shows by itself. */
export const CaseList = ({ onAgain }: { onAgain: () => void }) => {
  const { t } = useTranslation()
  const inWords = useFailure()
  const [cursors, setCursors] = useState<readonly string[]>([])
  const cursor = cursors.at(-1)
  const view = useView('case.list', { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) })

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
  return (
    <>
      <PageHead title={t('cases.title')} lead={t('cases.count', { count: total })} />
      {total === 0 ? (
        <EmptyState title={t('cases.emptyTitle')}>
          <p>{t('cases.empty')}</p>
        </EmptyState>
      ) : (
        <Stack>
          <CaseTable cases={cases} />
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
