import { useTranslation } from 'react-i18next'
import { SubNav } from '../../components/SubNav'

/** The ways between the screens of the members. */
export const MembersNav = () => {
  const { t } = useTranslation()
  return (
    <SubNav
      label={t('members.parts')}
      screens={[
        { to: '/members', label: t('members.list') },
        { to: '/members/card', label: t('members.card.title') },
        { to: '/members/invite', label: t('members.invite.title') },
        { to: '/members/requests', label: t('members.requests.title') },
        { to: '/members/devices', label: t('members.devices.title') },
        { to: '/members/signatures', label: t('members.signatures.title') },
        { to: '/members/settings', label: t('settings.title') },
        { to: '/members/leave', label: t('members.leave.title') },
      ]}
    />
  )
}
