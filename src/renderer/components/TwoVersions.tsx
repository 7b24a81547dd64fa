import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Day } from './Day'
import { PersonName } from './Discreet'
import { GitCompareArrows } from './icons'
import styles from './TwoVersions.module.css'

/** One of the versions that were written apart. */
type Version = {
  readonly id: string
  /** As the field shows it, in words. */
  readonly value: string
  /** Who wrote it; '' where it is not known. Without `on`, any words on where it comes from. */
  readonly by: string
  /** The day on which she did; null where it is not known. */
  readonly on?: string | null
}

type Props = {
  /** What was written apart, as in «Dos versiones: próxima visita». */
  readonly field: string
  readonly versions: readonly Version[]
  readonly onKeep: (id: string) => void
  readonly onLater: () => void
  readonly busy?: boolean
}

const Author = ({ by, on }: { readonly by: string; readonly on: string | null | undefined }) => {
  const { t } = useTranslation()
  if (on === undefined) return by
  return (
    <>
      {by === '' ? t('ui.somebody') : <PersonName name={by} />}
      {on !== null && (
        <>
          , <Day day={on} />
        </>
      )}
    </>
  )
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
            <p className={styles.field}>
              <Author by={version.by} on={version.on} />
            </p>
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
