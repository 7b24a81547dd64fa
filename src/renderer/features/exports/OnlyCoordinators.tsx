import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import { useView } from '../../bridge/useView'
import { Notice } from '../../components/Notice'
import { Viewed } from '../../components/Viewed'

type Ledger = QueryOutput<'release.list'>

/** What only who coordinates may do; to others it is said who does, and why two. */
export const OnlyCoordinators = ({ children }: { readonly children: (ledger: Ledger) => ReactNode }) => {
  const { t } = useTranslation()
  const view = useView('release.list', undefined)
  return (
    <Viewed view={view} waiting={t('exports.reading')}>
      {(ledger) =>
        ledger.mayRelease ? (
          children(ledger)
        ) : (
          <Notice title={t('exports.onlyReads')}>
            <p>{t('exports.onlyReadsText')}</p>
          </Notice>
        )
      }
    </Viewed>
  )
}
