import { useTranslation } from 'react-i18next'
import { Go } from '../../components/Go'
import { Stack } from '../../components/Layout'
import { PageHead } from '../../components/PageHead'
import { Panel } from '../../components/Panel'
import styles from './Exports.module.css'
import { TakeOwnData } from './TakeOwnData'

const parts = ['cases', 'network', 'attachments', 'left'] as const

/** All that somebody may read in this network, in one file for herself: what is in it, for whom it is, and how it is made. */
export const OwnDataScreen = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHead
        kicker={<Go to="/reports">{t('exports.toList')}</Go>}
        title={t('ownData.title')}
        lead={t('ownData.lead')}
      />
      <Stack>
        <div className={styles.pairs}>
          <Panel title={t('ownData.what')}>
            <div className={styles.words}>
              <ul>
                {parts.map((part) => (
                  <li key={part}>{t(`ownData.${part}`)}</li>
                ))}
              </ul>
            </div>
          </Panel>
          <Panel title={t('ownData.whom')}>
            <div className={styles.words}>
              <p>{t('ownData.whomText')}</p>
              <p>{t('ownData.seen')}</p>
              <p>{t('ownData.noBackup')}</p>
            </div>
          </Panel>
        </div>
        <TakeOwnData />
      </Stack>
    </>
  )
}
