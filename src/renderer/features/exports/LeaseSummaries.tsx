import { useTranslation } from 'react-i18next'
import type { CommandInput } from '#shared/contract/commands'
import type { QueryOutput } from '#shared/contract/queries'
import { useAction } from '../../bridge/useAction'
import { Outcome } from '../../components/Outcome'
import { LeaseButton } from './LeaseButton'

type Props = {
  readonly asked: Pick<CommandInput<'release.leaseSummaries'>, 'period' | 'country'>
  readonly ledger: QueryOutput<'release.list'>
}

/** Sets aside the summaries that are shown. */
export const LeaseSummaries = ({ asked, ledger: { releases } }: Props) => {
  const { t } = useTranslation()
  const lease = useAction('release.leaseSummaries')
  return (
    <div>
      <LeaseButton
        asked={{ product: 'summaries', period: asked.period, audience: 'allies' }}
        releases={releases}
        busy={lease.busy}
        onLease={(more) => lease.run({ ...asked, ...more })}
      />
      <Outcome action={lease} done={t('exports.status.leased')} />
    </div>
  )
}
