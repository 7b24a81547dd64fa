import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../../bridge/connection'
import { useLockTriggers } from '../../bridge/useLockTriggers'
import { ErrorBoundary } from '../../components/ErrorBoundary'
import { Notice } from '../../components/Notice'
import { Shell } from '../../components/Shell'
import { CaseList } from './CaseList'

/** The open notebook on its list of cases, with the ways to close it. */
export const CasesPage = () => {
  const { t } = useTranslation()
  const connection = useConnection()
  const [turn, setTurn] = useState(0)
  const lock = useCallback(() => connection.lock(), [connection])
  const again = useCallback(() => setTurn((last) => last + 1), [])
  useLockTriggers(lock)
  return (
    <Shell onLock={lock}>
      <ErrorBoundary
        fallback={
          <Notice title={t('broken.title')} urgent>
            <p>{t('broken.text')}</p>
          </Notice>
        }
      >
        <CaseList key={turn} onAgain={again} />
      </ErrorBoundary>
    </Shell>
  )
}
