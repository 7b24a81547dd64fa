import { useTranslation } from 'react-i18next'
import { SubNav } from '../../components/SubNav'

/** The ways between the screens of the shifts, committees and alerts. */
export const ShiftsNav = () => {
  const { t } = useTranslation()
  return (
    <SubNav
      label={t('shifts.parts')}
      screens={[
        { to: '/shifts', label: t('shifts.week') },
        { to: '/shifts/mine', label: t('shifts.mine.title') },
        { to: '/shifts/committees', label: t('committees.title') },
        { to: '/shifts/alerts', label: t('alerts.title') },
      ]}
    />
  )
}
