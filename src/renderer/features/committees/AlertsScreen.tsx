import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useView } from '../../bridge/useView'
import { Filters } from '../../components/Filters'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Viewed } from '../../components/Viewed'
import { ShiftsNav } from '../shifts/ShiftsNav'
import { AlertList } from './AlertList'

/** Alerts to everybody and to her committees: first those that are open. */
export const AlertsScreen = () => {
  const { t } = useTranslation()
  const [which, setWhich] = useState('open')
  const view = useView('alert.list', { open: which === 'open' })
  return (
    <>
      <PageHead title={t('alerts.title')} lead={t('alerts.lead')}>
        <Go look="plain" to="/shifts/alerts/new">
          {t('alerts.new.action')}
        </Go>
      </PageHead>
      <ShiftsNav />
      <Stack>
        <Filters
          label={t('alerts.which')}
          options={(['open', 'all'] as const).map((id) => ({ id, label: t(`alerts.way.${id}`) }))}
          value={which}
          onChange={setWhich}
        />
        <Viewed view={view}>{({ alerts }) => <AlertList alerts={alerts} />}</Viewed>
      </Stack>
    </>
  )
}
