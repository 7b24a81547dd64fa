import { useTranslation } from 'react-i18next'
import { SubNav } from '../../components/SubNav'

/** The ways between the screens of the meetings. */
export const MeetNav = () => {
  const { t } = useTranslation()
  return (
    <SubNav
      label={t('relays.parts')}
      screens={[
        { to: '/meet', label: t('relays.meet') },
        { to: '/meet/relays', label: t('relays.title') },
      ]}
    />
  )
}
