import { useTranslation } from 'react-i18next'
import type { ReleasePreview } from '#shared/contract/releases'
import { unitWords } from '#shared/vocabulary/figureWords'
import { Go } from '../../components/Go'
import { Notice } from '../../components/Notice'
import { useLanguage } from '../../i18n/useLanguage'

/** Why something cannot be published as it is, with the release it would tell too much of. There is no way round it. */
export const Blocked = ({ reasons }: { readonly reasons: ReleasePreview['blocked'] }) => {
  const { t } = useTranslation()
  const { language } = useLanguage()
  return (
    <Notice title={t('exports.blocked')} urgent>
      <ul>
        {reasons.map(({ reason, unit, release }) => (
          <li key={`${reason} ${unit} ${release}`}>
            {t(`exports.blockedWhy.${reason}`, { unit: unitWords(language, unit) })}{' '}
            <Go to={`/reports/${release}`}>{t('exports.toEarlier')}</Go>
          </li>
        ))}
      </ul>
      <p>{t('exports.blockedText')}</p>
      <Go to="/reports/prepare">{t('exports.change')}</Go>
    </Notice>
  )
}
