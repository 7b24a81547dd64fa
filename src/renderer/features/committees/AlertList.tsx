import { useTranslation } from 'react-i18next'
import type { AlertRow } from '#shared/contract/alerts'
import { useView } from '../../bridge/useView'
import { EmptyState } from '../../components/EmptyState'
import { Stack } from '../../components/Layout'
import { AlertCard } from './AlertCard'

/** Alerts with their answers, the newest first. */
export const AlertList = ({ alerts }: { readonly alerts: readonly AlertRow[] }) => {
  const { t } = useTranslation()
  const me = useView('me', undefined)
  const mine = me?.ok ? (me.value.memberId ?? '') : ''
  if (alerts.length === 0)
    return (
      <EmptyState title={t('alerts.emptyTitle')}>
        <p>{t('alerts.empty')}</p>
      </EmptyState>
    )
  return (
    <Stack>
      {alerts.map((alert) => (
        <AlertCard key={alert.alertId} alert={alert} me={mine} />
      ))}
    </Stack>
  )
}
