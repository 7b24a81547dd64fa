import { useTranslation } from 'react-i18next'
import type { Exposure } from '#shared/contract/queries'
import { Day } from '../../components/Day'
import { PersonName } from '../../components/Discreet'
import { Panel } from '../../components/Panel'
import styles from './Members.module.css'

/** What somebody could read and since when, and who has not heard that she is out: told before she is put out. */
export const ExposurePanel = ({ exposure }: { readonly exposure: Exposure }) => {
  const { t } = useTranslation()
  const { spaces, unheard, status } = exposure
  return (
    <Panel title={t('members.exposure.title')} edge="stitched">
      <div className={styles.text}>
        <p>{t('members.exposure.network')}</p>
        {spaces.length === 0 && <p>{t('members.exposure.noSpaces')}</p>}
        <ul className={styles.list}>
          {spaces.map(({ spaceId, kind, since, readsNow, rotated }) => (
            <li key={spaceId}>
              <b>{t(`members.space.${kind}`, { defaultValue: t('members.space.other') })}</b>
              <p className={styles.soft}>
                {t('members.exposure.since')} <Day day={since} />.{' '}
                {t(
                  readsNow
                    ? 'members.exposure.readsNow'
                    : rotated
                      ? 'members.exposure.rotated'
                      : 'members.exposure.notRotated',
                )}
              </p>
            </li>
          ))}
        </ul>
        <p>{t('members.exposure.mayBeMore')}</p>
        {status !== 'active' && (
          <>
            <h3>{t('members.exposure.unheard')}</h3>
            {unheard.length === 0 ? (
              <p>{t('members.exposure.allHeard')}</p>
            ) : (
              <ul>
                {unheard.map(({ deviceId, alias }) => (
                  <li key={deviceId}>
                    <PersonName name={alias} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
        <p>
          <b>{t('members.cannotUnread')}</b>
        </p>
      </div>
    </Panel>
  )
}
