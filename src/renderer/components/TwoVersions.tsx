import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { GitCompareArrows } from './icons'
import styles from './TwoVersions.module.css'

/** One of the versions that were written apart. */
type Version = {
  readonly id: string
  /** As the field shows it, in words. */
  readonly value: string
  /** Who and when: «Colibrí, el jueves 19». */
  readonly by: string
}

type Props = {
  /** What was written apart, as in «Dos versiones: próxima visita». */
  readonly field: string
  readonly versions: readonly Version[]
  readonly onKeep: (id: string) => void
  readonly onLater: () => void
  readonly busy?: boolean
}

/** Two colleagues who wrote apart: equal cards, equal buttons, each with its author; nothing has to be decided now. */
export const TwoVersions = ({ field, versions, onKeep, onLater, busy = false }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>
        <GitCompareArrows aria-hidden="true" size={22} />
        {t('ui.versions', { field })}
      </h2>
      <p>{t('ui.versionsText')}</p>
      <div className={styles.pair}>
        {versions.map((version) => (
          <div key={version.id} className={styles.version}>
            <p className={styles.field}>{field}</p>
            <p className={styles.value}>{version.value}</p>
            <p className={styles.field}>{version.by}</p>
            <Button
              isDisabled={busy}
              onPress={() => onKeep(version.id)}
              aria-label={`${t('ui.keep')}: ${version.value}`}
            >
              {t('ui.keep')}
            </Button>
          </div>
        ))}
      </div>
      <Button kind="quiet" onPress={onLater}>
        {t('ui.decideLater')}
      </Button>
    </section>
  )
}
