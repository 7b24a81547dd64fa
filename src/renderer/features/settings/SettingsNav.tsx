import { useTranslation } from 'react-i18next'
import { SubNav } from '../../components/SubNav'

/** The ways between the screens of the settings. */
export const SettingsNav = () => {
  const { t } = useTranslation()
  return (
    <SubNav
      label={t('settings.parts')}
      screens={[
        { to: '/members/settings', label: t('settings.here') },
        { to: '/members/settings/backup', label: t('backup.title') },
        { to: '/members/settings/networks', label: t('networks.title') },
        { to: '/members/settings/rules', label: t('rules.title') },
      ]}
    />
  )
}
