import { useTranslation } from 'react-i18next'
import type { LanTrouble as Trouble } from '#shared/contract/lan'
import { CircleHelp } from '../../components/icons'
import { State } from '../../components/State'
import styles from './Meet.module.css'

/** What may be done about it, the easiest first. */
const remedies = {
  LanNoNetwork: ['wifi', 'cable', 'stick'],
  LanNobody: ['open', 'hotspot', 'cable', 'byHand', 'stick'],
  LanShut: ['firewall', 'hotspot', 'cable', 'stick'],
} as const satisfies Record<Trouble, readonly string[]>

/** Why nobody, or not everybody, is seen on this network, in plain words, and what helps. */
export const LanTrouble = ({ trouble }: { readonly trouble: Trouble }) => {
  const { t } = useTranslation()
  return (
    <div>
      <State icon={CircleHelp} dye="pericon">
        {t(`meet.trouble.${trouble}.title`)}
      </State>
      <p>{t(`meet.trouble.${trouble}.text`)}</p>
      <p>{t('meet.trouble.helps')}</p>
      <ul className={styles.remedies}>
        {remedies[trouble].map((remedy) => (
          <li key={remedy}>{t(`meet.remedy.${remedy}`)}</li>
        ))}
      </ul>
    </div>
  )
}
