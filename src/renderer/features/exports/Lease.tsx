import { useTranslation } from 'react-i18next'
import type { QueryOutput } from '#shared/contract/queries'
import type { ReleaseSpec } from '#shared/rules/releaseSpec'
import { useAction } from '../../bridge/useAction'
import { Outcome } from '../../components/Outcome'
import { LeaseButton } from './LeaseButton'

type Props = { readonly spec: ReleaseSpec; readonly ledger: QueryOutput<'release.list'> }

/** Sets aside the tables that are shown. */
export const Lease = ({ spec, ledger: { releases } }: Props) => {
  const { t } = useTranslation()
  const lease = useAction('release.lease')
  return (
    <div>
      <LeaseButton
        asked={{ product: 'tables', period: spec.period, audience: spec.audience }}
        releases={releases}
        busy={lease.busy}
        onLease={(more) => lease.run({ spec, ...more })}
      />
      <Outcome action={lease} done={t('exports.status.leased')} />
    </div>
  )
}
