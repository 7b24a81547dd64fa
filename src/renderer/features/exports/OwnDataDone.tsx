import { useTranslation } from 'react-i18next'
import type { OwnDataWritten } from '#shared/contract/host'
import { PackageX } from '../../components/icons'
import { State } from '../../components/State'
import styles from './Exports.module.css'
import { Told } from './Told'

/** What became of own data: how much is in the file, which attachments are not, and by what a copy is compared. */
export const OwnDataDone = ({ written }: { readonly written: OwnDataWritten }) => {
  const { t } = useTranslation()
  const { sha256, documents, attachments, elsewhere, damaged } = written
  return (
    <div className={styles.words}>
      {elsewhere > 0 && (
        <State icon={PackageX} dye="pericon">
          {t('ownData.elsewhere', { count: elsewhere })}
        </State>
      )}
      {damaged > 0 && (
        <State icon={PackageX} dye="barro">
          {t('ownData.damaged', { count: damaged })}
        </State>
      )}
      <Told
        facts={[
          { label: t('ownData.documents'), value: documents },
          { label: t('ownData.attached'), value: attachments },
          { label: t('ownData.print'), value: <code className={styles.print}>{sha256}</code> },
        ]}
      />
    </div>
  )
}
