import { useTranslation } from 'react-i18next'
import { SubNav } from '../../components/SubNav'

/** The ways between the screens of help. */
export const HelpNav = () => {
  const { t } = useTranslation()
  return (
    <SubNav
      label={t('help.parts')}
      screens={[
        { to: '/help', label: t('help.start') },
        { to: '/help/limits', label: t('help.limits.title') },
        { to: '/help/glossary', label: t('help.glossary.title') },
        { to: '/help/licences', label: t('help.licences.title') },
      ]}
    />
  )
}
