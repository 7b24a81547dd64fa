import { useTranslation } from 'react-i18next'
import { SubNav } from '../../components/SubNav'

/** The ways between the screens of the houses. */
export const HousesNav = () => {
  const { t } = useTranslation()
  return (
    <SubNav
      label={t('houses.parts')}
      screens={[
        { to: '/houses', label: t('houses.board') },
        { to: '/houses/requests', label: t('houses.requests.title') },
        { to: '/houses/unmet', label: t('houses.unmet.title') },
      ]}
    />
  )
}
